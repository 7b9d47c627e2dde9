using Patto.Modules.Opinions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Opinions;

public sealed class OpinionsModule : IModule
{
    public void Register(IServiceCollection services) => services.AddScoped<SurveyBook>().AddScoped<AnswerBox>()
        .AddScoped<IThreadCards, StatementCards>().AddScoped<IWhatWaits, SurveysThatWait>();

    public void RegisterLoops(IServiceCollection services) => services.AddHostedService<UpdateMaps>();
}
