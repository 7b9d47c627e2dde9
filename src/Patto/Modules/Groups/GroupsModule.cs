using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Groups;

public sealed class GroupsModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<GroupBook>().AddScoped<IWhatWaits, RequestsThatWait>()
        .AddScoped<IOpenEnds, RequestsLeftOpen>();
}
