using Patto.Web;

namespace Patto.Modules.Portal;

public sealed class PortalModule : IModule;
