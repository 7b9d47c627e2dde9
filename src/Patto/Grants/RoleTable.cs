namespace Patto.Grants;

/// <summary>Who may give a role and take it away: one table for both. Nobody gives or ends a role above the own one, nobody gives one to
/// themselves.</summary>
public static class RoleTable
{
    private static readonly Role[] OfOfficers =
        [Role.Officer, Role.Curator, Role.Facilitator, Role.Secretariat, Role.TableMember, Role.Drafter, Role.DecisionMaker,
            Role.GuaranteeMember];

    /// <summary>What the holder of a role may give and end, in the place where they hold it. Who is not here gives nothing.</summary>
    private static readonly Dictionary<Role, Role[]> Gives = new()
    {
        [Role.Administrator] = [Role.Administrator, Role.Guarantor, .. OfOfficers],
        [Role.Officer] = OfOfficers,
        [Role.Curator] = [Role.Curator, Role.Facilitator, Role.Secretariat, Role.TableMember, Role.Drafter],
        [Role.Secretariat] = [Role.TableMember, Role.Drafter],
    };

    /// <summary>Whether somebody with these roles may give and end the role.</summary>
    public static bool MayGive(IEnumerable<Role> held, Role role) =>
        held.Any(h => Gives.TryGetValue(h, out var given) && given.Contains(role));

    /// <summary>Who rules over accounts and who watches over everybody: one person alone neither makes nor unmakes them.</summary>
    public static bool NeedsSecond(Role role) => role is Role.Administrator or Role.Guarantor;

    /// <summary>Those of a list that somebody with these roles may give.</summary>
    public static IEnumerable<Role> Among(this IEnumerable<Role> roles, IReadOnlySet<Role> held) => roles.Where(r => MayGive(held, r));

    /// <summary>For the sentence of a refusal: who may.</summary>
    internal static IEnumerable<Role> WhoGives(Role role) => Gives.Where(g => g.Value.Contains(role)).Select(g => g.Key);
}
