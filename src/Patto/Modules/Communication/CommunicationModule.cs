using Patto.Web;

namespace Patto.Modules.Communication;

public sealed class CommunicationModule : IModule;
