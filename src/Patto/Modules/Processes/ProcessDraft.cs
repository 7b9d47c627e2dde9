using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;

namespace Patto.Modules.Processes;

/// <summary>What somebody typed so far to open a process, one for each account at a public body: it is nobody else's, no act and no event.
/// It goes when the process is opened, when it is thrown away, and by itself after a month.</summary>
internal sealed class ProcessDraft
{
    /// <summary>Days that it waits for whoever began it.</summary>
    public const int Days = 30;

    // Letters and apostrophes as they are: an address is found in it by whoever must erase it.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ProcessDraft() { }

    public static ProcessDraft Begin(Guid account, Id<Authority> authority) => new() { Account = account, Authority = authority };

    public Guid Account { get; private set; }
    public Id<Authority> Authority { get; private set; }
    /// <summary>What the form has, as JSON.</summary>
    public string Typed { get; private set; } = "{}";
    public DateTimeOffset At { get; private set; }

    public void Keep<T>(T typed, DateTimeOffset now) => (Typed, At) = (JsonSerializer.Serialize(typed, Plain), now);

    /// <summary>Null when an earlier release wrote it in another shape: then one begins anew.</summary>
    public T? Read<T>() where T : class
    {
        try { return JsonSerializer.Deserialize<T>(Typed, Plain); }
        catch (JsonException) { return null; }
    }
}

internal sealed class ProcessDraftMapping : IEntityTypeConfiguration<ProcessDraft>
{
    public void Configure(EntityTypeBuilder<ProcessDraft> builder)
    {
        builder.ToTable("ProcessDrafts").HasKey(d => new { d.Account, d.Authority });
        builder.HasIndex(d => d.At);
    }
}
