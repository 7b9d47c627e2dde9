using Patto.Authorities;
using Patto.Database;
using Patto.Localization;

namespace Patto.Grants;

/// <summary>The one rule of who may do what, where and when: page, button, API, feed, export and mail all ask here.</summary>
public sealed class Gate(AppDb db, CurrentUser currentUser, IEnumerable<IActOpenings> openers, CurrentAuthority town,
    Texts texts, TimeProvider clock)
{
    private readonly Dictionary<Subject, IReadOnlyList<Opening>> _openings = [];

    /// <summary>Whether the person may, and if not the sentence that says who may and when it opens.</summary>
    public async ValueTask<Verdict> AskAsync(Act act, Place place, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var roles = await RolesAsync(place, cancel);
        if (act.Standing.Any(roles.Contains)) return Verdict.Yes;
        var openings = (await OpeningsAsync(place, cancel)).Where(o => o.Act == act.Name).ToList();
        if (openings.Any(o => roles.Contains(o.Role) && IsOpen(o, now))) return Verdict.Yes;
        // The same role in one process: enough for what says so, otherwise told apart from the role that is needed.
        var elsewhere = (await currentUser.GrantsAsync(db, cancel)).Where(g => g.IsOf(place.Authority, now)).Select(g => g.Role)
            .Where(act.Standing.Contains).ToHashSet();
        if (act.FromAnyProcess && elsewhere.Count > 0) return Verdict.Yes;
        var signInHelps = act.Standing.Length > 0 || openings.Any(o => o.Role != Role.Visitor && IsOpen(o, now));
        return new(false, Refusal(act, openings, elsewhere.Count > 0, place.Process is null, now), signInHelps);
    }

    public async ValueTask<bool> MayAsync(Act act, Place place, CancellationToken cancel = default) =>
        (await AskAsync(act, place, cancel)).Allowed;

    /// <exception cref="Refused">The person may not.</exception>
    public async ValueTask DemandAsync(Act act, Place place, CancellationToken cancel = default)
    {
        if (await AskAsync(act, place, cancel) is { Allowed: false } verdict) throw new Refused(verdict.Reason!);
    }

    /// <summary>What the person is, there and now. Everybody is a visitor.</summary>
    public async ValueTask<IReadOnlySet<Role>> RolesAsync(Place place, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var roles = (await currentUser.GrantsAsync(db, cancel)).Where(g => g.Holds(place, now)).Select(g => g.Role).ToHashSet();
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

    private static bool IsOpen(Opening opening, DateTimeOffset now) => opening.Start <= now && (opening.End is not { } end || now < end);

    private string Refusal(Act act, IReadOnlyList<Opening> openings, bool elsewhere, bool wholeAuthority, DateTimeOffset now)
    {
        var when = When(openings, now);
        // Anybody may, at another time: who they are is not what is missing.
        if (openings.Any(o => o.Role == Role.Visitor))
            return texts.Phrase($"{texts["Non puoi {0} in questo momento.", texts[act.Title]]}{when}{WhomToAsk()}");
        var may = act.Standing.Concat(openings.Select(o => o.Role)).Distinct().Select(r => texts[r.Italian()].Value).ToList();
        var whoMay = may.Count == 0 ? texts["Ora non può farlo nessuno."].Value
            : texts["Può farlo: {0}.", texts.List(may)].Value;
        var narrow = !elsewhere ? "" : texts.Phrase($" {(wholeAuthority
            ? texts["Il tuo ruolo vale in un percorso: qui serve per tutto l'ente."] : texts["Il tuo ruolo vale in un altro percorso."])}");
        return texts.Phrase($"{texts["Non puoi {0}.", texts[act.Title]]} {whoMay}{narrow}{when}");
    }

    // Whoever comes at the wrong time is told who knows more.
    private string WhomToAsk()
    {
        var known = town.Authority is { } a ? new[] { a.Office, a.Phone, a.Email }.Where(t => t.Length > 0).ToList() : [];
        return known.Count == 0 ? "" : texts.Phrase($" {texts["Per saperne di più chiedi a: {0}.", texts.List(known)]}");
    }

    private string When(IReadOnlyList<Opening> openings, DateTimeOffset now)
    {
        if (openings.Where(o => o.Start > now).OrderBy(o => o.Start).FirstOrDefault() is { } next)
            return texts.Phrase($" {(next.End is { } until
                ? texts["Si apre {0} e si chiude {1}.", texts.Moment(next.Start), texts.Moment(until)]
                : texts["Si apre {0}.", texts.Moment(next.Start)])}");
        return openings.Where(o => o.End <= now).OrderBy(o => o.End).LastOrDefault() is { End: { } end } last
            ? texts.Phrase($" {texts["Il periodo per farlo è finito {0}: era cominciato {1}.", texts.Moment(end), texts.Moment(last.Start)]}") : "";
    }
}

/// <param name="Reason">The sentence for the person, when the answer is no.</param>
/// <param name="SignInHelps">False: nobody may now, whoever they are.</param>
public readonly record struct Verdict(bool Allowed, string? Reason = null, bool SignInHelps = true)
{
    public static readonly Verdict Yes = new(true);
}

/// <summary>It was public and is no longer: 410, with the reason that everybody reads.</summary>
public sealed class NoLongerPublic(DateTimeOffset since, string why) : Exception(why)
{
    public DateTimeOffset Since => since;
    public string Why => Message;
}

/// <summary>The person may not do this here or now: 403 with the sentence.</summary>
public sealed class Refused(string reason) : Exception(reason);
