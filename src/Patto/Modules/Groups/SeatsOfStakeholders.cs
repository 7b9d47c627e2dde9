using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Groups;

/// <summary>Who speaks for a body, in whatever process of the town that the reader may know of: from when to when, and which paper says
/// so.</summary>
internal sealed class MandatesOfStakeholders(GroupBook groups, ProcessBook processes, Texts L) : ITellOfStakeholders
{
    public bool IsPublic => true;
    public int Order => 5;
    public string Title => "Chi lo rappresenta";

    public async Task<IReadOnlyList<StakeholderFact>> OfAsync(ProcessInfo process, KnownStakeholder body, CancellationToken cancel)
    {
        var known = (await processes.NamesAsync(process.Authority, cancel)).ToDictionary(p => p.Id);
        return [.. (await groups.MandatesAsync([.. known.Keys], body, cancel)).OrderBy(m => m.Process != process.Id)
            .ThenBy(m => m.Since).Select(m => new StakeholderFact(Said(m, known[m.Process], process), null,
                GroupUrls.Table(known[m.Process].Slug), m.Subject))];
    }

    private string Said(MandateView mandate, ProcessName where, ProcessInfo here)
    {
        var name = mandate.Name.Length > 0 ? mandate.Name : L["Nome cancellato su richiesta"].Value;
        var term = mandate.Until is { } until ? L["dal {0} al {1}", L.Day(mandate.Since), L.Day(until)]
            : L["dal {0}", L.Day(mandate.Since)];
        var role = mandate.IsSubstitute ? L["supplente, {0}", term].Value : term.Value;
        var seat = L.Phrase($"{name}, {role}. {mandate.Group}: {mandate.Interest}");
        var whole = where.Id == here.Id ? seat : L.Phrase($"{seat} ({where.Title})");
        return mandate.Paper.Length > 0 ? L.Phrase($"{whole}. {L["Mandato: {0}", mandate.Paper]}") : whole;
    }
}

/// <summary>On which seats somebody sits for a body, or sat.</summary>
internal sealed class SeatsOfStakeholders(GroupBook groups, Texts L) : ITellOfStakeholders
{
    public int Order => 10;
    public string Title => "Posti nei gruppi";

    public async Task<IReadOnlyList<StakeholderFact>> OfAsync(ProcessInfo process, KnownStakeholder body, CancellationToken cancel) =>
        [.. (await groups.SeatsOfAsync(process.Id, body, cancel)).Select(s => new StakeholderFact(
            L.Phrase($"{s.Group.Name}, {s.Seat.Number}. {s.Seat.Interest}: {s.Member.Name}, {Term(s.Member)}"), null,
            GroupUrls.Seat(process.Slug, s.Group.Id.Value, s.Seat.Id.Value)))];

    private string Term(MemberView member) => member.Until is { } until ? L["dal {0} al {1}", L.Day(member.Since), L.Day(until)]
        : member.IsSubstitute ? L["sostituto dal {0}", L.Day(member.Since)] : L["dal {0}", L.Day(member.Since)];
}
