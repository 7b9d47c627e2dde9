using Patto.Web;

namespace Patto.Modules.Observatory;

public sealed class ObservatoryModule : IModule;
