using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Patto.Grants;

namespace Patto.Modules.Processes.Contracts;

/// <summary>A template and the file it was read from.</summary>
/// <param name="Sha256">Of the file's bytes, lower-case hexadecimal.</param>
public sealed record KnownTemplate(Template Template, string Sha256);

/// <summary>The templates of the installation: read-only, embedded from <c>templates/</c>.</summary>
public sealed class TemplateLibrary
{
    private const string Folder = "templates/";

    public IReadOnlyList<KnownTemplate> All { get; } = [.. typeof(TemplateLibrary).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Load)];

    public KnownTemplate? Find(string? id) => All.FirstOrDefault(t => t.Template.Id == id);

    private static KnownTemplate Load(string resource)
    {
        using var stream = typeof(TemplateLibrary).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(TemplateReader.Read(bytes, resource[Folder.Length..]), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}

/// <summary>A template that cannot be read: where, and why.</summary>
public sealed class TemplateError(string file, long line, long column, string reason) : Exception($"{file}:{line}:{column}: {reason}")
{
    /// <summary>1-based; 0 when the fault is in no single place.</summary>
    public long Line { get; } = line;
    /// <summary>1-based, in bytes.</summary>
    public long Column { get; } = column;
}

/// <summary>Reads templates strictly: an unknown key, a key twice, a missing or wrong value is an error that says the line.</summary>
public static class TemplateReader
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <exception cref="TemplateError">The text is no template.</exception>
    public static Template Read(ReadOnlySpan<byte> utf8, string file)
    {
        try
        {
            var template = JsonSerializer.Deserialize<Template>(utf8, Strict) ?? throw new TemplateError(file, 1, 1, "the file says null");
            Check(template, file);
            return template;
        }
        catch (JsonException broken)
        {
            throw new TemplateError(file, (broken.LineNumber ?? -1) + 1, (broken.BytePositionInLine ?? -1) + 1,
                $"{broken.Path}: {broken.Message}");
        }
    }

    // What the form of the file cannot say: keys that point to nothing, intervals that end before they start.
    private static void Check(Template template, string file)
    {
        void Demand(bool holds, string reason) { if (!holds) throw new TemplateError(file, 0, 0, reason); }

        var start = new DateOnly(2026, 3, 1);
        var tracks = (template.Tracks ?? []).Select(t => t.Key).ToHashSet();
        var phases = template.Phases.Select(p => p.Key).ToHashSet();
        var steps = new HashSet<string>();
        Demand(template.Id.Length > 0 && template.Version > 0 && template.Months > 0, "id, version and months are needed");
        Demand(template.Phases.Length > 0 && phases.Count == template.Phases.Length, "phases need keys of their own");
        foreach (var phase in template.Phases)
        {
            Demand(phase.From.From(start) <= phase.Until.From(start), $"phase {phase.Key} ends before it starts");
            Demand(phase.Track is null || tracks.Contains(phase.Track), $"phase {phase.Key}: no track {phase.Track}");
            foreach (var opening in phase.Opens ?? []) Demand(
                OpenableActs.All.Any(o => o.Act == opening.Act) || Act.All.ContainsKey(opening.Act),
                $"phase {phase.Key}: no act {opening.Act}");
        }
        foreach (var phase in template.Phases) Demand((phase.Questions ?? []) is { Length: <= 5 } asked && Array.TrueForAll(asked, q =>
            q.Words.Trim().Length is > 0 and <= 300 && q.Help.Length <= 500 && q.Low.Length <= 60 && q.High.Length <= 60
            && (q.Kind != QuestionKind.Choice || q.Choices is { Length: >= 2 and <= 15 } choices
                && Array.TrueForAll(choices, c => c.Trim().Length is > 0 and <= 200)
                && choices.Select(c => c.Trim().ToUpperInvariant()).Distinct().Count() == choices.Length)
            && (q.Kind != QuestionKind.Scale || q.Steps is >= 3 and <= 10)),
            $"phase {phase.Key}: at most five questions, each with words; a choice of 2 to 15 answers, a scale of 3 to 10 steps");
        foreach (var activity in template.Activities) Demand(activity.From.From(start) <= activity.Until.From(start),
            $"activity {activity.Key} ends before it starts");
        Demand(template.Activities.Select(a => a.Key).Distinct().Count() == template.Activities.Count(),
            "activities need keys of their own");
        foreach (var key in template.Activities.Select(a => a.Key).Concat((template.LegalSteps ?? []).Select(s => s.Key)))
            Demand(!key.StartsWith(Process.ByHand, StringComparison.Ordinal),
                $"{key}: keys that begin with {Process.ByHand} are those of activities added by hand");
        foreach (var step in template.LegalSteps ?? [])
        {
            Demand(step.Due.IsSound, $"step {step.Key}: say one of on, after with within, yearEnd");
            Demand(step.Due.After is null || steps.Contains(step.Due.After),
                $"step {step.Key} follows {step.Due.After}, which is not before it");
            Demand(steps.Add(step.Key), $"step {step.Key} is there twice");
        }
        foreach (var meeting in template.Meetings ?? []) Demand(MeetingKinds.Contains(meeting.Method),
            $"meeting {meeting.Key}: no kind of meeting {meeting.Method}");
        foreach (var meeting in template.Meetings ?? []) Demand(phases.Contains(meeting.Phase),
            $"meeting {meeting.Key}: no phase {meeting.Phase}");
        foreach (var document in template.Documents ?? []) Demand(phases.Contains(document.Phase),
            $"document {document.Key}: no phase {document.Phase}");
        foreach (var group in template.Groups ?? []) Demand(group.Enlarged is null || phases.Contains(group.Enlarged),
            $"group {group.Key}: no phase {group.Enlarged}");
    }

    /// <summary>The kinds of meetings that templates plan; they belong to the module of meetings, which a test compares.</summary>
    internal static readonly string[] MeetingKinds =
    [
        "focus-group", "open-space", "assembly", "table", "community-day", "round-table", "neighbourhood", "training", "outreach",
            "presentation", "learning", "other", "world-cafe",
    ];
}
