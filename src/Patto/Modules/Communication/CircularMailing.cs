using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Mail;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;

namespace Patto.Modules.Communication;

/// <summary>A letter to many people: those of a group, of a meeting, or all who took part.</summary>
internal sealed class CircularMailing(AppDb db, PeopleBook people, GroupBook groups, MeetingBook meetings) : MailingToPeople
{
    public const string Kind = "communication.circular";

    public override string Name => Kind;

    protected override async Task<IQueryable<Person>> ToAsync(Mailing mailing, CancellationToken cancel) =>
        await ToAsync(await CircularLetter.OfAsync(db, mailing, cancel), cancel);

    internal async Task<IQueryable<Person>> ToAsync(Circular letter, CancellationToken cancel)
    {
        if (letter.Audience == Audience.TookPart) return people.WhoTookPart(Subject.Of("process", letter.Process));
        if (letter.Audience == Audience.Meeting)
        {
            var there = meetings.PeopleOf(new(letter.Of!.Value));
            return db.Set<Person>().Where(p => there.Contains(p.Id));
        }
        var group = await groups.GetAsync(new Id<Group>(letter.Of!.Value), cancel);
        List<Id<Person>> sitting = [.. (group?.Sitting ?? []).Select(s => s.Member.Person).Distinct()];
        return db.Set<Person>().Where(p => sitting.Contains(p.Id));
    }

    protected override async Task<Func<Person, Message?>?> WriterAsync(Mailing mailing, IReadOnlyList<Person> batch,
        CancellationToken cancel)
    {
        var letter = await CircularLetter.OfAsync(db, mailing, cancel);
        return _ => CircularLetter.Of(letter);
    }
}

/// <summary>A letter to the register of stakeholders: to the e-mail of each body.</summary>
internal sealed class CircularToStakeholders(AppDb db, StakeholderBook stakeholders) : IMailingKind
{
    public const string Kind = "communication.circular-stakeholders";

    public string Name => Kind;

    public async Task<(int ByMail, int Otherwise)> CountAsync(Mailing mailing, CancellationToken cancel)
    {
        var letter = await CircularLetter.OfAsync(db, mailing, cancel);
        return (await stakeholders.Contacts(letter.Process, letter.Topic).CountAsync(cancel), 0);
    }

    public async Task<MailingBatch> NextAsync(Mailing mailing, int most, CancellationToken cancel)
    {
        var letter = await CircularLetter.OfAsync(db, mailing, cancel);
        var found = await stakeholders.ContactsAfter(letter.Process, letter.Topic,
            mailing.Last is { } last ? new Id<Stakeholder>(last) : null).Take(most).ToListAsync(cancel);
        return found.Count == 0 ? MailingBatch.End
            : new([.. found.Select(c => (Recipient.Email(c.Email, c.Name), CircularLetter.Of(letter)))], found[^1].Id.Value);
    }
}

internal static class CircularLetter
{
    // Written in the same act as its mailing: it may not be stored yet.
    public static async Task<Circular> OfAsync(AppDb db, Mailing mailing, CancellationToken cancel)
    {
        var id = new Id<Circular>(mailing.About.Id);
        return await db.Circulars.FindAsync([id], cancel) ?? throw new Unknown();
    }

    public static Message Of(Circular letter) => new(letter.Title, letter.Body, About: letter.Subject,
        Process: Subject.Of("process", letter.Process))
    { Keeping = Keeping.AsProof, Language = "it" };
}
