using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Meetings.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings;

/// <summary>What those who registered are told, each in their language and by their channel.</summary>
public sealed class MeetingLetters(Outbox outbox, Mailings mailings, Texts texts)
{
    /// <param name="ticket">The sealed part of <paramref name="url"/>, as it stands there.</param>
    public void Confirm(Meeting meeting, Person person, string url, string ticket) =>
        outbox.Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(
        texts["Sei iscritto: {0}", meeting.Title],
        texts["Ti aspettiamo {0}, {1}.\n\nSe cambi idea puoi liberare il posto con il collegamento qui sotto.", texts.Moment(meeting.Start),
        meeting.Place],
        texts["La tua iscrizione"], url, meeting.Subject, meeting.ProcessSubject, Secret: ticket)
        { Keeping = Keeping.AsProof }));

    /// <summary>Another hour or place: everybody who registered is told what it was at this moment.</summary>
    public Task TellMovedAsync(Meeting meeting, string slug, CancellationToken cancel) => mailings.PostAsync(MovedMailing.Kind,
        meeting.Subject, meeting.ProcessSubject, new MovedMailing.Facts(slug, meeting.Start, meeting.Place), cancel);

    public Task TellCancelledAsync(Meeting meeting, string slug, CancellationToken cancel) => mailings.PostAsync(CancelledMailing.Kind,
        meeting.Subject, meeting.ProcessSubject, new CancelledMailing.Facts(slug), cancel);
}

/// <summary>Something about a meeting, to those who registered.</summary>
internal abstract class MailingToRegistered(AppDb db) : MailingToPeople
{
    protected override Task<IQueryable<Person>> ToAsync(Mailing mailing, CancellationToken cancel)
    {
        var id = new Id<Meeting>(mailing.About.Id);
        return Task.FromResult(db.Set<Person>()
            .Where(p => db.Set<Meeting>().Any(m => m.Id == id && m.Registrations.Any(r => r.Person == p.Id))));
    }

    protected override async Task<Func<Person, Message?>?> WriterAsync(Mailing mailing, IReadOnlyList<Person> batch,
        CancellationToken cancel)
    {
        var id = new Id<Meeting>(mailing.About.Id);
        return await db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) is { } meeting
            ? _ => Say(meeting, mailing) with { Keeping = Keeping.AsProof } : null;
    }

    protected abstract Message Say(Meeting meeting, Mailing mailing);
}

internal sealed class MovedMailing(AppDb db, Texts texts) : MailingToRegistered(db)
{
    public const string Kind = "meetings.moved";

    public sealed record Facts(string Process, DateTimeOffset Start, string Place);

    public override string Name => Kind;

    protected override Message Say(Meeting meeting, Mailing mailing)
    {
        var facts = mailing.Read<Facts>();
        return new(texts["Cambia l'incontro «{0}»", meeting.Title],
            texts["L'incontro a cui ti sei iscritto è cambiato: {0}, {1}.", texts.Moment(facts.Start), facts.Place],
            texts["L'incontro"], MeetingUrls.Show(facts.Process, meeting.Id.Value), meeting.Subject, meeting.ProcessSubject);
    }
}

internal sealed class CancelledMailing(AppDb db, Texts texts) : MailingToRegistered(db)
{
    public const string Kind = "meetings.cancelled";

    public sealed record Facts(string Process);

    public override string Name => Kind;

    protected override Message Say(Meeting meeting, Mailing mailing) => new(texts["Annullato: {0}", meeting.Title],
        texts["L'incontro di {0} non si tiene. Il motivo: {1}", texts.Moment(meeting.Start), meeting.CancelledWhy ?? ""],
        texts["L'incontro"], MeetingUrls.Show(mailing.Read<Facts>().Process, meeting.Id.Value), meeting.Subject, meeting.ProcessSubject);
}
