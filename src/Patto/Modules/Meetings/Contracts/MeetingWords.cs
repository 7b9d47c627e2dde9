using Patto.Database;
using Patto.Modules.Meetings.Importing;

namespace Patto.Modules.Meetings.Contracts;

/// <summary>How a meeting is held.</summary>
public enum Method
{
    FocusGroup, OpenSpace, Assembly, Table, CommunityDay, RoundTable, Neighbourhood, Training, Outreach, Presentation,
    Learning, Other,
    /// <summary>Rounds of talk at tables: people move, hosts stay.</summary>
    WorldCafe,
}

public enum MeetingState
{
    /// <summary>Only the staff knows of it.</summary>
    Draft,
    Published,
    /// <summary>Will not take place; the page says why.</summary>
    Cancelled,
}

public enum MinutesState { Draft, Approved, Published }

public static class MeetingWords
{
    public static string Italian(this AttendanceField field) => field switch
    {
        AttendanceField.Name => "Nome",
        AttendanceField.Seat => "Posto o ente",
        AttendanceField.Present => "Presente, sì o no",
        AttendanceField.ProxyTo => "Delega a",
        AttendanceField.Contact => "Recapito",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    public static string Italian(this Method method) => method switch
    {
        Method.FocusGroup => "Focus group",
        Method.OpenSpace => "Open Space",
        Method.Assembly => "Assemblea",
        Method.Table => "Incontro del Tavolo",
        Method.CommunityDay => "Giornata di comunità",
        Method.RoundTable => "Tavola rotonda",
        Method.Neighbourhood => "Incontro di quartiere",
        Method.Training => "Formazione",
        Method.Outreach => "Ascolto per strada",
        Method.Presentation => "Presentazione pubblica",
        Method.Learning => "Visita e scambio",
        Method.Other => "Incontro",
        Method.WorldCafe => "World Café",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };

    public static string Italian(this MinutesState state) => state switch
    {
        MinutesState.Draft => "Bozza",
        MinutesState.Approved => "Approvato",
        MinutesState.Published => "Pubblicato",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>As templates write it: <c>focus-group</c>. The reader of templates has refused an unknown one.</summary>
    public static Method Read(string name) => Enum.Parse<Method>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}

public static class MeetingUrls
{
    public const string Calendar = "/incontri";
    public const string Feed = "/incontri/calendario.ics";
    public static string List(string process) => $"/percorsi/{process}/incontri";
    public static string Programme(string process) => $"/percorsi/{process}/incontri/tabella";
    public static string New(string process) => $"/percorsi/{process}/incontri/nuovo";
    public static string Show(string process, Guid meeting) => $"/percorsi/{process}/incontri/{meeting}";
    public static string Part(string process, Guid meeting, string part) => $"/percorsi/{process}/incontri/{meeting}/{part}";
    public static string Session(string process, Guid meeting, Guid session) =>
        $"/percorsi/{process}/incontri/{meeting}/sessione/{session}";
    public static string Convocation(string process, Guid meeting) => Part(process, meeting, "convocazione");
    public static string Convocation(string process, Guid meeting, Guid summons) => Part(process, meeting, $"convocazione/{summons}");
    public static string Seats(string process, Guid meeting) => Part(process, meeting, "posti");
    /// <summary>Where who was called answers.</summary>
    public static string Summons(string token) => $"/convocazione/{token}";
    /// <summary>Where who was there reads the minutes before they are approved.</summary>
    public static string MinutesToRead(string token) => $"/verbale/{token}";
    public static string Room(string code) => $"/stanza/{code}";
    /// <summary>Where phones answer what the room is asked.</summary>
    public static string RoomVote(string code) => $"/stanza/{code}/voto";
}
