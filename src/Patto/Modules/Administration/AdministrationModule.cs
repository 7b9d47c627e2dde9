using Patto.Web;

namespace Patto.Modules.Administration;

public sealed class AdministrationModule : IModule
{
    public void Register(IServiceCollection services) => services.AddSingleton<FirstStart>().AddScoped<FirstStepsWay>();
}
