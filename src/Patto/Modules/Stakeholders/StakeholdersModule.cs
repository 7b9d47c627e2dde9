using Patto.Web;

namespace Patto.Modules.Stakeholders;

public sealed class StakeholdersModule : IModule;
