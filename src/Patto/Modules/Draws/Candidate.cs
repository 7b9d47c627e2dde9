using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Draws;

public enum CandidateVia { Web, Paper, Imported }

public enum CandidateState
{
    Applied,
    /// <summary>By themselves, before the list was closed, or from the reserve.</summary>
    Withdrawn,
    /// <summary>By the office, with a reason.</summary>
    SetAside,
    NotDrawn,
    /// <summary>Steps in for somebody who was drawn.</summary>
    Reserve,
    /// <summary>Was drawn, or stepped in, and has not answered.</summary>
    Drawn,
    Seated,
    /// <summary>Was drawn and said no, or left later.</summary>
    Declined,
}

/// <summary>Somebody who may be drawn (*candidatura*). What they are like serves the quotas and nothing else.</summary>
public sealed class Candidate : Entity<Candidate>, IFromOutside
{
    public const int LongestName = 200, LongestHome = 200, LongestReason = 1_000;

    private Candidate() { }

    /// <param name="features">A value a category, in the order of the draw's categories.</param>
    /// <param name="home">Where they live; empty where the draw does not ask.</param>
    internal static Candidate Apply(Draw draw, Id<Person> person, string name, IReadOnlyList<string?> features, string home,
        CandidateVia via, DateTimeOffset now)
    {
        name = name.Trim();
        RuleViolation.UnlessAt("Name", name.Length is > 0 and <= LongestName, "candidate.name", "Scrivi nome e cognome.");
        RuleViolation.UnlessAt("HomeAddress", !draw.OnePerHome || home.Trim().Length > 0, "candidate.home",
            "Scrivi dove abiti: serve a non estrarre due persone della stessa casa.");
        TextLength.Demand("HomeAddress", home.Trim(), LongestHome, "candidate.home-long");
        var candidate = new Candidate
        {
            Authority = draw.Authority,
            Draw = draw.Id,
            Process = draw.Process,
            Person = person,
            Name = name,
            Features = [.. Read(draw, features)],
            Home = draw.OnePerHome ? home.Trim() : "",
            Via = via,
            At = now,
        };
        candidate.Raise(new CandidateCame(candidate.Id, draw.Id, draw.Process));
        return candidate;
    }

    private static IEnumerable<string> Read(Draw draw, IReadOnlyList<string?> features)
    {
        foreach (var (category, n) in draw.Categories.Select((c, n) => (c, n)))
        {
            var said = n < features.Count ? features[n]?.Trim() ?? "" : "";
            var known = draw.QuotasOf(category).FirstOrDefault(q => string.Equals(q.Feature, said, StringComparison.OrdinalIgnoreCase));
            RuleViolation.UnlessAt($"Features[{n}]", known is not null, "candidate.feature", "{0}: scegli una delle risposte.", category);
            yield return known!.Feature;
        }
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Draw> Draw { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<Person> Person { get; private set; }
    public string Name { get; private set; } = "";
    public List<string> Features { get; private set; } = [];
    public string Home { get; private set; } = "";
    public CandidateVia Via { get; private set; }
    public CandidateState State { get; private set; }
    public DateTimeOffset At { get; private set; }
    /// <summary>From 1, drawn when the list is closed; null before.</summary>
    public int? Number { get; internal set; }
    /// <summary>Those with the same one live together; 0: alone among the candidates. Set when the list is closed.</summary>
    public int Household { get; internal set; }
    /// <summary>The number of whom they are the reserve.</summary>
    public int? ReserveFor { get; private set; }
    /// <summary>Why they were set aside, or said no.</summary>
    public string Reason { get; private set; } = "";
    public DateTimeOffset? Answered { get; private set; }

    public Subject Subject => Subject.Of("candidate", Id);
    public bool IsIn => State is not (CandidateState.Withdrawn or CandidateState.SetAside);
    public bool Sits => State is CandidateState.Drawn or CandidateState.Seated;
    /// <summary>Those who may still be called when somebody says no.</summary>
    public bool MayStepIn => State is CandidateState.Reserve or CandidateState.NotDrawn;
    /// <summary>They may take back what they asked for, by their receipt.</summary>
    public bool MayWithdraw => State is CandidateState.Applied && Number is null || MayStepIn;

    /// <summary>What they are like goes at once: nobody needs it any more before the list is closed.</summary>
    internal void Withdraw(DateTimeOffset now)
    {
        RuleViolation.Unless(MayWithdraw, "candidate.closed",
            "L'elenco è chiuso e il tuo numero è fra quelli pubblicati: se esci a sorte puoi dire di no.");
        if (Number is null) Forget(now);
        (State, Answered) = (CandidateState.Withdrawn, now);
        Raise(new CandidateLeft(Id, Draw, Process, false));
    }

    internal void SetAside(string why, DateTimeOffset now)
    {
        RuleViolation.Unless(State == CandidateState.Applied && Number is null, "candidate.not-waiting",
            "Si mette da parte solo una candidatura di un elenco non ancora chiuso.");
        why = why.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("Why", why.Length > 0, "candidate.why", "Scrivi il motivo: lo riceve chi si è candidato.");
        TextLength.Demand("Why", why, LongestReason, "candidate.why-long");
        (State, Reason, Answered) = (CandidateState.SetAside, why, now);
        Raise(new CandidateLeft(Id, Draw, Process, true));
    }

    internal void BeDrawn() => State = CandidateState.Drawn;

    /// <param name="of">The number of whom they stand in for.</param>
    internal void StandBy(int of) => (State, ReserveFor) = (CandidateState.Reserve, of);

    internal void NotBeDrawn() => State = CandidateState.NotDrawn;

    /// <summary>They are called to a seat that became free.</summary>
    internal void StepIn()
    {
        RuleViolation.Unless(MayStepIn, "candidate.no-reserve", "Questa persona non può subentrare.");
        (State, ReserveFor) = (CandidateState.Drawn, null);
    }

    internal void Accept(DateTimeOffset now)
    {
        RuleViolation.Unless(State == CandidateState.Drawn, "candidate.not-drawn", "Ha già risposto, o non è fra gli estratti.");
        (State, Answered) = (CandidateState.Seated, now);
        Raise(new SeatAccepted(Id, Draw, Process));
    }

    internal void Decline(string why, DateTimeOffset now)
    {
        RuleViolation.Unless(Sits, "candidate.no-seat", "Questa persona non ha un posto da lasciare.");
        why = why.ReplaceLineEndings("\n").Trim();
        TextLength.Demand("Reason", why, LongestReason, "candidate.reason-long");
        (State, Reason, Answered) = (CandidateState.Declined, why, now);
    }

    /// <summary>What they are like is still known.</summary>
    public bool HasFeatures { get; private set; } = true;

    /// <summary>Where they live was needed until the list was closed.</summary>
    internal void ForgetHome() => Home = "";

    /// <summary>Name and home go. What they are like stays under the number while the whole record may still be checked.</summary>
    internal void Forget(DateTimeOffset now)
    {
        (Name, Home, Reason) = ("", "", "");
        if (Number is null) ForgetFeatures();
    }

    /// <summary>What they are like goes, a year after the draw.</summary>
    internal void ForgetFeatures() => (Features, Home, Household, HasFeatures) = ([], "", 0, false);
}
