using Patto.Files;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Privacy;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Pacts;

public sealed class PactsModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<ITellOwnActs, OwnSignatures>()
            .AddScoped<PactBook>().AddScoped<PactLetters>()
        .AddScoped<PactReminders>().AddSingleton<PactTokens>()
        .AddScoped<IThreadCards, CommitmentCards>().AddScoped<ICodeSource, CommitmentCards>()
        .AddScoped<IFileOwners, SignatoryFiles>().AddScoped<IWhatWaits, PactsThatWait>()
        .AddScoped<ITellDuties, DutiesPromised>().AddScoped<IKnowNames, WhoSigns>();

    public void RegisterLoops(IServiceCollection services) => services.AddHostedService<RemindSignatoriesByItself>();
}
