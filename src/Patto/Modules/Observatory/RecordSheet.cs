using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Patto.Modules.Observatory;

/// <summary>What a field says, or in which of four ways it says nothing. A field that the record does not print is not in the list at
/// all.</summary>
public enum FieldState
{
    Value,
    /// <summary>The label is printed, nothing stands beside it.</summary>
    Blank,
    /// <summary>"No".</summary>
    No,
    /// <summary>"Non indicato o dato non disponibile nelle fonti consultate".</summary>
    NotIndicated,
    /// <summary>"Non prevista (come premialità) nel bando di riferimento".</summary>
    NotForeseen,
}

public static class RecordWords
{
    public static string Italian(this FieldState state) => state switch
    {
        FieldState.Value => "valore",
        FieldState.Blank => "vuoto",
        FieldState.No => "no",
        FieldState.NotIndicated => "non indicato",
        _ => "non previsto",
    };
}

/// <param name="Label">As it was printed.</param>
/// <param name="Text">As it was printed, letter by letter: <c>Si</c> stays <c>Si</c>.</param>
/// <param name="Summarised">The text is a summary of ours, not the record's own words.</param>
public sealed record RecordField(string Code, string Group, string Label,
    [property: JsonConverter(typeof(JsonStringEnumConverter<FieldState>))] FieldState State, string Text, bool Summarised = false)
{
    public static RecordField Of(FieldDefinition field, string label, string text, bool summarised = false) =>
        new(field.Code, field.Group, label, StateOf(text), text, summarised);

    public static FieldState StateOf(string text) => text.Trim() switch
    {
        "" => FieldState.Blank,
        "No" => FieldState.No,
        RecordSchema.NotIndicated => FieldState.NotIndicated,
        var t when RecordSchema.NotForeseen.Contains(t) => FieldState.NotForeseen,
        _ => FieldState.Value,
    };
}

/// <summary>A record as a document says it, before anybody keeps it.</summary>
/// <param name="Publisher">What stands above the title; empty when nothing does.</param>
public sealed record RecordSheet(string Title, string Publisher, DateOnly? LastChanged, IReadOnlyList<RecordField> Fields)
{
    public RecordField? this[string code] => Fields.FirstOrDefault(f => f.Code == code);

    /// <summary>What does not add up: told, never altered.</summary>
    public IReadOnlyList<RecordWarning> Warnings => [.. RecordChecks.Of(this)];
}

/// <param name="Sentence">Italian, with {0}… for the values.</param>
public sealed record RecordWarning(string Code, string Sentence, params string[] Values);

/// <summary>What is wrong with a document, and where; line 0 is the document as a whole.</summary>
public sealed record RecordProblem(int Line, string Sentence, params string[] Values);

/// <summary>Values as the register writes them, in Italian.</summary>
public static partial class RecordValues
{
    private static readonly CultureInfo Italian = CultureInfo.GetCultureInfo("it-IT");

