using Patto.Grants;

namespace Patto.Modules.Proposals.Contracts;

/// <summary>What may be done with proposals.</summary>
public static class ProposalActs
{
    public static readonly Act Gather = new("proposals.gather", "raccogliere i contributi in proposte", Roles.Staff);
    /// <summary>Who answers for the process: facilitators gather, others take out again (ADR 35).</summary>
    public static readonly Act Release = new("proposals.release", "togliere da una proposta un contributo raccolto per errore",
        Roles.Leads);
}

public static class ProposalUrls
{
    public static string List(string slug) => $"/percorsi/{slug}/proposte";
    public static string Show(string slug, string code) => $"/percorsi/{slug}/proposte/{code}";
    public static string Sort(string slug) => $"/percorsi/{slug}/proposte/banco";
    public static string Edit(string slug, string code) => $"/percorsi/{slug}/proposte/{code}/modifica";
}
