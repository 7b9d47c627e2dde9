using Patto.Web;

namespace Patto.Modules.Monitoring;

public sealed class MonitoringModule : IModule;
