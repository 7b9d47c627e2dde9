using Deliberation.Formats;
using Deliberation.Formats.Tables;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web.Imports;

namespace Patto.Modules.Contributions.Importing;

/// <summary>What a column of an online form's export is.</summary>
public enum VoiceField { Text, Theme, Area, Kind, Said, SaidBy, Contact, Name, Via, Language }

/// <summary>What a cell names that the process does not know.</summary>
/// <param name="Words">As words are compared.</param>
/// <param name="Shown">As it is written the first time.</param>
internal sealed record UnknownKey(string Words, string Shown, CellPlace Place, int Count);

/// <summary>What a list's words for themes and neighbourhoods mean in this process.</summary>
/// <param name="Keys">By the words as they are compared; the empty key: none.</param>
internal sealed record KnownKeys(IReadOnlyDictionary<string, string> Keys)
{
    public const int Longest = 120;
    public static readonly KnownKeys Nothing = new(new Dictionary<string, string>());
}

/// <summary>A voice as a row of a list has it.</summary>
/// <param name="Row">As the spreadsheet shows it.</param>
/// <param name="ThemeWords">As the list calls the theme; for the preview.</param>
internal sealed record ListedVoice(int Row, string Text, string? Theme, string ThemeWords, string? Area, string AreaWords,
    ContributionKind? Kind, DateTime? Said, string SaidBy, Channel Channel, string Address, string Name, Via? Via, string? Language)
{
    /// <summary>To the form's own questions, by question: words, a number, or the words of a choice that nobody knows yet.</summary>
    public IReadOnlyList<ListedAnswer> Answers { get; init; } = [];

    public bool HasContact => Channel != Channel.None || Name.Length > 0;

    /// <summary>A day alone is noon of that day.</summary>
    public DateTimeOffset? SaidAt => Said is not { } said ? null : Texts.RomeTime(DateOnly.FromDateTime(said),
        said.TimeOfDay == TimeSpan.Zero ? new(12, 0) : TimeOnly.FromDateTime(said));
}

/// <summary>What a row answers to a question of the form.</summary>
/// <param name="Typed">As the form sends it; empty where <paramref name="Unknown"/> must be settled first.</param>
/// <param name="Unknown">The words of a choice that the question does not have, as words are compared.</param>
internal sealed record ListedAnswer(OwnQuestion Question, string Typed, string Unknown = "");

/// <summary>A choice that a question does not have.</summary>
internal sealed record UnknownChoice(OwnQuestion Question, UnknownKey Said);

/// <summary>The rows of a list read as voices: every cell that will not do is an error at its place, every cell with two readings waits for
/// an answer, and every theme or neighbourhood that the process does not know is asked once.</summary>
internal sealed class VoiceList
{
    /// <summary>Rows of one file; more than a municipality's form gathers in a year.</summary>
    public const int MostRows = 3_000;

    private static readonly (VoiceField Field, string[] Headings)[] Usual =
    [
        (VoiceField.Text, ["testo", "racconta", "contributo", "voce", "messaggio", "risposta", "la tua idea", "la tua proposta",
            "che cosa ha detto",
            "cosa vuoi dirci", "che cosa vuoi dirci", "text", "voice", "message", "answer", "what they said", "comment"]),
        (VoiceField.Theme, ["tema", "temi", "argomento", "ambito", "di cosa vuoi parlare", "di che cosa vuoi parlare", "theme", "topic",
            "what about"]),
        (VoiceField.Area, ["zona", "quartiere", "frazione", "luogo", "area", "neighbourhood", "place"]),
        (VoiceField.Kind, ["tipo", "che cosa dice", "kind", "type"]),
        (VoiceField.Said, ["informazioni cronologiche", "data", "giorno", "detto il", "inviato il", "ora di completamento", "data e ora",
            "timestamp",
            "date", "said on", "submitted on", "completion time"]),
        (VoiceField.SaidBy, ["detto da", "organizzazione", "a nome di", "ente", "said by", "organisation", "organization"]),
        (VoiceField.Contact, ["contatto", "recapito", "email", "e mail", "telefono", "cellulare", "indirizzo email", "posta elettronica",
            "vuoi lasciare un contatto", "nome utente", "contact", "phone", "email address"]),
        (VoiceField.Name, ["nome", "nome e cognome", "cognome e nome", "name", "full name"]),
        (VoiceField.Via, ["canale", "come e arrivata", "come e arrivato", "channel", "came by"]),
        (VoiceField.Language, ["lingua", "language"]),
    ];

