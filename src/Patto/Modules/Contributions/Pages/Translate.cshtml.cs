using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions.Pages;

/// <summary>What a voice in another language says is written in Italian beside it, by whom; the original stays the voice.</summary>
public sealed class TranslateModel : VoicePage
{
    public override Act Demands => ContributionActs.Translate;

    [BindProperty, StringLength(Contribution.Longest)] public string? Text { get; set; }
    [BindProperty, StringLength(200)] public string? By { get; set; }

    public Contribution Voice { get; private set; } = null!;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var code = (RouteData.Values["code"] as string ?? "").ToUpperInvariant();
        Voice = (await Db.Contributions.AsNoTracking().SingleOrDefaultAsync(c => c.Process == Process.Id && c.Code == code, cancel))!;
        return Voice is { IsForeign: true, IsUntyped: false, State: not (ContributionState.Withdrawn or ContributionState.Refused) }
            && await base.FindHereAsync(cancel);
    }

    protected internal override void Fill()
    {
        Texts.IsWritten(Voice.Text, Voice.Language);
        (Text, By) = (Voice.Translation?.Text, Voice.Translation?.By);
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            var voice = await write.Db.Contributions.SingleAsync(c => c.Id == Voice.Id, cancel);
            voice.Translate(Text ?? "", By ?? "", write.Now);
            return voice.IsPublic ? ContributionUrls.Show(Process.Slug, voice.Code) : ContributionUrls.Reading(Process.Slug);
        }, L["La traduzione si legge accanto all'originale."]);
    }
}
