using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Offices.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Offices.Pages;

/// <summary>The offices of the body that are asked, each with its mailbox.</summary>
public sealed class OfficesModel : PattoPage
{
    public override Act Demands => OfficeActs.Keep;

    [BindProperty, Required(ErrorMessage = "Scrivi il nome dell'ufficio."), StringLength(200)] public string Name { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi l'indirizzo di posta dell'ufficio, come lavori.pubblici@comune.it."), StringLength(200)]
    public string Mail { get; set; } = "";

    public IReadOnlyList<Office> All { get; private set; } = [];

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        All = [.. (await Db.Set<Office>().AsNoTracking().Where(o => o.Authority == authority).ToListAsync(cancel))
            .OrderBy(o => o.Retired is not null).ThenBy(o => o.Name, StringComparer.CurrentCulture)];
        (ViewData["App"], ViewData["Crumbs"]) = (true, Crumbs.To((L["Uffici"].Value, null)));
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await DemandFreeAsync(write, Authority.Id, Name, null, cancel);
            write.Db.Add(Office.Of(Authority.Id, Name, Mail));
            return OfficeUrls.All;
        }, L["L'ufficio è nell'elenco."]);
    }

    internal static async Task DemandFreeAsync(WriteScope write, Id<Authorities.Authority> authority, string name, Id<Office>? itself,
        CancellationToken cancel)
    {
        await write.StandInLineAsync($"offices of {authority}", cancel);
        var names = await write.Db.Set<Office>().Where(o => o.Authority == authority && o.Id != itself).Select(o => o.Name)
            .ToListAsync(cancel);
        RuleViolation.UnlessAt("Name", !names.Exists(n => NameOrder.WordsOf(n) == NameOrder.WordsOf(name)), "office.twice",
            "C'è già un ufficio con questo nome: correggi quello, o scrivi che cosa li distingue.");
    }
}
