using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Groups;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;

namespace Patto.Modules.Groups.Contracts;

/// <summary>A group with its seats, as it is today.</summary>
public sealed record GroupView(
    Id<Group> Id, string Key, GroupKind Kind, string Name, string Mandate, string DecisionMode, string Rules, int? Quorum,
        DateTimeOffset? Enlarged, IReadOnlyList<SeatView> Seats, IReadOnlyList<Widening> Widenings, DateOnly Today)
{
    public Subject Subject => Subject.Of("group", Id);
    /// <summary>Members and substitutes who sit today, each with the seat.</summary>
    public IEnumerable<(SeatView Seat, MemberView Member)> Sitting => Seats.SelectMany(s => s.Members.Select(m => (s, m)));
    public IEnumerable<SeatView> Empty => Seats.Where(s => s.Members.Count == 0 && IsIn(s, Today));

    /// <summary>Whether a seat belongs to the group on that day.</summary>
    public bool IsIn(SeatView seat, DateOnly day) => Groups.Group.IsIn(seat.Id, seat.Widening, Enlarged, Widenings, day);

    /// <summary>Whether somebody may be named for a seat: it is in the group, or will be.</summary>
    public bool TakesMembers(SeatView seat) =>
        !seat.Widening || Enlarged is not null || Widenings.Any(w => !w.Over && w.Seats.Contains(seat.Id.Value));

    /// <summary>How many must be present on that day; null where it is not said.</summary>
    public int? QuorumOn(DateOnly day) =>
        Widenings.Where(w => w.Covers(day)).Select(w => w.Quorum).Where(q => q is not null).Max() ?? Quorum;

    /// <summary>For which phases a seat joins; what was taken back before it began is left out.</summary>
    public IEnumerable<Widening> WideningsOf(SeatView seat) =>
        Widenings.Where(w => !w.IsGone && w.Seats.Contains(seat.Id.Value)).OrderBy(w => w.From);
}

/// <param name="Before">What it was before it was described anew.</param>
/// <param name="Members">Who sits today: the member first, then substitutes.</param>
public sealed record SeatView(Id<Seat> Id, int Number, string Interest, SeatBy By, bool Widening, string When,
    IReadOnlyList<MemberView> Members, IReadOnlyList<MemberView> Former, IReadOnlyList<SeatBefore> Before);

public sealed record MemberView(Id<Membership> Id, Id<Person> Person, string Name, string Organisation, bool IsSubstitute, DateOnly Since,
    DateOnly? Until, Guid? Account);

/// <summary>Somebody sits, or sat, for a body.</summary>
/// <param name="Paper">Which paper says so; empty where nobody said.</param>
public sealed record MandateView(Id<Membership> Id, Id<Process> Process, string Group, Id<Seat> Seat, string Interest, string Name,
    bool IsSubstitute, DateOnly Since, DateOnly? Until, string Paper)
{
    public Subject Subject => Subject.Of("membership", Id);
    public bool Covers(DateOnly day) => Since <= day && (Until is not { } last || day <= last);
}

