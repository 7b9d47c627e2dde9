using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Moderation;

public sealed class ModerationModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<ReportedTexts>().AddScoped<IWhatWaits, ReportsThatWait>()
        .AddScoped<IThreadCards, ReportFates>().AddScoped<ICodeSource, ReportFates>().AddScoped<ITellFates, ReportFates>();
}
