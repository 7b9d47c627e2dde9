using Patto.Localization;

namespace Patto.Modules.Meetings.Convening;

/// <summary>The seats of a group at one meeting, counted: as they are expected from the answers, or as they are there.</summary>
/// <param name="Holders">Seats whose holder comes, or is there.</param>
/// <param name="Substitutes">Seats with somebody in the holder's place.</param>
/// <param name="Open">Seats of which nobody knows yet.</param>
/// <param name="Proxies">Seats that another one votes for; they do not count for the quorum.</param>
/// <param name="Absent">Seats that stay empty.</param>
/// <param name="Quorum">How many seats must be there; null where the group's rules say none.</param>
public sealed record SeatCount(int Holders, int Substitutes, int Open, int Proxies, int Absent, int? Quorum)
{
    public int All => Holders + Substitutes + Open + Proxies + Absent;

    /// <summary>Seats that count for the quorum.</summary>
    public int Sure => Holders + Substitutes;

    /// <summary>Votes that can be given: those who are there, and whom they vote for.</summary>
    public int Votes => Sure + Proxies;

    /// <summary>Null where there is no quorum.</summary>
    public bool? IsMet => Quorum is { } needed ? Sure >= needed : null;

    /// <summary>Whether it can still be met by those who have not answered.</summary>
    public bool CanBeMet => Quorum is not { } needed || Sure + Open >= needed;

    /// <summary>What is to be expected, from the answers given so far.</summary>
    public static SeatCount Expected(IReadOnlyCollection<SummonsAnswer> answers, int? quorum) => new(
        answers.Count(a => a == SummonsAnswer.Comes), answers.Count(a => a == SummonsAnswer.Substitute),
        answers.Count(a => a == SummonsAnswer.None), 0, answers.Count(a => a == SummonsAnswer.Absent), quorum);

    /// <summary>What is, of as many seats as the group has.</summary>
    public static SeatCount Present(IReadOnlyCollection<SeatAttendance> marked, int seats, int? quorum)
    {
        var (holders, substitutes) = (marked.Count(a => a.IsThere && a.Presence == SeatPresence.Holder),
            marked.Count(a => a.IsThere && a.Presence == SeatPresence.Substitute));
        // A proxy given to somebody who is not there votes no more.
        var there = marked.Where(a => a.IsThere).Select(a => a.Seat).ToHashSet();
        var proxies = marked.Count(a => a.Presence == SeatPresence.Proxy && a.ProxyTo is { } to && there.Contains(to));
        var open = Math.Max(0, seats - marked.Count);
        return new(holders, substitutes, open, proxies, Math.Max(0, seats - holders - substitutes - proxies - open), quorum);
    }

    /// <summary>The forecast in one sentence.</summary>
    public string Forecast(Texts L) => Quorum is not { } needed
        ? L.Count(Sure, "{0} posto certo. Il gruppo non ha un numero legale: si scrive nelle sue regole.",
            "{0} posti certi. Il gruppo non ha un numero legale: si scrive nelle sue regole.")
        : IsMet == true ? L.Count(Sure, "Ci sarà: {0} posto certo, ne bastano {1}", "Ci sarà: {0} posti certi, ne bastano {1}", needed)
        : CanBeMet ? L.Count(Sure, "Ancora non si sa: {0} posto certo, ne servono {1}", "Ancora non si sa: {0} posti certi, ne servono {1}",
            needed)
        : L.Count(Sure, "Non ci sarà: {0} posto certo, ne servono {1}", "Non ci sarà: {0} posti certi, ne servono {1}", needed);

    /// <summary>Who is there, in one sentence.</summary>
    public string Now(Texts L) => Quorum is not { } needed
        ? L.Count(Sure, "{0} posto presente su {1}", "{0} posti presenti su {1}", All)
        : IsMet == true ? L.Count(Sure, "{0} posto su {1} presente: il numero legale, {2}, c'è",
            "{0} posti su {1} presenti: il numero legale, {2}, c'è", All, needed)
        : L.Count(Sure, "{0} posto su {1} presente: il numero legale, {2}, non c'è",
            "{0} posti su {1} presenti: il numero legale, {2}, non c'è", All, needed);
}
