using System.Text.RegularExpressions;
using Deliberation.Formats.Regulations;

namespace Patto.Modules.Documents;

/// <summary>The pieces of a text as a regulation that is written to a file; <see cref="ImportedText"/> makes the same pieces of it again.
/// </summary>
public sealed partial class ExportedText
{
    /// <summary>What stands for a *comma* that was taken out, on pages and in files.</summary>
    internal const string TakenOut = "(comma tolto)";
    private const string Abrogated = "(abrogato)";
    private const string Note = "Nota: ";

    private readonly Dictionary<object, Part> _pieces = new(ReferenceEqualityComparer.Instance);

    private ExportedText(string title, IReadOnlyList<Part> parts)
    {
        List<RegulationLine> premise = [new(0, "", title)];
        List<RegulationPart> written = [];
        foreach (var (head, paragraphs) in Headed(parts))
            if (head.Kind == NodeKind.Premise)
                premise.AddRange(paragraphs.SelectMany(p => p.Text.Split('\n')).Select(line => new RegulationLine(0, "", line)));
            else written.Add(Kept(head, Of(head, [.. paragraphs.Select(p => Kept(p, CommaOf(p)))])));
        Text = new(title, premise, written);
    }

    /// <summary>The regulation to write.</summary>
    public RegulationText Text { get; }

    /// <param name="title">The title of the text.</param>
    /// <param name="parts">Its pieces, in reading order.</param>
    public static ExportedText Of(string title, IReadOnlyList<Part> parts) => new(title, parts);

    /// <summary>Which piece of the text a part or a *comma* of <see cref="Text"/> is; null for those of another text.</summary>
    public Part? PieceOf(object written) => _pieces.GetValueOrDefault(written);

    private T Kept<T>(Part piece, T written) where T : class
    {
        _pieces[written] = piece;
        return written;
    }

    private static List<(Part Head, List<Part> Paragraphs)> Headed(IEnumerable<Part> parts)
    {
        List<(Part Head, List<Part> Paragraphs)> found = [];
        foreach (var part in parts)
            if (part.Kind != NodeKind.Comma) found.Add((part, []));
            else found[^1].Paragraphs.Add(part);
        return found;
    }

    private static RegulationPart Of(Part head, IReadOnlyList<RegulationComma> commi)
    {
        var gone = head.Kind == NodeKind.Article && head.Heading.EndsWith(Abrogated, StringComparison.OrdinalIgnoreCase);
        return new(KindOf(head.Kind), head.Label, gone ? head.Heading[..^Abrogated.Length].Trim() : head.Heading, gone, commi, head.Plain);
    }

    private static RegulationPartKind KindOf(NodeKind kind) => kind switch
    {
        NodeKind.Book => RegulationPartKind.Book,
        NodeKind.Title => RegulationPartKind.Title,
        NodeKind.Chapter => RegulationPartKind.Chapter,
        NodeKind.Section => RegulationPartKind.Section,
        NodeKind.Group => RegulationPartKind.Group,
        NodeKind.Annex => RegulationPartKind.Annex,
        NodeKind.Closing => RegulationPartKind.Closing,
        _ => RegulationPartKind.Article,
    };

    /// <summary>The words of a *comma* in lines: letters and points, tables, notes at the end.</summary>
    internal static RegulationComma CommaOf(Part comma)
    {
        List<string> lines = [.. (comma.Text.Length > 0 ? comma.Text : TakenOut).Split('\n')];
        var notes = lines.AsEnumerable().Reverse().TakeWhile(l => l.StartsWith(Note, StringComparison.Ordinal)).Reverse().ToList();
        if (notes.Count == lines.Count) notes = [];
        lines.RemoveRange(lines.Count - notes.Count, notes.Count);
        return new(comma.Label, LinesOf(lines), [.. notes.Select(n => n[Note.Length..])]);
    }

    private static List<RegulationLine> LinesOf(List<string> lines)
    {
        List<RegulationLine> found = [];
        for (var at = 0; at < lines.Count;)
        {
            var rows = lines.Skip(at).TakeWhile(WordsMarkup.IsRow).ToList();
            found.Add(rows.Count > 0 ? new(0, "", "", TableOf(rows)) : LineOf(lines[at], first: at == 0, found));
            at += Math.Max(1, rows.Count);
        }
        return found;
    }

    // The number of the comma stands before its first words: they are no letter of their own.
    private static RegulationLine LineOf(string line, bool first, List<RegulationLine> before)
    {
        if (first || Entry().Match(line) is not { Success: true } entry) return new(0, "", line);
        var label = entry.Groups["label"].Value;
        var isLetter = label.Length > 0 && char.IsAsciiLetter(label[0]);
        return new(!isLetter && before.Exists(l => l.Label.Length > 0 && char.IsAsciiLetter(l.Label[0])) ? 2 : 1,
            label.Length > 0 ? label : "–", entry.Groups["words"].Value);
    }

    private static List<IReadOnlyList<string>> TableOf(List<string> rows)
    {
        List<List<string>> cells = [.. rows.Select(r => r[1..^1].Split('|').Select(c => c.Trim()).ToList())];
        var width = cells.Max(r => r.Count);
        return [.. cells.Select(r => (IReadOnlyList<string>)[.. r, .. Enumerable.Repeat("", width - r.Count)])];
    }

    [GeneratedRegex(@"^(?:(?<label>(?:[a-z]{1,2}|[0-9]{1,3})(?:-[a-z]{3,12})?)\)|[–-]) (?<words>.*\S.*)$")]
    private static partial Regex Entry();
}
