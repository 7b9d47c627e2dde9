using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Files;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Importing;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Contributions.Pages;

/// <summary>What somebody of the staff typed for another is put right; what a recording says is typed beside the player. The words of who
/// wrote by themselves are not here.</summary>
public sealed class TypedModel : VoicePage
{
    public override Act Demands => ContributionActs.Enter;

    [FromRoute(Name = "code")] public string Code { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi che cosa dice."), StringLength(Contribution.Longest)]
    public string Text { get; set; } = "";
    [BindProperty, StringLength(8)] public string Language { get; set; } = "it";
    [BindProperty] public DateOnly? Said { get; set; }
    [BindProperty, StringLength(120)] public string? Organisation { get; set; }
    /// <summary>Of what is public with hidden words: which, in the new text.</summary>
    [BindProperty, StringLength(Contribution.Longest)] public string? Words { get; set; }
    [BindProperty, StringLength(500)] public string? Why { get; set; }

    public Contribution Voice { get; private set; } = null!;
    public IReadOnlyList<StoredFile> Recording { get; private set; } = [];
    public IEnumerable<SelectListItem> Languages => SpokenLanguages.All.Select(l => new SelectListItem(l.Name, l.Code));
    public static Subject Of(Contribution voice) => Subject.Of(VoiceFiles.Kind, voice.Id);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var code = (RouteData.Values["code"] as string ?? "").ToUpperInvariant();
        Voice = (await Db.Contributions.AsNoTracking().SingleOrDefaultAsync(c => c.Process == Process.Id && c.Code == code, cancel))!;
        if (Voice is not { IsTyped: true }) return false;
        Recording = [.. (await Get<FileBook>().OfAsync([Of(Voice)], cancel))[Of(Voice)]];
        return await base.FindHereAsync(cancel);
    }

    protected internal override void Fill()
    {
        Texts.IsWritten(Voice.Text, Voice.Language);
        (Text, Language, Said, Organisation, Words, Why) =
            (Voice.Text, Voice.Language, Texts.RomeDay(Voice.Said), Voice.Organisation, null, null);
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            if (!Voice.IsRecorded && Voice.EnteredBy != CurrentUser.Actor && !await MayAsync(ProcessActs.Edit))
                throw new Refused(L["L'ha scritto un'altra persona dello staff: lo corregge lei, o chi risponde del percorso."]);
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            var voice = await write.Db.Contributions.SingleAsync(c => c.Id == Voice.Id, cancel);
            voice.Correct(new(Text, Language, Organisation, Said == Texts.RomeDay(voice.Said) ? null : EnterModel.SaidAt(Said, write.Now)),
                Why, WordHiding.Lines(Words), CurrentUser.Actor, write.Now);
            return voice.IsPublic ? ContributionUrls.Show(Process.Slug, voice.Code) : ContributionUrls.Reading(Process.Slug);
        }, Voice.IsUntyped ? L["Scritto: ora si legge e si pubblica come ogni contributo."] : L["Corretto: quello di prima resta nella storia."]);
    }
}
