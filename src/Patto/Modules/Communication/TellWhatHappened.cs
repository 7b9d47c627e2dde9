using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.People;
using Patto.Provenance;

namespace Patto.Modules.Communication;

/// <summary>What people want to be told becomes an update of the process, and a letter to who asked for notices. A decision also goes to
/// everybody who took part (L.R. 15/2018, art. 19, c. 3).</summary>
internal sealed class TellWhatHappened(AppDb db, ProcessBook processes, DocumentBook documents, MeetingBook meetings,
    ProposalBook proposals, Mailings mailings, Texts L, TimeProvider clock)
    : IHandle<EditionPublished>, IHandle<ConsultationSet>, IHandle<ProposalsHandedOver>, IHandle<NoteTaken>, IHandle<DecisionTaken>,
        IHandle<MonitoringPublished>, IHandle<ActCorrected>, IHandle<ConsultationWithdrawn>, IHandle<ConsultationShortened>,
        IHandle<ProcessConcluded>, IHandle<DocumentUnpublished>, IHandle<ProcessPublished>, IHandle<ProposalGathered>,
        IHandle<MeetingPublished>, IHandle<MeetingChanged>, IHandle<MeetingCancelled>
{
    /// <summary>Everybody who said something is told what became of it, once nobody takes the closing back any more.</summary>
    public async Task HandleAsync(ProcessConcluded happened, CancellationToken cancel)
    {
        await mailings.PostAsync(ClosedMailing.Kind, happened.About, happened.About, null, cancel, UndoableAct.Time);
        if (await processes.GetAsync(happened.Id, cancel) is { IsPublic: true } process)
            await TellAsync(process, UpdateKind.ProcessEnded, process.Title, ProcessUrls.Show(process.Slug), new(), cancel,
                UndoableAct.Time);
    }

    public async Task HandleAsync(ProcessPublished happened, CancellationToken cancel)
    {
        if (await processes.GetAsync(happened.Id, cancel) is { } process)
            await TellAsync(process, UpdateKind.ProcessStarted, process.Title, ProcessUrls.Show(process.Slug), new(), cancel);
    }

    public async Task HandleAsync(ProposalGathered happened, CancellationToken cancel)
    {
        if (await processes.GetAsync(happened.In, cancel) is { IsPublic: true } process
            && await proposals.InActAsync(happened.Proposal, cancel) is var (title, theme))
            await TellAsync(process, UpdateKind.ProposalGathered, $"{happened.Code}, {title}",
                ProposalUrls.Show(process.Slug, happened.Code), new(Theme: theme), cancel);
    }

    public Task HandleAsync(MeetingPublished happened, CancellationToken cancel) =>
        TellAsync(UpdateKind.MeetingAnnounced, happened.Meeting, happened.Process, happened.Start, cancel);

    public Task HandleAsync(MeetingChanged happened, CancellationToken cancel) => !happened.IsPublic ? Task.CompletedTask
        : TellAsync(UpdateKind.MeetingChanged, happened.Meeting, happened.Process, happened.Start, cancel);

    public Task HandleAsync(MeetingCancelled happened, CancellationToken cancel) =>
        TellAsync(UpdateKind.MeetingCancelled, happened.Meeting, happened.Process, null, cancel);

    // Of a meeting that is over nobody is told.
    private async Task TellAsync(UpdateKind kind, Id<Meeting> meeting, Subject? of, DateTimeOffset? start, CancellationToken cancel)
    {
        if (of is not { } about || await processes.GetAsync(new(about.Id), cancel) is not { IsPublic: true } process
            || await meetings.InActAsync(meeting, cancel) is not var (title, theme, begins)
            || (start ?? begins) < clock.GetUtcNow()) return;
        var (day, time) = Texts.RomeParts(start ?? begins);
        await TellAsync(process, kind, $"{title}, {day.ToString("d MMMM yyyy", Texts.Italian)}, {time:HH:mm}",
            MeetingUrls.Show(process.Slug, meeting.Value), new(Theme: theme, When: start ?? begins), cancel);
    }

    public async Task HandleAsync(EditionPublished happened, CancellationToken cancel)
    {
        if (await documents.FindAsync(happened.Document, happened.In, cancel) is { } text)
            await TellAsync(happened.In, happened.Final ? UpdateKind.TextFinal : UpdateKind.TextPublished, text.Title, slug =>
                DocumentUrls.Show(slug, happened.Document), cancel, new(Subject.Of("document", happened.Document)));
    }

    public async Task HandleAsync(ConsultationSet happened, CancellationToken cancel)
    {
        if (await documents.FindAsync(happened.Document, happened.In, cancel) is { } text)
            await TellAsync(happened.In, UpdateKind.ConsultationOpen, text.Title, slug =>
                DocumentUrls.Show(slug, happened.Document), cancel, new(Subject.Of("document", happened.Document)));
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
                DocumentUrls.Show(slug, happened.Document), cancel, new(Subject.Of("document", happened.Document)));
    }

    public async Task HandleAsync(DocumentUnpublished happened, CancellationToken cancel)
    {
        if (await documents.FindAsync(happened.Document, happened.In, cancel) is { } text)
            await TellAsync(happened.In, UpdateKind.TextUnpublished, text.Title, slug =>
                DocumentUrls.Show(slug, happened.Document), cancel, new(Subject.Of("document", happened.Document)));
    }

    public async Task HandleAsync(ConsultationShortened happened, CancellationToken cancel)
    {
        if (await documents.FindAsync(happened.Document, happened.In, cancel) is { } text)
            await TellAsync(happened.In, UpdateKind.ConsultationShortened,
                $"{text.Title}, {happened.To.ToString("d MMMM yyyy", Texts.Italian)}", slug =>
                DocumentUrls.Show(slug, happened.Document), cancel, new(Subject.Of("document", happened.Document)));
    }

    public Task HandleAsync(MonitoringPublished happened, CancellationToken cancel) =>
        TellAsync(happened.In, UpdateKind.Monitoring, $"n. {happened.Number}", slug =>
            MonitoringUrls.Report(slug, happened.Number), cancel);

    private static string Cited(string number, DateOnly day) => $"n. {number}, {day.ToString("d MMMM yyyy", Texts.Italian)}";

    private async Task<(ProcessInfo Process, string Url)?> TellAsync(Id<Process> id, UpdateKind kind, string what, Func<string,
        string> urlOf, CancellationToken cancel, Told? told = null)
    {
        if (await processes.GetAsync(id, cancel) is not { } process) return null;
        var url = urlOf(process.Slug);
        await TellAsync(process, kind, what, url, told ?? new(), cancel);
        return (process, url);
    }

    private async Task TellAsync(ProcessInfo process, UpdateKind kind, string what, string url, Told told, CancellationToken cancel,
        TimeSpan wait = default)
    {
        var now = clock.GetUtcNow();
        db.Add(Update.Tell(kind, process, what, url, now, told));
        if (LetterTimes.ToldAt(now, told.When).Count > 0) await mailings.PostAsync(NoticeMailing.Kind, process.Subject, process.Subject,
            new NoticeMailing.Facts(kind.ToString(), what, url, now, told.Of?.ToString(), told.Theme, told.When), cancel, wait);
    }
}

