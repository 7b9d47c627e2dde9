using System.Text.RegularExpressions;
using Deliberation.Formats.Regulations;

namespace Patto.Modules.Reports;

/// <summary>Lines of a part: what begins with a dash belongs to a list.</summary>
/// <param name="IsList">Each line is one of its points, without the dash.</param>
public sealed record Lines(bool IsList, IReadOnlyList<string> All);

/// <summary>The words of a part, for pages and files.</summary>
public static partial class ReportText
{
    /// <summary>Paragraphs and lists, in order.</summary>
    public static IReadOnlyList<Lines> Of(string text)
    {
        List<(bool IsList, List<string> All)> blocks = [];
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var isPoint = line.StartsWith("- ", StringComparison.Ordinal);
            if (isPoint && blocks is [.., (true, var list)]) list.Add(line[2..].Trim());
            else blocks.Add((isPoint, [isPoint ? line[2..].Trim() : line]));
        }
        return [.. blocks.Select(b => new Lines(b.IsList, b.All))];
    }

    /// <summary>The pieces of a line; codes of contributions and proposals, whose thread can be read, apart.</summary>
    public static IEnumerable<(string Words, bool IsCode)> Pieces(string line)
    {
        var at = 0;
        foreach (Match code in Codes().Matches(line))
        {
            if (code.Index > at) yield return (line[at..code.Index], false);
            yield return (code.Value, true);
            at = code.Index + code.Length;
        }
        if (at < line.Length) yield return (line[at..], false);
    }

    /// <summary>As it is written for Word and LibreOffice.</summary>
    public static RegulationText FileOf(string title, IEnumerable<string> premise, IEnumerable<FrozenPart> parts) => new(title,
        [new(0, "", title), .. premise.Select(l => new RegulationLine(0, "", l))],
        [.. parts.Where(p => p.Text.Length > 0).Select(p => new RegulationPart(RegulationPartKind.Group, "", p.Heading, false,
            [.. Of(p.Text).Select(b => new RegulationComma("", [.. b.All.Select(l => b.IsList ? new RegulationLine(1, "–", l)
                : new RegulationLine(0, "", l))], []))], ""))]);

    [GeneratedRegex(@"(?<![\p{L}\d-])[A-Z]{2,8}-[CP]\d{4,6}(?!\d)")] private static partial Regex Codes();
}
