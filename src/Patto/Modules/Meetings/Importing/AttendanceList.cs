using Deliberation.Formats;
using Deliberation.Formats.Tables;
using Patto.Database;
using Patto.Modules.Groups;
using Patto.People;
using Patto.Web.Imports;

namespace Patto.Modules.Meetings.Importing;

/// <summary>What a column of an attendance sheet is.</summary>
public enum AttendanceField { Name, Seat, Present, ProxyTo, Contact }

/// <summary>A seat as a sheet may call it.</summary>
/// <param name="Bodies">The organisations of who sits there.</param>
internal sealed record SeatName(Id<Seat> Id, int Number, string Interest, IReadOnlyList<string> Bodies)
{
    public string Shown => $"{Number}. {Interest}";
}

/// <summary>A line of an attendance sheet.</summary>
/// <param name="Row">As the spreadsheet shows it.</param>
/// <param name="Present">Null: the line does not say.</param>
internal sealed record ListedPresence(int Row, string Name, SeatName? Seat, bool? Present, SeatName? ProxyTo, Channel Channel,
    string Address);

/// <summary>An attendance sheet read line by line: every cell that will not do is an error at its place, every cell with two readings waits
/// for an answer.</summary>
internal sealed class AttendanceList
{
    public const int MostRows = 5_000;

    private static readonly (AttendanceField Field, string[] Headings)[] Usual =
    [
        (AttendanceField.Name, ["nome", "nome e cognome", "cognome e nome", "nominativo", "partecipante", "persona", "name", "full name",
            "participant", "person"]),
        (AttendanceField.Seat, ["posto", "ente", "organizzazione", "in rappresentanza di", "rappresenta", "interesse", "seat", "body",
            "organisation", "organization", "on behalf of"]),
        (AttendanceField.Present, ["presente", "presenza", "presenti", "present", "attended", "attendance"]),
        (AttendanceField.ProxyTo, ["delega a", "delega", "proxy", "proxy to"]),
        (AttendanceField.Contact, ["recapito", "contatto", "email", "e mail", "telefono", "cellulare", "contact", "phone", "mobile",
            "email address"]),
    ];

    private readonly TableList _list;
    private readonly IReadOnlyList<AttendanceField?> _fields;
    private readonly IReadOnlyList<SeatName> _seats;
    private readonly DoubtAnswer? _doubtful;

    public AttendanceList(TableList list, IReadOnlyList<AttendanceField?> fields, IReadOnlyList<SeatName> seats, DoubtAnswer? doubtful)
    {
        (_list, _fields, _seats, _doubtful) = (list, fields, seats, doubtful);
        Rows = [.. list.Rows.Select(Of)];
        for (var n = 0; n < Rows.Count; n++) TellTwice(list.Rows[n], n);
    }

    public List<ListedPresence> Rows { get; }
    public List<FormatError> Errors { get; } = [];
    public List<TableQuestion> Questions { get; } = [];

    /// <summary>What a column is by its heading; null where that is no heading we know.</summary>
    public static AttendanceField? Guess(TableColumn column) =>
        Usual.Where(usual => usual.Headings.Contains(column.Key)).Select(usual => (AttendanceField?)usual.Field).FirstOrDefault();

    private TableCell[] Cells(TableRow row, AttendanceField field) =>
        [.. _list.Columns.Where(column => _fields[column.Index] == field).Select(column => column.In(row)).Where(cell => !cell.IsBlank)];

    /// <summary>Where something of the row is told: its first column of that kind, blank or not.</summary>
    private TableCell At(TableRow row, AttendanceField field) => _list.Columns.FirstOrDefault(column => _fields[column.Index] == field) is
    { } column ? column.In(row) : new("", CellPlace.InSheet(row.Number, 0));

