using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;

namespace Patto.Web;

/// <summary>A page of the platform: load what it shows, then act, then save, then go. It asks the gate before anything else.</summary>
public abstract class PattoPage : LeanPage, IAsyncPageFilter
{
    /// <summary>What one must be allowed to do to see the page; null: anybody.</summary>
    public virtual Act? Demands => null;

    /// <summary>What one must be allowed to do to post it, where that is more than seeing it.</summary>
    public virtual Act? DemandsToPost => Demands;

    protected T Get<T>() where T : notnull => HttpContext.RequestServices.GetRequiredService<T>();

    /// <summary>For reading; what is written goes through <see cref="ActAsync"/>.</summary>
    protected AppDb Db => Get<AppDb>();
    public Texts L => Get<Texts>();
    protected Gate Gate => Get<Gate>();
    public Who Who => Get<Who>();
    public Authority Authority => Get<Here>().Required;
    public DateTimeOffset Now => Get<TimeProvider>().GetUtcNow();

    /// <summary>Where the page's acts happen; a page of a process says the process.</summary>
    public virtual Place Place => new(Authority.Id);

    /// <summary>May the person do this here and now? For showing a button only to who may press it.</summary>
    public ValueTask<bool> MayAsync(Act act) => Gate.MayAsync(act, Place, HttpContext.RequestAborted);

    /// <summary>Runs one act in its own transaction, once per posted form, and goes to the address it gives back.</summary>
    /// <param name="keepsAnswer">False for an act of which nothing may remain that ties the sending to its answer (a ballot): a second click then acts again.</param>
    protected async Task<IActionResult> ActAsync(Func<WriteScope, Task<string>> act, bool keepsAnswer = true)
    {
        var once = keepsAnswer ? await Sending.OfAsync(Request, HttpContext.RequestAborted) : null;
        return LocalRedirect(await Get<Writes>().RunOnceAsync(once, act, HttpContext.RequestAborted));
    }

    /// <summary>Says something on the next page: "Contributo pubblicato."</summary>
    protected void Flash(string sentence, string? undoUrl = null) => Ui.Flashes.Flash(this, sentence, undoUrl);

    /// <summary>What the page needs before the gate is asked: the process, the meeting. False: it does not exist for this person.</summary>
    protected virtual Task<bool> FindAsync(CancellationToken cancel) => Task.FromResult(true);

    Task IAsyncPageFilter.OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    async Task IAsyncPageFilter.OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Who only reads keeps one connection for all the page asks. Who writes takes it in turn, and must not hold one while waiting.
        var reads = HttpMethods.IsGet(Request.Method);
        if (reads) await Db.Database.OpenConnectionAsync(HttpContext.RequestAborted);
        context.Result = await StopAsync(HttpContext.RequestAborted);
        if (context.Result is null && HttpMethods.IsPost(Request.Method)) context.Result = await AskAboutDaysAsync(HttpContext.RequestAborted);
        if (context.Result is null) await next();
        if (reads) await Db.Database.CloseConnectionAsync();
    }

    /// <summary>Between which days a day of this page's forms lies; a page of a process says it by the process.</summary>
    protected virtual Task<(DateOnly From, DateOnly Until)> LikelyDaysAsync(CancellationToken cancel) =>
        Task.FromResult((Texts.RomeDay(Now).AddYears(-15), Texts.RomeDay(Now).AddYears(15)));

    // The same page again, as for a broken rule: the sentence stands next to the field.
    private async Task<IActionResult?> AskAboutDaysAsync(CancellationToken cancel)
    {
        var today = Texts.RomeDay(Now);
        (DateOnly From, DateOnly Until)? near = null;
        foreach (var (name, day, isFar) in LikelyDays.Of(this))
        {
            var (from, until) = isFar ? (today.AddYears(-LikelyDays.FarYears), today.AddYears(LikelyDays.FarYears)) : near ??= await LikelyDaysAsync(cancel);
            if (day < from || day > until) ModelState.AddModelError(name, L["Controlla l'anno: qui vanno bene i giorni dal {0} al {1}.", L.Day(from), L.Day(until)]);
            else continue;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
        return Response.StatusCode == StatusCodes.Status422UnprocessableEntity ? Page() : null;
    }

    private async Task<IActionResult?> StopAsync(CancellationToken cancel)
    {
        if (Get<Here>().Authority is null && NeedsAuthority || !await FindAsync(cancel)) return NotFound();
        var demanded = HttpMethods.IsPost(Request.Method) ? DemandsToPost : Demands;
        return demanded is not null && await Gate.AskAsync(demanded, Place, cancel) is { Allowed: false } verdict
            ? RefusalPageFilter.Refuse(HttpContext, verdict.Reason!)
            : null;
    }

    /// <summary>False for the few pages that stand also where no authority is: the common catalogue, errors, the first start.</summary>
    protected virtual bool NeedsAuthority => true;
}
