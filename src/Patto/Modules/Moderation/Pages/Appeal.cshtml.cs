using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Identity;
using Patto.Modules.Moderation.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Moderation.Pages;

/// <summary>The author of a paused text, who has the letters of its receipt, asks that it be read again.</summary>
[NoReferrer]
public sealed class AppealModel(Limits limits, InstallationKey key, ProcessBook processes) : PattoPage
{
    [BindProperty, StringLength(TextReport.Longest)] public string? Words { get; set; }

    /// <summary>Letters that open nothing, as they were typed; null where none were.</summary>
    public string? Typed { get; private set; }
    /// <summary>The letters are of a text.</summary>
    public bool Known { get; private set; }
    /// <summary>The pause it is in; null for none.</summary>
    public TextReport? Report { get; private set; }
    public ProcessInfo? Process { get; private set; }

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (RouteData.Values["secret"] is not string typed) return true;
        var texts = Get<ReportedTexts>();
        if (Secrets.Read(typed) is not { } secret || await texts.OfLettersAsync(Secrets.Hash(secret, key), cancel) is not { } of)
        {
            // Letters that open nothing count, from whatever page they are tried.
            limits.Count(Limit.Guesses, HttpContext.Connection.RemoteIpAddress);
            Typed = typed;
            return true;
        }
        (Known, Report) = (true, await texts.PauseOfAsync(of, cancel));
        if (Report is { } report) Process = await processes.GetAsync(report.Process, cancel);
        return Report is null || Process is { IsPublic: true } && Process.Authority == Authority.Id;
    }

    protected internal override void Fill() => Words = null;

    public IActionResult OnGet()
    {
        if (Known) return Page();
        if (Secrets.Read(Request.Query["lettere"]) is { } secret) return LocalRedirect($"{ModerationUrls.Appeal}/{secret}");
        Typed ??= Request.Query["lettere"] is [{ Length: > 0 } asked, ..] ? asked : null;
        if (Typed is not null) Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }

    [Anybody("the letters of the receipt")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Report is not { } paused || Process is not { } process) return NotFound();
        if (!ModelState.IsValid) return Page();
        limits.CountWrite("appeal", HttpContext, CurrentUser);
        return await ActAsync(async write =>
        {
            (await write.Db.Set<TextReport>().SingleAsync(r => r.Id == paused.Id, cancel)).AppealAgainst(Words ?? "", write.Now);
            return ModerationUrls.Entry(process.Slug, paused.Code);
        }, L["Ricorso ricevuto: qualcuno rilegge il testo, e l'esito si legge qui."]);
    }
}
