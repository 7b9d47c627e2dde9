using Patto.Mail;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Proposals;

public sealed class ProposalsModule : IModule
{
    public void Register(IServiceCollection services)
    {
        services.AddScoped<ProposalBook>().AddScoped<Gathering>().AddScoped<Lineage>();
        services.AddScoped<IMailingKind, GatheredMailing>().AddScoped<IMailingKind, IncorporatedMailing>()
            .AddScoped<IMailingKind, ReleasedMailing>();
        services.AddScoped<IWhatWaits, ProposalsThatWait>().AddScoped<IOpenEnds, ProposalsLeftOpen>();
        services.AddScoped<IThreadCards, ProposalCards>().AddScoped<ICodeSource, ProposalCards>()
            .AddScoped<ITellFates, ProposalCards>().AddScoped<ITellOwed, ProposalsOwed>();
    }

    public void Map(IEndpointRouteBuilder api) => ProposalsApi.Map(api);
}
