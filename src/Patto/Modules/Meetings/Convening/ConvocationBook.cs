using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Localization;
using Patto.Mail;
using Patto.Mail.Returned;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings.Convening;

/// <summary>A seat as the page of the call shows it.</summary>
/// <param name="Holder">Who holds it; null for an empty seat.</param>
/// <param name="Summons">Null while the seat is not called.</param>
/// <param name="Letters">What was sent about it, in order of time.</param>
/// <param name="Receipts">What came back for those letters, in order of time.</param>
/// <param name="Pec">The certified address that the register of stakeholders knows of the body; empty where it knows none.</param>
public sealed record CalledSeat(SeatView Seat, MemberView? Holder, Person? Person, Summons? Summons, IReadOnlyList<Letter> Letters,
    IReadOnlyList<ReceiptView> Receipts, string Pec)
{
    /// <summary>The day it lay in the reader's hands: as the office wrote it down, or as certified mail says.</summary>
    public DateOnly? Delivered => Summons?.Delivered ?? (Receipts.FirstOrDefault(r => r.Kind == ReturnedKind.Delivered) is { } receipt
        ? Texts.RomeDay(receipt.At) : null);


    /// <summary>The mail server gave the last e-mail up.</summary>
    public bool CameBack => Letters is [.., { Channel: Channel.Email, GivenUp: not null }];

    /// <summary>How they are called when nobody says otherwise.</summary>
    public SummonsWay Usual => Person?.Channel switch
    {
        Channel.Email => SummonsWay.Email,
        Channel.Phone => SummonsWay.Phone,
        _ => SummonsWay.Letter,
    };

    public SummonsAnswer Answer => Summons?.Answer ?? SummonsAnswer.None;
}

