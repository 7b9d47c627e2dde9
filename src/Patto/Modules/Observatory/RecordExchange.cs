using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Deliberation.Formats.Tables;
using Patto.Database;
using Patto.Localization;
using Patto.Web;

namespace Patto.Modules.Observatory;

/// <summary>A record as JSON and as CSV, out and in again with nothing lost; and any of the three forms, known by how it begins.</summary>
public static class RecordExchange
{
    private const string Schema = "scheda-processo/1";
    private static readonly IReadOnlyList<string> Header =
        Table.Columns("Titolo", "Ente", "Ultima modifica", "Gruppo", "Codice", "Etichetta", "Stato", "Testo", "Valore", "Riassunto");
    /// <summary>The headings of 0.1.0, which are still read.</summary>
    private static readonly string[] OldHeader = ["title", "publisher", "last_changed", "group", "code", "label", "state", "text", "value",
        "summarised"];

    private static readonly JsonSerializerOptions Options = new(Json.Options)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter<FieldState>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private sealed record Document(string Schema, string Title, string Publisher, DateOnly? LastChanged,
        IReadOnlyList<DocumentField> Fields);

    /// <param name="Value">For machines; null where the field has none. Not read back: the text is what counts.</param>
    private sealed record DocumentField(string Code, string Group, string Label, FieldState State, string Text, string? Value = null,
        bool Summarised = false);

    public static string ToJson(RecordSheet sheet) => JsonSerializer.Serialize(
        new Document(Schema, sheet.Title, sheet.Publisher, sheet.LastChanged,
            [.. sheet.Fields.Select(f => new DocumentField(f.Code, f.Group, f.Label, f.State, f.Text, ValueOf(f), f.Summarised))]),
            Options);

    /// <summary>One row per field.</summary>
    public static Table AsTable(string name, RecordSheet sheet, Texts texts) => new(name, Header, sheet.Fields.Select(f => (object?[])
        [sheet.Title, sheet.Publisher, sheet.LastChanged, f.Group, f.Code, f.Label, texts[f.State.Italian()].Value, f.Text, ValueOf(f),
            f.Summarised]));

    /// <summary>The whole catalogue, one row per record, one column per field; what has no value says in which way.</summary>
    public static Table Catalogue(string name, IEnumerable<(string Id, RecordSheet Sheet)> records, Texts texts) => new(name,
        [.. Table.Columns("Identificativo", "Titolo"), .. RecordSchema.Fields.Select(f => f.Label), .. Table.Columns("Ultima modifica")],
        records.Select(r =>
        (object?[])[r.Id, r.Sheet.Title, .. RecordSchema.Fields.Select(f => Cell(r.Sheet[f.Code], texts)), r.Sheet.LastChanged]));

    /// <summary>Empty: the record does not print the field. The others say so in a word of their own.</summary>
    private static string Cell(RecordField? field, Texts texts) => field switch
    {
        null => "",
        { State: FieldState.Value } => ValueOf(field) ?? field.Text,
        { State: FieldState.No } => texts["No"],
        _ => texts.Phrase($"({texts[field.State.Italian()]})"),
    };

    internal static string? ValueOf(RecordField field) => field.State == FieldState.Value && RecordSchema.Coded(field.Code) is { } known
        ? RecordValues.Normal(known.Type, field.Text) : field.State == FieldState.No ? "no" : null;

    private static bool IsHeader(IReadOnlyList<string> cells) =>
        cells.SequenceEqual(Header) || cells.SequenceEqual(Header.Select(h => Texts.English[h])) || cells.SequenceEqual(OldHeader);

    public static (RecordSheet? Sheet, IReadOnlyList<RecordProblem> Problems) Read(string text)
    {
        var start = text.TrimStart('\uFEFF', ' ', '\n', '\r', '\t');
        if (start.Length == 0) return (null, [new(0, "Il documento è vuoto.")]);
        if (start[0] == '{') return FromJson(text);
        return IsTable(start) ? FromCsv(start) : RecordText.Read(text);
    }

