using Patto.Web;

namespace Patto.Modules.Decisions;

public sealed class DecisionsModule : IModule;
