using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports.Contracts;

namespace Patto.Modules.Reports.Pages;

/// <summary>What the guarantor asked and found, with the answers: in public what is public, the rest for who works here.</summary>
public sealed class GuaranteeModel : ProcessPage
{
    private const int PageSize = 30;

    public override Act DemandsToPost => ReportActs.Ask;

    [FromQuery(Name = "dopo")] public string? After { get; set; }
    [BindProperty] public NoteKind? Kind { get; set; }
    [BindProperty, StringLength(GuarantorNote.Longest)] public string? Text { get; set; }
    [BindProperty] public DateOnly? Due { get; set; }
    [BindProperty] public bool IsPublic { get; set; }
    [BindProperty] public bool Looked { get; set; }
    [BindProperty, StringLength(500)] public string? LookedWhy { get; set; }
    [BindProperty, StringLength(40)] public string? LookSeal { get; set; }

    public IReadOnlyList<GuarantorNote> Notes { get; private set; } = [];
    public int Total { get; private set; }
    public string? Next { get; private set; }
    public bool MayAsk { get; private set; }
    public bool MayAnswer { get; private set; }
    /// <summary>Null until words were sent that look as if they told of persons.</summary>
    public Look? Look { get; private set; }
    public DateOnly Today => Texts.RomeDay(Now);
    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<NoteKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        // Whoever guards another process asks there, not here.
        (MayAsk, MayAnswer) = (await AsksHereAsync(cancel), await MayAsync(ReportActs.Answer));
        var inside = MayAsk || await MayAsync(ReportActs.Follow);
        var from = int.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        var shown = Db.GuarantorNotes.AsNoTracking().Where(q => q.Process == Process.Id && (inside || q.IsPublic));
        Total = await shown.CountAsync(cancel);
        Notes = await shown.OrderByDescending(q => q.At).ThenByDescending(q => q.Id).Skip(from).Take(PageSize).ToListAsync(cancel);
        Next = from + PageSize < Total ? (from + PageSize).ToString(CultureInfo.InvariantCulture) : null;
        return true;
    }

    private async Task<bool> AsksHereAsync(CancellationToken cancel) =>
        (await Gate.RolesAsync(Place, cancel)).Overlaps(ReportActs.Ask.Standing);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!MayAsk) return NotFound();
        if (Kind is null) ModelState.AddModelError(nameof(Kind), L["Scegli se è una domanda o un rilievo."]);
        if (Kind == NoteKind.Finding || IsPublic) Look = await Get<Looking>().AtAsync(Process, [("", Text ?? "")], cancel);
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            Look?.DemandRead(Looked, LookedWhy, LookSeal);
            var note = GuarantorNote.Ask(Process, Kind!.Value, Text ?? "", Due, IsPublic, write.Now);
            write.Db.Add(note);
            await write.Get<ReportLetters>().AskWhoLeadsAsync(Process, note, cancel);
            return ReportUrls.Guarantee(Process.Slug);
        }, L["Scritto: chi conduce il percorso riceve una lettera."]);
    }
}
