using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;
using Patto.Jobs;
using Patto.Localization;

namespace Patto.Audit;

/// <summary>The head of an authority's chain as it was published on a day: who noted it finds a chain that was computed anew.</summary>
public sealed class PublishedHead
{
    private PublishedHead() { }

    public Guid Authority { get; private set; }
    /// <summary>In Rome.</summary>
    public DateOnly Day { get; private set; }
    public long Seq { get; private set; }
    public string Hash { get; private set; } = "";

    /// <summary>As <c>verify-audit --head</c> takes it.</summary>
    public string Text => $"{Seq}:{Hash}";

    /// <summary>Whether this day has not seen some head.</summary>
    public static Task<bool> IsDueAsync(AppDb db, DateOnly today, CancellationToken cancel) =>
        db.Set<AuditHead>().AnyAsync(h => !db.Set<PublishedHead>().Any(p => p.Day == today && p.Authority == h.Authority), cancel);

    /// <summary>Publishes the heads that this day has not seen; called every hour.</summary>
    public static async Task PublishAsync(AppDb db, DateOnly today, CancellationToken cancel)
    {
        var done = await db.Set<PublishedHead>().Where(h => h.Day == today).Select(h => h.Authority).ToListAsync(cancel);
        foreach (var head in await db.Set<AuditHead>().AsNoTracking().Where(h => !done.Contains(h.Authority)).ToListAsync(cancel))
            db.Add(new PublishedHead { Authority = head.Authority, Day = today, Seq = head.Seq, Hash = head.Hash });
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Publishes the heads that the day has not seen, by itself.</summary>
internal sealed class PublishHeads(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PublishHeads> log)
    : Loop(scopes, log, TimeSpan.FromMinutes(30))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        var today = Texts.RomeDay(clock.GetUtcNow());
        // An act sends every kept page away: none where there is nothing to do.
        if (await PublishedHead.IsDueAsync(services.GetRequiredService<AppDb>(), today, cancel))
            await services.GetRequiredService<Writes>().RunAsync(write => PublishedHead.PublishAsync(write.Db, today, cancel), cancel);
        return false;
    }
}

internal sealed class PublishedHeadMapping : IEntityTypeConfiguration<PublishedHead>
{
    public void Configure(EntityTypeBuilder<PublishedHead> builder)
    {
        builder.ToTable("PublishedHeads").HasKey(h => new { h.Authority, h.Day });
        builder.Property(h => h.Hash).HasMaxLength(64);
        builder.Ignore(h => h.Text);
    }
}
