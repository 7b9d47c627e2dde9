using Patto.Web;

namespace Patto.Modules.Observatory;

public sealed class ObservatoryModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<RecordBook>();

    public void Map(IEndpointRouteBuilder api) => RecordsApi.Map(api);
}
