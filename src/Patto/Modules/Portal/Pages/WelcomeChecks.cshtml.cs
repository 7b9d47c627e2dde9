using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Portal.Pages;

/// <summary>Which translations of the page "come partecipare" somebody who speaks the language has looked over, and who.</summary>
public sealed class WelcomeChecksModel : PattoPage
{
    public override Act Demands => WelcomeActs.Check;

    [BindProperty, StringLength(8)] public string? Language { get; set; }
    [BindProperty, StringLength(200)] public string? By { get; set; }
    [BindProperty] public DateOnly? On { get; set; }

    public IReadOnlyList<(WelcomeText Text, WelcomeCheck? Check)> All { get; private set; } = [];
    public IEnumerable<SelectListItem> Languages => All.Select(a => new SelectListItem(a.Text.Name, a.Text.Language));

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        var checks = await Db.Set<WelcomeCheck>().AsNoTracking().Where(c => c.Authority == authority)
            .ToDictionaryAsync(c => c.Language, cancel);
        All = [.. WelcomeText.All.Where(t => t.IsTranslation).Select(t => (t, checks.GetValueOrDefault(t.Language)))];
        (ViewData["App"], ViewData["Crumbs"]) = (true, Crumbs.To((L["Come si partecipa"].Value, "/come-si-partecipa"),
            (L["Traduzioni"].Value, null)));
        return true;
    }

    protected internal override void Fill() => (Language, By, On) = (null, null, null);

    public void OnGet() { }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => ChangeAsync((check, text, write) =>
        check.Note(text, By ?? "", On, write.Now), L["La pagina dice che è verificata."], cancel);

    public Task<IActionResult> OnPostTakeBackAsync(CancellationToken cancel) => ChangeAsync((check, _, _) => check.TakeBack(),
        L["La pagina dice di nuovo che è da verificare."], cancel);

    private async Task<IActionResult> ChangeAsync(Action<WelcomeCheck, WelcomeText, WriteScope> change, string said,
        CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var text = WelcomeText.Of(Language ?? "");
            RuleViolation.UnlessAt(nameof(Language), text is not null, "welcome.language", "Scegli una lingua dell'elenco.");
            await write.StandInLineAsync($"welcome of {Authority.Id}", cancel);
            var check = await write.Db.Set<WelcomeCheck>().SingleOrDefaultAsync(c => c.Authority == Authority.Id
                && c.Language == text!.Language, cancel);
            if (check is null) write.Db.Add(check = WelcomeCheck.Of(Authority.Id, text!));
            change(check, text!, write);
            return WelcomeUrls.Checks;
        }, said);
    }
}
