using Patto.Web;

namespace Patto.Modules.Contributions;

public sealed class ContributionsModule : IModule;
