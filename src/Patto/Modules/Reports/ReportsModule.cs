using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Reports;

public sealed class ReportsModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<ReportDrafter>().AddScoped<ReportDesk>()
        .AddScoped<ReportLetters>().AddScoped<Looking>()
        .AddScoped<IWhatWaits, ReportsThatWait>().AddScoped<IOpenEnds, ReportsLeftOpen>().AddScoped<ITellDuties, DutiesToTheGuarantor>();
}
