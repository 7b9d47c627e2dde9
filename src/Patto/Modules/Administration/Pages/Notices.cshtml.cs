using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Grants;
using Patto.Modules.Administration.Contracts;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

public sealed class NoticesModel : PattoPage
{
    public IReadOnlyList<PrivacyNotice> Versions { get; private set; } = [];
    [BindProperty, Required(ErrorMessage = "Scrivi il testo dell'informativa."), StringLength(40_000)]
    public string Text
    {
        get;
        set;
    } = "";
    public override Act Demands => AdministrationActs.Settle;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        Versions = await Db.Set<PrivacyNotice>().AsNoTracking().Where(n => n.Authority == authority).OrderByDescending(n => n.Version)
            .ToListAsync(cancel);
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill() => Text = Versions.Count > 0 ? Versions[0].Text : "";

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var authority = Authority.Id;
        return await ActAsync(async write =>
        {
            var last = await write.Db.Set<PrivacyNotice>().Where(n => n.Authority == authority).MaxAsync(n => (int?)n.Version, cancel) ?? 0;
            write.Db.Add(PrivacyNotice.Publish(authority, last + 1, Text, write.Now));
            return "/amministrazione/informativa";
        }, L["Informativa pubblicata."]);
    }
}
