using Patto.Grants;

namespace Patto.Modules.Contributions.Contracts;

/// <summary>What may be done with voices. Anybody writes while a phase opens it.</summary>
public static class ContributionActs
{
    public static readonly Act Write = new("contributions.write", "scrivere un contributo");
    public static readonly Act Enter = new("contributions.enter", "registrare la voce di un'altra persona", Roles.Staff);
    public static readonly Act Print = new("contributions.print", "stampare i foglietti per i contributi", Roles.Staff);
    public static readonly Act Read = new("contributions.read", "leggere e pubblicare i contributi", Roles.Staff);
    public static readonly Act Translate = new("contributions.translate", "scrivere la traduzione di un contributo", Roles.Staff);
    public static readonly Act Ask = new("contributions.ask", "scrivere le domande del modulo", Roles.Leads);
    public static readonly Act SeeUnread = new("contributions.see-unread", "vedere i contributi non ancora pubblicati",
        [.. Roles.Staff, Role.Guarantor, Role.GuaranteeMember]);
}
