using Patto.Files;
using Patto.Modules.Decisions.Contracts;
using Patto.Provenance;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Decisions;

public sealed class DecisionsModule : IModule
{
    public void Register(IServiceCollection services)
    {
        services.AddScoped<DecisionBook>().AddScoped<Deciding>();
        services.AddScoped<IWhatWaits, DecisionsThatWait>().AddScoped<ITellDuties, DutiesDecided>()
            .AddScoped<IFileOwners, ActFiles>().AddScoped<IOpenEnds, PointsLeftOpen>();
        services.AddScoped<IThreadCards, DecisionCards>().AddScoped<ICodeSource, DecisionCards>().AddScoped<ITellOwed, DecisionsOwed>();
    }

    public void Map(IEndpointRouteBuilder api) => DecisionsApi.Map(api);
}
