using Patto.Files;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Provenance;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Web;

namespace Patto.Modules.Contributions;

public sealed class ContributionsModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<ITellOwnActs, OwnVoices>()
            .AddScoped<Provenance.IKeepReach, KeepHowFar>()
            .AddScoped<ContributionBook>().AddScoped<NoteBook>()
        .AddScoped<Entry>()
        .AddScoped<QuestionBook>()
        .AddScoped<ITellTemplate, TellTheQuestions>()
        .AddScoped<Confirmation>()
        .AddSingleton<SimilarVoices>()
        .AddScoped<IThreadCards, ContributionCards>()
        .AddScoped<ICodeSource, ContributionCards>()
        .AddScoped<IWhatWaits, VoicesThatWait>()
        .AddScoped<IOpenEnds, VoicesLeftOpen>()
        .AddScoped<IFileOwners, VoiceFiles>()
        .AddScoped<ITellOwed, VoicesOwed>()
        .AddScoped<ITellOfStakeholders, VoicesOfStakeholders>()
        .AddScoped<ITellFates, ContributionCards>();

    public void Map(IEndpointRouteBuilder api) => ContributionsApi.Map(api.MapGroup("/processes/{slug}/contributions"));
}
