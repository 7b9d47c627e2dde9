using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Meetings.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings;

/// <summary>What those who registered are told, each in their language and by their channel.</summary>
public sealed class MeetingLetters(AppDb db, Outbox outbox, Texts texts)
{
    /// <param name="ticket">The sealed part of <paramref name="url"/>, as it stands there.</param>
    public void Confirm(Meeting meeting, Person person, string url, string ticket) =>
        outbox.Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(
        texts["Sei iscritto: {0}", meeting.Title],
        texts["Ti aspettiamo {0}, {1}.\n\nSe cambi idea puoi liberare il posto con il collegamento qui sotto.", texts.Moment(meeting.Start),
        meeting.Place],
        texts["La tua iscrizione"], url, meeting.Subject, meeting.ProcessSubject, Secret: ticket)
        { Keeping = Keeping.AsProof }));

    /// <param name="subject">Italian sentence; {0} is the title.</param>
    /// <param name="body">Italian sentence with the values of <paramref name="values"/>.</param>
    public async Task ToRegisteredAsync(Meeting meeting, string process, string subject, string body, Func<Texts, object[]> values,
        CancellationToken cancel)
    {
        var ids = meeting.Registrations.Select(r => r.Person).ToList();
        foreach (var person in await db.Set<Person>().Where(p => ids.Contains(p.Id) && p.Erased == null).ToListAsync(cancel))
            outbox.Post(Recipient.Of(person),
                Texts.In(person.Language, () => new Message(texts[subject, meeting.Title], texts[body, values(texts)],
                texts["L'incontro"], MeetingUrls.Show(process, meeting.Id.Value), meeting.Subject, meeting.ProcessSubject)
                { Keeping = Keeping.AsProof }));
    }
}
