using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Processes;

public sealed class ProcessesModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<ProcessBook>();
}
