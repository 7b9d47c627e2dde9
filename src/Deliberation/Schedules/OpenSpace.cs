using System.Collections.Immutable;
using Deliberation.Formats;

namespace Deliberation.Schedules;

/// <summary>A session that somebody called.</summary>
/// <param name="Id">Unique name, used in results.</param>
/// <param name="Title">Title for people.</param>
/// <param name="Callers">Who must be there: two sessions with a caller in common are never at the same time.</param>
/// <param name="Seats">Seats that its place must have; 0 for any place.</param>
/// <param name="NeedsAccess">Whether its place must be accessible without steps.</param>
/// <param name="Line">Line of the file it came from; 0 when there is none.</param>
public sealed record Session(
    string Id, string Title, ImmutableArray<string> Callers, int Seats = 0, bool NeedsAccess = false, int Line = 0);

/// <summary>A place where one session at a time can be held.</summary>
/// <param name="Id">Unique name.</param>
/// <param name="Seats">Seats; 0 or more.</param>
/// <param name="Accessible">Whether it can be reached without steps.</param>
/// <param name="Line">Line of the file it came from; 0 when there is none.</param>
public sealed record Place(string Id, int Seats = int.MaxValue, bool Accessible = true, int Line = 0)
{
    internal bool Suits(Session session) => Seats >= session.Seats && (Accessible || !session.NeedsAccess);
}

/// <summary>The sessions that one person, or several with equal wishes, would like to attend.</summary>
/// <param name="Sessions">Indices of sessions, each once.</param>
/// <param name="People">How many people; 1 or more.</param>
/// <param name="Line">Line of the file it came from; 0 when there is none.</param>
public sealed record Wish(ImmutableArray<int> Sessions, int People = 1, int Line = 0);

/// <summary>An Open Space market: sessions, times, places and who wants what; checked when made, unchangeable afterwards.</summary>
public sealed class OpenSpace
{
    /// <summary>Checks and keeps a market.</summary>
    /// <param name="sessions">At least one; ids differ.</param>
    /// <param name="slots">How many times there are; 1 to 1,000.</param>
    /// <param name="places">At least one; ids differ.</param>
    /// <param name="wishes">Who wants what.</param>
    /// <exception cref="FormatError">Something is wrong; says what, on which line.</exception>
    public OpenSpace(ImmutableArray<Session> sessions, int slots, ImmutableArray<Place> places, ImmutableArray<Wish> wishes)
    {
        if (sessions.IsDefaultOrEmpty) throw new FormatError(0, 0, "Non c'è nessuna sessione.", "There is no session.");
        if (places.IsDefaultOrEmpty) throw new FormatError(0, 0, "Non c'è nessun luogo.", "There is no place.");
        if (slots is < 1 or > 1_000) throw new FormatError(0, 0, "I turni devono essere da 1 a 1000.", "The slots must be from 1 to 1000.");
        CheckNames([.. sessions.Select(session => (session.Id, session.Line)), .. places.Select(place => ("\0" + place.Id, place.Line))]);
        foreach (Session session in sessions)
            if (session.Seats < 0 || session.Callers.IsDefault) throw new FormatError(session.Line, 0,
                "I posti di una sessione non possono essere negativi.", "The seats of a session cannot be negative.");
        CheckWishes(wishes, sessions.Length);
        (Sessions, Slots, Places, Wishes) = (sessions, slots, places, wishes);
        UpperBound = wishes.Sum(wish => (long)wish.People * Math.Min(slots, wish.Sessions.Length));
    }

    /// <summary>The sessions.</summary>
    public ImmutableArray<Session> Sessions { get; }

    /// <summary>How many times there are.</summary>
    public int Slots { get; }

    /// <summary>The places.</summary>
    public ImmutableArray<Place> Places { get; }

    /// <summary>Who wants what.</summary>
    public ImmutableArray<Wish> Wishes { get; }

    /// <summary>No schedule can meet more wishes: everybody in a wanted session in every slot, or in all that are wanted.</summary>
    public long UpperBound { get; }

    /// <summary>Wishes met: for each person, the slots that hold at least one wanted session.</summary>
    /// <param name="slotOf">A slot for each session.</param>
    public long Met(IReadOnlyList<int> slotOf) =>
        Wishes.Sum(wish => (long)wish.People * wish.Sessions.Select(session => slotOf[session]).Distinct().Count());

    /// <summary>The schedule of many meetings, for comparison: most wanted sessions into the first slot, and so on.</summary>
    /// <remarks>Ignores callers and places, which only helps it.</remarks>
    public ImmutableArray<int> MostWantedFirst()
    {
        var wanted = new long[Sessions.Length];
        foreach (Wish wish in Wishes)
            foreach (int session in wish.Sessions) wanted[session] += wish.People;
        int perSlot = (Sessions.Length + Slots - 1) / Slots;
        var slotOf = new int[Sessions.Length];
        foreach ((int place, int session) in Enumerable.Range(0, slotOf.Length).OrderByDescending(session => wanted[session]).Index())
            slotOf[session] = place / perSlot;
        return [.. slotOf];
    }

    private static void CheckNames(ImmutableArray<(string Id, int Line)> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string id, int line) in names)
        {
            if (!seen.Add(id))
                throw new FormatError(line, 0,
                    $"«{id.TrimStart('\0')}» compare due volte: usa nomi diversi.", $"“{id.TrimStart('\0')}” appears twice: use different names.");
        }
    }

    private static void CheckWishes(ImmutableArray<Wish> wishes, int sessions)
    {
        if (wishes.IsDefault) throw new FormatError(0, 0, "Mancano gli interessi.", "The wishes are missing.");
        foreach (Wish wish in wishes)
        {
            if (wish.People < 1)
                throw new FormatError(wish.Line, 0, "Una riga deve valere almeno una persona.", "A row must count for at least one person.");
            if (wish.Sessions.Any(session => session < 0 || session >= sessions))
                throw new FormatError(wish.Line, 0, "Un interesse nomina una sessione che non esiste.",
                    "A wish names a session that does not exist.");
            if (wish.Sessions.Distinct().Count() != wish.Sessions.Length)
                throw new FormatError(wish.Line, 0, "Un interesse nomina due volte la stessa sessione.",
                    "A wish names the same session twice.");
        }
    }
}
