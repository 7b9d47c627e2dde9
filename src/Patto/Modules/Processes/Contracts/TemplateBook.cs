using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Modules.Processes.Contracts;

/// <summary>A module that writes its part of a template, from what a process has: the shape, never people, contacts or words of
/// theirs.</summary>
public interface ITellTemplate
{
    /// <summary>Its place among the parts that one chooses from.</summary>
    int Order { get; }
    string Key { get; }
    /// <summary>For people, in Italian.</summary>
    string Title { get; }
    /// <param name="starts">The day from which days are told.</param>
    Task<Template> TellAsync(Id<Process> process, DateOnly starts, Template soFar, CancellationToken cancel);
}

/// <summary>Writes templates as the reader reads them.</summary>
public static class TemplateWriter
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static byte[] Write(Template template) => JsonSerializer.SerializeToUtf8Bytes(template, Plain);

    /// <summary>As a file of its own would be known.</summary>
    public static KnownTemplate Known(Template template) => Known(Write(template), template.Id);

    internal static KnownTemplate Known(byte[] utf8, string name) =>
        new(TemplateReader.Read(utf8, name), Convert.ToHexStringLower(SHA256.HashData(utf8)));

    /// <summary>The phase in which a day lies; else the one before it.</summary>
    public static string PhaseAt(this Template template, DateOnly starts, DateOnly day) =>
        (template.Phases.FirstOrDefault(p => p.From.From(starts) <= day && day <= p.Until.From(starts))
            ?? template.Phases.LastOrDefault(p => p.From.From(starts) <= day) ?? template.Phases[0]).Key;

    /// <summary>Told in days.</summary>
    public static RelativeDay DayFrom(DateOnly starts, DateOnly day) => new(0, Math.Clamp(day.DayNumber - starts.DayNumber, -4000, 4000));

    /// <summary>As templates write the name of a kind: <c>focus-group</c>.</summary>
    public static string Kebab<T>(T kind) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}

/// <summary>The templates that a public body may begin from: those of the installation and its own; and a process as one.</summary>
public sealed class TemplateBook(AppDb db, TemplateLibrary library, IEnumerable<ITellTemplate> parts, CurrentAuthority town)
{
    /// <summary>The part of a process that is itself: themes and questions.</summary>
    public const string Themes = "temi";

    /// <summary>What one may take along, beyond phases, steps of the law and the texts of the beginning.</summary>
    public IReadOnlyList<(string Key, string Title)> Parts =>
        [(Themes, "I temi e le loro domande"), .. parts.OrderBy(p => p.Order).Select(p => (p.Key, p.Title))];

    /// <summary>The body's own first.</summary>
    public async Task<IReadOnlyList<KnownTemplate>> AllAsync(CancellationToken cancel) =>
        [.. (await OwnAsync(cancel)).Select(o => o.Known), .. library.All];

    public async Task<IReadOnlyList<OwnTemplate>> OwnAsync(CancellationToken cancel)
    {
        var authority = town.Required.Id;
        return [.. (await db.Set<OwnTemplate>().AsNoTracking().Where(t => t.Authority == authority).ToListAsync(cancel))
            .OrderBy(t => t.Name, StringComparer.CurrentCulture)];
    }

    public async Task<KnownTemplate?> FindAsync(string? id, CancellationToken cancel)
    {
        if (library.Find(id) is { } known) return known;
        var authority = town.Required.Id;
        return await db.Set<OwnTemplate>().AsNoTracking().SingleOrDefaultAsync(t => t.Authority == authority && t.Key == id, cancel)
            is { } own ? own.Known : null;
    }

    /// <summary>A process as a template, with the parts that were chosen.</summary>
    public async Task<KnownTemplate> OfAsync(Id<Process> id, string key, string name, IReadOnlyCollection<string> chosen,
        CancellationToken cancel)
    {
        var process = await db.Processes.AsNoTracking().Whole().SingleOrDefaultAsync(p => p.Id == id, cancel) ?? throw new Unknown();
        RuleViolation.Unless(process.Phases.Any(p => p.Dropped.Length == 0), "template.no-phase",
            "Il programma non ha ancora fasi: scrivine almeno una, poi il percorso può fare da modello.");
        var template = process.AsTemplate(key, name, chosen.Contains(Themes));
        foreach (var part in parts.OrderBy(p => p.Order).Where(p => chosen.Contains(p.Key)))
            template = await part.TellAsync(id, process.Starts, template, cancel);
        return TemplateWriter.Known(template);
    }

    /// <summary>A key that no template has yet.</summary>
    internal async Task<string> FreeKeyAsync(string name, CancellationToken cancel)
    {
        var taken = (await AllAsync(cancel)).Select(t => t.Template.Id).ToHashSet();
        var key = Process.Keyed(name) is { Length: > 0 } said ? said : "modello";
        var free = key;
        for (var n = 2; taken.Contains(free); n++) free = $"{key}-{n}";
        return free;
    }
}
