using Patto.Modules.Choices.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Choices;

public sealed class ChoicesModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<ITellOwnActs, OwnVotes>()
            .AddScoped<ChoiceBook>().AddScoped<BallotBox>().AddSingleton<VoteKeys>()
        .AddScoped<IThreadCards, ChoiceCards>().AddScoped<ICodeSource, ChoiceCards>().AddScoped<IWhatWaits, ChoicesThatWait>();

    public void RegisterLoops(IServiceCollection services) => services.AddHostedService<DestroyOldKeys>();
}
