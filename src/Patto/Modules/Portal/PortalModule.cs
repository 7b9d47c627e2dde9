using Patto.Web;

namespace Patto.Modules.Portal;

public sealed class PortalModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<Opportunities>().AddScoped<OwnDoor>().AddScoped<Guide>();

    public void Map(IEndpointRouteBuilder api) => TraceApi.Map(api);
}
