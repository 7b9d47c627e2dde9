using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Groups;

/// <summary>People who sit together in a process: the negotiation table, the coordination group, a working group.</summary>
[Content("group", "name", "mandate", "rules", "decisionMode")]
public sealed class Group : Entity<Group>
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

    /// <summary>What a seat stands for, and how it is filled; who sits there stays.</summary>
    public void Rename(Seat seat, string interest, SeatBy by)
    {
        RuleViolation.UnlessAt("Interest", interest.Trim().Length is > 0 and <= 160, "seat.interest",
            "Scrivi quale interesse rappresenta il posto.");
        if ((seat.Interest, seat.By) == (interest.Trim(), by)) return;
        (seat.Interest, seat.By) = (interest.Trim(), by);
        Raise(new GroupDescribed(Id, Process));
    }

    /// <summary>Takes away a seat that nobody ever sat on.</summary>
    public void RemoveSeat(Seat seat)
    {
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
        Guid? account = null)
    {
        RuleViolation.UnlessAt("Name", name.Trim().Length is > 0 and <= 200, "member.name", "Scrivi nome e cognome.");
        RuleViolation.UnlessAt("Seat", !seat.Widening || Enlarged is not null, "seat.widening",
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

    public Seat SeatOf(Id<Seat> id) => _seats.FirstOrDefault(s => s.Id == id) ?? throw new Unknown();
    public Membership MemberOf(Id<Membership> id) => _members.FirstOrDefault(m => m.Id == id) ?? throw new Unknown();

    public Membership? SittingOn(Seat seat, DateOnly day) =>
        _members.FirstOrDefault(m => m.Seat == seat.Id && !m.IsSubstitute && m.SitsOn(day));

    /// <summary>A free seat to offer: one for newcomers first, then any other.</summary>
    public Seat? FreeSeat(DateOnly day, string interest = "") =>
        _seats.OrderBy(s => s.Number).Where(s => (!s.Widening || Enlarged is not null) && SittingOn(s, day) is null)
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
    public bool Widening { get; internal init; }
    /// <summary>When a widening seat sits: "Nelle fasi di snodo".</summary>
    public string When { get; internal init; } = "";
}

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
    public bool IsSubstitute { get; internal init; }
    public DateOnly Since { get; internal init; }
    /// <summary>Last day, included.</summary>
    public DateOnly? Until { get; internal set; }
    public Guid? Account { get; internal set; }

    internal void Forget() => (Name, Organisation, Account) = ("", "", null);

    public bool SitsOn(DateOnly day) => Since <= day && (Until is not { } last || day <= last);
}

public enum ApplicationState { Waiting, Accepted, Refused }

/// <summary>Somebody asks to sit at a group.</summary>
public sealed class Application : Entity<Application>
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

    private void Answer(ApplicationState state, string reason, DateTimeOffset now)
    {
        RuleViolation.Unless(State == ApplicationState.Waiting, "application.answered", "A questa richiesta è già stata data risposta.");
        (State, Reason, Answered) = (state, reason, now);
        Raise(new ApplicationAnswered(Id, Group, Process, state == ApplicationState.Accepted));
    }

    internal void Forget() => (Name, Organisation, Why) = ("", "", "");
}
