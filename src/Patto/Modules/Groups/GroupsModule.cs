using Patto.Web;

namespace Patto.Modules.Groups;

public sealed class GroupsModule : IModule;
