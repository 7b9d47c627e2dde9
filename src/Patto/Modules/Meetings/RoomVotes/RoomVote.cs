using System.Text.Json.Serialization;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;

namespace Patto.Modules.Meetings.RoomVotes;

/// <summary>How a room answers.</summary>
public enum RoomVoteKind
{
    /// <summary>Each phone or sheet has so many dots, all on one option or spread.</summary>
    Dots,
    /// <summary>One option each.</summary>
    One,
    /// <summary>Hands are raised in the room and counted by whoever leads, abstentions too.</summary>
    Hands,
}

/// <summary>While it is open nobody sees what was answered, only by how many.</summary>
public enum RoomVoteState { Draft, Open, Closed, Annulled }

/// <summary>What whoever leads asks the room.</summary>
/// <param name="Dots">How many each has to give; not asked where each has one answer.</param>
public sealed record RoomVoteWanted(string Question, RoomVoteKind Kind, IReadOnlyList<string> Options, int Dots);

/// <summary>What was counted without phones: sheets of paper, or hands.</summary>
/// <param name="People">How many sheets; of hands, how many people were in the room, 0 where nobody said.</param>
/// <param name="Counts">How many for each option, in their order.</param>
/// <param name="Abstained">Hands raised to abstain.</param>
public sealed record HandCount(int People, IReadOnlyList<int> Counts, int Abstained)
{
    public static readonly HandCount None = new(0, [], 0);
    public int Of(int option) => option < Counts.Count ? Counts[option] : 0;
    [JsonIgnore] public int Sum => Counts.Sum();
}

/// <summary>A hand count as it was before it was put right.</summary>
public sealed record FormerCount(HandCount Count, DateTimeOffset At);

/// <summary>Something asked of a room (<i>voto in sala</i>): dots or one answer from phones and paper, or hands. It counts phones and
/// hands, not people, so that it helps to see where a room stands; what binds somebody is a <c>Choice</c>, with a register.</summary>
[Content("room-vote", "question", "kind", "options", "dots", "state", "phones", "answered", "byHand", "annulledWhy")]
public sealed class RoomVote : Entity<RoomVote>
{
    public const int LongestQuestion = 200, LongestOption = 120, LongestReason = 500;
    public const int FewestOptions = 2, MostOptions = 24, MostDots = 10, MostPeople = 5_000;

    /// <summary>The three questions at the end of a meeting, and how one answers; in Italian.</summary>
    public static readonly IReadOnlyList<string> EvaluationQuestions =
        ["Era chiaro di che cosa si parlava?", "Hai potuto dire quello che volevi?", "Torneresti a un incontro così?"];
    public static readonly IReadOnlyList<string> EvaluationAnswers = ["Sì", "Abbastanza", "Poco", "No"];

    private RoomVote() { }

    internal static RoomVote Write(Meeting meeting, int number, RoomVoteWanted wanted)
    {
        var vote = new RoomVote { Meeting = meeting.Id, Number = number };
        vote.Describe(meeting, wanted);
        return vote;
    }

    /// <summary>One of the questions at the end.</summary>
    internal static RoomVote Evaluate(Meeting meeting, int number, string question)
    {
        var vote = Write(meeting, number, new(question, RoomVoteKind.One, EvaluationAnswers, 1));
        vote.IsEvaluation = true;
        return vote;
    }

    public Id<Meeting> Meeting { get; private set; }
    /// <summary>From 1, in the meeting.</summary>
    public int Number { get; private set; }
    public string Question { get; private set; } = "";
    public RoomVoteKind Kind { get; private set; }
    public List<string> Options { get; private set; } = [];
    public int Dots { get; private set; }
    /// <summary>One of the three questions on how the meeting went.</summary>
    public bool IsEvaluation { get; private set; }
    public RoomVoteState State { get; private set; }
    public DateTimeOffset? Opened { get; private set; }
    public DateTimeOffset? Closed { get; private set; }
    /// <summary>What came from phones for each option; empty until it is closed.</summary>
    public List<int> Phones { get; private set; } = [];
    /// <summary>How many phones answered; 0 until it is closed.</summary>
    public int Answered { get; private set; }
    public HandCount ByHand { get; private set; } = HandCount.None;
    /// <summary>What had been counted by hand before it was put right, the oldest first.</summary>
    public List<FormerCount> Former { get; private set; } = [];
    public string AnnulledWhy { get; private set; } = "";

