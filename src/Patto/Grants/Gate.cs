using Patto.Authorities;
using Patto.Database;
using Patto.Localization;

namespace Patto.Grants;

/// <summary>The one rule of who may do what, where and when: page, button, API, feed, export and mail all ask here.</summary>
public sealed class Gate(AppDb db, Who who, IEnumerable<IOpensActs> openers, Texts texts, TimeProvider clock)
{
    private readonly Dictionary<Subject, IReadOnlyList<Opening>> _openings = [];

    /// <summary>Whether the person may, and if not the sentence that says who may and when it opens.</summary>
    public async ValueTask<Verdict> AskAsync(Act act, Place place, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var roles = await RolesAsync(place, cancel);
        if (act.Standing.Any(roles.Contains)) return Verdict.Yes;
        var openings = (await OpeningsAsync(place, cancel)).Where(o => o.Act == act.Name).ToList();
        return openings.Any(o => roles.Contains(o.Role) && o.Start <= now && (o.End is not { } end || now < end))
            ? Verdict.Yes
            : new(false, Refusal(act, openings, now));
    }

    public async ValueTask<bool> MayAsync(Act act, Place place, CancellationToken cancel = default) => (await AskAsync(act, place, cancel)).Allowed;

    /// <exception cref="Refused">The person may not.</exception>
    public async ValueTask DemandAsync(Act act, Place place, CancellationToken cancel = default)
    {
        if (await AskAsync(act, place, cancel) is { Allowed: false } verdict) throw new Refused(verdict.Reason!);
    }

    /// <summary>What the person is, there and now. Everybody is a visitor.</summary>
    public async ValueTask<IReadOnlySet<Role>> RolesAsync(Place place, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var roles = (await who.GrantsAsync(db, cancel)).Where(g => g.Holds(place, now)).Select(g => g.Role).ToHashSet();
        roles.Add(Role.Visitor);
        return roles;
    }

    /// <summary>When and to whom an act is open in a process.</summary>
    public async ValueTask<IReadOnlyList<Opening>> OpeningsAsync(Act act, Place place, CancellationToken cancel = default) =>
        [.. (await OpeningsAsync(place, cancel)).Where(o => o.Act == act.Name)];

    private async ValueTask<IReadOnlyList<Opening>> OpeningsAsync(Place place, CancellationToken cancel)
    {
        if (place.Process is not { } process) return [];
        if (_openings.TryGetValue(process, out var known)) return known;
        List<Opening> found = [];
        foreach (var opener in openers) found.AddRange(await opener.OpeningsAsync(process, cancel));
        return _openings[process] = found;
    }

    private string Refusal(Act act, IReadOnlyList<Opening> openings, DateTimeOffset now)
    {
        var may = act.Standing.Concat(openings.Select(o => o.Role)).Distinct().Select(r => texts[r.Italian()].Value).ToList();
        var who = may.Count == 0 ? texts["Ora non può farlo nessuno."].Value : texts["Può farlo: {0}.", string.Join(", ", may)].Value;
        var when = openings.Where(o => o.Start > now).OrderBy(o => o.Start).FirstOrDefault() is { } next
            ? " " + texts["Si apre {0}.", texts.Moment(next.Start)]
            : openings.Any(o => o.End <= now) ? " " + texts["Il periodo per farlo è finito {0}.", texts.Moment(openings.Max(o => o.End)!.Value)] : "";
        return texts["Non puoi {0}.", texts[act.Title]].Value + " " + who + when;
    }
}

/// <param name="Reason">The sentence for the person, when the answer is no.</param>
public readonly record struct Verdict(bool Allowed, string? Reason = null)
{
    public static readonly Verdict Yes = new(true);
}

/// <summary>The person may not do this here or now: 403 with the sentence.</summary>
public sealed class Refused(string reason) : Exception(reason);
