using Patto.Mail;
using Patto.Modules.Monitoring.Contracts;
using Patto.Provenance;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Monitoring;

public sealed class MonitoringModule : IModule
{
    public void Register(IServiceCollection services)
    {
        services.AddScoped<Figures>().AddScoped<MonitoringBook>().AddScoped<Accounting>().AddScoped<IMailingKind, ReportMailing>();
        services.AddScoped<ITellTemplate, TellTheIndicators>();
        services.AddScoped<IWhatWaits, MeasuresThatWait>();
        services.AddScoped<IThreadCards, IndicatorCards>().AddScoped<ICodeSource, IndicatorCards>();
    }

    public void RegisterLoops(IServiceCollection services) => services.AddHostedService<CountFigures>();

    public void Map(IEndpointRouteBuilder api) => MonitoringApi.Map(api);
}
