using Patto.Audit;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Communication;

/// <summary>What people want to be told becomes an update of the process, and a letter to who asked for notices. A decision also goes to
/// everybody who took part (L.R. 15/2018, art. 19, c. 3).</summary>
internal sealed class TellWhatHappened(AppDb db, ProcessBook processes, DocumentBook documents, Mailings mailings, Texts L,
    TimeProvider clock)
    : IHandle<EditionPublished>, IHandle<ConsultationSet>, IHandle<ProposalsHandedOver>, IHandle<NoteTaken>, IHandle<DecisionTaken>,
        IHandle<MonitoringPublished>, IHandle<ActCorrected>, IHandle<ConsultationWithdrawn>, IHandle<ConsultationShortened>,
        IHandle<ProcessConcluded>, IHandle<DocumentUnpublished>
{
    /// <summary>Everybody who said something is told what became of it, once nobody takes the closing back any more.</summary>
    public async Task HandleAsync(ProcessConcluded happened, CancellationToken cancel) =>
        await mailings.PostAsync(ClosedMailing.Kind, happened.About, happened.About, null, cancel, UndoableAct.Time);

    public async Task HandleAsync(EditionPublished happened, CancellationToken cancel)
    {
        if (await documents.FindAsync(happened.Document, happened.In, cancel) is { } text)
            await TellAsync(happened.In, happened.Final ? UpdateKind.TextFinal : UpdateKind.TextPublished, text.Title, slug =>
                DocumentUrls.Show(slug, happened.Document), cancel);
    }

    public async Task HandleAsync(ConsultationSet happened, CancellationToken cancel)
    {
        if (await documents.FindAsync(happened.Document, happened.In, cancel) is { } text)
            await TellAsync(happened.In, UpdateKind.ConsultationOpen, text.Title, slug =>
                DocumentUrls.Show(slug, happened.Document), cancel);
    }

    public Task HandleAsync(ProposalsHandedOver happened, CancellationToken cancel) =>
        TellAsync(happened.In, UpdateKind.HandedOver, L.Count(happened.Items, "{0} punto", "{0} punti"), DecisionUrls.List, cancel);

    public Task HandleAsync(NoteTaken happened, CancellationToken cancel) =>
        TellAsync(happened.In, UpdateKind.NoteTaken, Cited(happened.Number, happened.Day), DecisionUrls.List, cancel);

    public async Task HandleAsync(DecisionTaken happened, CancellationToken cancel)
    {
        var told = await TellAsync(happened.In, UpdateKind.Decided, Cited(happened.Number, happened.Day), slug =>
            DecisionUrls.Show(slug, happened.Decision), cancel);
        if (told is var (process, url)) await mailings.PostAsync(DecidedMailing.Kind, process.Subject, process.Subject,
            new DecidedMailing.Facts(url), cancel);
    }

    public Task HandleAsync(ActCorrected happened, CancellationToken cancel) =>
        TellAsync(happened.In, UpdateKind.ActCorrected, Cited(happened.Number, happened.Day), DecisionUrls.List, cancel);

    public async Task HandleAsync(ConsultationWithdrawn happened, CancellationToken cancel)
    {
        if (await documents.FindAsync(happened.Document, happened.In, cancel) is { } text)
            await TellAsync(happened.In, UpdateKind.ConsultationWithdrawn, text.Title, slug =>
                DocumentUrls.Show(slug, happened.Document), cancel);
    }

    public async Task HandleAsync(DocumentUnpublished happened, CancellationToken cancel)
    {
        if (await documents.FindAsync(happened.Document, happened.In, cancel) is { } text)
            await TellAsync(happened.In, UpdateKind.TextUnpublished, text.Title, slug =>
                DocumentUrls.Show(slug, happened.Document), cancel);
    }

    public async Task HandleAsync(ConsultationShortened happened, CancellationToken cancel)
    {
        if (await documents.FindAsync(happened.Document, happened.In, cancel) is { } text)
            await TellAsync(happened.In, UpdateKind.ConsultationShortened,
                $"{text.Title}, {happened.To.ToString("d MMMM yyyy", Texts.Italian)}", slug =>
                DocumentUrls.Show(slug, happened.Document), cancel);
    }

    public Task HandleAsync(MonitoringPublished happened, CancellationToken cancel) =>
        TellAsync(happened.In, UpdateKind.Monitoring, $"n. {happened.Number}", slug =>
            MonitoringUrls.Report(slug, happened.Number), cancel);

    private static string Cited(string number, DateOnly day) => $"n. {number}, {day.ToString("d MMMM yyyy", Texts.Italian)}";

    private async Task<(ProcessInfo Process, string Url)?> TellAsync(Id<Process> id, UpdateKind kind, string what, Func<string,
        string> urlOf, CancellationToken cancel)
    {
        if (await processes.GetAsync(id, cancel) is not { } process) return null;
        var url = urlOf(process.Slug);
        db.Add(Update.Of(kind, id, what, url, clock.GetUtcNow()));
        await mailings.PostAsync(NoticeMailing.Kind, process.Subject, process.Subject, new NoticeMailing.Facts(kind.ToString(), what, url),
            cancel);
        return (process, url);
    }
}
