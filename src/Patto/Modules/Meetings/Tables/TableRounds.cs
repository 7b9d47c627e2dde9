using Patto.Database;
using Patto.Modules.Meetings.Contracts;

namespace Patto.Modules.Meetings.Tables;

/// <summary>Two cards that never sit at one table.</summary>
public sealed record CardPair(int A, int B);

/// <summary>What whoever leads asks of the tables.</summary>
/// <param name="Cards">The group of each card, in the order of their numbers; empty where groups have no name.</param>
/// <param name="Tables">How many tables; hosts, who stay at theirs, have no card.</param>
/// <param name="Rounds">How many rounds of talk.</param>
/// <param name="Minutes">How long a round lasts.</param>
/// <param name="Questions">What each round talks about, in their order; may be fewer, or none.</param>
/// <param name="Apart">Who never sits with whom.</param>
public sealed record TablesWanted(IReadOnlyList<string> Cards, int Tables, int Rounds, int Minutes, IReadOnlyList<string> Questions,
    IReadOnlyList<CardPair> Apart);

/// <summary>Who sits where, and how well it is mixed.</summary>
/// <param name="TableOf">For each round the table of each card, from 1; 0 for a card that is not there in that round.</param>
/// <param name="Repeats">How often two people meet again, over all rounds.</param>
/// <param name="Least">No plan can have fewer; null where the plan was mended while it was carried out.</param>
public sealed record Seated(IReadOnlyList<IReadOnlyList<int>> TableOf, long Repeats, long? Least);

/// <summary>Rounds of talk at tables (<i>tavoli a turni</i>, as in a World Café): people take a card with a number at the door, the number
/// says at which table they sit in each round. No card is tied to a person.</summary>
public sealed class TableRounds : Entity<TableRounds>
{
    public const int MostCards = 400;
    public const int MostTables = 60;
    public const int MostRounds = 10;

    private TableRounds() { }

    internal static TableRounds Plan(Meeting meeting, TablesWanted wanted, Seated seated)
    {
        var made = new TableRounds { Meeting = meeting.Id };
        made.Set(meeting, wanted, seated);
        return made;
    }

    public Id<Meeting> Meeting { get; private set; }
    /// <summary>The group of each card, in the order of their numbers.</summary>
    public List<string> Cards { get; private set; } = [];
    public int Tables { get; private set; }
    public int Minutes { get; private set; }
    public List<string> Questions { get; private set; } = [];
    public List<CardPair> Apart { get; private set; } = [];
    /// <summary>For each round the table of each card, from 1; 0 for a card that is not there.</summary>
    public List<List<int>> TableOf { get; private set; } = [];
    /// <summary>Cards whose people have gone, by their numbers.</summary>
    public List<int> Gone { get; private set; } = [];
    public long Repeats { get; private set; }
    public long? Least { get; private set; }
    /// <summary>The round that goes on, from 1; 0 before the first; one more than there are when all is over.</summary>
    public int Current { get; private set; }
    /// <summary>When the current round began.</summary>
    public DateTimeOffset? Began { get; private set; }

    public int Rounds => TableOf.Count;
    public bool HasBegun => Current > 0;
    public bool IsOver => Current > Rounds;
    public bool IsOn => HasBegun && !IsOver;
    public DateTimeOffset? Ends => IsOn ? Began?.AddMinutes(Minutes) : null;

    /// <summary>What a round talks about; null where nothing was written for it.</summary>
    /// <param name="round">From 1.</param>
    public string? QuestionOf(int round) => round >= 1 && round <= Questions.Count ? Questions[round - 1] : null;

    /// <summary>The cards at each table in a round, in the order of the tables.</summary>
    /// <param name="round">From 1.</param>
    public IReadOnlyList<IReadOnlyList<int>> At(int round) => [.. Enumerable.Range(1, Tables).Select(table => (IReadOnlyList<int>)
        [.. TableOf[round - 1].Index().Where(card => card.Item == table).Select(card => card.Index + 1)])];

    /// <summary>Whole minutes that are left of the round that goes on; 0 when its time is over.</summary>
    public int MinutesLeft(DateTimeOffset now) => Ends is { } ends && ends > now ? (int)Math.Ceiling((ends - now).TotalMinutes) : 0;

    /// <summary>Everything is planned anew, before the first round.</summary>
    internal void PlanAnew(Meeting meeting, TablesWanted wanted, Seated seated)
    {
        DemandNotBegun();
        Set(meeting, wanted, seated);
    }

    /// <summary>Some have gone, some have come: the rounds that have not begun are another plan.</summary>
    internal void Change(Meeting meeting, IReadOnlyList<int> gone, IReadOnlyList<string> come, Seated seated)
    {
        (Cards, Gone) = ([.. Cards, .. come], [.. Gone.Union(gone).Order()]);
        (TableOf, Repeats, Least) = ([.. seated.TableOf.Select(round => round.ToList())], seated.Repeats, seated.Least);
        Raise(new TablesPlanned(meeting.Id, meeting.ProcessSubject, Cards.Count - Gone.Count, Tables));
    }

    internal void DemandNotBegun() => RuleViolation.Unless(!HasBegun, "tables.begun",
        "I turni sono già cominciati: segna chi è andato via e chi è arrivato, e si rifanno quelli che restano.");

    /// <summary>The next round begins; after the last, the tables are over.</summary>
    internal void Next(Meeting meeting, DateTimeOffset now)
    {
        RuleViolation.Unless(!IsOver, "tables.over", "I turni sono finiti.");
        (Current, Began) = (Current + 1, now);
        Raise(new TablesTurned(meeting.Id, meeting.ProcessSubject, Current));
    }

    /// <summary>Pressed too early: the round before goes on.</summary>
    internal void Back(Meeting meeting, DateTimeOffset now)
    {
        RuleViolation.Unless(HasBegun, "tables.not-begun", "I turni non sono ancora cominciati.");
        Current--;
        Began = Current == 0 ? null : now;
        Raise(new TablesTurned(meeting.Id, meeting.ProcessSubject, Current));
    }

    private void Set(Meeting meeting, TablesWanted wanted, Seated seated)
    {
        (Cards, Tables, Minutes) = ([.. wanted.Cards], wanted.Tables, wanted.Minutes);
        (Questions, Apart, Gone) = ([.. wanted.Questions], [.. wanted.Apart], []);
        (TableOf, Repeats, Least) = ([.. seated.TableOf.Select(round => round.ToList())], seated.Repeats, seated.Least);
        Raise(new TablesPlanned(meeting.Id, meeting.ProcessSubject, Cards.Count, Tables));
    }
}