    private ListedPresence Of(TableRow row)
    {
        // Name and surname may stand in two columns.
        var name = string.Join(' ', Cells(row, AttendanceField.Name).Select(cell => cell.Trimmed));
        var (seat, present, to) = (SeatOf(row, AttendanceField.Seat), PresentOf(row), SeatOf(row, AttendanceField.ProxyTo));
        if (name.Length > 120)
        {
            Errors.Add(At(row, AttendanceField.Name).Wrong($"il nome ha {name.Length} caratteri: accorcialo, il massimo è 120.",
                $"the name has {name.Length} characters: shorten it, the limit is 120."));
            name = "";
        }
        else if (name.Length == 0 && (seat is null || present == true && to is null))
            Errors.Add(At(row, AttendanceField.Name).Wrong("manca il nome: scrivi chi è, o togli la riga.",
                "the name is missing: write who it is, or remove the row."));
        if (to is not null && (seat is null || to.Id == seat.Id))
        {
            Errors.Add(At(row, AttendanceField.ProxyTo).Wrong("una delega va da un posto a un altro: scrivi tutti e due, o lascia vuoto.",
                "a proxy goes from one seat to another: write both, or leave it blank."));
            to = null;
        }
        else if (to is not null && present == true)
        {
            Errors.Add(At(row, AttendanceField.ProxyTo).Wrong("chi è presente vota da sé: togli la delega, o scrivi che non c'era.",
                "who is present votes in person: remove the proxy, or write that nobody was there."));
            to = null;
        }
        var (channel, address) = ContactCells.Read(Cells(row, AttendanceField.Contact), _doubtful, Errors, Questions);
        return new(row.Number, name, seat, present, to, channel, address);
    }

    private void TellTwice(TableRow row, int n)
    {
        if (Rows[n].Seat is not { } seat || Rows.FindIndex(other => other.Seat?.Id == seat.Id) is var first && first == n) return;
        Errors.Add(At(row, AttendanceField.Seat).Wrong($"il posto «{seat.Shown}» c'è già alla riga {Rows[first].Row}: lascia una riga sola.",
            $"the seat “{seat.Shown}” stands in row {Rows[first].Row} already: leave one row only."));
        Rows[n] = Rows[n] with { Seat = null };
    }

    private SeatName? SeatOf(TableRow row, AttendanceField field)
    {
        var cells = Cells(row, field);
        if (cells.Length == 0) return null;
        var said = NameOrder.SameKey(cells[0].Text);
        List<SeatName> found = [.. _seats.Where(s => said == NameOrder.SameKey(s.Shown) || said == NameOrder.SameKey(s.Interest)
            || said == s.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        if (found.Count == 0) found = [.. _seats.Where(s => s.Bodies.Any(body => said == NameOrder.SameKey(body)))];
        if (found.Count == 1) return found[0];
        var seats = string.Join(", ", _seats.Select(s => s.Shown));
        Errors.Add(found.Count > 1 ? cells[0].Wrong($"«{cells[0].Trimmed}» ha più posti ({string.Join(", ", found.Select(s => s.Shown))}): scrivi quale.",
            $"“{cells[0].Trimmed}” has several seats ({string.Join(", ", found.Select(s => s.Shown))}): write which one.")
            : cells[0].Wrong($"«{cells[0].Trimmed}» non è un posto del gruppo: scrivi uno di questi, o lascia vuoto: {seats}.",
                $"“{cells[0].Trimmed}” is no seat of the group: write one of these, or leave it blank: {seats}."));
        return null;
    }

    private bool? PresentOf(TableRow row)
    {
        var cells = Cells(row, AttendanceField.Present);
        if (cells.Length == 0) return null;
        switch (NameOrder.SameKey(cells[0].Text))
        {
            case "presente" or "p" or "present" or "✓" or "✔": return true;
            case "assente" or "a" or "absent": return false;
        }
        try { return YesOrNo.In(cells[0]); }
        catch (FormatError wrong)
        {
            Errors.Add(wrong);
            return null;
        }
    }
}