    private static readonly Dictionary<string, Via> Ways = new(StringComparer.Ordinal)
    {
        ["sito"] = Via.Web,
        ["web"] = Via.Web,
        ["online"] = Via.Web,
        ["modulo online"] = Via.Web,
        ["foglietto"] = Via.Paper,
        ["carta"] = Via.Paper,
        ["sportello"] = Via.Desk,
        ["telefono"] = Via.Phone,
        ["incontro"] = Via.Meeting,
        ["lettera"] = Via.Letter,
        ["posta"] = Via.Letter,
        ["email"] = Via.Mail,
        ["e-mail"] = Via.Mail,
        ["mail"] = Via.Mail,
        ["strada"] = Via.Street,
    };

    private readonly TableList _list;
    private readonly IReadOnlyList<VoiceField?> _fields;
    private readonly DoubtAnswer? _doubtful;
    private readonly KnownKeys _themes, _areas;
    private readonly DateTime _now;
    private readonly Dictionary<string, UnknownKey> _unknownThemes = [], _unknownAreas = [];
    private readonly IReadOnlyList<OwnQuestion?> _asked;
    private readonly Dictionary<(int Question, string Words), UnknownChoice> _unknownChoices = [];

    /// <param name="now">In Rome: nothing was said later.</param>
    /// <param name="asked">For each column the question of the form that it answers.</param>
    public VoiceList(TableList list, IReadOnlyList<VoiceField?> fields, DoubtAnswer? doubtful, DateOrder? order, KnownKeys themes,
        KnownKeys areas, DateTime now, IReadOnlyList<OwnQuestion?>? asked = null)
    {
        _asked = asked ?? [];
        (_list, _fields, _doubtful, _themes, _areas, _now) = (list, fields, doubtful, themes, areas, now);
        var days = Columns(VoiceField.Said) is [var said, ..] ? DateColumn.Read(list, said, order) : null;
        Errors.AddRange(days?.Errors ?? []);
        Days = days?.Question;
        Rows = [.. list.Rows.Select((row, n) => Of(row, days?.Values[n]))];
    }

    /// <summary>Those without words too: they are among the errors.</summary>
    public List<ListedVoice> Rows { get; }
    public List<FormatError> Errors { get; } = [];
    public List<TableQuestion> Questions { get; } = [];
    /// <summary>In which order the days are written; null where that is settled.</summary>
    public TableQuestion? Days { get; }
    public IReadOnlyCollection<UnknownKey> UnknownThemes => _unknownThemes.Values;
    public IReadOnlyCollection<UnknownKey> UnknownAreas => _unknownAreas.Values;
    public IReadOnlyCollection<UnknownChoice> UnknownChoices => _unknownChoices.Values;

    /// <summary>What a column is by its heading; null where that is no heading we know.</summary>
    public static VoiceField? Guess(TableColumn column) =>
        Usual.Where(usual => usual.Headings.Contains(column.Key)).Select(usual => (VoiceField?)usual.Field).FirstOrDefault();

    /// <summary>Rows that say the same: case, blanks, accents and signs do not count.</summary>
    public static string TextKey(string text) => Twins.NameKey(text);

    private List<TableColumn> Columns(VoiceField field) => [.. _list.Columns.Where(column => _fields[column.Index] == field)];

    private TableCell[] Cells(TableRow row, VoiceField field) =>
        [.. Columns(field).Select(column => column.In(row)).Where(cell => !cell.IsBlank)];

    private ListedVoice Of(TableRow row, DateTime? said)
    {
        var text = Text(row);
        if (said > _now)
        {
            Errors.Add(Columns(VoiceField.Said)[0].In(row).Wrong("il giorno deve ancora venire: correggilo, o lascia vuoto.",
                "the day is still to come: correct it, or leave it blank."));
            said = null;
        }
        var (theme, themeWords) = Key(Cells(row, VoiceField.Theme), _themes, _unknownThemes);
        var (area, areaWords) = Key(Cells(row, VoiceField.Area), _areas, _unknownAreas);
        var (channel, address) = ContactCells.Read(Cells(row, VoiceField.Contact), _doubtful, Errors, Questions);
        return new(row.Number, text, theme, themeWords, area, areaWords, KindOf(Cells(row, VoiceField.Kind)), said,
            Short(Cells(row, VoiceField.SaidBy), 120), channel, address, Short(Cells(row, VoiceField.Name), 120),
            ViaOf(Cells(row, VoiceField.Via)), LanguageOf(Cells(row, VoiceField.Language)))
        {
            Answers = [.. Enumerable.Range(0, _asked.Count).Select(i => _asked[i] is { } question
                ? AnswerIn(question, _list.Columns[i].In(row)) : null).OfType<ListedAnswer>()],
        };
    }

