using Patto.Grants;

namespace Patto.Modules.Processes.Contracts;

/// <summary>What may be done with a process as a whole.</summary>
public static class ProcessActs
{
    public static readonly Act Create = new("processes.create", "aprire un percorso", Role.Administrator, Role.Officer);
    public static readonly Act SeeDraft = new("processes.see-draft", "vedere un percorso non ancora pubblicato",
        [.. Roles.Staff, Role.Administrator, Role.TableMember, Role.Drafter, Role.DecisionMaker, Role.Guarantor, Role.GuaranteeMember]);
    public static readonly Act Edit = new("processes.edit", "modificare il percorso", Roles.Leads);
    public static readonly Act Conclude = new("processes.conclude", "concludere e riaprire il percorso", Roles.Leads);
    /// <summary>A draft goes for good; what was public is taken back.</summary>
    public static readonly Act Retract = new("processes.retract", "cancellare una bozza di percorso o toglierla dal pubblico", Roles.Leads);
    public static readonly Act Work = new("processes.work", "lavorare nel cruscotto del percorso",
        [.. Roles.Staff, Role.DecisionMaker, Role.Guarantor]);
    /// <summary>Who changes nothing and guards the terms: what is late in law waits for them too.</summary>
    public static readonly Act Watch = new("processes.watch", "vegliare sui termini di legge", Role.Guarantor, Role.GuaranteeMember);
    public static readonly Act Appoint = new("processes.appoint", "assegnare i ruoli del percorso", Role.Administrator, Role.Officer,
        Role.Curator);
}
