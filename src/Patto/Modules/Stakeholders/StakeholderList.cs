using Deliberation;
using Deliberation.Formats;
using Deliberation.Formats.Tables;
using Patto.Database;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Imports;

namespace Patto.Modules.Stakeholders;

/// <summary>What a column of an office's list is.</summary>
public enum SheetField { Name, Kind, ContactPerson, Phone, Email, Pec, Address, Themes, What, Remarks }

/// <summary>A body as a row of a list has it.</summary>
/// <param name="Row">As the spreadsheet shows it.</param>
/// <param name="Map">Null where the row does not say.</param>
internal sealed record ListedStakeholder(int Row, string Name, InterestMap? Map, string What, HowToReach Reach)
{
    public ListedStakeholder With(ListedStakeholder other) => this with
    {
        Map = Map ?? other.Map,
        What = HowToReach.Both(What, other.What),
        Reach = Reach.With(other.Reach)
    };

    public ListedBody AsBody() => new(Name, [.. string.Join("; ", Reach.Phone, Reach.Email, Reach.Pec).Split("; ")]);
}

/// <summary>An office's list read as stakeholders: every cell that will not do is an error at its place, every cell with two readings waits
/// for an answer.</summary>
internal sealed class StakeholderList
{
    private static readonly (SheetField Field, string[] Headings)[] Usual =
    [
        (SheetField.Name, ["denominazione", "nome", "ente", "organizzazione", "associazione", "associazioni", "ragione sociale", "soggetto",
            "portatore di interesse", "nome dell ente", "name of the organisation", "ente nome", "ente – nome", "name", "organisation",
                "organization", "body", "stakeholder"]),
        (SheetField.Kind, ["tipo", "tipologia", "natura", "mappa", "type", "kind", "map"]),
        (SheetField.ContactPerson, ["referente", "persona di riferimento", "contatto", "presidente", "rappresentante", "chi risponde",
            "who answers for it", "contact",
            "contact person"]),
        (SheetField.Phone, ["telefono", "tel", "cellulare", "cell", "telefoni", "contatti – telefono", "phone", "telephone", "mobile"]),
        (SheetField.Email, ["email", "e mail", "posta elettronica", "mail", "indirizzo email", "contatti – email"]),
        (SheetField.Pec, ["pec", "posta certificata", "certified email", "email pec", "indirizzo pec"]),
        (SheetField.Address, ["indirizzo", "via", "sede", "sede – via", "recapito", "address"]),
        (SheetField.Themes, ["tema", "temi", "ambito", "settore", "argomenti", "theme", "themes", "topics"]),
        (SheetField.What, ["che cosa porta", "what it brings", "interesse", "quale interesse o esperienza porta", "interest"]),
        (SheetField.Remarks, ["note", "nota", "annotazioni", "osservazioni", "notes", "remarks", "comments"]),
    ];

    private static readonly string[] PublicKinds = ["pubblico", "pubblici", "pubblica", "ente pubblico", "enti pubblici", "public",
        "public bodies"];

    private static readonly string[] PrivateKinds =
    [
        "privato", "privati", "terzo settore", "gruppo informale", "cittadini", "privati, terzo settore e cittadini", "private",
            "third sector",
        "informal group", "private bodies, third sector and citizens",
    ];

    private readonly TableList _list;
    private readonly DoubtAnswer? _doubtful;

    public StakeholderList(TableList list, IReadOnlyList<SheetField?> fields, DoubtAnswer? doubtful)
    {
        (_list, _doubtful) = (list, doubtful);
        Rows = [.. list.Rows.Select(row => Of(row, fields))];
    }

    public List<ListedStakeholder> Rows { get; }
    public List<FormatError> Errors { get; } = [];
    public List<TableQuestion> Questions { get; } = [];

    /// <summary>What a column is by its heading, as people usually call it; null where that is no heading we know.</summary>
    public static SheetField? Guess(TableColumn column) =>
        Usual.Where(usual => usual.Headings.Contains(column.Key)).Select(usual => (SheetField?)usual.Field).FirstOrDefault();

