using Patto.Modules.Administration.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Administration;

public sealed class AdministrationModule : IModule
{
    public void Register(IServiceCollection services) => services.AddSingleton<FirstStart>().AddScoped<FirstStepsWay>()
        .AddScoped<DataRequestBook>().AddScoped<PersonalCopies>().AddScoped<IWhatWaits, RequestsThatWait>();
}