/// <summary>What an act ties on the threads is told at once to who follows something there.</summary>
internal sealed class TellTheSteps(Mailings mailings, CurrentAuthority currentAuthority, TimeProvider clock) : ISaveAlong
{
    private const int AtOnce = 200;

    public async Task SaveAsync(AppDb db, CancellationToken cancel)
    {
        if (currentAuthority.Authority is null || QuietHours.Are(clock.GetUtcNow())) return;
        var tied = db.ChangeTracker.Entries<Link>().Where(IsTied).Select(e => e.Entity).Where(l => l.Visibility == Visibility.Public
            && !Relations.Aside.Contains(l.Relation)).ToList();
        foreach (var scope in tied.GroupBy(l => l.Scope))
            foreach (var some in scope.Chunk(AtOnce))
            {
                var process = new Subject("process", scope.Key);
                await mailings.PostAsync(StepMailing.Kind, process, process, new StepMailing.Facts(
                    [.. some.Select(l => l.From.ToString()).Distinct()], [.. some.Select(l => l.Id.Value)]), cancel);
            }
    }

    // New, or cut once and tied again.
    private static bool IsTied(Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry<Link> link) =>
        link.Entity.Closed is null && (link.State == Microsoft.EntityFrameworkCore.EntityState.Added
            || link.State == Microsoft.EntityFrameworkCore.EntityState.Modified && link.Property(l => l.Closed).IsModified);
}

