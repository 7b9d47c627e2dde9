using Patto.Mail;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Draws;

public sealed class DrawsModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<ITellOwnActs, OwnCandidacies>()
            .AddScoped<DrawBook>().AddScoped<CallDesk>().AddScoped<DrawLetters>()
        .AddSingleton<Computations>().AddSingleton<CandidateTickets>().AddScoped<IMailingKind, DrawMailing>()
        .AddScoped<IThreadCards, DrawCards>().AddScoped<ICodeSource, DrawCards>().AddScoped<IWhatWaits, DrawsThatWait>();

    public void RegisterLoops(IServiceCollection services) => services.AddHostedService<ComputeChances>();
}
