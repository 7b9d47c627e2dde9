using Patto.Web;

namespace Patto.Modules.Proposals;

public sealed class ProposalsModule : IModule;