/// <summary>Who wrote a voice and wants to know follows it, is confirmed with their address, and is told that it was read once nobody takes
/// that back any more.</summary>
internal sealed class TellTheAuthors(AppDb db, Subscribing subscribing, ContributionBook voices, Mailings mailings,
    TimeProvider clock)
    : IHandle<StepsAsked>, IHandle<ChannelConfirmed>, IHandle<ContactCorrected>, IHandle<ContributionPublished>,
        IHandle<ContributionRefused>, IHandle<ContributionPaused>, IHandle<ContributionWithdrawn>
{
    public async Task HandleAsync(StepsAsked happened, CancellationToken cancel)
    {
        if (await voices.SpeakerInActAsync(happened.Contribution, cancel) is { } speaker
            && await db.Set<Person>().FindAsync([speaker], cancel) is { Channel: Channel.Email } author)
            await subscribing.AskAsync(new(happened.Process is { } process ? new Id<Process>(process.Id) : null, null, happened.About),
                author, clock.GetUtcNow(), cancel);
    }

    public async Task HandleAsync(ChannelConfirmed happened, CancellationToken cancel)
    {
        foreach (var asked in await OfAsync(happened.Person, cancel)) asked.Confirm(clock.GetUtcNow());
    }

    public async Task HandleAsync(ContactCorrected happened, CancellationToken cancel)
    {
        var person = await db.Set<Person>().FindAsync([happened.Person], cancel);
        foreach (var asked in await OfAsync(happened.Person, cancel))
            if (person is { Channel: Channel.Email }) asked.Readdress(person.Address);
            else asked.End(clock.GetUtcNow());
    }

    private Task<List<Subscription>> OfAsync(Id<Person> person, CancellationToken cancel) =>
        db.Subscriptions.Where(s => s.Person == person && s.Ended == null).ToListAsync(cancel);

    public Task HandleAsync(ContributionPublished happened, CancellationToken cancel) =>
        ReadAsync(happened.About, happened.Process, cancel);

    public Task HandleAsync(ContributionRefused happened, CancellationToken cancel) => ReadAsync(happened.About, happened.Process, cancel);

    public Task HandleAsync(ContributionPaused happened, CancellationToken cancel) => ReadAsync(happened.About, happened.Process, cancel);

    private async Task ReadAsync(Subject voice, Subject? process, CancellationToken cancel)
    {
        if (!QuietHours.Are(clock.GetUtcNow())) await mailings.PostAsync(StepMailing.Kind, process ?? voice, process,
            new StepMailing.Facts([voice.ToString()], []), cancel, UndoableAct.Time);
    }

    /// <summary>Nobody is written to about what was taken back.</summary>
    public async Task HandleAsync(ContributionWithdrawn happened, CancellationToken cancel)
    {
        foreach (var asked in await db.Subscriptions.Where(s => s.Thing == happened.About && s.Ended == null).ToListAsync(cancel))
            asked.End(clock.GetUtcNow());
    }
}