    public Subject Subject => Subject.Of("room-vote", Id);
    public bool IsByHands => Kind == RoomVoteKind.Hands;
    public bool IsOpen => State == RoomVoteState.Open;
    public bool IsCounted => State == RoomVoteState.Closed;
    /// <summary>The options stand in an order of their own: from yes to no, for and against.</summary>
    public bool KeepsOrder => IsEvaluation || IsByHands;
    /// <summary>Phones and sheets; of hands, those that were raised.</summary>
    public int People => IsByHands ? ByHand.Sum + ByHand.Abstained : Answered + ByHand.People;
    public int TotalOf(int option) => (option < Phones.Count ? Phones[option] : 0) + ByHand.Of(option);
    public int Most => Math.Max(1, Enumerable.Range(0, Options.Count).Max(TotalOf));
    /// <summary>Places of the options as they are shown: most first, those that are equal in the order in which they were asked.</summary>
    public IReadOnlyList<int> Order => [.. Enumerable.Range(0, Options.Count)
        .OrderByDescending(n => !IsCounted || KeepsOrder ? 0 : TotalOf(n)).ThenBy(n => n)];
    /// <summary>It has more than any other; where two are equal nothing is first.</summary>
    public bool IsFirst(int option) => IsCounted && TotalOf(option) > 0
        && Enumerable.Range(0, Options.Count).All(n => n == option || TotalOf(n) < TotalOf(option));

    internal void Describe(Meeting meeting, RoomVoteWanted wanted)
    {
        RuleViolation.Unless(State == RoomVoteState.Draft, "room-vote.frozen",
            "Il voto è già stato aperto: domanda e opzioni non si cambiano più. Se c'è un errore, annullalo con un motivo e rifallo.");
        var question = wanted.Question.Trim();
        RuleViolation.UnlessAt("Question", question.Length > 0, "room-vote.question", "Scrivi che cosa chiedi alla sala.");
        TextLength.Demand("Question", question, LongestQuestion, "room-vote.question-long");
        List<string> options = [.. wanted.Options.Select(o => o.Trim()).Where(o => o.Length > 0)];
        RuleViolation.UnlessAt("Options", options.Count is >= FewestOptions and <= MostOptions, "room-vote.options",
            "Le opzioni vanno da {0} a {1}, una per riga.", FewestOptions, MostOptions);
        foreach (var option in options) TextLength.Demand("Options", option, LongestOption, "room-vote.option-long");
        RuleViolation.UnlessAt("Options", options.Distinct(StringComparer.OrdinalIgnoreCase).Count() == options.Count, "room-vote.twice",
            "Un'opzione è scritta due volte: tienine una.");
        RuleViolation.UnlessAt("Dots", wanted.Kind != RoomVoteKind.Dots || wanted.Dots is >= 1 and <= MostDots, "room-vote.dots",
            "I pallini a testa vanno da 1 a {0}.", MostDots);
        (Question, Kind, Options, Dots) = (question, wanted.Kind, options, wanted.Kind == RoomVoteKind.Dots ? wanted.Dots : 1);
        Raise(new RoomVoteWritten(Id, meeting.Id, meeting.ProcessSubject));
    }

    internal void Open(Meeting meeting, DateTimeOffset now)
    {
        RuleViolation.Unless(State == RoomVoteState.Draft, "room-vote.is-open", "Il voto è già stato aperto.");
        RuleViolation.Unless(!IsByHands, "room-vote.hands", "Per alzata di mano non si apre niente: conta le mani e scrivi quante sono.");
        RuleViolation.Unless(meeting.IsRunning, "room-vote.room", "Si vota dai telefoni quando la stanza dell'incontro è aperta: aprila.");
        (State, Opened) = (RoomVoteState.Open, now);
        Raise(new RoomVoteOpened(Id, meeting.Id, meeting.ProcessSubject));
    }

    /// <summary>A sheet or a phone as it was filled in.</summary>
    /// <param name="marks">For each option how many dots; 1 for the one answer.</param>
    /// <returns>What stands against it; null: nothing.</returns>
    internal RuleViolation? Fault(IReadOnlyList<int> marks)
    {
        // What a request brings may be any number: two of the largest would not fit into one more.
        var given = marks.Sum(m => (long)m);
        return marks.Count != Options.Count || marks.Any(m => m < 0) ? At("room-vote.marks", "Scrivi un numero da 0 a {0}.", Dots)
            : given == 0 ? At("room-vote.empty", Kind == RoomVoteKind.Dots ? "Metti almeno un pallino." : "Scegli una risposta.")
            : given <= Dots ? null
            : Kind == RoomVoteKind.Dots ? At("room-vote.many", "Pallini messi: {0}. Ne hai {1}: togline {2}.", given, Dots, given - Dots)
            : At("room-vote.one", "Scegli una risposta sola.");
    }

    private RuleViolation At(string code, string sentence, params object[] values) => new(code, sentence, values) { Field = FieldOf(this) };

