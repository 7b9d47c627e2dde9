using Patto.Audit;
using Patto.Files;
using Patto.Modules.Documents.Contracts;
using Patto.Provenance;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Web;

namespace Patto.Modules.Documents;

public sealed class DocumentsModule : IModule
{
    public void Register(IServiceCollection services)
    {
        services.AddScoped<ITellOwnActs, OwnRemarks>()
            .AddScoped<DocumentBook>().AddScoped<ChangeBook>().AddScoped<Drafting>().AddScoped<KeepThePlan>().AddSingleton<RemarkTickets>();
        services.AddScoped<ITellDuties, DutiesOfTheTexts>().AddScoped<IUndo, UndoReplies>();
        services.AddScoped<ITellTemplate, TellTheTexts>().AddScoped<ITellOfStakeholders, WordsOfStakeholders>();
        services.AddScoped<IRestOnOpenings, OpenTexts>().AddScoped<IWhatWaits, TextsThatWait>().AddScoped<IFileOwners, DocumentFiles>();
        services.AddScoped<IOpenEnds, TextsLeftOpen>().AddScoped<IOpenEnds, AmendmentsLeftOpen>().AddScoped<IOpenEnds, CommentsLeftOpen>();
        services.AddScoped<IThreadCards, DocumentCards>().AddScoped<ICodeSource, DocumentCards>().AddScoped<ITellFates, DocumentCards>();
        services.AddScoped<IOpenByLetters, RemarksByLetters>().AddScoped<ITellOwed, TextsOwed>();
    }

    public void RegisterLoops(IServiceCollection services) => services.AddHostedService<FollowConsultations>();

    public void Map(IEndpointRouteBuilder api) => DocumentsApi.Map(api);
}
