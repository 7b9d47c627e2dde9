using Patto.Web;

namespace Patto.Modules.Administration;

public sealed class AdministrationModule : IModule;
