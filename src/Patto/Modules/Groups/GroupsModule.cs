using Patto.Audit;
using Patto.Files;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Groups;

public sealed class GroupsModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<ITellOwnActs, OwnSeats>()
            .AddScoped<GroupBook>().AddScoped<ITellTemplate, TellTheSeats>()
        .AddScoped<IWhatWaits, RequestsThatWait>()
        .AddScoped<IOpenEnds, RequestsLeftOpen>().AddScoped<FollowThePhases>()
        .AddScoped<ITellOfStakeholders, SeatsOfStakeholders>().AddScoped<ITellOfStakeholders, MandatesOfStakeholders>()
        .AddScoped<IFileOwners, MandateFiles>()
        .AddScoped<PaperBook>().AddScoped<IThreadCards, PaperCards>().AddScoped<IOpenEnds, TracksLeftOpen>()
        .AddScoped<IUndo, UndoLeaving>().AddScoped<IUndo, UndoEnlarging>().AddScoped<IUndo, UndoRefusing>();

    public void RegisterLoops(IServiceCollection services) => services.AddHostedService<TurnByDate>();
}
