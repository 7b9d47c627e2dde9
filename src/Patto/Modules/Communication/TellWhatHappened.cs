using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Communication;

/// <summary>What people want to be told becomes an update of the process, and a letter to who asked for notices. A decision also goes to
/// everybody who took part (L.R. 15/2018, art. 19, c. 3).</summary>
internal sealed class TellWhatHappened(AppDb db, ProcessBook processes, DocumentBook documents, PeopleBook people, Outbox mail,
    CurrentAuthority currentAuthority, Sites sites, Texts L, TimeProvider clock)
    : IHandle<EditionPublished>, IHandle<ConsultationSet>, IHandle<ProposalsHandedOver>, IHandle<NoteTaken>, IHandle<DecisionTaken>,
        IHandle<MonitoringPublished>
{
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
        if (told is { } update) await TellParticipantsAsync(update.Process, update.Url, cancel);
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
        foreach (var reader in await db.Subscriptions.Where(s => s.Process == id && s.Confirmed != null && s.Ended == null)
            .ToListAsync(cancel))
            mail.Post(Recipient.Email(reader.Email, language: reader.Language),
                Texts.In(reader.Language, () => Notice(process, kind, what, url, reader)));
        return (process, url);
    }

    private Message Notice(ProcessInfo process, UpdateKind kind, string what, string url, Subscription reader) => new(
        L[kind.Italian(), what], L["C'è una novità in «{0}».", process.Title] + "\n\n" + L["Non vuoi più questi avvisi? Disdicili qui: {0}",
            sites.Of(currentAuthority.Required) + CommunicationUrls.Unsubscribe(reader.Token)],
        L["Leggi"], url, process.Subject, process.Subject, Secret: reader.Token.ToString("N"));

    private async Task TellParticipantsAsync(ProcessInfo process, string url, CancellationToken cancel)
    {
        foreach (var person in await people.WhoTookPart(process.Subject).Where(p => p.Channel != Channel.None).ToListAsync(cancel))
            mail.Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(L["C'è la decisione: {0}", process.Title],
                L["Hai partecipato a «{0}». Chi doveva decidere ha risposto, punto per punto e con i motivi.", process.Title],
                L["Leggi la decisione"], url, process.Subject, process.Subject)
            { Keeping = Keeping.AsProof }));
    }
}
