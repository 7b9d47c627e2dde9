using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Modules.Moderation.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using System.ComponentModel.DataAnnotations;

namespace Patto.Modules.Moderation.Pages;

/// <summary>Anybody reports a published voice or comment; who does is not asked.</summary>
public sealed class SendReportModel : ProcessPage
{
    [BindProperty] public ReportGround? Ground { get; set; }
    [BindProperty, StringLength(TextReport.Longest)] public string? Words { get; set; }

    public ReportedText Text { get; private set; } = null!;
    public IEnumerable<SelectListItem> Grounds =>
        Enum.GetValues<ReportGround>().Select(g => new SelectListItem(L[g.Italian()], g.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var code = (RouteData.Values["code"] as string ?? "").ToUpperInvariant();
        Text = (await Get<ReportedTexts>().PublicAsync(Process.Id, code, cancel))!;
        return Text is not null;
    }

    public void OnGet() { }

    [Anybody("whoever reads a published text may say what is wrong with it")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("report", HttpContext, CurrentUser);
        return await ActAsync(async write =>
        {
            var code = await write.Get<Codes>().NextAsync(Authority.Id.Value, Process.Key, "R", cancel);
            write.Db.Add(TextReport.Send(Process, code, Text.Subject, Ground, Words ?? "", write.Now));
            return new(ModerationUrls.Entry(Process.Slug, code),
                L["Grazie. Il codice è {0}: stampa o copia questa pagina, qui leggerai che cosa è stato deciso.", code]);
        });
    }
}
