using Patto.Database;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;

namespace Patto.Modules.Groups;

/// <summary>A group has more seats for the days of a phase, and fewer again afterwards: planned beforehand, taking effect by
/// date.</summary>
/// <param name="Id">Its own.</param>
/// <param name="Phase">The days follow it when the plan changes.</param>
/// <param name="PhaseName">As it was called when this was planned.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day, included.</param>
/// <param name="Seats">Which seats join.</param>
/// <param name="Quorum">How many must be present in those days; null: as many as ever.</param>
/// <param name="Begun">The group was told to be wider.</param>
/// <param name="Over">It was told to be narrower again.</param>
/// <param name="TakenBack">Why it was taken back, or narrowed before its day; empty for most.</param>
public sealed record Widening(Guid Id, Guid Phase, string PhaseName, DateOnly From, DateOnly Until, IReadOnlyList<Guid> Seats, int? Quorum,
    string Why, bool Begun = false, bool Over = false, string TakenBack = "")
{
    public bool Covers(DateOnly day) => !IsGone && From <= day && day <= Until;

    /// <summary>It was taken back before it began.</summary>
    public bool IsGone => Over && !Begun;
}

public sealed partial class Group
{
    /// <summary>Seats that join for a phase, the earliest planned first; those that are over too.</summary>
    public List<Widening> Widenings { get; private set; } = [];

    /// <summary>The next day on which the group becomes wider or narrower by itself; null: none.</summary>
    public DateOnly? NextTurn { get; private set; }

    /// <summary>Whether a seat belongs to the group on that day. One that joins for phases does so on their days only; the others with
    /// the enlargement.</summary>
    public bool IsIn(Seat seat, DateOnly day) => IsIn(seat.Id, seat.Widening, Enlarged, Widenings, day);

    internal static bool IsIn(Id<Seat> seat, bool widening, DateTimeOffset? enlarged, IReadOnlyList<Widening> plans, DateOnly day)
    {
        var own = plans.Where(w => !w.IsGone && w.Seats.Contains(seat.Value)).ToList();
        return own.Count > 0 ? own.Exists(w => w.Covers(day)) : !widening || enlarged is not null;
    }

    private bool IsPlanned(Seat seat) => Widenings.Exists(w => !w.IsGone && w.Seats.Contains(seat.Id.Value));

    /// <summary>Plans that seats join for a phase.</summary>
    public Widening PlanWidening(IEnumerable<Guid> seats, Guid phase, string phaseName, DateOnly from, DateOnly until, int? quorum,
        string why, DateTimeOffset now)
    {
        List<Guid> joining = [.. seats.Distinct()];
        var today = Texts.RomeDay(now);
        RuleViolation.UnlessAt("Joining", joining.Count > 0, "widening.seats", "Scegli almeno un posto.");
        RuleViolation.UnlessAt("Joining", joining.TrueForAll(id => _seats.Exists(s => s.Id.Value == id && s.Widening)), "widening.seat",
            "Entrano per una fase solo i posti che si aprono con l'allargamento: gli altri ci sono sempre.");
        RuleViolation.UnlessAt("Phase", until >= today, "widening.past", "Questa fase è già finita: scegline un'altra.");
        RuleViolation.UnlessAt("JoinQuorum", quorum is null or (> 0 and <= 500), "group.quorum", "Il numero legale va da 1 a 500.");
        RuleViolation.UnlessAt("JoinWhy", why.Trim().Length > 0, "widening.why", "Scrivi perché il gruppo si allarga: lo legge chiunque.");
        RuleViolation.UnlessAt("Joining", Widenings.TrueForAll(w => w.IsGone || w.Phase != phase || !w.Seats.Intersect(joining).Any()),
            "widening.twice", "Un posto di questi entra già per la stessa fase.");
        var widening = new Widening(Guid.CreateVersion7(), phase, phaseName, from, until, joining, quorum, why.Trim());
        Widenings = [.. Widenings, widening];
        Raise(new WideningPlanned(Id, Process, from, until, joining.Count));
        Turn(today);
        return widening;
    }

    /// <summary>Taken back before it begins; afterwards the group is narrower from tomorrow. Who joined keeps seat, letters and
    /// history.</summary>
    public void TakeBack(Guid id, string why, DateTimeOffset now)
    {
        var today = Texts.RomeDay(now);
        var widening = Widenings.Find(w => w.Id == id) ?? throw new Unknown();
        RuleViolation.Unless(!widening.Over, "widening.over", "Questo allargamento è già finito.");
        RuleViolation.UnlessAt("BackWhy", why.Trim().Length > 0, "widening.back-why", "Scrivi perché: lo legge chiunque.");
        Replace(widening, widening.Begun ? widening with { Until = today < widening.Until ? today : widening.Until, TakenBack = why.Trim() }
            : widening with { Over = true, TakenBack = why.Trim() });
        Raise(new WideningTakenBack(Id, Process, widening.Begun));
        Turn(today);
    }

    /// <summary>The phase has other days now.</summary>
    internal void Follow(Guid phase, DateOnly from, DateOnly until, DateOnly today)
    {
        foreach (var w in Widenings.Where(w => w.Phase == phase && !w.Over && w.TakenBack.Length == 0
            && (w.From, w.Until) != (from, until)).ToList())
            Replace(w, w with { From = w.Begun ? w.From : from, Until = until });
        Turn(today);
    }

    /// <summary>What was planned takes effect.</summary>
    internal void Turn(DateOnly today)
    {
        foreach (var w in Widenings.Where(w => !w.Over).ToList())
        {
            var now = w;
            if (!now.Begun && now.From <= today)
            {
                Replace(now, now = now with { Begun = true });
                Raise(new GroupWidened(Id, Process, now.Seats.Count, now.Until));
            }
            if (!now.Begun || now.Until >= today) continue;
            Replace(now, now with { Over = true });
            Raise(new GroupNarrowed(Id, Process, now.Seats.Count));
        }
        NextTurn = Widenings.Where(w => !w.Over).Select(w => (DateOnly?)(w.Begun ? w.Until.AddDays(1) : w.From)).Min();
    }

    private void Replace(Widening old, Widening with) => Widenings = [.. Widenings.Select(w => w.Id == old.Id ? with : w)];
}
