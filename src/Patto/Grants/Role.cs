namespace Patto.Grants;

/// <summary>What somebody is, in a process, an authority or a group. Visitor and participant need no grant.</summary>
public enum Role
{
    /// <summary>Anybody, signed in or not.</summary>
    Visitor,
    /// <summary>Took part with a confirmed account.</summary>
    Participant,
    /// <summary>Amministratore: settings, accounts, first process. Not the deliberation.</summary>
    Administrator,
    /// <summary>Responsabile del processo.</summary>
    Officer,
    /// <summary>Curatore.</summary>
    Curator,
    /// <summary>Facilitatore.</summary>
    Facilitator,
    /// <summary>Segreteria.</summary>
    Secretariat,
    /// <summary>Componente del Tavolo.</summary>
    TableMember,
    /// <summary>Estensore: writes drafts.</summary>
    Drafter,
    /// <summary>Decisore: member or secretary of the deciding body.</summary>
    DecisionMaker,
    /// <summary>Garante: reads everything, changes nothing.</summary>
    Guarantor,
    /// <summary>Componente del Comitato di garanzia.</summary>
    GuaranteeMember,
}

public static class Roles
{
    /// <summary>Who works on a process from the inside.</summary>
    public static readonly Role[] Staff = [Role.Officer, Role.Curator, Role.Facilitator, Role.Secretariat];

    /// <summary>Who answers for a process.</summary>
    public static readonly Role[] Leads = [Role.Officer, Role.Curator, Role.Secretariat];

    /// <summary>The Italian name, as people read it.</summary>
    public static string Italian(this Role role) => role switch
    {
        Role.Visitor => "chiunque",
        Role.Participant => "chi ha partecipato",
        Role.Administrator => "amministratore",
        Role.Officer => "responsabile",
        Role.Curator => "curatore",
        Role.Facilitator => "facilitatore",
        Role.Secretariat => "segreteria",
        Role.TableMember => "componente del Tavolo",
        Role.Drafter => "estensore",
        Role.DecisionMaker => "decisore",
        Role.Guarantor => "garante",
        Role.GuaranteeMember => "componente del Comitato di garanzia",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
