using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.People;

namespace Patto.Modules.Meetings;

/// <summary>What those who registered, or were called, are told, each in their language and by their channel.</summary>
public sealed class MeetingLetters(AppDb db, Outbox outbox, Mailings mailings, Tickets tickets, Texts texts, TimeProvider clock)
{
    /// <summary>That somebody has a seat, or stands in line.</summary>
    /// <param name="slug">Of the process.</param>
    public void Confirm(Meeting meeting, Person person, Registration registration, string slug) => Tell(meeting, person, registration, slug,
        registration.IsWaiting ? () => (texts["In lista d'attesa: {0}", meeting.Title],
            texts["I posti per {0}, {1}, sono finiti: sei in lista d'attesa. Appena se ne libera uno è di chi aspetta da più tempo, e te lo scriviamo.\n\nSe cambi idea puoi toglierti con il collegamento qui sotto.",
                texts.Moment(meeting.Start), meeting.Place])
        : () => (texts["Sei iscritto: {0}", meeting.Title],
            texts["Ti aspettiamo {0}, {1}.\n\nSe cambi idea puoi liberare il posto con il collegamento qui sotto.",
                texts.Moment(meeting.Start), meeting.Place] + Joining(meeting)));

    /// <summary>Gives the free seats to those in line, and tells them.</summary>
    /// <returns>How many now have one.</returns>
    public async Task<int> PromoteAsync(Meeting meeting, string slug, CancellationToken cancel)
    {
        var promoted = meeting.Promote(clock.GetUtcNow());
        var ids = promoted.Select(r => r.Person).ToList();
        var people = promoted.Count == 0 ? [] : await db.Set<Person>().Where(p => ids.Contains(p.Id) && p.Erased == null)
            .ToDictionaryAsync(p => p.Id, cancel);
        foreach (var registration in promoted)
            if (people.GetValueOrDefault(registration.Person) is { } person)
                Tell(meeting, person, registration, slug, () => (texts["C'è posto: {0}", meeting.Title],
                    texts["Si è liberato un posto: ti aspettiamo {0}, {1}.\n\nSe non puoi più venire liberalo con il collegamento qui sotto: va a chi viene dopo di te.",
                        texts.Moment(meeting.Start), meeting.Place] + Joining(meeting)));
        return promoted.Count;
    }

    private string Joining(Meeting meeting) => meeting.VideoLink.Length == 0 ? ""
        : "\n\n" + texts["Ci si può collegare da qui: {0}", meeting.VideoLink];

    private void Tell(Meeting meeting, Person person, Registration registration, string slug, Func<(string Subject, string Body)> words)
    {
        var ticket = Uri.EscapeDataString(tickets.For(registration));
        outbox.Post(Recipient.Of(person), Texts.In(person.Language, () =>
        {
            var (subject, body) = words();
            return new Message(subject, body, texts["La tua iscrizione"], MeetingUrls.Part(slug, meeting.Id.Value,
                "iscritto") + "?t=" + ticket,
                meeting.Subject, meeting.ProcessSubject, Secret: ticket)
            { Keeping = Keeping.AsProof };
        }));
    }

    /// <summary>Another hour or place: everybody who registered or was called is told what it was at this moment.</summary>
    public Task TellMovedAsync(Meeting meeting, string slug, CancellationToken cancel) => mailings.PostAsync(MovedMailing.Kind,
        meeting.Subject, meeting.ProcessSubject, new MovedMailing.Facts(slug, meeting.Start, meeting.Place), cancel);

    /// <summary>Where one joins from afar: everybody who has a seat or was called is told.</summary>
    public Task TellVideoAsync(Meeting meeting, string slug, CancellationToken cancel) => mailings.PostAsync(VideoMailing.Kind,
        meeting.Subject, meeting.ProcessSubject, new VideoMailing.Facts(slug), cancel);

    public Task TellCancelledAsync(Meeting meeting, string slug, CancellationToken cancel) => mailings.PostAsync(CancelledMailing.Kind,
        meeting.Subject, meeting.ProcessSubject, new CancelledMailing.Facts(slug), cancel);
}

