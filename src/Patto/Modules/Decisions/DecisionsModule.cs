using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Decisions;

public sealed class DecisionsModule : IModule
{
    public void Register(IServiceCollection services)
    {
        services.AddScoped<DecisionBook>().AddScoped<Deciding>();
        services.AddScoped<IWhatWaits, DecisionsThatWait>().AddScoped<OpenTable, OutcomesTable>().AddScoped<OpenTable, HandOversTable>().AddScoped<OpenTable, ActionsTable>();
        services.AddScoped<IDescribe, DecisionCards>().AddScoped<IBearCodes, DecisionCards>();
    }

    public void Map(IEndpointRouteBuilder api) => DecisionsApi.Map(api);
}
