using Patto.Mail;
using Patto.Web;

namespace Patto.Modules.Communication;

public sealed class CommunicationModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<Subscribing>()
        .AddScoped<IMailingKind, NoticeMailing>().AddScoped<IMailingKind, DecidedMailing>().AddScoped<IMailingKind, ClosedMailing>()
        .AddScoped<WhatBecame>()
        .AddScoped<Audiences>().AddScoped<CircularMailing>().AddScoped<IMailingKind>(s => s.GetRequiredService<CircularMailing>())
        .AddScoped<IMailingKind, CircularToStakeholders>();
}
