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
    /// <summary>What the ready text leaves blank, for the first version.</summary>
    [BindProperty, StringLength(300)] public string? Dpo { get; set; }
    [BindProperty, StringLength(300)] public string? Provider { get; set; }
    public bool IsReadyText => Versions.Count == 0;
    public override Act Demands => AdministrationActs.Settle;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        Versions = await Db.Set<PrivacyNotice>().AsNoTracking().Where(n => n.Authority == authority).OrderByDescending(n => n.Version)
            .ToListAsync(cancel);
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill() => Text = Versions.Count > 0 ? Versions[0].Text : ReadyNotice.Of(Authority);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var text = IsReadyText ? ReadyNotice.Filled(Text, Dpo, Provider) : Text;
        if (text.Contains(ReadyNotice.Dpo, StringComparison.Ordinal)) ModelState.AddModelError(nameof(Dpo),
            L["Scrivi come si raggiunge il responsabile della protezione dei dati."]);
        if (text.Contains(ReadyNotice.Provider, StringComparison.Ordinal)) ModelState.AddModelError(nameof(Provider),
            L["Scrivi chi gestisce il server."]);
        if (ReadyNotice.BlankIn(text) is { } blank) ModelState.AddModelError(nameof(Text),
            L["Nel testo c'è ancora uno spazio da riempire: {0}", blank]);
        if (!ModelState.IsValid) return Page();
        var authority = Authority.Id;
        return await ActAsync(async write =>
        {
            var last = await write.Db.Set<PrivacyNotice>().Where(n => n.Authority == authority).MaxAsync(n => (int?)n.Version, cancel) ?? 0;
            write.Db.Add(PrivacyNotice.Publish(authority, last + 1, text, write.Now));
            return await Get<FirstStepsWay>().AfterAsync(authority, AdministrationUrls.Notice, cancel);
        }, L["Informativa pubblicata."]);
    }
}
