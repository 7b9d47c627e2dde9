using Patto.Grants;

namespace Patto.Modules.Stakeholders.Contracts;

public static class StakeholderActs
{
    /// <summary>Anybody may put themselves on the map while the process runs: no phase needs to open it.</summary>
    public static readonly Act Register = new("stakeholders.register", "iscriversi fra i portatori di interesse", Role.Visitor);
    /// <summary>Anybody may say who is missing while the process runs.</summary>
    public static readonly Act Suggest = new("stakeholders.suggest", "dire chi manca fra i portatori di interesse", Role.Visitor);
    public static readonly Act Keep = new("stakeholders.keep", "tenere il registro dei portatori di interesse", Roles.Staff);
    public static readonly Act Read = new("stakeholders.read", "leggere il registro dei portatori di interesse",
        [.. Roles.Staff, Role.Guarantor, Role.GuaranteeMember]);
}
