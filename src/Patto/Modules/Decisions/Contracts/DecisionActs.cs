using Patto.Database;
using Patto.Grants;

namespace Patto.Modules.Decisions.Contracts;

/// <summary>What may be done around a decision.</summary>
public static class DecisionActs
{
    public static readonly Act HandOver = new("decisions.hand-over", "consegnare le proposte a chi decide", Roles.Leads);
    /// <summary>The office records what was decided, or who decided it does so herself.</summary>
    public static readonly Act Record = new("decisions.record", "registrare una decisione", [.. Roles.Leads, Role.DecisionMaker]);
    /// <summary>Who sits in the body that decides: what was handed over waits for them.</summary>
    public static readonly Act Decide = new("decisions.decide", "decidere su ciò che è stato consegnato", Role.DecisionMaker);
    public static readonly Act Follow = new("decisions.follow", "seguire le azioni che realizzano una decisione", Roles.Staff);
}

public static class DecisionUrls
{
    public static string List(string slug) => $"/percorsi/{slug}/decisioni";
    public static string Show(string slug, Id<Decision> decision) => $"/percorsi/{slug}/decisioni/{decision}";
    public static string HandOver(string slug) => $"/percorsi/{slug}/decisioni/consegna";
    public static string TakeNote(string slug, Id<HandOver> handOver) => $"/percorsi/{slug}/decisioni/consegna/{handOver}/presa-d-atto";
    public static string Record(string slug, Id<HandOver> handOver) => $"/percorsi/{slug}/decisioni/consegna/{handOver}/decisione";
    public static string CorrectAct(string slug, Id<AdministrativeAct> act) => $"/percorsi/{slug}/decisioni/atti/{act}/correggi";
    public static string NewAction(string slug, Id<Outcome> outcome) => $"/percorsi/{slug}/azioni/nuova?esito={outcome}";
    public static string Action(string slug, Id<FollowUp> action) => $"/percorsi/{slug}/azioni/{action}";
}
