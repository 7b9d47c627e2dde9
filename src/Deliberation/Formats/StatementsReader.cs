using Deliberation.Formats.Tables;
using Deliberation.Opinions;

namespace Deliberation.Formats;

/// <summary>
/// Reads statements: CSV with <c>id</c> (or <c>comment-id</c>, <c>statement</c>) and, where there are, <c>text</c>
/// (<c>testo</c>, <c>comment-body</c>), <c>moderated</c> (−1 out, 0 waiting, 1 in) and <c>meta</c> (0 or 1).
/// </summary>
public static class StatementsReader
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="reader">The text of the file.</param>
    /// <returns>The statements in the file's order; identifiers are unique.</returns>
    /// <exception cref="FormatError">The file is not such a table; the error says where and how to mend it.</exception>
    public static IReadOnlyList<Statement> Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var table = TextsTable.Read(reader);
        int id = table.Column("id", "comment-id", "statement", "affermazione");
        int? text = table.OptionalColumn("text", "testo", "comment-body"), meta = table.OptionalColumn("meta", "is-meta", "is_meta");
        int? moderated = table.OptionalColumn("moderated", "moderation", "moderazione");
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. table.Rows.Select(row => new Statement(
            Unique(row[id], seen),
            text is { } t ? row[t].Text : "",
            moderated is { } m ? (Moderation)row[m].Whole(-1, 1, "una moderazione", "a moderation") : Moderation.Waiting,
            meta is { } about && IsTrue(row[about]),
            row[id].Line))];
    }

    private static string Unique(TableCell cell, Dictionary<string, int> seen)
    {
        string id = cell.Filled("l'identificativo dell'affermazione", "The statement's identifier");
        return seen.TryAdd(id, cell.Line) ? id : throw cell.Refused(
            $"L'affermazione «{id}» c'è già alla riga {seen[id]}: rendi unico l'identificativo.",
            $"The statement \"{id}\" is already on line {seen[id]}: make the identifier unique.");
    }

    private static bool IsTrue(TableCell cell) => cell.Text.ToUpperInvariant() switch
    {
        "" or "0" or "FALSE" or "NO" => false,
        "1" or "TRUE" or "SI" or "SÌ" or "YES" => true,
        _ => throw cell.Refused("Qui va 0 (no) oppure 1 (sì).", "Write 0 (no) or 1 (yes) here."),
    };
}
