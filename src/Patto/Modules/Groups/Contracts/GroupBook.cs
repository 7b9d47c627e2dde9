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
        DateTimeOffset? Enlarged, IReadOnlyList<SeatView> Seats)
{
    public Subject Subject => Subject.Of("group", Id);
    /// <summary>Members and substitutes who sit today, each with the seat.</summary>
    public IEnumerable<(SeatView Seat, MemberView Member)> Sitting => Seats.SelectMany(s => s.Members.Select(m => (s, m)));
    public IEnumerable<SeatView> Empty => Seats.Where(s => s.Members.Count == 0 && (!s.Widening || Enlarged is not null));
}

/// <param name="Members">Who sits today: the member first, then substitutes.</param>
public sealed record SeatView(Id<Seat> Id, int Number, string Interest, SeatBy By, bool Widening, string When,
    IReadOnlyList<MemberView> Members, IReadOnlyList<MemberView> Former);

public sealed record MemberView(Id<Membership> Id, Id<Person> Person, string Name, string Organisation, bool IsSubstitute, DateOnly Since,
    DateOnly? Until, Guid? Account);

/// <summary>Groups, for whoever meets, drafts and decides with them.</summary>
public sealed class GroupBook(AppDb db, CurrentAuthority currentAuthority, PeopleBook people, InvitationBook invitations, RoleBook roles,
    CurrentUser currentUser, StakeholderBook stakeholders, Outbox mail, Texts texts, TimeProvider clock)
{
    /// <summary>All groups of a process, the negotiation table first.</summary>
    public async Task<IReadOnlyList<GroupView>> OfProcessAsync(Id<Process> process, CancellationToken cancel = default) =>
        [.. (await db.Groups.AsNoTracking().Where(g => g.Process == process).Whole().ToListAsync(cancel))
            .OrderBy(g => g.Kind != GroupKind.NegotiationTable).ThenBy(g => g.Formed).ThenBy(g => g.Id.Value).Select(ViewOf)];

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
        var process = Subject.Of("process", group.Process);
        foreach (var scope in ScopesOf(group, process)) await invitations.GiveAsync(account, RoleOf(group.Kind), currentAuthority.Required,
            scope, process, clock.GetUtcNow(), cancel);
    }

    /// <summary>Seats a person; whoever has an account gets the role of the seat, and their participation is noted.</summary>
    internal async Task<Membership> SeatAsync(Group group, Seat seat, Person person, string organisation, bool substitute, DateOnly from,
        CancellationToken cancel)
    {
        var account = person.Account ?? (person.Channel == Channel.Email ? (await AccountOfAsync(person.Address, cancel))?.Id : null);
        var member = group.Sit(seat, person.Id, person.Name, organisation, substitute, from, account);
        await people.TakePartAsync(person.Id, Subject.Of("process", group.Process), ParticipationKind.Seat, cancel);
        await stakeholders.SeatAsync(group.Process, seat.Interest, organisation, taken: true, cancel);
        // Who composes a group may sit in it, and has no more to say there than before.
        if (account is not { } known || known == currentUser.Account || await db.Set<Account>()
            .FindAsync([known], cancel) is not { } holder) return member;
        await roles.DemandAsync(RoleOf(group.Kind), Subject.Of("process", group.Process), known, cancel);
        await LetInAsync(group, member, holder, cancel);
        return member;
    }

    /// <summary>Who sits there now, or will, under the same name.</summary>
    internal static Membership? Namesake(Group group, string name, DateOnly today) => group.Members.FirstOrDefault(m =>
        (m.Until is null || m.Until >= today) && NameOrder.SameKey(m.Name) == NameOrder.SameKey(name));

    /// <summary>Ends the seat's role when its holder sits nowhere else in the group.</summary>
    internal async Task LeaveAsync(Group group, Membership member, DateOnly until, CancellationToken cancel)
    {
        group.Leave(member, until);
        var seat = group.SeatOf(member.Seat);
        if (group.Members.All(m => m.Until is not null
            || group.SeatOf(m.Seat).Interest != seat.Interest)) await stakeholders.SeatAsync(group.Process, seat.Interest,
                member.Organisation, taken: false, cancel);
        if (member.Account is not { } account || group.Members.Any(m => m.Account == account && m.Until is null)) return;
        var process = Subject.Of("process", group.Process);
        List<Subject> scopes = [.. ScopesOf(group, process)];
        var role = RoleOf(group.Kind);
        if (account != currentUser.Account) await roles.DemandAsync(role, process, null, cancel);
        foreach (var grant in await db.Set<RoleGrant>().Where(g => g.Account == account && g.Role == role && scopes.Contains(g.Scope)
            && g.Until == null).ToListAsync(cancel)) grant.End(clock.GetUtcNow(), process);
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
                [.. group.Members.Where(m => m.Seat == s.Id && m.Until < today).OrderBy(m => m.Since).Select(Shown)]))]);
    }

    private static MemberView Shown(Membership m) =>
        new(m.Id, m.Person, m.Name, m.Organisation, m.IsSubstitute, m.Since, m.Until, m.Account);
}

public static class GroupUrls
{
    public static string Table(string process) => $"/percorsi/{process}/tavolo";
    public static string New(string process) => $"/percorsi/{process}/gruppi/nuovo";
    public static string Applications(string process) => $"/percorsi/{process}/gruppi/richieste";
    public static string Seats(string process) => $"/percorsi/{process}/gruppi/posti";
    public static string Compose(string process, Guid group) => $"/percorsi/{process}/gruppi/{group}";
    public static string Apply(string process) => $"/percorsi/{process}/tavolo/entra";
}

public static class GroupWords
{
    public static string Italian(this ApplicationState state) => state switch
    {
        ApplicationState.Waiting => "aspetta una risposta",
        ApplicationState.Accepted => "accolta",
        _ => "non accolta",
    };

    public static string Italian(this GroupKind kind) => kind switch
    {
        GroupKind.NegotiationTable => "Tavolo di Negoziazione",
        GroupKind.Coordination => "Gruppo di coordinamento",
        GroupKind.Working => "Gruppo di lavoro",
        GroupKind.Drafting => "Gruppo di scrittura",
        GroupKind.Guarantee => "Comitato di garanzia",
        GroupKind.Consulta => "Consulta",
        _ => "Gruppo interno",
    };

    public static string Italian(this SeatBy by) =>
        by switch { SeatBy.Role => "per ruolo", SeatBy.Criteria => "per criteri", _ => "per sorteggio" };
}