    /// <summary>The field of an answer on the phone: dots have one for each option.</summary>
    public static string FieldOf(RoomVote vote, int option = 0) =>
        vote.Kind == RoomVoteKind.Dots ? $"Marks[{vote.Number}-{option}]" : $"Picks[{vote.Number}]";

    /// <summary>What lay in the phones is added up; after this nothing tells how one of them answered.</summary>
    internal void Close(Meeting meeting, IReadOnlyCollection<IReadOnlyList<int>> answers, DateTimeOffset now)
    {
        RuleViolation.Unless(IsOpen, "room-vote.not-open", "Il voto non è aperto.");
        (Phones, Answered) = ([.. Options.Select((_, n) => answers.Sum(marks => marks[n]))], answers.Count);
        (State, Closed) = (RoomVoteState.Closed, now);
        Raise(new RoomVoteCounted(Id, meeting.Id, meeting.ProcessSubject, People));
    }

    /// <summary>What was counted without phones; once more when it was counted wrong. A draft that is counted was asked on paper or by
    /// hands only, and is closed by it.</summary>
    internal void Count(Meeting meeting, HandCount count, DateTimeOffset now)
    {
        RuleViolation.Unless(State != RoomVoteState.Annulled, "room-vote.no-count", "Questo voto è annullato: non si conta.");
        RuleViolation.UnlessAt("People", count.People is >= 0 and <= MostPeople, "room-vote.people", "Scrivi un numero da 0 a {0}.",
            MostPeople);
        RuleViolation.UnlessAt("Counts", count.Counts.Count == Options.Count
            && count.Counts.All(n => n is >= 0 and <= MostPeople * MostDots)
            && count.Abstained is >= 0 and <= MostPeople, "room-vote.counts",
            "Scrivi un numero da 0 in su per ogni opzione.");
        if (IsByHands) DemandHands(count);
        else RuleViolation.UnlessAt("People", count.Sum <= count.People * Dots, "room-vote.sheets", Kind == RoomVoteKind.Dots
            ? "Pallini sui fogli: {0}. Con questi fogli ({1}) il massimo è {2}: ricontrolla." :
            "Risposte su carta: {0}. Fogli: {1}. Ricontrolla.", count.Sum, count.People, count.People * Dots);
        if (ByHand.Counts.Count > 0 && !Same(ByHand, count)) Former = [.. Former, new(ByHand, now)];
        ByHand = count;
        if (State == RoomVoteState.Draft) (State, Closed) = (RoomVoteState.Closed, now);
        Raise(new RoomVoteCounted(Id, meeting.Id, meeting.ProcessSubject, People));
    }

    private static void DemandHands(HandCount count)
    {
        var raised = count.Sum + count.Abstained;
        RuleViolation.UnlessAt("Counts", raised > 0, "room-vote.no-hands", "Scrivi quante mani si sono alzate.");
        RuleViolation.UnlessAt("People", count.People == 0 || raised <= count.People, "room-vote.present",
            "Mani alzate: {0}. Persone in sala: {1}. Ricontrolla.", raised, count.People);
    }

    private static bool Same(HandCount a, HandCount b) => (a.People, a.Abstained) == (b.People, b.Abstained)
        && a.Counts.SequenceEqual(b.Counts);

    internal void Annul(Meeting meeting, string why)
    {
        RuleViolation.Unless(State is RoomVoteState.Open or RoomVoteState.Closed, "room-vote.annul",
            "Si annulla un voto aperto o chiuso; una bozza si elimina.");
        why = why.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("Why", why.Length > 0, "room-vote.why", "Scrivi il motivo: lo legge chiunque.");
        TextLength.Demand("Why", why, LongestReason, "room-vote.why-long");
        (State, AnnulledWhy) = (RoomVoteState.Annulled, why);
        Raise(new RoomVoteAnnulled(Id, meeting.Id, meeting.ProcessSubject));
    }

    internal void Discard(Meeting meeting)
    {
        RuleViolation.Unless(State == RoomVoteState.Draft, "room-vote.discard", "Si elimina solo una bozza.");
        Raise(new RoomVoteDiscarded(Id, meeting.Id, meeting.ProcessSubject));
    }
}

/// <summary>What one phone answered, while the vote is open; destroyed when it is closed. No person, no instant.</summary>
public sealed class RoomBallot : Entity<RoomBallot>
{
    private RoomBallot() { }

    internal static RoomBallot Of(RoomVote vote, string phone, IReadOnlyList<int> marks) =>
        new() { Vote = vote.Id, KeyHash = phone, Marks = [.. marks] };

    public Id<RoomVote> Vote { get; private set; }
    /// <summary>A keyed hash of the random key in the browser's cookie.</summary>
    public string KeyHash { get; private set; } = "";
    public List<int> Marks { get; private set; } = [];

    internal void Change(IReadOnlyList<int> marks) => Marks = [.. marks];
}
