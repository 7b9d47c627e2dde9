using Patto.Grants;

namespace Patto.Modules.Groups.Contracts;

public static class GroupActs
{
    public static readonly Act Apply = new("groups.apply", "chiedere di entrare nel Tavolo", Roles.Leads);
    public static readonly Act Compose = new("groups.compose", "comporre il Tavolo e i gruppi", Roles.Leads);
    public static readonly Act ReadApplications = new("groups.read-applications", "leggere le richieste di ingresso",
        [.. Roles.Staff, Role.Guarantor]);
}
