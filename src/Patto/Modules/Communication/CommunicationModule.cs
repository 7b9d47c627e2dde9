using Patto.Database;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;
using Patto.Web;

namespace Patto.Modules.Communication;

public sealed class CommunicationModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<ITellOwnActs, OwnNotices>()
            .AddScoped<Subscribing>()
        .AddScoped<NewsLetter>().AddScoped<WhatIsNew>().AddScoped<NoticeBook>().AddScoped<ISaveAlong, TellTheSteps>()
        .AddScoped<IMailingKind, StepMailing>().AddScoped(s => Period(s, Frequency.AtOnce)).AddScoped(s => Period(s, Frequency.Daily))
        .AddScoped(s => Period(s, Frequency.Weekly))
        .AddScoped<IMailingKind, NoticeMailing>().AddScoped<IMailingKind, DecidedMailing>().AddScoped<IMailingKind, ClosedMailing>()
        .AddScoped<WhatBecame>()
        .AddScoped<Audiences>().AddScoped<CircularMailing>().AddScoped<IMailingKind>(s => s.GetRequiredService<CircularMailing>())
        .AddScoped<IMailingKind, CircularToStakeholders>();

    public void RegisterLoops(IServiceCollection services) => services.AddHostedService<LetterRounds>();

    private static IMailingKind Period(IServiceProvider services, Frequency frequency) =>
        ActivatorUtilities.CreateInstance<PeriodMailing>(services, frequency);
}
