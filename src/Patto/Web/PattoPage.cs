using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;

namespace Patto.Web;

/// <summary>What an act gives back: where to go and, if it knows better than the page, what to say there once it is committed.</summary>
public readonly record struct Done(string Url, string? Said = null)
{
    public static implicit operator Done(string url) => new(url);
}

/// <summary>A page of the platform: load what it shows, then act, then save, then go. It asks the gate before anything else.</summary>
public abstract class PattoPage : BasicPage, IAsyncPageFilter
{
    /// <summary>What one must be allowed to do to see the page; null: anybody.</summary>
    public virtual Act? Demands => null;

    /// <summary>What one must be allowed to do to post it, where that is more than seeing it. A handler may ask for another act
    /// (<see cref="DemandsAttribute"/>) or for none (<see cref="AnybodyAttribute"/>); what is sent to a handler of which nothing was said
    /// is refused.</summary>
    public virtual Act? DemandsToPost => Demands;

    protected T Get<T>() where T : notnull => HttpContext.RequestServices.GetRequiredService<T>();

    /// <summary>For reading; what is written goes through <see cref="ActAsync"/>.</summary>
    protected AppDb Db => Get<AppDb>();
    public Texts L => Get<Texts>();
    protected Gate Gate => Get<Gate>();
    public CurrentUser CurrentUser => Get<CurrentUser>();
    public Authority Authority => Get<CurrentAuthority>().Required;
    public DateTimeOffset Now => Get<TimeProvider>().GetUtcNow();

    /// <summary>Where the page's acts happen; a page of a process says the process.</summary>
    public virtual Place Place => new(Authority.Id);

    /// <summary>May the person do this here and now? For showing a button only to who may press it.</summary>
    public ValueTask<bool> MayAsync(Act act) => Gate.MayAsync(act, Place, HttpContext.RequestAborted);

    /// <summary>Runs one act in its own transaction, once per posted form, and goes to the address it gives back.</summary>
    /// <param name="said">What the next page says, once the act is committed; the act itself may give a better sentence.</param>
    /// <param name="keepsAnswer">False for an act of which nothing may remain that ties the sending to its answer (a ballot): a second
    /// click then acts again.</param>
    protected async Task<IActionResult> ActAsync(Func<WriteScope, Task<Done>> act, string? said = null, bool keepsAnswer = true)
    {
        var once = keepsAnswer ? await Sending.OfAsync(Request, HttpContext.RequestAborted) : null;
        var seen = SeenVersion.In(Request);
        string? told = null;
        var url = await Get<Writes>().RunOnceAsync(once, async write =>
        {
            if (seen is not null) await seen.DemandAsync(this, write, HttpContext.RequestAborted);
            var done = await act(write);
            told = done.Said;
            return done.Url;
        }, HttpContext.RequestAborted);
        return Go(url, await Ui.LettersWait.AfterAsync(HttpContext, told ?? said));
    }

    /// <summary>Where every address leads while the installation is empty.</summary>
    internal const string HowToBegin = "/avvio";

    /// <summary>What the page needs before the gate is asked: the process, the meeting. False: it does not exist for this person.</summary>
    protected virtual Task<bool> FindAsync(CancellationToken cancel) => Task.FromResult(true);

    /// <summary>Puts into the fields what is stored: when the page is opened, and when it is shown again because one of its forms was
    /// refused.
    /// That form shows what was typed; the others show what is stored, not emptiness.</summary>
    protected internal virtual void Fill() { }

