using Deliberation.Formats.Tables;
using Deliberation.Opinions;

namespace Deliberation.Formats;

/// <summary>
/// Reads votes. Long: <c>participant,statement,vote</c> (or the Polis names <c>voter-id,comment-id,vote</c>, with
/// <c>timestamp</c> in milliseconds putting them in order). Wide: <c>participant</c> and one column a statement, as in
/// Polis's <c>participants-votes.csv</c>. A vote is 1 agree, −1 disagree, 0 pass; an empty cell is a statement not seen.
/// </summary>
public static class VotesReader
{
    private static readonly string[] s_summaries = ["group-id", "group", "gruppo", "n-comments", "n-votes", "n-agree", "n-disagree"];

    /// <summary>Reads a whole file.</summary>
    /// <param name="reader">The text of the file.</param>
    /// <param name="statements">The statements, when they are known from another file; null to take those voted on.</param>
    /// <returns>The votes.</returns>
    /// <exception cref="FormatError">The file is not such a table; the error says where and how to mend it.</exception>
    public static VoteTable Read(TextReader reader, IReadOnlyList<Statement>? statements = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var table = TextsTable.Read(reader);
        var votes = Votes(table);
        if (votes.Count == 0) throw table.Rows[0][0].Refused(
            "In tutta la tabella non c'è un voto: scrivi 1, -1 o 0 nelle celle.",
            "There is not one vote in the table: write 1, -1 or 0 in the cells.");
        return new VoteTable(votes, statements ?? Columns(table));
    }

    /// <summary>Reads the votes of a long file with their times.</summary>
    internal static IReadOnlyList<Vote> ReadInOrder(TextReader reader) => Long(TextsTable.Read(reader));

    private static IReadOnlyList<Vote> Votes(TextsTable table) => IsLong(table) ? Long(table) : Wide(table);

    private static bool IsLong(TextsTable table) => table.Has("vote") || table.Has("voto");

    private static IReadOnlyList<Vote> Long(TextsTable table)
    {
        int participant = table.Column("participant", "partecipante", "voter-id"),
            statement = table.Column("statement", "affermazione", "comment-id");
        int vote = table.Column("vote", "voto");
        var votes = table.Rows.Select(row => new Vote(
            row[participant].Filled("il partecipante", "The participant"), row[statement].Filled("l'affermazione", "The statement"),
                Value(row[vote]), row[vote].Line));
        if (table.OptionalColumn("timestamp") is not { } time) return [.. votes];
        return [.. table.Rows.Zip(votes).OrderBy(pair => pair.First[time].Number(0, "un istante", "a time")).Select(pair => pair.Second)];
    }

    private static List<Vote> Wide(TextsTable table)
    {
        int participant = table.Column("participant", "partecipante");
        int[] columns = StatementColumns(table, participant);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var votes = new List<Vote>();
        foreach (var row in table.Rows)
        {
            string person = row[participant].Filled("il partecipante", "The participant");
            if (!seen.TryAdd(person, row[participant].Line))
                throw row[participant].Refused(
                    $"Il partecipante «{person}» c'è già alla riga {seen[person]}: unisci le due righe.",
                    $"The participant \"{person}\" is already on line {seen[person]}: join the two lines.");
            votes.AddRange(columns.Where(column => row[column].Text.Length > 0)
                .Select(column => new Vote(person, table.Headings[column].Text, Value(row[column]), row[column].Line)));
        }

        return votes;
    }

    private static IEnumerable<Statement>? Columns(TextsTable table) => IsLong(table) ? null
        : StatementColumns(table, table.Column("participant", "partecipante")).Select(column => new Statement(table.Headings[column]
            .Filled("l'identificativo dell'affermazione", "The statement's identifier"), Line: table.Headings[column].Line));

    private static int[] StatementColumns(TextsTable table, int participant) =>
        [.. Enumerable.Range(0, table.Headings.Count).Where(column => column != participant
            && !s_summaries.Contains(table.Headings[column].Text, StringComparer.OrdinalIgnoreCase))];

    private static int Value(TableCell cell) =>
        cell.Whole(-1, 1, "un voto (1 d'accordo, -1 contrario, 0 passo)", "a vote (1 agree, -1 disagree, 0 pass)");
}
