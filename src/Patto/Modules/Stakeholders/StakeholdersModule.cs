using Patto.Files;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Privacy;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Stakeholders;

public sealed class StakeholdersModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<ITellOwnActs, OwnSuggestions>()
            .AddScoped<StakeholderBook>().AddScoped<MatrixBook>()
        .AddScoped<ITellTemplate, TellTheInterests>()
        .AddScoped<IOpenEnds, SuggestionsLeftOpen>().AddScoped<MapReviews>()
        .AddScoped<IThreadCards, SuggestionCards>().AddScoped<ICodeSource, SuggestionCards>().AddScoped<ITellFates, SuggestionCards>()
        .AddScoped<IWhatWaits, RegisterThatWaits>().AddScoped<IFileOwners, StakeholderFiles>()
        .AddScoped<IKnowNames, WhoAnswers>();

    public void RegisterLoops(IServiceCollection services) => services.AddHostedService<RemindOfTheMap>();
}