    /// <summary>Finds what the page needs and puts into the fields what is stored, as if it were opened now.</summary>
    internal async Task<bool> OpenAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel)) return false;
        Fill();
        return true;
    }

    Task IAsyncPageFilter.OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    async Task IAsyncPageFilter.OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Who only reads keeps one connection for all the page asks. Who writes takes it in turn, and must not hold one while waiting.
        var reads = HttpMethods.IsGet(Request.Method);
        if (reads) await Db.Database.OpenConnectionAsync(HttpContext.RequestAborted);
        try { context.Result = await StopAsync(context.HandlerMethod, HttpContext.RequestAborted); }
        catch (RateLimitExceeded many) { context.Result = RefusalPageFilter.Stop(Response, many); }
        catch (NoLongerPublic gone) { context.Result = RefusalPageFilter.Gone(HttpContext, L, gone); }
        catch (Refused refused) { context.Result = RefusalPageFilter.Refuse(HttpContext, refused.Message); }
        if (context.Result is null && HttpMethods.IsPost(Request.Method)) context.Result =
            await AskAboutDaysAsync(HttpContext.RequestAborted);
        if (context.Result is null)
        {
            if (reads) Fill();
            await next();
        }
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
            var (from, until) = isFar ? (today.AddYears(-LikelyDays.FarYears), today.AddYears(LikelyDays.FarYears))
                : near ??= await LikelyDaysAsync(cancel);
            if (day < from || day > until) ModelState.AddModelError(name,
                L["Controlla l'anno: qui vanno bene i giorni dal {0} al {1}.", L.Day(from), L.Day(until)]);
            else continue;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
        if (Response.StatusCode != StatusCodes.Status422UnprocessableEntity) return null;
        Fill();
        return Page();
    }

    private async Task<IActionResult?> StopAsync(HandlerMethodDescriptor? handler, CancellationToken cancel)
    {
        if (Get<CurrentAuthority>().Authority is null && NeedsAuthority)
            return (await Get<AuthorityDirectory>().AllAsync(cancel)).Count > 0 ? NotFound() : LocalRedirect(HowToBegin);
        var sent = HttpMethods.IsPost(Request.Method);
        var unsealed = sent && (SealOfForms.IsStale(HttpContext) || KeptForm.IsBack(HttpContext));
        if (!await FindAsync(cancel)) return unsealed && !CurrentUser.IsSignedIn ? KeptForm.Keep(HttpContext) : NotFound();
        var demand = sent ? HandlerDemand.Of(handler, DemandsToPost) : new(Demands, true);
        if (!demand.IsDeclared) return RefusalPageFilter.Refuse(HttpContext, L["Ora non può farlo nessuno."]);
        if (demand.Act is { } act && await Gate.AskAsync(act, Place, cancel) is { Allowed: false } verdict)
            return unsealed && verdict.SignInHelps && !CurrentUser.IsSignedIn ? KeptForm.Keep(HttpContext)
                : RefusalPageFilter.Refuse(HttpContext, verdict.Reason!, verdict.SignInHelps);
        if (unsealed) return ShowUnsent();
        if (sent && FormReading.In(HttpContext) is { } large) return Again(StatusCodes.Status413PayloadTooLarge, large);
        return sent && Wrong() ? Again(StatusCodes.Status422UnprocessableEntity) : null;
    }

    // Nothing of the form was looked at: what stands there is only what was typed.
    private PageResult ShowUnsent()
    {
        ModelState.Clear();
        var isBack = KeptForm.IsBack(HttpContext);
        ModelState.AddModelError("", isBack
            ? L["Sei dentro di nuovo. Quello che avevi scritto è qui e non è stato ancora inviato: controlla e premi di nuovo il pulsante."]
            : L["La pagina era aperta da molto, o nel frattempo l'accesso è cambiato: per sicurezza non abbiamo registrato niente. Quello che hai scritto è qui: controlla e premi di nuovo il pulsante."]);
        return Again(isBack ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private PageResult Again(int status, TooLarge? large = null)
    {
        if (large is not null)
        {
            ModelState.Clear();
            foreach (var field in large.Files.Distinct().DefaultIfEmpty(""))
                ModelState.AddModelError(field, FormReading.Words(L, large.Size, Authority.FileMegabytes));
        }
        Response.StatusCode = status;
        Fill();
        return Page();
    }

    // What was typed and cannot be taken is refused before the handler looks at it. A field left empty may belong to another form of the
    // page.
    private bool Wrong() => Request.HasFormContentType && ModelState.Any(field =>
        field.Value is { Errors.Count: > 0 } && Request.Form.TryGetValue(field.Key, out var typed)
            && typed.Any(t => !string.IsNullOrWhiteSpace(t)));

    /// <summary>False for the few pages that stand also where no authority is: the common catalogue, errors, the first start.</summary>
    protected virtual bool NeedsAuthority => true;
}
