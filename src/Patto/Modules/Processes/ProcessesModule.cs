using Patto.Files;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Privacy;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Processes;

public sealed class ProcessesModule : IModule
{
    public void Register(IServiceCollection services) => services
        .AddScoped<ProcessBook>().AddScoped<KnownProcesses>().AddScoped<PlanBook>().AddScoped<ClosingBook>().AddSingleton<TemplateLibrary>()
        .AddScoped<IActOpenings, PhaseOpenings>().AddScoped<ITellEnds, TellTheEnd>().AddScoped<IKnowWhatGoesOn, Remembered>()
        .AddScoped<IFileOwners, ProcessFiles>();

    public void Map(IEndpointRouteBuilder api) => ProcessesApi.Map(api);
}