/// <summary>Something about a meeting, to those who registered or were called; with it goes the meeting for their calendar.</summary>
internal abstract class MailingToExpected(AppDb db, MeetingCalendar calendar) : MailingToPeople
{
    protected override Task<IQueryable<Person>> ToAsync(Mailing mailing, CancellationToken cancel)
    {
        var id = new Id<Meeting>(mailing.About.Id);
        var (registered, calls, summonses) = (db.Set<Registration>(), db.Convocations, db.Set<Summons>());
        var withSeat = OnlyWithSeat;
        return Task.FromResult(db.Set<Person>().Where(p => registered.Any(r => r.Meeting == id && r.Person == p.Id
                && !(withSeat && r.IsWaiting))
            || summonses.Any(s => s.Person == p.Id && calls.Any(c => c.Id == s.Convocation && c.Meeting == id))));
    }

    protected override async Task<Func<Person, Message?>?> WriterAsync(Mailing mailing, IReadOnlyList<Person> batch,
        CancellationToken cancel)
    {
        var id = new Id<Meeting>(mailing.About.Id);
        return await db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) is { } meeting
            ? _ => Say(meeting, mailing) with { Keeping = Keeping.AsProof, Calendar = calendar.Of(meeting, SlugIn(mailing)) } : null;
    }

    /// <summary>Whether it is kept from those who stand in line.</summary>
    protected virtual bool OnlyWithSeat => false;
    protected abstract Message Say(Meeting meeting, Mailing mailing);
    protected abstract string SlugIn(Mailing mailing);
}

internal sealed class MovedMailing(AppDb db, Texts texts, MeetingCalendar calendar) : MailingToExpected(db, calendar)
{
    public const string Kind = "meetings.moved";

    public sealed record Facts(string Process, DateTimeOffset Start, string Place);

    public override string Name => Kind;
    protected override string SlugIn(Mailing mailing) => mailing.Read<Facts>().Process;

    protected override Message Say(Meeting meeting, Mailing mailing)
    {
        var facts = mailing.Read<Facts>();
        return new(texts["Cambia l'incontro «{0}»", meeting.Title],
            texts["Un incontro a cui ti aspettiamo è cambiato: {0}, {1}.", texts.Moment(facts.Start), facts.Place],
            texts["L'incontro"], MeetingUrls.Show(facts.Process, meeting.Id.Value), meeting.Subject, meeting.ProcessSubject);
    }
}

internal sealed class CancelledMailing(AppDb db, Texts texts, MeetingCalendar calendar) : MailingToExpected(db, calendar)
{
    public const string Kind = "meetings.cancelled";

    public sealed record Facts(string Process);

    public override string Name => Kind;
    protected override string SlugIn(Mailing mailing) => mailing.Read<Facts>().Process;

    protected override Message Say(Meeting meeting, Mailing mailing) => new(texts["Annullato: {0}", meeting.Title],
        texts["L'incontro di {0} non si tiene. Il motivo: {1}", texts.Moment(meeting.Start), meeting.CancelledWhy ?? ""],
        texts["L'incontro"], MeetingUrls.Show(mailing.Read<Facts>().Process, meeting.Id.Value), meeting.Subject, meeting.ProcessSubject);
}

internal sealed class VideoMailing(AppDb db, Texts texts, MeetingCalendar calendar) : MailingToExpected(db, calendar)
{
    public const string Kind = "meetings.video";

    public sealed record Facts(string Process);

    public override string Name => Kind;
    protected override bool OnlyWithSeat => true;
    protected override string SlugIn(Mailing mailing) => mailing.Read<Facts>().Process;

    protected override Message Say(Meeting meeting, Mailing mailing) => new(texts["Ci si può collegare: {0}", meeting.Title],
        meeting.VideoLink.Length == 0
            ? texts["Il collegamento video per l'incontro di {0} non vale più.", texts.Moment(meeting.Start)]
            : texts["All'incontro di {0} si può partecipare anche da lontano. Il collegamento è per chi è iscritto o convocato: {1}",
                texts.Moment(meeting.Start), meeting.VideoLink],
        texts["L'incontro"], MeetingUrls.Show(mailing.Read<Facts>().Process, meeting.Id.Value), meeting.Subject, meeting.ProcessSubject);
}
