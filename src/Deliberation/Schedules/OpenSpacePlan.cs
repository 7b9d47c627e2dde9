using System.Collections.Immutable;

namespace Deliberation.Schedules;

/// <summary>A schedule: when and where each session is held, and how well it serves people.</summary>
/// <param name="SlotOf">For each session its slot, from 0.</param>
/// <param name="PlaceOf">For each session its place.</param>
/// <param name="Met">Wishes met: person by person, slots with at least one wanted session.</param>
/// <param name="UpperBound">No schedule can meet more.</param>
/// <param name="MetByMostWantedFirst">What the habit “most wanted first” would meet.</param>
/// <param name="StoppedEarly">The time limit struck before the search was over.</param>
public sealed record OpenSpacePlan(
    ImmutableArray<int> SlotOf, ImmutableArray<int> PlaceOf, long Met, long UpperBound, long MetByMostWantedFirst, bool StoppedEarly)
{
    /// <summary>The schedule in one sentence.</summary>
    public Bilingual Summary => Bilingual.Of(
        $"{Met:N0} desideri esauditi su {UpperBound:N0} al massimo ({(double)Met / Math.Max(1, UpperBound):P1}); mettendo prima le più richieste sarebbero {MetByMostWantedFirst:N0}.",
        $"{Met:N0} wishes met of at most {UpperBound:N0} ({(double)Met / Math.Max(1, UpperBound):P1}); with the most wanted first it would be {MetByMostWantedFirst:N0}.");

    /// <summary>Why a session is where it is, as far as rules bind it, and whom it clashes with most.</summary>
    public Bilingual Why(OpenSpace market, int session)
    {
        ArgumentNullException.ThrowIfNull(market);
        long wanted = People(market, session, session);
        int rival = Enumerable.Range(0, SlotOf.Length)
            .Where(other => other != session && SlotOf[other] == SlotOf[session])
            .Select(other => (int?)other).MaxBy(other => People(market, session, other!.Value)) ?? -1;
        Bilingual interest = Bilingual.Of($"La vogliono in {wanted:N0}.", $"Wanted by {wanted:N0}.");
        if (rival < 0) return interest.Then(new("È sola nel suo turno.", "It is alone in its slot."));
        return People(market, session, rival) == 0
            ? interest.Then(new("Nessuno di loro deve rinunciare ad altro nello stesso turno.",
                "None of them has to miss anything else in the same slot."))
            : interest.Then(Bilingual.Of(
                $"Nello stesso turno, «{market.Sessions[rival].Id}» interessa anche a {People(market, session, rival):N0} di loro.",
                $"In the same slot, “{market.Sessions[rival].Id}” interests {People(market, session, rival):N0} of them too."));
    }

    /// <summary>Checks the schedule against the rules, independently of the search.</summary>
    /// <returns>The first rule that is broken; null when all are kept and the count is right.</returns>
    public Bilingual? Refutation(OpenSpace market)
    {
        ArgumentNullException.ThrowIfNull(market);
        for (int a = 0; a < SlotOf.Length; a++)
        {
            if (SlotOf[a] < 0 || SlotOf[a] >= market.Slots) return Bilingual.Of($"«{market.Sessions[a].Id}» non ha un turno.",
                $"“{market.Sessions[a].Id}” has no slot.");
            if (!market.Places[PlaceOf[a]]
                .Suits(market.Sessions[a])) return Bilingual.Of($"«{market.Sessions[a].Id}» è in un luogo inadatto.",
                $"“{market.Sessions[a].Id}” is in an unsuitable place.");
            for (int b = 0; b < a; b++)
            {
                if (SlotOf[a] != SlotOf[b]) continue;
                if (PlaceOf[a] == PlaceOf[b]) return Bilingual.Of(
                    $"«{market.Sessions[a].Id}» e «{market.Sessions[b].Id}» sono nello stesso luogo.",
                    $"“{market.Sessions[a].Id}” and “{market.Sessions[b].Id}” are in the same place.");
                if (market.Sessions[a].Callers.Intersect(market.Sessions[b].Callers)
                    .Any()) return Bilingual.Of(
                    $"Chi ha convocato «{market.Sessions[a].Id}» deve essere anche a «{market.Sessions[b].Id}».",
                    $"Who called “{market.Sessions[a].Id}” must be at “{market.Sessions[b].Id}” too.");
            }
        }

        return market.Met(SlotOf) == Met ? null : new("Il conto dei desideri esauditi è sbagliato.", "The count of wishes met is wrong.");
    }

    private static long People(OpenSpace market, int session, int other) =>
        market.Wishes.Where(wish => wish.Sessions.Contains(session) && wish.Sessions.Contains(other)).Sum(wish => (long)wish.People);
}
