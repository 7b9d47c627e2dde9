using Patto.Audit;
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
        .AddScoped<ProcessBook>().AddScoped<KnownProcesses>().AddScoped<PlanBook>().AddScoped<TrackBook>().AddScoped<DeletedDraft>()
        .AddScoped<OpeningsBook>().AddScoped<TemplateBook>().AddScoped<ClosingBook>().AddScoped<CostBook>()
        .AddScoped<SortedThings>().AddSingleton<TemplateLibrary>()
        .AddScoped<IActOpenings, PhaseOpenings>().AddScoped<ITellEnds, TellTheEnd>().AddScoped<IKnowWhatGoesOn, Remembered>()
        .AddScoped<IFileOwners, ProcessFiles>().AddScoped<IUndo, UndoClosing>().AddScoped<IWhatWaits, PlanThatWaits>()
        .AddScoped<ITellDuties, DutiesOfTheLaw>();

    public void Map(IEndpointRouteBuilder api) => ProcessesApi.Map(api);
}