    private ListedAnswer? AnswerIn(OwnQuestion question, TableCell cell)
    {
        if (cell.IsBlank) return null;
        var said = cell.Trimmed;
        switch (question.Kind)
        {
            case Processes.Contracts.QuestionKind.Text:
                if (TextLength.Of(cell.Text.Trim()) <= OwnQuestion.LongestAnswer)
                    return new(question, cell.Text.ReplaceLineEndings("\n").Trim());
                Errors.Add(cell.Wrong(
                    $"la risposta ha {TextLength.Of(cell.Text)} caratteri: accorciala, il massimo è {OwnQuestion.LongestAnswer}.",
                    $"the answer has {TextLength.Of(cell.Text)} characters: shorten it, the limit is {OwnQuestion.LongestAnswer}."));
                return null;
            case Processes.Contracts.QuestionKind.Scale:
                if (StepOf(question, said) is { } step)
                    return new(question, step.ToString(System.Globalization.CultureInfo.InvariantCulture));
                Errors.Add(cell.Wrong($"«{Excerpt.Of(said, 40)}» non è un gradino della scala: scrivi un numero da 1 a {question.Steps}, o lascia vuoto.",
                    $"“{Excerpt.Of(said, 40)}” is no step of the scale: write a number from 1 to {question.Steps}, or leave it blank."));
                return null;
            default:
                if (question.NumberOf(said) is { } number)
                    return number == 0 ? null : new(question, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
                var words = NameOrder.WordsOf(said) is { Length: > 0 } compared ? compared : said;
                if (words.Length > KnownKeys.Longest)
                {
                    Errors.Add(cell.Wrong($"«{said[..40]}…» è troppo lungo per una risposta dell'elenco: scrivine una, o lascia vuoto.",
                        $"“{said[..40]}…” is too long for one of the answers: write one of them, or leave it blank."));
                    return null;
                }
                var key = (question.Number, words);
                _unknownChoices[key] = _unknownChoices.TryGetValue(key, out var before)
                    ? before with { Said = before.Said with { Count = before.Said.Count + 1 } }
                    : new(question, new(words, said, cell.Place, 1));
                return new(question, "", words);
        }
    }

    // "4", "4 (molto)" as it is exported, or the words at an end of the scale.
    private static int? StepOf(OwnQuestion question, string said)
    {
        if (int.TryParse(said, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var step))
            return step >= 1 && step <= question.Steps ? step : null;
        var words = NameOrder.WordsOf(said);
        for (var i = 0; i < question.Steps; i++)
            if (words == NameOrder.WordsOf(question.Cells[i])) return i + 1;
        return words.Length == 0 ? null : words == NameOrder.WordsOf(question.Low) ? 1
            : words == NameOrder.WordsOf(question.High) ? question.Steps : null;
    }

    // Several open questions of a form are one voice, one answer after the other.
    private string Text(TableRow row)
    {
        var cells = Cells(row, VoiceField.Text);
        var text = string.Join("\n\n", cells.Select(cell => cell.Text.ReplaceLineEndings("\n").Trim()));
        if (TextLength.Of(text) > ContributionWords.Longest)
        {
            Errors.Add(cells[0].Wrong($"il testo ha {TextLength.Of(text)} caratteri: accorcialo, il massimo è {ContributionWords.Longest}.",
                $"the text has {TextLength.Of(text)} characters: shorten it, the limit is {ContributionWords.Longest}."));
            return "";
        }
        if (text.Length == 0 && Columns(VoiceField.Text) is [var column, ..]) Errors.Add(column.In(row).Wrong(
            "manca il testo: scrivilo, o togli la riga.", "the text is missing: write it, or remove the row."));
        return text;
    }

    private static (string? Key, string Words) Key(TableCell[] cells, KnownKeys known, Dictionary<string, UnknownKey> unknown,
        List<FormatError> errors)
    {
        if (cells.Length == 0) return (null, "");
        var shown = string.Join(", ", cells.Select(cell => cell.Trimmed));
        var words = NameOrder.WordsOf(shown);
        if (words.Length == 0) words = shown;
        if (words.Length > KnownKeys.Longest)
        {
            errors.Add(cells[0].Wrong($"«{shown[..40]}…» è troppo lungo per un tema o una zona: scrivilo in poche parole, o lascia vuoto.",
                $"“{shown[..40]}…” is too long for a theme or a neighbourhood: write it in a few words, or leave it blank."));
            return (null, "");
        }
        if (known.Keys.TryGetValue(words, out var key)) return (key.Length == 0 ? null : key, shown);
        unknown[words] = unknown.TryGetValue(words, out var before) ? before with { Count = before.Count + 1 }
            : new(words, shown, cells[0].Place, 1);
        return (null, shown);
    }

    private (string? Key, string Words) Key(TableCell[] cells, KnownKeys known, Dictionary<string, UnknownKey> unknown) =>
        Key(cells, known, unknown, Errors);

    private string Short(TableCell[] cells, int most)
    {
        var text = string.Join("; ", cells.Select(cell => cell.Trimmed));
        if (TextLength.Of(text) <= most) return text;
        Errors.Add(cells[0].Wrong($"il testo ha {TextLength.Of(text)} caratteri: accorcialo, il massimo è {most}.",
            $"the text has {TextLength.Of(text)} characters: shorten it, the limit is {most}."));
        return "";
    }

    private ContributionKind? KindOf(TableCell[] cells)
    {
        if (cells.Length == 0) return null;
        var said = NameOrder.WordsOf(cells[0].Text);
        foreach (var kind in Enum.GetValues<ContributionKind>())
            if (said == NameOrder.WordsOf(kind.Italian()) || said == NameOrder.WordsOf(Texts.English.GetValueOrDefault(kind.Italian(), "")))
                return kind;
        var all = Enum.GetValues<ContributionKind>().Select(k => k.Italian()).ToList();
        Errors.Add(cells[0].Wrong($"«{cells[0].Trimmed}» non è un tipo che conosco: scrivi uno di questi, o lascia vuoto: {string.Join(", ", all)}.",
            $"“{cells[0].Trimmed}” is no kind that is known: write one of these, or leave it blank: "
                + $"{string.Join(", ", all.Select(k => Texts.English.GetValueOrDefault(k, k)))}."));
        return null;
    }

    private Via? ViaOf(TableCell[] cells)
    {
        if (cells.Length == 0) return null;
        var said = NameOrder.WordsOf(cells[0].Text);
        foreach (var via in Enum.GetValues<Via>())
            if (said == NameOrder.WordsOf(via.Italian()) || said == NameOrder.WordsOf(Texts.English.GetValueOrDefault(via.Italian(), "")))
                return via;
        if (Ways.TryGetValue(said, out var known)) return known;
        Errors.Add(cells[0].Wrong($"«{cells[0].Trimmed}» non dice come è arrivata: scrivi sito, foglietto, sportello, telefono, incontro, "
            + "lettera, e-mail o strada, o lascia vuoto.",
            $"“{cells[0].Trimmed}” does not say how it came: write web, paper, desk, phone, meeting, letter, e-mail or street as in an "
            + "exported list, or leave it blank."));
        return null;
    }

    private string? LanguageOf(TableCell[] cells)
    {
        if (cells.Length == 0) return null;
        var said = cells[0].Trimmed;
        if (said.Length is 2 or 3 && said.All(char.IsAsciiLetter)) return said.ToLowerInvariant();
        if (SpokenLanguages.All.FirstOrDefault(l => NameOrder.WordsOf(l.Name) == NameOrder.WordsOf(said)
            || NameOrder.WordsOf(l.Italian) == NameOrder.WordsOf(said)) is { Code: not null } known) return known.Code;
        Errors.Add(cells[0].Wrong($"«{said}» non è una lingua che conosco: scrivi la sigla, come it, en, ar, o lascia vuoto.",
            $"“{said}” is no language that is known: write its code, as it, en, ar, or leave it blank."));
        return null;
    }
}

/// <summary>The languages that are offered for what somebody said.</summary>
internal static class SpokenLanguages
{
    // Each by its code, as it calls itself, and in Italian.
    public static readonly IReadOnlyList<(string Code, string Name, string Italian)> All =
    [
        ("it", "Italiano", "italiano"), ("en", "English", "inglese"), ("fr", "Français", "francese"), ("es", "Español", "spagnolo"),
        ("ro", "Română", "rumeno"), ("sq", "Shqip", "albanese"), ("ar", "العربية", "arabo"), ("uk", "Українська", "ucraino"),
        ("zh", "中文", "cinese"), ("ur", "اردو", "urdu"), ("pa", "ਪੰਜਾਬੀ", "punjabi"), ("bn", "বাংলা", "bengalese"),
    ];
}
