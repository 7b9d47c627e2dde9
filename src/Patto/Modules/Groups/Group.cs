using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Groups;

/// <summary>People who sit together in a process: the negotiation table, the coordination group, a working group.</summary>
[Content("group", "name", "mandate", "rules", "decisionMode", "widenings")]
public sealed partial class Group : Entity<Group>
{
    private readonly List<Seat> _seats = [];
    private readonly List<Membership> _members = [];

    private Group() { }

    public static Group Form(Id<Authority> authority, Id<Process> process, string key, GroupKind kind, string name, DateTimeOffset now,
        string mandate = "", string decisionMode = "", int? quorum = null)
    {
        RuleViolation.UnlessAt(nameof(Name), name.Trim().Length is > 0 and <= 160, "group.name", "Scrivi il nome del gruppo.");
        var group = new Group
        {
            Authority = authority,
            Process = process,
            Key = key,
            Kind = kind,
            Name = name.Trim(),
            Mandate = mandate.Trim(),
            DecisionMode = decisionMode.Trim(),
            Quorum = quorum,
            Formed = now
        };
        group.Raise(new GroupFormed(group.Id, process));
        return group;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public string Key { get; private set; } = "";
    public GroupKind Kind { get; private set; }
    public string Name { get; private set; } = "";
    public string Mandate { get; private set; } = "";
    public string DecisionMode { get; private set; } = "";
    /// <summary>How the group works: its own rules, in Markdown.</summary>
    public string Rules { get; private set; } = "";
    /// <summary>How many must be present; null where it is not said.</summary>
    public int? Quorum { get; private set; }
    public DateTimeOffset Formed { get; private set; }
    /// <summary>Since when widening seats may be filled; null: not yet.</summary>
    public DateTimeOffset? Enlarged { get; private set; }

    public IReadOnlyList<Seat> Seats => _seats;
    public IReadOnlyList<Membership> Members => _members;
    public Subject Subject => Subject.Of("group", Id);

    public void Describe(string name, string mandate, string decisionMode, string rules, int? quorum)
    {
        RuleViolation.UnlessAt(nameof(Name), name.Trim().Length is > 0 and <= 160, "group.name", "Scrivi il nome del gruppo.");
        RuleViolation.UnlessAt(nameof(Quorum), quorum is null or (> 0 and <= 500), "group.quorum", "Il numero legale va da 1 a 500.");
        (Name, Mandate, DecisionMode, Rules, Quorum) = (name.Trim(), mandate.Trim(), decisionMode.Trim(), rules.Trim(), quorum);
        Raise(new GroupDescribed(Id, Process));
    }

    /// <summary>A group with the same seats, mandate and rules; nobody sits there, and it is not enlarged.</summary>
    public Group Duplicate(string name, string key, DateTimeOffset now)
    {
        // There is one negotiation table; its likeness is a working group.
        var copy = Form(Authority, Process, key, Kind == GroupKind.NegotiationTable ? GroupKind.Working : Kind, name, now, Mandate,
            DecisionMode, Quorum);
        copy.Rules = Rules;
        foreach (var seat in _seats.OrderBy(s => s.Number)) copy.PlanSeat(seat.Interest, seat.By, seat.Widening, seat.When);
        return copy;
    }

    /// <param name="widening">Filled only once the group is enlarged.</param>
    public Seat AddSeat(string interest, SeatBy by = SeatBy.Criteria, bool widening = false, string when = "")
    {
        var seat = PlanSeat(interest, by, widening, when);
        Raise(new GroupDescribed(Id, Process));
        return seat;
    }

    /// <summary>As <see cref="AddSeat"/>, while the group is being formed: its forming tells everything.</summary>
    internal Seat PlanSeat(string interest, SeatBy by, bool widening, string when)
    {
        RuleViolation.UnlessAt("Interest", interest.Trim().Length is > 0 and <= 160, "seat.interest",
            "Scrivi quale interesse rappresenta il posto.");
        var seat = new Seat
        {
            Group = Id,
            Number = _seats.Select(s => s.Number).DefaultIfEmpty().Max() + 1,
            Interest = interest.Trim(),
            By = by,
            Widening = widening,
            When = when.Trim()
        };
        _seats.Add(seat);
        return seat;
    }

    /// <summary>What a seat stands for, how it is filled and when it sits; who sits there stays. What it was before is kept.</summary>
    public void Describe(Seat seat, string interest, SeatBy by, bool widening, string when, DateTimeOffset now)
    {
        (interest, when) = (interest.Trim(), when.Trim());
        RuleViolation.UnlessAt("Interest", interest.Length is > 0 and <= 160, "seat.interest",
            "Scrivi quale interesse rappresenta il posto.");
        if ((seat.Interest, seat.By, seat.Widening, seat.When) == (interest, by, widening, when)) return;
        RuleViolation.UnlessAt("Widening", widening || !IsPlanned(seat), "seat.planned",
            "Questo posto entra nel gruppo per una fase: prima togli l'allargamento previsto.");
        RuleViolation.UnlessAt("Widening", !widening || seat.Widening || Enlarged is not null || SittingToday(seat, now) is null,
            "seat.sat-on", "In questo posto siede già qualcuno: prima registra l'uscita, poi il posto si apre con l'allargamento.");
        seat.Before = [.. seat.Before, new(seat.Interest, seat.By, seat.Widening, seat.When, now)];
        (seat.Interest, seat.By, seat.Widening, seat.When) = (interest, by, widening, when);
        Raise(new SeatDescribed(Id, Process, seat.Number));
    }

    private Membership? SittingToday(Seat seat, DateTimeOffset now) => SittingOn(seat, Localization.Texts.RomeDay(now));

    /// <summary>What was typed of somebody who sits is put right; what it was before is kept.</summary>
    /// <param name="mandate">The paper that says who sits for whom; null: as it was.</param>
    public void Correct(Membership member, string name, string organisation, DateOnly since, DateTimeOffset now, string? mandate = null)
    {
        (name, organisation, mandate) = (name.Trim(), organisation.Trim(), mandate?.Trim() ?? member.Mandate);
        RuleViolation.UnlessAt("Name", name.Length is > 0 and <= 200, "member.name", "Scrivi nome e cognome.");
        if ((member.Name, member.Organisation, member.Since, member.Mandate) == (name, organisation, since, mandate)) return;
        RuleViolation.UnlessAt("Since", member.Until is not { } last || since <= last, "member.reversed-since",
            "Non può entrare dopo essere uscita, o uscito: guarda l'ultimo giorno.");
        RuleViolation.UnlessAt("Since", member.IsSubstitute || _members.All(m => m == member || m.Seat != member.Seat || m.IsSubstitute
            || m.Since > (member.Until ?? DateOnly.MaxValue) || (m.Until ?? DateOnly.MaxValue) < since), "member.overlaps",
            "In quei giorni nello stesso posto sedeva già un'altra persona.");
        member.Before = [.. member.Before, new(member.Name, member.Organisation, member.Since, now, member.Mandate)];
        (member.Name, member.Organisation, member.Since, member.Mandate) = (name, organisation, since, mandate);
        Raise(new MemberCorrected(Id, Process, member.Id, SeatOf(member.Seat).Number));
    }

    /// <summary>Takes away a seat that nobody ever sat on.</summary>
    public void RemoveSeat(Seat seat)
    {
        RuleViolation.Unless(!IsPlanned(seat), "seat.planned",
            "Questo posto entra nel gruppo per una fase: prima togli l'allargamento previsto.");
        RuleViolation.Unless(_members.All(m => m.Seat != seat.Id), "seat.used",
            "In questo posto siede o ha seduto qualcuno: non si può togliere.");
        _seats.Remove(seat);
        Raise(new GroupDescribed(Id, Process));
    }

    public void Enlarge(DateTimeOffset now)
    {
        RuleViolation.Unless(Enlarged is null, "group.enlarged", "Il gruppo è già allargato.");
        Enlarged = now;
        Raise(new GroupEnlarged(Id, Process));
    }

    /// <summary>Seats somebody: as member if the seat is free, or as substitute of who sits there.</summary>
    public Membership Sit(Seat seat, Id<Person> person, string name, string organisation, bool substitute, DateOnly from,
        Guid? account = null, string mandate = "")
    {
        RuleViolation.UnlessAt("Name", name.Trim().Length is > 0 and <= 200, "member.name", "Scrivi nome e cognome.");
        RuleViolation.UnlessAt("Seat", !seat.Widening || Enlarged is not null || IsPlanned(seat), "seat.widening",
            "Questo posto si apre con l'allargamento del gruppo.");
        RuleViolation.UnlessAt("Seat", substitute || SittingOn(seat, from) is null, "seat.taken",
            "Il posto è occupato: prima registra l'uscita di chi ci siede, oppure aggiungi un supplente.");
        RuleViolation.Unless(_members.All(m => m.Person != person || m.Until is not null || m.Seat != seat.Id), "member.twice",
            "Questa persona siede già in questo posto.");
        var member = new Membership
        {
            Group = Id,
            Seat = seat.Id,
            Person = person,
            Name = name.Trim(),
            Organisation = organisation.Trim(),
            Mandate = mandate.Trim(),
            IsSubstitute = substitute,
            Since = from,
            Account = account
        };
        _members.Add(member);
        Raise(new MemberSeated(Id, Process, member.Id, seat.Number, substitute));
        return member;
    }

    /// <summary>The person leaves; the last day is included.</summary>
    public void Leave(Membership member, DateOnly until)
    {
        RuleViolation.Unless(member.Until is null, "member.left", "Questa persona è già uscita.");
        RuleViolation.UnlessAt("Until", until >= member.Since, "member.reversed", "Non può uscire prima di entrare.");
        member.Until = until;
        Raise(new MemberLeft(Id, Process, member.Id, SeatOf(member.Seat).Number));
    }

    /// <summary>That the person left is taken back.</summary>
    internal void Stay(Membership member)
    {
        RuleViolation.Unless(member is { Until: not null, Name.Length: > 0 }, "member.gone",
            "Di questa persona non c'è più niente da rimettere a posto.");
        RuleViolation.Unless(member.IsSubstitute || _members.All(m => m == member || m.Seat != member.Seat || m.IsSubstitute
            || m.Until < member.Since), "undo.seat-taken",
            "Nel posto ora siede un'altra persona: prima registra la sua uscita, poi fai sedere di nuovo chi c'era.");
        RuleViolation.Unless(_members.All(m => m == member || m.Person != member.Person || m.Seat != member.Seat
            || m.Until is not null), "member.twice", "Questa persona siede già in questo posto.");
        member.Until = null;
        Raise(new LeavingUndone(Id, Process, member.Id, SeatOf(member.Seat).Number));
    }

    /// <summary>That the group was enlarged is taken back, as long as nobody new sits.</summary>
    internal void Narrow()
    {
        RuleViolation.Unless(Enlarged is not null, "group.not-enlarged", "Il gruppo non è allargato.");
        RuleViolation.Unless(_members.All(m => !SeatOf(m.Seat).Widening || IsPlanned(SeatOf(m.Seat))), "undo.newcomers",
            "In un posto dell'allargamento siede già qualcuno: l'allargamento non si annulla più.");
        Enlarged = null;
        Raise(new EnlargementUndone(Id, Process));
    }

    public Seat SeatOf(Id<Seat> id) => _seats.FirstOrDefault(s => s.Id == id) ?? throw new Unknown();
    public Membership MemberOf(Id<Membership> id) => _members.FirstOrDefault(m => m.Id == id) ?? throw new Unknown();

    public Membership? SittingOn(Seat seat, DateOnly day) =>
        _members.FirstOrDefault(m => m.Seat == seat.Id && !m.IsSubstitute && m.SitsOn(day));

    /// <summary>A free seat to offer: one for newcomers first, then any other.</summary>
    public Seat? FreeSeat(DateOnly day, string interest = "") =>
        _seats.OrderBy(s => s.Number).Where(s => IsIn(s, day) && SittingOn(s, day) is null)
        .OrderByDescending(s => string.Equals(s.Interest, interest, StringComparison.OrdinalIgnoreCase)).ThenByDescending(s => s.Widening)
            .FirstOrDefault();
}

/// <summary>A place for an interest.</summary>
public sealed class Seat : Entity<Seat>
{
    internal Seat() { }
    public Id<Group> Group { get; internal init; }
    public int Number { get; internal init; }
    public string Interest { get; internal set; } = "";
    public SeatBy By { get; internal set; }
    public bool Widening { get; internal set; }
    /// <summary>When a widening seat sits: "Nelle fasi di snodo".</summary>
    public string When { get; internal set; } = "";
    /// <summary>What was said of it before, the oldest first.</summary>
    public List<SeatBefore> Before { get; internal set; } = [];
}

/// <summary>What a seat was until that instant.</summary>
public sealed record SeatBefore(string Interest, SeatBy By, bool Widening, string When, DateTimeOffset Until);

/// <summary>What was typed of a member until that instant.</summary>
public sealed record MemberBefore(string Name, string Organisation, DateOnly Since, DateTimeOffset Until, string Mandate = "");

/// <summary>A person on a seat, for a time.</summary>
public sealed class Membership : Entity<Membership>
{
    internal Membership() { }
    public Id<Group> Group { get; internal init; }
    public Id<Seat> Seat { get; internal init; }
    public Id<Person> Person { get; internal init; }
    /// <summary>As the public page says it: the composition of a table is public.</summary>
    public string Name { get; internal set; } = "";
    public string Organisation { get; internal set; } = "";
    /// <summary>Which paper says so: a resolution, a letter, minutes, with number and day. Public as the name is.</summary>
    public string Mandate { get; internal set; } = "";
    public bool IsSubstitute { get; internal init; }
    public DateOnly Since { get; internal set; }
    /// <summary>Last day, included.</summary>
    public DateOnly? Until { get; internal set; }
    public Guid? Account { get; internal set; }
    /// <summary>What was typed before it was corrected, the oldest first; for who composes the group.</summary>
    public List<MemberBefore> Before { get; internal set; } = [];

