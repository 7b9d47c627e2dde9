using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Portal.Pages;

/// <summary>One file: its words, another in its place, away with it; and, where it came with somebody's voice, publish it once it was
/// read.</summary>
public sealed class AttachmentModel(FileBook book, FileStore store) : AttachmentPage(book)
{
    [FromRoute(Name = "file")] public Guid Id { get; set; }
    [BindProperty, StringLength(StoredFile.LongestTitle)] public string? Title { get; set; }
    [BindProperty, StringLength(StoredFile.LongestAlt)] public string? Alt { get; set; }
    [BindProperty, StringLength(StoredFile.LongestTitle)] public string? ShownTitle { get; set; }
    [BindProperty, StringLength(StoredFile.LongestAlt)] public string? ShownAlt { get; set; }
    [BindProperty, StringLength(StoredFile.LongestAlt)] public string? NewAlt { get; set; }
    [BindProperty, StringLength(StoredFile.LongestAlt)] public string? Why { get; set; }
    [BindProperty] public IFormFile? Upload { get; set; }

    public StoredFile It { get; private set; } = null!;

    /// <summary>Nobody has decided yet whether others may see it.</summary>
    public bool Waits => It.Visibility == Visibility.Staff;

    protected override async Task<bool> FindFileAsync(CancellationToken cancel)
    {
        var (id, thing) = (new Id<StoredFile>(Id), Thing.Subject);
        It = (await Db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == id && f.Owner == thing, cancel))!;
        // What was sent twice hears its first answer, also where the file has gone with it.
        if (It is null || It.Ended is not null && HttpMethods.IsGet(Request.Method)) return false;
        Trail(It.Title);
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill() =>
        (Title, Alt, ShownTitle, ShownAlt, NewAlt, Why) = (It.Title, It.Alt, It.Title, It.Alt, null, null);

    public Task<IActionResult> OnPostDescribeAsync(CancellationToken cancel) => ActAsync(async write =>
    {
        (await HereAsync(write, cancel)).Describe(Title ?? "", Alt ?? "");
        return Home;
    }, L["Parole cambiate."]);

    public Task<IActionResult> OnPostShowAsync(CancellationToken cancel) => ActAsync(async write =>
    {
        RuleViolation.Unless(Waits, "file.shown", "Questo file è già visibile a chi vede la cosa a cui è allegato.");
        RuleViolation.UnlessAt(nameof(ShownTitle), !string.IsNullOrWhiteSpace(ShownTitle), "file.title",
            "Scrivi che cos'è, in poche parole: è il testo del collegamento.");
        RuleViolation.UnlessAt(nameof(ShownAlt), !It.IsPicture || !string.IsNullOrWhiteSpace(ShownAlt), "file.alt",
            "Scrivi che cosa si vede nell'immagine: serve a chi non la vede.");
        (await HereAsync(write, cancel)).Show(ShownTitle ?? "", ShownAlt ?? "");
        return Home;
    }, L["File pubblicato."]);

    public async Task<IActionResult> OnPostReplaceAsync(CancellationToken cancel)
    {
        if (Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), L["Scegli il file da allegare."]);
            return Page();
        }
        var given = await store.ReadAsync(Upload, nameof(Upload), cancel);
        return await ActAsync(async write =>
        {
            var old = await HereAsync(write, cancel);
            var alt = string.IsNullOrWhiteSpace(NewAlt) ? old.Alt : NewAlt;
            RuleViolation.UnlessAt(nameof(NewAlt), !given.IsPicture || Waits || alt.Trim().Length > 0, "file.alt",
                "Scrivi che cosa si vede nell'immagine: serve a chi non la vede.");
            await write.Get<FileStore>().ReplaceAsync(old, given, nameof(Upload), new(old.Title, alt, old.Person), Thing, cancel);
            return Home;
        }, L["File sostituito."]);
    }

    public Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel) => ActAsync(async write =>
    {
        (await HereAsync(write, cancel)).Remove(Why ?? "", write.Now);
        return Home;
    }, L["File tolto."]);

    private Task<StoredFile> HereAsync(WriteScope write, CancellationToken cancel)
    {
        var id = It.Id;
        return write.Db.Set<StoredFile>().SingleAsync(f => f.Id == id, cancel);
    }
}
