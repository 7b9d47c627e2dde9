namespace Patto.Modules.Documents;

/// <summary>What an amendment does to the words of now, in the order in which they are put to the vote.</summary>
public enum VotingKind
{
    /// <summary>*Interamente soppressivo*: takes the whole out.</summary>
    Removing,
    /// <summary>*Parzialmente soppressivo*: only takes words out.</summary>
    Cutting,
    /// <summary>*Modificativo*: puts words in the place of others.</summary>
    Changing,
    /// <summary>*Aggiuntivo*: only adds words, or a whole *comma*.</summary>
    Adding,
}

/// <summary>Amendments that are voted on at once, since they come to the same.</summary>
/// <param name="Codes">In order of arrival; two or more are twins.</param>
/// <param name="Distance">How many words go and come.</param>
/// <param name="Wanted">The *comma* as it would read.</param>
public sealed record Vote(string EId, VotingKind Kind, IReadOnlyList<string> Codes, int Distance, string Present, string Wanted);

/// <summary>In which order amendments are put to the vote: those that take a *comma* out, those that take words out, those that change,
/// those that add; among the same, the farthest from the text first, so that a vote leaves as much as possible to the next.</summary>
public static class VotingOrder
{
    /// <param name="eId">The *comma* or heading, or the article to which *commi* would be added.</param>
    /// <param name="present">What it says now; empty for additions.</param>
    /// <param name="wishes">In order of arrival.</param>
    public static IReadOnlyList<Vote> Of(string eId, string present, IReadOnlyList<Wish> wishes) =>
        [.. wishes.GroupBy(w => Clashes.Bare(w.Wanted)).Select(g => VoteOn(eId, present, [.. g]))
            .OrderBy(v => v.Kind).ThenByDescending(v => v.Distance).ThenBy(v => v.Codes[0], StringComparer.Ordinal)];

    private static Vote VoteOn(string eId, string present, IReadOnlyList<Wish> twins)
    {
        var (wanted, edits) = (twins[0].Wanted, Edit.Between(present, twins[0].Wanted));
        return new(eId, KindOf(present, wanted, edits), [.. twins.Select(t => t.Code)],
            edits.Sum(e => WordsIn(present[e.At..e.End]) + WordsIn(e.Words)), present, wanted);
    }

    private static VotingKind KindOf(string present, string wanted, IReadOnlyList<Edit> edits) =>
        present.Length > 0 && wanted.Length == 0 ? VotingKind.Removing
        : edits.All(e => e.Length == 0) ? VotingKind.Adding
        : edits.All(e => string.IsNullOrWhiteSpace(e.Words)) ? VotingKind.Cutting : VotingKind.Changing;

    private static int WordsIn(string text) => Clashes.Bare(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
}

internal static class VotingWords
{
    public static string Italian(this VotingKind kind) => kind switch
    {
        VotingKind.Removing => "Soppressivo",
        VotingKind.Cutting => "Soppressivo in parte",
        VotingKind.Changing => "Modificativo",
        VotingKind.Adding => "Aggiuntivo",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