/// <summary>Groups, for whoever meets, drafts and decides with them.</summary>
public sealed class GroupBook(AppDb db, CurrentAuthority currentAuthority, PeopleBook people, InvitationBook invitations, RoleBook roles,
    CurrentUser currentUser, StakeholderBook stakeholders, Outbox mail, Texts texts, TimeProvider clock)
{
    /// <summary>All groups of a process, the negotiation table first.</summary>
    public async Task<IReadOnlyList<GroupView>> OfProcessAsync(Id<Process> process, CancellationToken cancel = default) =>
        [.. (await db.Groups.AsNoTracking().Where(g => g.Process == process).Whole().ToListAsync(cancel))
            .OrderBy(g => g.Kind != GroupKind.NegotiationTable).ThenBy(g => g.Formed).ThenBy(g => g.Id.Value).Select(ViewOf)];

    private (Id<Process>, KnownStakeholder)? _seatsOf;
    private IReadOnlyList<(GroupView Group, SeatView Seat, MemberView Member)> _seats = [];

    /// <summary>Who sits for a body of the register, or sat: by the name of the body, or by one of its addresses. Many ask it for one
    /// page.</summary>
    public async Task<IReadOnlyList<(GroupView Group, SeatView Seat, MemberView Member)>> SeatsOfAsync(Id<Process> process,
        KnownStakeholder body, CancellationToken cancel = default)
    {
        if (_seatsOf != (process, body)) (_seats, _seatsOf) = (await ReadSeatsOfAsync(process, body, cancel), (process, body));
        return _seats;
    }

    private async Task<IReadOnlyList<(GroupView Group, SeatView Seat, MemberView Member)>> ReadSeatsOfAsync(Id<Process> process,
        KnownStakeholder body, CancellationToken cancel)
    {
        var all = (from view in await OfProcessAsync(process, cancel)
                   from seat in view.Seats
                   from member in seat.Members.Concat(seat.Former)
                   select (view, seat, member)).ToList();
        List<Id<Person>> people = [.. all.Select(s => s.member.Person).Distinct()];
        var emails = await db.Set<Person>().AsNoTracking().Where(p => people.Contains(p.Id) && p.Channel == Channel.Email)
            .Select(p => new { p.Id, p.Address }).ToDictionaryAsync(p => p.Id, p => p.Address, cancel);
        return [.. all.Where(s => body.IsOf(s.member.Organisation, emails.GetValueOrDefault(s.member.Person, "")))];
    }

    private (KnownStakeholder, string)? _mandatesOf;
    private IReadOnlyList<MandateView> _mandates = [];

    /// <summary>Who sits under the name of a body in the groups of these processes, or sat; internal groups are left out.</summary>
    /// <param name="of">Those that the reader may know of.</param>
    public async Task<IReadOnlyList<MandateView>> MandatesAsync(IReadOnlyCollection<Id<Process>> of, KnownStakeholder body,
        CancellationToken cancel = default)
    {
        // Two tell of it on one page.
        var key = (body, string.Join(',', of.Select(p => p.Value).Order()));
        if (_mandatesOf != key) (_mandates, _mandatesOf) = (await ReadMandatesAsync(of, body, cancel), key);
        return _mandates;
    }

    private async Task<IReadOnlyList<MandateView>> ReadMandatesAsync(IReadOnlyCollection<Id<Process>> of, KnownStakeholder body,
        CancellationToken cancel)
    {
        var (groups, seats) = (db.Groups, db.Set<Seat>());
        var found = await (from member in db.Memberships.AsNoTracking()
                           where member.Organisation != ""
                           join seat in seats on member.Seat equals seat.Id
                           join g in groups on member.Group equals g.Id
                           where of.Contains(g.Process) && g.Kind != GroupKind.Internal
                           orderby member.Since, member.IsSubstitute, member.Id
                           select new { member, seat.Interest, g.Name, g.Process }).ToListAsync(cancel);
        return [.. found.Where(f => body.IsOf(f.member.Organisation, "")).Select(f => new MandateView(f.member.Id, f.Process, f.Name,
            f.member.Seat, f.Interest, f.member.Name, f.member.IsSubstitute, f.member.Since, f.member.Until, f.member.Mandate))];
    }

    /// <summary>The negotiation table of a process; null where it has none.</summary>
    public async Task<GroupView?> TableAsync(Id<Process> process, CancellationToken cancel = default) =>
        await db.Groups.AsNoTracking().Where(g => g.Process == process && g.Kind == GroupKind.NegotiationTable).Whole()
            .OrderBy(g => g.Formed).FirstOrDefaultAsync(cancel) is { } table ? ViewOf(table) : null;

    public async Task<GroupView?> GetAsync(Id<Group> group, CancellationToken cancel = default) =>
        await db.Groups.AsNoTracking().Where(g => g.Id == group).Whole().SingleOrDefaultAsync(cancel) is { } found ? ViewOf(found) : null;

    /// <summary>Recruits somebody met elsewhere (at the Open Space) into a group that is enlarged: a free seat for newcomers, or a new one
    /// for their interest. A letter tells them.</summary>
    /// <param name="process">As addresses name the process.</param>
    public async Task<MemberView> RecruitAsync(Id<Group> group, string process, Person person, string interest, string organisation = "",
        CancellationToken cancel = default)
    {
        var found = await db.Groups.Where(g => g.Id == group).Whole().SingleOrDefaultAsync(cancel) ?? throw new Unknown();
        RuleViolation.Unless(found.Enlarged is not null, "group.closed",
            "Il gruppo non è ancora allargato: prima aprilo ai nuovi componenti.");
        var seat = found.FreeSeat(Today, interest) is { } free
            && (free.Widening || string.Equals(free.Interest, interest, StringComparison.OrdinalIgnoreCase)) ? free
            : found.AddSeat(interest, SeatBy.Criteria, widening: true);
        var member = await SeatAsync(found, seat, person, organisation, substitute: false, Today, cancel);
        mail.Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(
            texts["Benvenuta, benvenuto nel Tavolo"],
                texts["Siedi nel «{0}» per l'interesse «{1}». Ti avvisiamo del prossimo incontro.", found.Name, seat.Interest],
            texts["Vedi chi siede al Tavolo"], GroupUrls.Table(process), found.Subject, Subject.Of("process", found.Process))));
        return Shown(member);
    }

    /// <summary>Somebody who was drawn by lot sits: on a seat by lot for that interest that is free, or will be tomorrow, else on a new
    /// one.</summary>
    public async Task SeatDrawnAsync(Id<Group> group, Person person, string interest, CancellationToken cancel = default)
    {
        var found = await db.Groups.Where(g => g.Id == group).Whole().SingleOrDefaultAsync(cancel) ?? throw new Unknown();
        var (today, tomorrow) = (Today, Today.AddDays(1));
        var byLot = found.Seats.OrderBy(s => s.Number).Where(s => s.By == SeatBy.Lot && !s.Widening
            && string.Equals(s.Interest, interest, StringComparison.OrdinalIgnoreCase)).ToList();
        var now = byLot.Find(s => found.SittingOn(s, today) is null);
        var soon = byLot.Find(s => found.SittingOn(s, tomorrow) is null);
        await SeatAsync(found, now ?? soon ?? found.AddSeat(interest, SeatBy.Lot), person, "", substitute: false,
            now is null && soon is not null ? tomorrow : today, cancel);
    }

    /// <summary>Those who sit by lot leave; today is their last day.</summary>
    public async Task LeaveDrawnAsync(Id<Group> group, IReadOnlyCollection<Id<Person>> people, CancellationToken cancel = default)
    {
        if (people.Count == 0) return;
        var found = await db.Groups.Where(g => g.Id == group).Whole().SingleOrDefaultAsync(cancel) ?? throw new Unknown();
        foreach (var member in found.Members.Where(m => people.Contains(m.Person) && m.Until is null
            && found.SeatOf(m.Seat).By == SeatBy.Lot).ToList())
            await LeaveAsync(found, member, member.Since > Today ? member.Since : Today, cancel);
    }

    /// <summary>Asks a member to work on the platform with a password of their own, in the role of the seat.</summary>
    internal async Task InviteAsync(Group group, Membership member, CancellationToken cancel)
    {
        RuleViolation.Unless(member is { Account: null, Until: null }, "member.account",
            "Questa persona ha già la sua utenza, oppure non siede più.");
        var person = await db.Set<Person>().SingleAsync(p => p.Id == member.Person, cancel);
        RuleViolation.Unless(person.Channel == Channel.Email, "member.no-email", "Per invitare una persona serve la sua e-mail.");
        var known = await AccountOfAsync(person.Address, cancel);
        await roles.DemandAsync(RoleOf(group.Kind), Subject.Of("process", group.Process), known?.Id, cancel);
        if (known is not null) await LetInAsync(group, member, known, cancel);
        else await WithdrawEarlierAsync(group, person.Address, cancel);
        await invitations.InviteAsync(person.Address, person.Name, RoleOf(group.Kind), group.Subject, Subject.Of("process", group.Process),
            group.Name, cancel);
    }

    // One letter in some days, and only the last one opens the door.
    private async Task WithdrawEarlierAsync(Group group, string email, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var earlier in (await invitations.UnansweredAt(group.Subject).ToListAsync(cancel))
            .Where(i => i.IsOpen(now) && string.Equals(i.Email, email.Trim(), StringComparison.OrdinalIgnoreCase)))
        {
            RuleViolation.Unless(earlier.MayGoAgain(now), "member.invited",
                "L'invito è già partito il {0}: se non arriva risposta, dal {1} si può mandare di nuovo.", texts.Day(earlier.Sent),
                texts.Day(earlier.Sent + Invitation.Pause));
            earlier.Withdraw(now);
        }
    }

    /// <summary>When each of these addresses was last invited to the group, in capitals; who has answered is not there.</summary>
    internal async Task<IReadOnlyDictionary<string, Invitation>> InvitedAsync(Subject group, CancellationToken cancel) =>
        (await invitations.UnansweredAt(group).AsNoTracking().ToListAsync(cancel)).DistinctBy(i => i.Email.ToUpperInvariant())
            .ToDictionary(i => i.Email.ToUpperInvariant());

    /// <summary>The member has an account: it holds the role of the seat wherever the group works.</summary>
    internal async Task LetInAsync(Group group, Membership member, Account account, CancellationToken cancel)
    {
        member.Account = account.Id;
        // Who joins for a phase works with it when it begins.
        if (!group.IsIn(group.SeatOf(member.Seat), Today)) return;
        var process = Subject.Of("process", group.Process);
        foreach (var scope in ScopesOf(group, process)) await invitations.GiveAsync(account, RoleOf(group.Kind), currentAuthority.Required,
            scope, process, clock.GetUtcNow(), cancel);
    }

    /// <summary>Seats a person; whoever has an account gets the role of the seat, and their participation is noted.</summary>
    internal async Task<Membership> SeatAsync(Group group, Seat seat, Person person, string organisation, bool substitute, DateOnly from,
        CancellationToken cancel, string mandate = "")
    {
        var account = person.Account ?? (person.Channel == Channel.Email ? (await AccountOfAsync(person.Address, cancel))?.Id : null);
        var member = group.Sit(seat, person.Id, person.Name, organisation, substitute, from, account, mandate);
        await people.TakePartAsync(person.Id, Subject.Of("process", group.Process), ParticipationKind.Seat, cancel);
        await stakeholders.SeatAsync(group.Process, seat.Interest, organisation, taken: true, cancel);
        // Who composes a group may sit in it, and has no more to say there than before.
        if (account is not { } known || known == currentUser.Account || await db.Set<Account>()
            .FindAsync([known], cancel) is not { } holder) return member;
        await roles.DemandAsync(RoleOf(group.Kind), Subject.Of("process", group.Process), known, cancel);
        await LetInAsync(group, member, holder, cancel);
        return member;
    }

    /// <summary>What was planned takes effect: who joined works with the group, who went out reads on what was theirs.</summary>
    internal async Task TurnAsync(Group group, CancellationToken cancel)
    {
        group.Turn(Today);
        var planned = group.Members.Where(m => m.Account is not null
            && group.Widenings.Exists(w => w.Seats.Contains(m.Seat.Value))).ToLookup(m => group.IsIn(group.SeatOf(m.Seat), Today));
        await LetWorkAsync(group, [.. planned[true].Where(m => m.SitsOn(Today))], cancel);
        await LetReadAsync(group, [.. planned[false].Select(m => m.Account!.Value)], cancel);
    }

    private async Task LetWorkAsync(Group group, IReadOnlyList<Membership> members, CancellationToken cancel)
    {
        List<Guid> accounts = [.. members.Select(m => m.Account!.Value)];
        var holders = accounts.Count == 0 ? [] : await db.Set<Account>().Where(a => accounts.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, cancel);
        foreach (var member in members)
            if (holders.GetValueOrDefault(member.Account!.Value) is { } holder) await LetInAsync(group, member, holder, cancel);
    }

    // The role in the whole process ends, the place in the group's own room stays. Who sits on another seat of the group goes on.
    private async Task LetReadAsync(Group group, IReadOnlyList<Guid> accounts, CancellationToken cancel)
    {
        var (process, role) = (Subject.Of("process", group.Process), RoleOf(group.Kind));
        List<Guid> leaving = [.. accounts.Where(account => !group.Members.Any(m => m.Account == account && m.SitsOn(Today)
            && group.IsIn(group.SeatOf(m.Seat), Today)))];
        if (leaving.Count == 0) return;
        foreach (var grant in await db.Set<RoleGrant>().Where(g => leaving.Contains(g.Account) && g.Role == role && g.Scope == process
            && g.Until == null).ToListAsync(cancel)) grant.End(clock.GetUtcNow(), process);
    }

    /// <summary>What a seat stands for; the map of interests follows the new name.</summary>
    internal async Task DescribeAsync(Group group, Seat seat, string interest, SeatBy by, bool widening, string when,
        CancellationToken cancel)
    {
        var was = seat.Interest;
        group.Describe(seat, interest, by, widening, when, clock.GetUtcNow());
        if (was == seat.Interest || group.SittingOn(seat, Today) is null) return;
        if (group.Seats.All(s => s.Interest != was || group.SittingOn(s, Today) is null))
            await stakeholders.SeatAsync(group.Process, was, "", taken: false, cancel);
        await stakeholders.SeatAsync(group.Process, seat.Interest, "", taken: true, cancel);
    }

    /// <summary>What was typed of who sits; the register of stakeholders follows the right body.</summary>
    internal async Task CorrectAsync(Group group, Membership member, string name, string organisation, DateOnly since,
        string mandate, CancellationToken cancel)
    {
        var (was, seat) = (member.Organisation, group.SeatOf(member.Seat));
        group.Correct(member, name, organisation, since, clock.GetUtcNow(), mandate);
        if (was == member.Organisation || member.Until < Today) return;
        if (was.Length > 0 && group.Members.All(m => m.Organisation != was || m.Until is not null))
            await stakeholders.SeatAsync(group.Process, seat.Interest, was, taken: false, cancel);
        await stakeholders.SeatAsync(group.Process, seat.Interest, member.Organisation, taken: true, cancel);
    }

    /// <summary>Who sits there now, or will, under the same name.</summary>
    internal static Membership? Namesake(Group group, string name, DateOnly today) => group.Members.FirstOrDefault(m =>
        (m.Until is null || m.Until >= today) && NameOrder.SameKey(m.Name) == NameOrder.SameKey(name));

    /// <summary>Ends the seat's role when its holder sits nowhere else in the group.</summary>
    /// <returns>Whether a role has ended.</returns>
    internal async Task<bool> LeaveAsync(Group group, Membership member, DateOnly until, CancellationToken cancel)
    {
        group.Leave(member, until);
        var seat = group.SeatOf(member.Seat);
        if (group.Members.All(m => m.Until is not null
            || group.SeatOf(m.Seat).Interest != seat.Interest)) await stakeholders.SeatAsync(group.Process, seat.Interest,
                member.Organisation, taken: false, cancel);
        if (member.Account is not { } account || group.Members.Any(m => m.Account == account && m.Until is null)) return false;
        var ended = false;
        var process = Subject.Of("process", group.Process);
        List<Subject> scopes = [.. ScopesOf(group, process)];
        var role = RoleOf(group.Kind);
        if (account != currentUser.Account) await roles.DemandAsync(role, process, null, cancel);
        foreach (var grant in await db.Set<RoleGrant>().Where(g => g.Account == account && g.Role == role && scopes.Contains(g.Scope)
            && g.Until == null).ToListAsync(cancel))
        {
            grant.End(clock.GetUtcNow(), process);
            ended = true;
        }
        return ended;
    }

    /// <summary>That somebody left is taken back: they sit as before, with the role of the seat where it had ended.</summary>
    /// <param name="hadRole">Whether leaving had ended it.</param>
    internal async Task StayAsync(Group group, Membership member, bool hadRole, CancellationToken cancel)
    {
        group.Stay(member);
        await stakeholders.SeatAsync(group.Process, group.SeatOf(member.Seat).Interest, member.Organisation, taken: true, cancel);
        if (!hadRole || member.Account is not { } known || await db.Set<Account>().FindAsync([known], cancel) is not { } holder) return;
        if (known != currentUser.Account) await roles.DemandAsync(RoleOf(group.Kind), Subject.Of("process", group.Process), known, cancel);
        await LetInAsync(group, member, holder, cancel);
    }

    // The negotiation table works on the whole process; the other groups in their own room.
    private static IEnumerable<Subject> ScopesOf(Group group, Subject process) =>
        group.Kind is GroupKind.NegotiationTable or GroupKind.Guarantee ? [group.Subject, process] : [group.Subject];

    private static Role RoleOf(GroupKind kind) =>
        kind switch { GroupKind.Guarantee => Role.GuaranteeMember, GroupKind.Drafting => Role.Drafter, _ => Role.TableMember };

    private Task<Account?> AccountOfAsync(string email, CancellationToken cancel)
    {
        var normal = email.Trim().ToUpperInvariant();
        return db.Set<Account>().SingleOrDefaultAsync(a => a.NormalizedEmail == normal, cancel);
    }

    internal DateOnly Today => Texts.RomeDay(clock.GetUtcNow());

    internal GroupView ViewOf(Group group)
    {
        var today = Today;
        return new(group.Id, group.Key, group.Kind, group.Name, group.Mandate, group.DecisionMode, group.Rules, group.Quorum,
            group.Enlarged,
            [.. group.Seats.OrderBy(s => s.Number).Select(s => new SeatView(s.Id, s.Number, s.Interest, s.By, s.Widening, s.When,
                [.. group.Members.Where(m => m.Seat == s.Id && (m.Until is null || m.Until >= today)).OrderBy(m => m.IsSubstitute)
                .ThenBy(m => m.Since).Select(Shown)],
                [.. group.Members.Where(m => m.Seat == s.Id && m.Until < today).OrderBy(m => m.Since).Select(Shown)], s.Before))],
            group.Widenings, today);
    }

    private static MemberView Shown(Membership m) =>
        new(m.Id, m.Person, m.Name, m.Organisation, m.IsSubstitute, m.Since, m.Until, m.Account);
}