    private ListedStakeholder Of(TableRow row, IReadOnlyList<SheetField?> fields)
    {
        TableCell[] Of(SheetField field) => [.. _list.Columns.Where(column => fields[column.Index] == field)
            .Select(column => column.In(row))];
        string Text(SheetField field, int most)
        {
            var cells = Of(field);
            var text = string.Join("; ", cells.Where(cell => !cell.IsBlank).Select(cell => cell.Trimmed));
            return Fitting(cells, text, most);
        }
        var name = Text(SheetField.Name, 200);
        if (name.Length == 0) Errors.Add(Of(SheetField.Name) is [var blank, ..] ? blank.Wrong("manca il nome: scrivilo, o togli la riga.",
            "the name is missing: write it, or remove the row.") : new FormatError(row.Cells[0].Place, $"Riga {row.Number}: manca il nome: di' quale colonna lo ha.",
                $"Row {row.Number}: the name is missing: say which column has it."));
        return new(row.Number, name, MapOf(Of(SheetField.Kind)), Text(SheetField.What, 600), new(
            Text(SheetField.ContactPerson, 200),
            Contacts(Of(SheetField.Phone), cell => PhoneNumbers.In(cell) is var found
                ? (found.Values.Select(p => p.Extension is { } inner ? $"{p.Text} int. {inner}" : p.Text), found.Errors, found.Questions)
                : default, 200),
            Contacts(Of(SheetField.Email), Mails, 400), Contacts(Of(SheetField.Pec), Mails, 400),
            Text(SheetField.Address, 300), Text(SheetField.Themes, 300), Text(SheetField.Remarks, 2000)));
    }

    private string Fitting(TableCell[] cells, string text, int most)
    {
        if (TextLength.Of(text) <= most) return text;
        Errors.Add(cells.First(cell => !cell.IsBlank).Wrong($"il testo ha {TextLength.Of(text)} caratteri: accorcialo, il massimo è {most}.",
            $"the text has {TextLength.Of(text)} characters: shorten it, the limit is {most}."));
        return "";
    }

    private static (IEnumerable<string>, IEnumerable<FormatError>, IEnumerable<TableQuestion>) Mails(TableCell cell)
    {
        var found = MailAddresses.In(cell);
        return (found.Values, found.Errors, found.Questions);
    }

    private string Contacts(TableCell[] cells,
        Func<TableCell, (IEnumerable<string> Values, IEnumerable<FormatError> Errors, IEnumerable<TableQuestion> Questions)> read, int most)
    {
        List<string> found = [];
        foreach (var cell in cells)
        {
            var (values, errors, questions) = read(cell);
            found.AddRange(values);
            Errors.AddRange(errors);
            foreach (var question in questions) found.AddRange(Answered(question));
        }
        return Fitting(cells, string.Join("; ", found.Distinct()), most);
    }

    private IEnumerable<string> Answered(TableQuestion question)
    {
        Questions.Add(question);
        if (_doubtful is DoubtAnswer.Offered) yield return question.Choices[0].Key;
        else if (_doubtful is DoubtAnswer.AsTyped && question.Choices.Length > 2) yield return question.Choices[1].Key;
    }

    private InterestMap? MapOf(TableCell[] cells)
    {
        if (cells.FirstOrDefault(cell => !cell.IsBlank) is not { Text: not null } cell) return null;
        var said = NameOrder.WordsOf(cell.Text);
        if (PublicKinds.Contains(said)) return InterestMap.PublicBodies;
        if (PrivateKinds.Contains(said)) return InterestMap.PrivateAndCitizens;
        Errors.Add(cell.Wrong($"«{cell.Trimmed}» non è un tipo che conosco: scrivi pubblico, privato, terzo settore o gruppo informale.",
            $"“{cell.Trimmed}” is no kind that is known: write public, private, third sector or informal group."));
        return null;
    }
}
