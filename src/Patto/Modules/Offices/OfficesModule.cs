using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Web;

namespace Patto.Modules.Offices;

public sealed class OfficesModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<OfficeBook>().AddScoped<OfficeLetters>()
        .AddScoped<OfficeReminders>().AddSingleton<OfficeTokens>()
        .AddScoped<IWhatWaits, OfficesThatWait>().AddScoped<ITellDuties, DutiesAsked>().AddScoped<IOpenEnds, QuestionsLeftOpen>()
        .AddSingleton<IAskOffices, AskFromTheSheet>();

    public void RegisterLoops(IServiceCollection services) => services.AddHostedService<RemindOfficesByItself>();
}
