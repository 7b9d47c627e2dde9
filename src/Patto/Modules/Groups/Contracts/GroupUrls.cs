using Patto.Database;
using Patto.Modules.Groups;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Groups.Contracts;

public static class GroupUrls
{
    public static string Table(string process) => $"/percorsi/{process}/tavolo";
    public static string New(string process) => $"/percorsi/{process}/gruppi/nuovo";
    public static string Applications(string process) => $"/percorsi/{process}/gruppi/richieste";
    public static string Seats(string process) => $"/percorsi/{process}/gruppi/posti";
    public static string Compose(string process, Guid group) => $"/percorsi/{process}/gruppi/{group}";
    /// <summary>Which seats join for which phase.</summary>
    public static string Widenings(string process, Guid group) => $"{Compose(process, group)}/fasi";
    public static string Seat(string process, Guid group, Guid seat) => $"{Compose(process, group)}/posti/{seat}";
    public static string Member(string process, Guid group, Guid member) => $"{Compose(process, group)}/componenti/{member}";
    public static string Apply(string process) => $"/percorsi/{process}/tavolo/entra";
    public static string Tracks(string process) => $"/percorsi/{process}/filoni";
    /// <summary>What came out of a track that was internal.</summary>
    public static string Track(string process, string key) => $"{Tracks(process)}/{key}";
    /// <summary>One thing on that page.</summary>
    public static string Opened(string process, string key, Id<Paper> paper) => $"{Track(process, key)}#{OpenedPaper.AnchorOf(paper)}";
    public static string EditTrack(string process, string key) => $"{Track(process, key)}/modifica";
    public static string Converge(string process, string key) => $"{Track(process, key)}/confluenza";
    /// <summary>What the members of a group read, and nobody outside.</summary>
    public static string Space(string process, Guid group) => $"{Compose(process, group)}/riservato";
    public static string Paper(string process, Guid group, Guid paper) => $"{Space(process, group)}/{paper}";
}

public static class GroupWords
{
    public static string Italian(this ApplicationState state) => state switch
    {
        ApplicationState.Waiting => "aspetta una risposta",
        ApplicationState.Accepted => "accolta",
        _ => "non accolta",
    };

    public static string Italian(this GroupKind kind) => kind switch
    {
        GroupKind.NegotiationTable => "Tavolo di Negoziazione",
        GroupKind.Coordination => "Gruppo di coordinamento",
        GroupKind.Working => "Gruppo di lavoro",
        GroupKind.Drafting => "Gruppo di scrittura",
        GroupKind.Guarantee => "Comitato di garanzia",
        GroupKind.Consulta => "Consulta",
        _ => "Gruppo interno",
    };

    public static string Italian(this PaperKind kind) =>
        kind switch { PaperKind.Meeting => "Incontro", PaperKind.Text => "Testo", _ => "Voce" };

    public static string Italian(this SeatBy by) =>
        by switch { SeatBy.Role => "per ruolo", SeatBy.Criteria => "per criteri", _ => "per sorteggio" };
}
