using Deliberation.Formats.Regulations;

namespace Deliberation.Tests.Formats.Regulations;

/// <summary>A reading in a few lines, to be compared: parts with their numbers, *commi*, letters and points.</summary>
internal static class Outline
{
    internal static string Of(RegulationReading reading) => string.Join("\n", reading.Text.Parts.Select(Of));

    internal static string Of(RegulationPart part)
    {
        string name = part.Kind switch
        {
            RegulationPartKind.Article => "art.",
            RegulationPartKind.Title => "titolo",
            RegulationPartKind.Chapter => "capo",
            RegulationPartKind.Section => "sezione",
            RegulationPartKind.Book => "parte",
            RegulationPartKind.Annex => "allegato",
            RegulationPartKind.Group => "gruppo",
            _ => "chiusa",
        };
        string commi = string.Join("; ", part.Commi.Select(Of));
        return $"{name} {part.Label}".TrimEnd() + (part.Heading.Length > 0 ? $" «{part.Heading}»" : "") + (part.Abrogated ? " (abrogato)"
            : "")
            + (commi.Length > 0 ? $": {commi}" : "");
    }

    private static string Of(RegulationComma comma)
    {
        string inside = string.Concat(comma.Lines.Skip(comma.Lines[0].Table is null ? 1 : 0).Select(l => l.Table is { } t
            ? $" [{t.Count}×{t[0].Count}]" : l.Level switch { 0 => " +", 1 => $" {l.Label})", _ => $" {l.Label}))" }));
        return (comma.Label.Length > 0 ? comma.Label : "-") + inside + (comma.Notes.Count > 0 ? $" nota×{comma.Notes.Count}" : "");
    }

    /// <summary>All words of a reading: text, numbers, headings, notes, tables, and what was left out.</summary>
    internal static IEnumerable<string> Words(RegulationReading reading) => reading.Text.Premise.SelectMany(Words)
        .Concat(reading.Text.Parts.SelectMany(p => p.Commi.SelectMany(c => c.Lines.SelectMany(Words).Concat(c.Notes.SelectMany(Split))
            .Concat(Split(c.Label))).Concat(Split(p.Heading)).Concat(Split(p.Label)).Concat(Split(p.Plain))))
        .Concat(reading.Remarks.SelectMany(r => Split(r.Words)));

    private static IEnumerable<string> Words(RegulationLine line) => Split(line.Text).Concat(Split(line.Label))
        .Concat((line.Table ?? []).SelectMany(r => r.SelectMany(Split)));

    internal static IEnumerable<string> Split(string text) => text.Split([.. " \n\t.,;:!?()[]«»\"'’“”–-—°§…_|/"],
        StringSplitOptions.RemoveEmptyEntries);
}