    // The headings are looked at alone: the rest of a text that is no table may be anything.
    private static bool IsTable(string start)
    {
        var lines = start.Split('\n', 3);
        var head = string.Join('\n', lines.Take(lines[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? 2 : 1));
        return TableFile.Parse(head).Sheets[0].Rows is [{ Cells: [var first, var second, ..] }, ..] && IsTitle(first.Text, second.Text);
    }

    private static bool IsTitle(string first, string second) => (first, second) is ("title", "publisher")
        || first == Header[0] && second == Header[1] || first == Texts.English[Header[0]] && second == Texts.English[Header[1]];

    private static (RecordSheet?, IReadOnlyList<RecordProblem>) FromJson(string text)
    {
        try
        {
            var read = JsonSerializer.Deserialize<Document>(text.TrimStart('\uFEFF'), Options)!;
            if (read.Schema != Schema) return (null, [new(1, "«{0}» non è il formato della scheda: serve {1}.", read.Schema, Schema)]);
            return Checked(read.Title, read.Publisher, read.LastChanged,
                [.. read.Fields.Select(f => (0, new RecordField(f.Code, f.Group, f.Label, f.State, f.Text, f.Summarised)))]);
        }
        catch (JsonException broken)
        {
            return (null, [new((int)(broken.LineNumber ?? 0) + 1, "Il documento JSON non è scritto bene: {0}", broken.Path ?? "")]);
        }
    }

    private static (RecordSheet?, IReadOnlyList<RecordProblem>) FromCsv(string text)
    {
        var file = TableFile.Parse(text);
        var rows = file.Sheets[0].Rows.Where(row => !row.IsBlank).ToList();
        if (!IsHeader([.. rows[0].Cells.Take(rows[0].Width).Select(cell => cell.Text)])) return (null,
            [new(1, "Le colonne non sono quelle della scheda: servono {0}.", string.Join(", ", Header))]);
        // A row that is too long is told below, with its number of columns.
        List<RecordProblem> problems = [.. file.Errors.Where(e => e.Place is not { Column: > 0 } place || place.Column <= Header.Count)
            .Select(e => new RecordProblem(e.Line, "Le virgolette di questa riga non sono chiuse bene."))];
        var fields = new List<(int, RecordField)>();
        var (title, publisher, changed) = ("", "", "");
        foreach (var row in rows.Skip(1))
        {
            var line = row.Cells[0].Place.Line;
            if (problems.Any(p => p.Line == line)) continue;
            if (row.Width > Header.Count || row.Cells.Length < Header.Count) problems.Add(new(line, "La riga ha {0} colonne invece di {1}.",
                row.Cells.Length.ToString(CultureInfo.InvariantCulture), Header.Count.ToString(CultureInfo.InvariantCulture)));
            else
            {
                var cells = row.Cells.Select(cell => cell.Text).ToList();
                (title, publisher, changed) = (cells[0], cells[1], cells[2]);
                fields.Add((line, new(cells[4], cells[3], cells[5], RecordField.StateOf(cells[7]), Lines(cells[7]), IsYes(cells[9]))));
            }
        }
        var day = RecordValues.Date(changed);
        if (changed.Length > 0 && day is null) problems.Add(new(2, "«{0}» non è una data: serve aaaa-mm-gg.", changed));
        return problems.Count > 0 ? (null, problems) : Checked(title, publisher, day, fields);
    }

    private static bool IsYes(string cell) => cell.ToUpperInvariant() is "TRUE" or "VERO" or "SÌ" or "YES" or "1";

    private static string Lines(string cell) => cell.Replace("\r\n", "\n", StringComparison.Ordinal);

    // What the text says counts, not the state beside it; a field that is not ours, or stands there twice, is kept as something else that
    // the page says.
    private static (RecordSheet?, IReadOnlyList<RecordProblem>) Checked(string title, string publisher, DateOnly? changed,
        IReadOnlyList<(int Line, RecordField Field)> fields)
    {
        List<RecordProblem> problems = [];
        if (string.IsNullOrWhiteSpace(title)) problems.Add(new(1, "Manca il titolo del processo: scrivilo nella prima riga."));
        if (fields.Count == 0) problems.Add(new(0, "Non c'è nessun campo della scheda."));
        if (problems.Count > 0) return (null, problems);
        List<RecordField> kept = [];
        foreach (var (_, field) in fields)
            kept.Add(RecordSchema.Coded(field.Code) is null || kept.Exists(f => f.Code == field.Code)
                ? RecordSchema.Unknown(kept, field.Group, $"{field.Label}\n{field.Text}")
                : field with { State = RecordField.StateOf(field.Text) });
        return (new(title, publisher, changed, kept), problems);
    }
}
