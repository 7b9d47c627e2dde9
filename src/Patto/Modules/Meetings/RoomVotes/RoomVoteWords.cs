using Patto.Localization;

namespace Patto.Modules.Meetings.RoomVotes;

/// <summary>The Italian of a room's votes.</summary>
public static class RoomVoteWords
{
    public static string Italian(this RoomVoteKind kind) => kind switch
    {
        RoomVoteKind.Dots => "Pallini da mettere",
        RoomVoteKind.One => "Una risposta a testa",
        RoomVoteKind.Hands => "Per alzata di mano",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Italian(this RoomVoteState state) => state switch
    {
        RoomVoteState.Draft => "in bozza",
        RoomVoteState.Open => "si vota adesso",
        RoomVoteState.Closed => "voto chiuso",
        RoomVoteState.Annulled => "voto annullato",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The kind of a tag: never colour alone.</summary>
    public static string Tag(this RoomVoteState state) => state switch
    {
        RoomVoteState.Draft => "wait",
        RoomVoteState.Open => "now",
        RoomVoteState.Annulled => "no",
        _ => "ok",
    };

    /// <summary>What each may give, in a sentence.</summary>
    public static string HowTo(this RoomVote vote, Texts L) => vote.Kind switch
    {
        RoomVoteKind.Dots => L.Count(vote.Dots, "Un pallino a testa.", "{0} pallini a testa, anche tutti sulla stessa."),
        RoomVoteKind.One => L["Una risposta a testa."],
        _ => L["Per alzata di mano: si contano anche le astensioni."],
    };

    /// <summary>How many answered, and how: of phones, paper and hands.</summary>
    public static string Turnout(this RoomVote vote, Texts L)
    {
        if (vote.IsByHands) return L.Count(vote.ByHand.Sum, "{0} mano alzata", "{0} mani alzate")
            + (vote.ByHand.Abstained > 0 ? ", " + L.Count(vote.ByHand.Abstained, "{0} astensione", "{0} astensioni") : "");
        var people = L.Count(vote.People, "{0} persona", "{0} persone");
        return vote.ByHand.People == 0 ? people : $"{people}, {L["{0} su carta", vote.ByHand.People]}";
    }
}