/// <summary>Calling a group to its meeting, with proof, and what it answers.</summary>
public sealed class ConvocationBook(AppDb db, GroupBook groups, StakeholderBook stakeholders, ConvocationLetters post, ReceiptBook receipts,
    CurrentUser currentUser, TimeProvider clock)
{
    public Task<Convocation?> OfAsync(Id<Meeting> meeting, CancellationToken cancel) =>
        db.Convocations.Include(c => c.Summonses).SingleOrDefaultAsync(c => c.Meeting == meeting, cancel);

    /// <summary>The group that sits at a meeting: the one that was said; where a table meets, the negotiation table or the only group
    /// that there is.</summary>
    public async Task<GroupView?> GroupOfAsync(Meeting meeting, CancellationToken cancel)
    {
        if (meeting.Group is { } said) return await groups.GetAsync(said, cancel);
        if (meeting.Method != Contracts.Method.Table) return null;
        var all = await groups.OfProcessAsync(meeting.Process, cancel);
        return all.Count == 1 || all.Count > 1 && all[0].Kind == GroupKind.NegotiationTable ? all[0] : null;
    }

    /// <summary>The seats that are open, in order, with who holds them and what is known of the call.</summary>
    /// <param name="certified">Whether the register is asked for the certified address of each body.</param>
    public async Task<IReadOnlyList<CalledSeat>> SeatsAsync(GroupView group, Meeting meeting, Convocation? convocation,
        CancellationToken cancel, bool certified = false)
    {
        var summonses = convocation?.Summonses.ToDictionary(s => s.Seat) ?? [];
        var open = group.Seats.Where(s => group.IsIn(s, meeting.Day) || summonses.ContainsKey(s.Id)).ToList();
        var holders = open.ToDictionary(s => s.Id, s => s.Members.FirstOrDefault(m => !m.IsSubstitute));
        List<Id<Person>> people = [.. holders.Values.OfType<MemberView>().Select(m => m.Person)
            .Concat(summonses.Values.Select(s => s.Person)).Distinct()];
        var known = await db.Set<Person>().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        List<Subject?> calls = [.. summonses.Values.Select(s => (Subject?)s.Subject)];
        List<Letter> letters = calls.Count == 0 ? [] : await db.Set<Letter>().AsNoTracking().Where(l => calls.Contains(l.About))
            .OrderBy(l => l.Created).ThenBy(l => l.Id).ToListAsync(cancel);
        var sent = letters.ToLookup(l => l.About!.Value);
        var came = await receipts.OfAsync([.. letters.Select(l => l.Id)], cancel);
        var pec = certified ? await stakeholders.CertifiedAsync(meeting.Process, cancel) : null;
        return [.. open.Select(seat =>
        {
            var summons = summonses.GetValueOrDefault(seat.Id);
            var holder = holders[seat.Id];
            var person = (summons?.Person ?? holder?.Person) is { } id ? known.GetValueOrDefault(id) : null;
            var about = summons is null ? [] : sent[summons.Subject].ToList();
            return new CalledSeat(seat, holder, person, summons, about, [.. about.SelectMany(l => came[l.Id]).OrderBy(r => r.At)],
                holder is null ? "" : pec?.GetValueOrDefault(NameOrder.SameKey(holder.Organisation)) ?? "");
        })];
    }

    /// <summary>Calls every seat that somebody holds, each by its way; posts the letters in the running act.</summary>
    /// <param name="ways">By seat, as the rows of the page stand; the usual one where nothing was said.</param>
    /// <returns>How many were called.</returns>
    internal async Task<int> SendAsync(ProcessInfo process, Meeting meeting, GroupView group, string text, DateOnly? replyBy,
        string protocol, DateOnly? protocolDay, IReadOnlyList<(Guid Seat, SummonsWay Way, string Pec)> ways,
            IReadOnlyList<StoredFile> files,
        CancellationToken cancel)
    {
        RuleViolation.Unless(!await db.Convocations.AnyAsync(c => c.Meeting == meeting.Id, cancel), "convocation.twice",
            "Il gruppo è già convocato a questo incontro.");
        RuleViolation.UnlessAt("Files", files.Sum(f => f.Size) <= Enclosures.Largest, "convocation.files",
            "Gli allegati insieme superano i {0} MB: molte caselle li rifiutano. Togline qualcuno: si leggono anche dalla pagina dell'incontro.",
            Enclosures.Largest / 1024 / 1024);
        meeting.BelongTo(group.Id);
        var convocation = Convocation.Send(meeting, group.Id, text, replyBy, protocol, protocolDay, group.QuorumOn(meeting.Day),
            currentUser.Actor, clock.GetUtcNow());
        db.Add(convocation);
        var called = await SummonAsync(process, meeting, group, convocation, ways, files, cancel);
        convocation.Tell(meeting, called);
        return called;
    }

    /// <summary>Calls those who hold a seat and were not called, since they sat down later.</summary>
    internal async Task<int> SendToNewAsync(ProcessInfo process, Meeting meeting, GroupView group, Convocation convocation,
        CancellationToken cancel)
    {
        RuleViolation.Unless(clock.GetUtcNow() < meeting.Start, "convocation.started",
            "L'incontro è già cominciato: non si convoca più.");
        var called = await SummonAsync(process, meeting, group, convocation, [], [], cancel);
        convocation.Tell(meeting, called);
        return called;
    }

    private async Task<int> SummonAsync(ProcessInfo process, Meeting meeting, GroupView group, Convocation convocation,
        IReadOnlyList<(Guid Seat, SummonsWay Way, string Pec)> ways, IReadOnlyList<StoredFile> files, CancellationToken cancel)
    {
        var said = ways.Index().DistinctBy(w => w.Item.Seat).ToDictionary(w => w.Item.Seat, w => (At: w.Index, w.Item.Way, w.Item.Pec));
        var called = 0;
        foreach (var row in await SeatsAsync(group, meeting, convocation, cancel))
        {
            if (row.Summons is not null || row.Holder is null || row.Person is null or { Erased: not null }) continue;
            var (at, way, pec) = said.GetValueOrDefault(row.Seat.Id.Value, (-1, row.Usual, ""));
            DemandContact(row.Person, way, $"Rows[{at}].Way");
            var address = way == SummonsWay.Pec && pec.Trim().Length > 0 ? EmailAddress.Read(pec, $"Rows[{at}].Pec") : "";
            var summons = convocation.Summon(row.Seat.Id, row.Person.Id, way, address, clock.GetUtcNow());
            post.Call(process, meeting, group, convocation, summons, row.Person, files);
            called++;
        }
        return called;
    }

    private static void DemandContact(Person person, SummonsWay way, string field) => RuleViolation.UnlessAt(field,
        way is not SummonsWay.Email || person.Channel == Channel.Email, "summons.no-email",
        "Di {0} non c'è l'e-mail: scegli un altro modo, o correggi prima il recapito.", person.Name);

    /// <summary>The call to one seat again, by its way: its letter was lost, or its way has changed.</summary>
    internal async Task SendAgainAsync(ProcessInfo process, Meeting meeting, Convocation convocation, Summons summons,
        CancellationToken cancel)
    {
        RuleViolation.Unless(clock.GetUtcNow() < meeting.Start, "convocation.started",
            "L'incontro è già cominciato: non si convoca più.");
        var person = await db.Set<Person>().SingleAsync(p => p.Id == summons.Person, cancel);
        DemandContact(person, summons.Way, nameof(Summons.Way));
        var group = await groups.GetAsync(convocation.Group, cancel) ?? throw new Unknown();
        post.Call(process, meeting, group, convocation, summons, person, []);
    }

    /// <summary>What was printed or told by voice has reached its reader: it waits for nobody any more.</summary>
    internal async Task HandOverAsync(Summons summons, CancellationToken cancel)
    {
        Subject? about = summons.Subject;
        foreach (var letter in await db.Set<Letter>().Where(l => l.About == about && l.Channel != Channel.Email && l.Sent == null)
            .ToListAsync(cancel)) letter.Deliver(clock.GetUtcNow());
    }

    /// <summary>Takes down an answer; a substitute from the group's own list is told.</summary>
    internal async Task AnswerAsync(ProcessInfo process, Meeting meeting, Convocation convocation, Summons summons, SummonsAnswer answer,
        string substitute, string note, Guid? by, CancellationToken cancel)
    {
        var before = summons.Substitute;
        summons.Say(meeting, answer, substitute, note, by, clock.GetUtcNow());
        if (summons.Way == SummonsWay.Phone) await HandOverAsync(summons, cancel);
        if (answer != SummonsAnswer.Substitute || NameOrder.SameKey(before) == NameOrder.SameKey(summons.Substitute)
            || clock.GetUtcNow() >= meeting.Start) return;
        var group = await groups.GetAsync(convocation.Group, cancel);
        if (group?.Seats.FirstOrDefault(s => s.Id == summons.Seat) is not { } seat
            || seat.Members.FirstOrDefault(m => m.IsSubstitute
                && NameOrder.SameKey(m.Name) == NameOrder.SameKey(substitute)) is not { } chosen
            || await db.Set<Person>().SingleOrDefaultAsync(p => p.Id == chosen.Person && p.Erased == null,
                cancel) is not { } person) return;
        post.TellSubstitute(process, meeting, group, seat, person);
    }

    /// <summary>Reminds by e-mail those who have not answered; the others are called by somebody.</summary>
    internal async Task<int> RemindAsync(ProcessInfo process, Meeting meeting, Convocation convocation, CancellationToken cancel)
    {
        var told = await PostAsync(process, meeting, convocation, s => s.Answer == SummonsAnswer.None, cancel);
        RuleViolation.Unless(told > 0, "convocation.nobody-left",
            "Non c'è nessuno da ricordare per e-mail: chi manca si chiama per telefono.");
        convocation.RemindByHand(meeting, told, clock.GetUtcNow());
        return told;
    }

    internal async Task<int> PostAsync(ProcessInfo process, Meeting meeting, Convocation convocation, Func<Summons, bool> to,
        CancellationToken cancel)
    {
        var wanted = convocation.Summonses.Where(s => s.Way == SummonsWay.Email && to(s)).ToList();
        var ids = wanted.Select(s => s.Person).ToList();
        var people = await db.Set<Person>().Where(p => ids.Contains(p.Id) && p.Erased == null && p.Channel == Channel.Email)
            .ToDictionaryAsync(p => p.Id, cancel);
        var told = 0;
        foreach (var summons in wanted)
        {
            if (people.GetValueOrDefault(summons.Person) is not { } person) continue;
            post.Remind(process, meeting, convocation, summons, person);
            told++;
        }
        return told;
    }

    /// <summary>Of those who had said yes at the group's last sittings, how many came, in percent; null where nothing is known.</summary>
    public async Task<int?> KeptWordAsync(Id<Group> of, Id<Meeting> before, DateTimeOffset now, CancellationToken cancel)
    {
        var last = await (from convocation in db.Convocations
                          join meeting in db.Meetings on convocation.Meeting equals meeting.Id
                          where convocation.Group == of && meeting.Id != before && meeting.Start < now
                          orderby meeting.Start descending
                          select meeting.Id).Take(5).ToListAsync(cancel);
        if (last.Count == 0) return null;
        var seats = db.SeatAttendances;
        var said = await (from convocation in db.Convocations
                          where last.Contains(convocation.Meeting)
                          join summons in db.Set<Summons>() on convocation.Id equals summons.Convocation
                          where summons.Answer == SummonsAnswer.Comes || summons.Answer == SummonsAnswer.Substitute
                          select seats.Any(a => a.Meeting == convocation.Meeting && a.Seat == summons.Seat
                              && (a.Presence == SeatPresence.Holder || a.Presence == SeatPresence.Substitute))).ToListAsync(cancel);
        return said.Count == 0 || !await seats.AnyAsync(a => last.Contains(a.Meeting), cancel) ? null
            : (int)Math.Round(100.0 * said.Count(came => came) / said.Count);
    }
}
