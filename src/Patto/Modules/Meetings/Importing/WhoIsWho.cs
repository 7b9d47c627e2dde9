using Deliberation.Formats;
using Deliberation.Formats.Tables;
using Patto.Database;
using Patto.Modules.Groups;
using Patto.People;

namespace Patto.Modules.Meetings.Importing;

/// <summary>Somebody whom the meeting knows.</summary>
internal sealed record KnownPerson(Id<Person> Id, string Name, Channel Channel, string Address, bool IsRegistered, bool IsPresent);

/// <summary>Who sits on a seat today.</summary>
internal sealed record Sitting(Id<Seat> Seat, Id<Person> Person, string Name, bool IsSubstitute);

/// <summary>What a line of the sheet comes to.</summary>
internal enum Outcome
{
    /// <summary>Who holds the seat was there.</summary>
    Holder,
    /// <summary>A substitute on the group's list was there.</summary>
    Substitute,
    /// <summary>Somebody else sat in the holder's place.</summary>
    OtherSubstitute,
    SeatAbsent,
    Proxy,
    /// <summary>Somebody known to the meeting was there.</summary>
    Known,
    /// <summary>Somebody came without registration.</summary>
    WalkIn,
    /// <summary>Known, and was not there: nothing is noted.</summary>
    KnownAbsent,
    /// <summary>Neither known nor there: nothing is noted.</summary>
    LeftOut,
    /// <summary>The same person as another line.</summary>
    Again,
    /// <summary>It is asked first.</summary>
    Open,
}

/// <summary>Who a doubtful line may be.</summary>
/// <param name="Person">Somebody known; null: the person of an earlier line.</param>
internal sealed record Candidate(Id<Person>? Person, int Row, string Name, string Contact)
{
    /// <summary>What a form sends back.</summary>
    public string Key => Person is { } known ? known.ToString() : $"r{Row}";
}

/// <param name="Candidates">Where it is asked, or was: who it may be.</param>
internal sealed record Matched(ListedPresence Line, Outcome Outcome, Id<Person>? Person, IReadOnlyList<Candidate> Candidates);

/// <summary>The lines of a sheet against who the meeting knows: the same name and no other contact is the same person; a name that several
/// have, the words in another order, another contact, or a name that stands twice in the sheet is asked.</summary>
internal sealed class WhoIsWho
{
    /// <summary>Somebody of this line is nobody known.</summary>
    public const string Other = "new";

    private readonly ILookup<string, KnownPerson> _byName, _byWords;
    private readonly ILookup<Id<Seat>, Sitting> _sitting;
    private readonly IReadOnlyDictionary<int, string> _answers;
    private readonly bool? _blank;
    private readonly Dictionary<string, List<ListedPresence>> _earlier = [];

    /// <param name="answers">By row: who it is.</param>
    /// <param name="blank">What a blank cell of presence means; null: it was not said.</param>
    public WhoIsWho(IReadOnlyList<ListedPresence> lines, IReadOnlyList<KnownPerson> known, IReadOnlyList<Sitting> sitting,
        IReadOnlyDictionary<int, string> answers, bool? blank)
    {
        (_answers, _blank) = (answers, blank);
        (_byName, _byWords) = (known.ToLookup(p => NameOrder.SameKey(p.Name)), known.ToLookup(p => WordKey(p.Name)));
        _sitting = sitting.ToLookup(s => s.Seat);
        Lines = [.. lines.Select(Match)];
        foreach (var contradiction in Lines.Where(m => m.Outcome == Outcome.KnownAbsent
            && known.Any(k => k.Id == m.Person && k.IsPresent)))
            Errors.Add(new(CellPlace.InSheet(contradiction.Line.Row, 0),
                $"Riga {contradiction.Line.Row}: {contradiction.Line.Name} è già segnata presente: togli prima il segno, o scrivi sì.",
                $"Row {contradiction.Line.Row}: {contradiction.Line.Name} is marked as present already: take the mark away first, or write yes."));
        var byRow = lines.ToDictionary(line => line.Row);
        foreach (var again in Lines.Where(m => m.Outcome == Outcome.Again))
        {
            var first = byRow[int.Parse(_answers[again.Line.Row][1..], System.Globalization.CultureInfo.InvariantCulture)];
            if (IsThere(first) != IsThere(again.Line)) Errors.Add(new(CellPlace.InSheet(again.Line.Row, 0),
                $"Riga {again.Line.Row}: la stessa persona alla riga {first.Row} è segnata al contrario: correggi una delle due.",
                $"Row {again.Line.Row}: the same person is marked the other way in row {first.Row}: correct one of them."));
        }
    }

