using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Files;
using Patto.Web.Ui;

namespace Patto.Modules.Portal.Pages;

/// <summary>The files of one thing: what hangs there, what hung there, and one more.</summary>
public sealed class AttachmentsModel(FileBook book, FileStore store) : AttachmentPage(book)
{
    [BindProperty, StringLength(StoredFile.LongestTitle)] public string? Title { get; set; }
    [BindProperty, StringLength(StoredFile.LongestAlt)] public string? Alt { get; set; }
    [BindProperty] public IFormFile? Upload { get; set; }

    public IReadOnlyList<StoredFile> Files { get; private set; } = [];
    public IReadOnlyList<StoredFile> Gone { get; private set; } = [];
    public string Room { get; private set; } = "";

    protected override async Task<bool> FindFileAsync(CancellationToken cancel)
    {
        var thing = Thing.Subject;
        Files = [.. (await Get<FileBook>().OfAsync([thing], cancel))[thing]];
        Gone = await Db.Set<StoredFile>().AsNoTracking().Where(f => f.Owner == thing && f.Ended != null && f.Title != "")
            .OrderByDescending(f => f.Ended).ToListAsync(cancel);
        Room = FileWords.Room(L, await store.RoomAsync(cancel));
        Trail();
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill() => (Title, Alt) = (null, null);

    public async Task<IActionResult> OnPostAttachAsync(CancellationToken cancel)
    {
        if (Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), L["Scegli il file da allegare."]);
            return Page();
        }
        var given = await store.ReadAsync(Upload, nameof(Upload), cancel);
        return await ActAsync(async write =>
        {
            await write.Get<FileStore>().KeepAsync(given, nameof(Upload), new(Title ?? "", Alt ?? ""), Thing, cancel);
            return Home;
        }, L["Allegato."]);
    }

    public string UrlOf(StoredFile file) => $"{Home}/{file.Id}";
}
