using Patto.Grants;

namespace Patto.Modules.Groups.Contracts;

public static class GroupActs
{
    public static readonly Act Apply = new("groups.apply", "chiedere di entrare nel Tavolo", Roles.Leads);
    public static readonly Act Compose = new("groups.compose", "comporre il Tavolo e i gruppi", Roles.Leads);
    public static readonly Act ReadApplications = new("groups.read-applications", "leggere le richieste di ingresso",
        [.. Roles.Staff, Role.Guarantor]);
    /// <summary>Who may be there at all is a matter of sitting in the group, or of working in the process: <c>PapersInside</c>.</summary>
    public static readonly Act WriteInside = new("groups.write-inside", "scrivere nello spazio riservato di un gruppo",
        [.. Roles.Staff, Role.TableMember, Role.Drafter, Role.GuaranteeMember]);
}
