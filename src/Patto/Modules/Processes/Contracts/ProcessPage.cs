using Microsoft.AspNetCore.Mvc;
using Patto.Grants;
using Patto.Web;

namespace Patto.Modules.Processes.Contracts;

/// <summary>A page inside a process: its route has <c>{process}</c>. A process that the person may not know answers 404.</summary>
public abstract class ProcessPage : PattoPage
{
    public ProcessInfo Process { get; private set; } = null!;

    public override Place Place => Process.Place;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (RouteData.Values["process"] is not string slug) return false;
        Process = (await Get<ProcessBook>().FindAsync(slug, Authority.Id, cancel))!;
        if (Process is null) return false;
        ViewData["Process"] = Process;
        return await FindHereAsync(cancel);
    }

    /// <summary>From a year before the process to ten years after it: what was typed farther away is a slip of the hand.</summary>
    protected override async Task<(DateOnly From, DateOnly Until)> LikelyDaysAsync(CancellationToken cancel)
    {
        var (view, today) = ((await Get<ProcessBook>().ReadAsync(Process.Id, cancel))!, Localization.Texts.RomeDay(Now));
        var last = view.Ends is { } ends && ends > today ? ends : today;
        return ((view.Starts < today ? view.Starts : today).AddYears(-1), last.AddYears(10));
    }

    /// <summary>What the page needs inside the process. False: it does not exist for this person.</summary>
    protected virtual Task<bool> FindHereAsync(CancellationToken cancel) => Task.FromResult(true);
}

public static class ProcessUrls
{
    public const string List = "/percorsi";
    public const string New = "/percorsi/nuovo";
    /// <summary>The body's own templates.</summary>
    public const string Templates = "/percorsi/modelli";
    /// <summary>Where anybody asks to be told of a process; of one of its themes; of one thing in it. Lower modules lead there too.</summary>
    public static string Follow(string slug) => $"/percorsi/{slug}/avvisi";
    public static string FollowTheme(string slug, string theme) => $"{Follow(slug)}?tema={Uri.EscapeDataString(theme)}";
    public static string Follow(string slug, Subject thing) => $"{Follow(slug)}?di={Uri.EscapeDataString(thing.ToString())}";
    /// <summary>What it is about in easy words.</summary>
    public static string Easy(string slug) => $"/percorsi/{slug}/parole-facili";
    /// <summary>What was reported and decided, for everybody; and where anybody reports a text. Lower modules lead there too.</summary>
    public static string Moderation(string slug) => $"/percorsi/{slug}/moderazione";
    /// <summary>Where the author of a paused text appeals, with the letters of the receipt.</summary>
    public const string Appeal = "/ricorso";
    public static string Report(string slug, string code) => $"/percorsi/{slug}/segnala/{code}";
    public static string Duplicate(string slug) => $"/percorsi/{slug}/duplica";
    public static string AsTemplate(string slug) => $"/percorsi/{slug}/modello";
    /// <summary>What is still to be prepared for the body as a whole.</summary>
    public const string FirstStepsOfBody = "/primi-passi";
    public static string Show(string slug) => $"/percorsi/{slug}";
    public static string Dashboard(string slug) => $"/percorsi/{slug}/cruscotto";
    /// <summary>What is still to be prepared before the process can run.</summary>
    public static string FirstSteps(string slug) => $"/percorsi/{slug}/primi-passi";
    public static string Plan(string slug) => $"/percorsi/{slug}/cronoprogramma";
    public static string PlanMove(string slug) => $"{Plan(slug)}/sposta";
    public static string PlanTakeUp(string slug) => $"{Plan(slug)}/a-che-punto";
    public static string PlanAdd(string slug) => $"{Plan(slug)}/aggiungi";
    public static string PlanItem(string slug, Guid item) => $"{Plan(slug)}/{item}";
    /// <summary>What is open, to whom, when.</summary>
    public static string Openings(string slug) => $"/percorsi/{slug}/aperture";
    public static string OpeningsOf(string slug, Guid phase) => $"{Openings(slug)}/{phase}";
    /// <summary>Hours and euro, phase by phase; for the staff.</summary>
    public static string Costs(string slug) => $"/percorsi/{slug}/costi";
    public static string Cost(string slug, Guid line) => $"{Costs(slug)}/{line}";
    /// <summary>Who has to do what by when, for everybody.</summary>
    public static string Duties(string slug) => $"/percorsi/{slug}/scadenze";
    public static string LegalSteps(string slug) => $"/percorsi/{slug}/passi";
    /// <summary>How it ended, for everybody.</summary>
    public static string Closing(string slug) => $"/percorsi/{slug}/chiusura";
    public static string Close(string slug) => $"/percorsi/{slug}/concludi";
    /// <summary>Below it, what was just done is taken back.</summary>
    public static string Undo(string slug) => $"/percorsi/{slug}/annulla";
    /// <summary>A draft is deleted, or what is public is taken back.</summary>
    public static string Retract(string slug) => $"/percorsi/{slug}/togli";
    public static string Edit(string slug, string? part = null) => $"/percorsi/{slug}/modifica{(part is null ? "" : "/" + part)}";
}