    internal void Forget() => (Name, Organisation, Mandate, Account, Before) = ("", "", "", null, []);

    public Subject Subject => Subject.Of("membership", Id);

    public bool SitsOn(DateOnly day) => Since <= day && (Until is not { } last || day <= last);
}

public enum ApplicationState { Waiting, Accepted, Refused }

/// <summary>Somebody asks to sit at a group.</summary>
public sealed class Application : Entity<Application>, IFromOutside
{
    private Application() { }

    public static Application Send(Group group, Id<Person> person, string name, string interest, string organisation, string why,
        DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Name", name.Trim().Length is > 0 and <= 200, "member.name", "Scrivi nome e cognome.");
        RuleViolation.UnlessAt("Interest", interest.Trim().Length is > 0 and <= 160, "application.interest",
            "Scrivi quale interesse o esperienza porti.");
        var application = new Application
        {
            Group = group.Id,
            Process = group.Process,
            Person = person,
            Name = name.Trim(),
            Interest = interest.Trim(),
            Organisation = organisation.Trim(),
            Why = why.Trim(),
            At = now
        };
        application.Raise(new ApplicationReceived(application.Id, group.Id, group.Process));
        return application;
    }

    public Id<Group> Group { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<Person> Person { get; private set; }
    public string Name { get; private set; } = "";
    public string Interest { get; private set; } = "";
    public string Organisation { get; private set; } = "";
    public string Why { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public ApplicationState State { get; private set; }
    public string Reason { get; private set; } = "";
    public DateTimeOffset? Answered { get; private set; }

    internal void Accept(DateTimeOffset now) => Answer(ApplicationState.Accepted, "", now);

    public void Refuse(string reason, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Reason", reason.Trim().Length > 0, "application.reason",
            "Scrivi il motivo: lo riceve chi ha chiesto di entrare.");
        Answer(ApplicationState.Refused, reason.Trim(), now);
    }

    /// <summary>That it was refused is taken back: it waits for another answer.</summary>
    internal void WaitAgain()
    {
        RuleViolation.Unless(State == ApplicationState.Refused && Name.Length > 0, "undo.no-refusal",
            "Questa richiesta non ha più un rifiuto da annullare.");
        (State, Reason, Answered) = (ApplicationState.Waiting, "", null);
        Raise(new RefusalUndone(Id, Group, Process));
    }

    private void Answer(ApplicationState state, string reason, DateTimeOffset now)
    {
        RuleViolation.Unless(State == ApplicationState.Waiting, "application.answered", "A questa richiesta è già stata data risposta.");
        (State, Reason, Answered) = (state, reason, now);
        Raise(new ApplicationAnswered(Id, Group, Process, state == ApplicationState.Accepted));
    }

    internal void Forget() => (Name, Organisation, Why) = ("", "", "");
}