    private static readonly string[] Days = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy-M-d", "d MMMM yyyy", "d MMM yyyy",
        "dddd d MMMM yyyy"];

    /// <summary>"01/09/2024", "1/9/2024", "1.9.2024", "2024-09-01", "1° settembre 2024".</summary>
    public static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text?.Trim().Replace("°", "", StringComparison.Ordinal), Days, Italian, DateTimeStyles.AllowWhiteSpaces,
            out var day) ? day : null;

    /// <summary>"20.000,00 €", "€ 20.000" → 20000.</summary>
    public static decimal? Money(string? text) => Amount().Match(text?.Trim() ?? "") is { Success: true } m
        && decimal.TryParse(m.Groups[1].Value, NumberStyles.Number, m.Groups[2].Success ? CultureInfo.InvariantCulture
            : Italian, out var amount) ? amount : null;

    /// <summary>"16,67" or the older "63%".</summary>
    public static decimal? Percent(string? text) => Share().Match(text?.Trim() ?? "") is { Success: true } m
        && decimal.TryParse(m.Groups[1].Value, NumberStyles.Number, Italian, out var share) ? share : null;

    public static int? Whole(string? text) => int.TryParse(text?.Trim().Replace(".", "", StringComparison.Ordinal), NumberStyles.None,
        CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>"8 / 30" → 8: optional, imported only; nobody has published how it is computed.</summary>
    public static int? Index(string? text) =>
        Thirtieths().Match(text?.Trim() ?? "") is { Success: true } m && Whole(m.Groups[1].Value) is { } index and <= 30 ? index : null;

    /// <summary>The value for machines: ISO dates, plain decimals; null when the text cannot be read as its type.</summary>
    public static string? Normal(FieldType type, string text) => type switch
    {
        FieldType.Date => Date(text)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldType.Money => Money(text)?.ToString("0.00", CultureInfo.InvariantCulture),
        FieldType.Percent => Percent(text)?.ToString("0.##", CultureInfo.InvariantCulture),
        FieldType.Year => Whole(text) is { } year and >= 1900 and <= 2200 ? year.ToString(CultureInfo.InvariantCulture) : null,
        FieldType.Whole => Whole(text)?.ToString(CultureInfo.InvariantCulture),
        FieldType.Index => Index(text)?.ToString(CultureInfo.InvariantCulture),
        FieldType.Choice => text is "Si" or "Sì" ? "yes" : text,
        _ => text,
    };

    /// <summary>Months between two days as the register counts them: the day of the month plays no part (exact on all records
    /// seen).</summary>
    public static int Months(DateOnly from, DateOnly until) => (until.Year - from.Year) * 12 + until.Month - from.Month;

    // With two figures after it a single point is a decimal one, as spreadsheets write.
    [GeneratedRegex(@"^(?:(?:€|euro|eur)\s*)?(\d{1,3}(?:\.\d{3})*(?:,\d{1,2})?|\d+(?:,\d{1,2})?|\d+(\.)\d{2})\s*(?:€|euro|eur)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Amount();
    [GeneratedRegex(@"^(\d{1,3}(?:,\d{1,4})?)\s*%?$")] private static partial Regex Share();
    [GeneratedRegex(@"^(\d{1,2})\s*/\s*30$")] private static partial Regex Thirtieths();
}

internal static class RecordChecks
{
    public static IEnumerable<RecordWarning> Of(RecordSheet sheet)
    {
        var (cost, funding, percent) = (RecordValues.Money(sheet["cost"]?.Text), RecordValues.Money(sheet["funding"]?.Text),
            RecordValues.Percent(sheet["cofunding_percent"]?.Text));
        if (cost is > 0 && funding is { } paid && percent is { } said)
        {
            var counted = Math.Round((cost.Value - paid) / cost.Value * 100, 2);
            if (Math.Abs(counted - said) > 0.01m)
                yield return new("cofunding",
                    "La scheda dice «{0}» di cofinanziamento, ma con questi importi sarebbe {1} %. Resta come è scritto.",
                    sheet["cofunding_percent"]!.Text, counted.ToString("0.##", Localization.Texts.Italian));
        }
        if (cost is { } whole && funding is { } given && given > whole)
            yield return new("funding-over-cost", "L'importo finanziato ({0}) supera il costo ({1}). Resta come è scritto.",
                sheet["funding"]!.Text, sheet["cost"]!.Text);
        if (RecordValues.Date(sheet["starts"]?.Text) is { } starts && RecordValues.Date(sheet["ends"]?.Text) is { } ends)
        {
            if (ends < starts) yield return new("dates",
                "La data di fine ({0}) viene prima di quella di inizio ({1}). Resta come è scritto.", sheet["ends"]!.Text,
                sheet["starts"]!.Text);
            else if (RecordValues.Whole(sheet["months"]?.Text) is { } months && months != RecordValues.Months(starts, ends))
                yield return new("months",
                    "La scheda dice {0} mesi, ma fra le due date il registro ne conterebbe {1}. Resta come è scritto.",
                    sheet["months"]!.Text, RecordValues.Months(starts, ends).ToString(Localization.Texts.Italian));
        }
        if (sheet.Fields.Any(f => f.Text == "Si") && sheet.Fields.Any(f => f.Text == "Sì"))
            yield return new("yes-spelling", "La scheda scrive sia «Si» sia «Sì». Resta come è scritto.");
        foreach (var warning in sheet.Fields.SelectMany(OfField)) yield return warning;
        foreach (var field in sheet.Fields.Where(f => f.State == FieldState.Value))
            if (RecordSchema.Coded(field.Code) is { Type: FieldType.Choice, Values: { } known } && !known.Contains(field.Text))
                yield return new("unknown-value", "«{0}»: il valore «{1}» non è fra quelli conosciuti. Resta come è scritto.", field.Label,
                    field.Text);
    }

    private static IEnumerable<RecordWarning> OfField(RecordField field)
    {
        var known = RecordSchema.Coded(field.Code);
        if (RecordSchema.IsUnknown(field.Code))
        {
            yield return new("unknown-lines", "Non sappiamo a quale campo appartiene «{0}». Resta come è scritto.", Short(field.Text));
            yield break;
        }
        if (field.Code == RecordSchema.Badges || known is null) yield break;
        if (field.Group != known.Group) yield return new("elsewhere", "«{0}» sta sotto «{1}»; di solito è sotto «{2}».", field.Label,
            field.Group, known.Group);
        if (!RecordSchema.IsKnownLabel(field.Label)) yield return new("long-label", "«{0}» è stato letto come «{1}».", field.Label,
            known.Label);
        if (field.State == FieldState.Value && RecordValues.Normal(known.Type, field.Text) is null) yield return new("unreadable",
            Wants(known.Type), Short(field.Text), field.Label);
        foreach (var line in field.Text.Split('\n').Where(l => RecordSchema.IsKnownLabel(l) || RecordSchema.Groups.Contains(l)))
            yield return new("label-in-text",
                "Dentro «{0}» la riga «{1}» è anche il nome di un campo: è rimasta parte del testo. Controlla che sia giusto.",
                field.Label, line);
    }

    private static string Wants(FieldType type) => type switch
    {
        FieldType.Date => "«{0}» non va bene per «{1}»: serve una data come 1/9/2024. Resta come è scritto.",
        FieldType.Money => "«{0}» non va bene per «{1}»: serve un importo come 20.000,00 €. Resta come è scritto.",
        FieldType.Percent => "«{0}» non va bene per «{1}»: serve una percentuale come 16,67. Resta come è scritto.",
        FieldType.Year => "«{0}» non va bene per «{1}»: serve un anno. Resta come è scritto.",
        FieldType.Index => "«{0}» non va bene per «{1}»: serve un numero da 0 a 30, come 8 / 30. Resta come è scritto.",
        _ => "«{0}» non va bene per «{1}»: serve un numero intero. Resta come è scritto.",
    };

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