    public IReadOnlyList<Matched> Lines { get; }
    public List<FormatError> Errors { get; } = [];

    /// <summary>The same words in any order.</summary>
    internal static string WordKey(string name) => string.Join(' ', NameOrder.WordsOf(name).Split([' ', '\'', '-', '.', ','],
        StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

    private bool? IsThere(ListedPresence line) => line.ProxyTo is not null ? false : line.Present ?? _blank;

    private Matched Match(ListedPresence line) => line.Seat is { } seat ? OnSeat(line, seat) : Alone(line);

    private Matched OnSeat(ListedPresence line, SeatName seat)
    {
        if (line.ProxyTo is not null) return new(line, Outcome.Proxy, null, []);
        if (IsThere(line) is not true) return new(line, Outcome.SeatAbsent, null, []);
        if (_sitting[seat.Id].FirstOrDefault(s => NameOrder.SameKey(s.Name) == NameOrder.SameKey(line.Name)) is { } exact)
            return Seated(line, exact, []);
        List<Candidate> like = [.. _sitting[seat.Id].Where(s => WordKey(s.Name) == WordKey(line.Name))
            .Select(s => new Candidate(s.Person, 0, s.Name, ""))];
        if (like.Count == 0) return new(line, Outcome.OtherSubstitute, null, []);
        if (!_answers.TryGetValue(line.Row, out var said)) return new(line, Outcome.Open, null, like);
        return _sitting[seat.Id].FirstOrDefault(s => s.Person.ToString() == said) is { } chosen ? Seated(line, chosen, like)
            : new(line, said == Other ? Outcome.OtherSubstitute : Outcome.Open, null, like);
    }

    private static Matched Seated(ListedPresence line, Sitting who, IReadOnlyList<Candidate> asked) =>
        new(line, who.IsSubstitute ? Outcome.Substitute : Outcome.Holder, who.Person, asked);

    private Matched Alone(ListedPresence line)
    {
        if (line.Name.Length == 0) return new(line, Outcome.LeftOut, null, []);
        var (same, words) = (NameOrder.SameKey(line.Name), WordKey(line.Name));
        List<KnownPerson> exact = [.. _byName[same]];
        var before = _earlier.GetValueOrDefault(words) ?? [];
        _earlier[words] = [.. before, line];
        // With the contact beside it, one of several of that name is meant.
        if (exact.Count > 1 && exact.Where(p => SameContact(p, line)).ToList() is [var only]) exact = [only];
        if (exact is [var one] && MayBe(one, line) && before.Count == 0) return Noted(line, one.Id, []);
        List<Candidate> like = [.. _byWords[words].Select(p => new Candidate(p.Id, 0, p.Name, p.Address)),
            .. before.Select(b => new Candidate(null, b.Row, b.Name, b.Address))];
        if (like.Count == 0) return Noted(line, null, []);
        if (!_answers.TryGetValue(line.Row, out var said)) return new(line, Outcome.Open, null, like);
        if (said == Other) return Noted(line, null, like);
        return like.Find(c => c.Key == said) switch
        {
            { Person: { } person } => Noted(line, person, like),
            { } => new(line, Outcome.Again, null, like),
            _ => new(line, Outcome.Open, null, like),
        };
    }

    private static bool SameContact(KnownPerson known, ListedPresence line) => line.Address.Length > 0
        && (line.Channel == Channel.Phone ? PhoneNumber.Key(known.Address) == PhoneNumber.Key(line.Address)
            : string.Equals(known.Address, line.Address, StringComparison.OrdinalIgnoreCase));

    private static bool MayBe(KnownPerson known, ListedPresence line) =>
        line.Address.Length == 0 || known.Address.Length == 0 || SameContact(known, line);

    private Matched Noted(ListedPresence line, Id<Person>? person, IReadOnlyList<Candidate> asked) => (person, IsThere(line)) switch
    {
        ({ } known, true) => new(line, Outcome.Known, known, asked),
        ({ } known, _) => new(line, Outcome.KnownAbsent, known, asked),
        (null, true) => new(line, Outcome.WalkIn, null, asked),
        _ => new(line, Outcome.LeftOut, null, asked),
    };
}
