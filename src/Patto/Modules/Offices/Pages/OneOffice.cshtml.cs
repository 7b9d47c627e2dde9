using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Offices.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Offices.Pages;

/// <summary>Name and mailbox of an office are corrected; one that is asked no more is retired.</summary>
public sealed class OneOfficeModel : PattoPage
{
    public override Act Demands => OfficeActs.Keep;

    [FromRoute] public Guid Item { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi il nome dell'ufficio."), StringLength(200)] public string Name { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi l'indirizzo di posta dell'ufficio, come lavori.pubblici@comune.it."), StringLength(200)]
    public string Mail { get; set; } = "";
    [BindProperty] public bool IsRetired { get; set; }

    public Office Office { get; private set; } = null!;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var (authority, id) = (Authority.Id, new Id<Office>(Item));
        Office = (await Db.Set<Office>().AsNoTracking().SingleOrDefaultAsync(o => o.Id == id && o.Authority == authority, cancel))!;
        if (Office is null) return false;
        (ViewData["App"], ViewData["Crumbs"]) = (true, Crumbs.To((L["Uffici"].Value, OfficeUrls.All), (Office.Name, null)));
        return true;
    }

    protected internal override void Fill() => (Name, Mail, IsRetired) = (Office.Name, Office.Mail, Office.Retired is not null);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await OfficesModel.DemandFreeAsync(write, Authority.Id, Name, Office.Id, cancel);
            var office = await write.Db.Set<Office>().SingleAsync(o => o.Id == Office.Id, cancel);
            office.Describe(Name, Mail);
            office.Retire(IsRetired, write.Now);
            return OfficeUrls.All;
        }, L["Salvato."]);
    }
}
