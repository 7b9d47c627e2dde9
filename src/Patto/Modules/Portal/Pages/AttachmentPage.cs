using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Patto.Files;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Portal.Pages;

/// <summary>A page about the files of one thing, whatever thing it is: who may change the thing, attaches to it.</summary>
public abstract class AttachmentPage(FileBook book) : PattoPage
{
    [FromRoute] public string Kind { get; set; } = "";
    [FromRoute] public Guid Of { get; set; }

    public FileOwner Thing { get; private set; } = null!;
    public override Act Demands => AttachmentActs.Attach;
    public override Place Place => Thing.Place;

    public string Hint => L["Al massimo {0} MB. Foto (JPEG, PNG, WebP), PDF, testi, fogli di calcolo, CSV, registrazioni.",
        Authority.FileMegabytes];

    public IHtmlContent Line(StoredFile file) => FilesTagHelper.Parts(HttpContext, file);

    protected string Home => FilesTagHelper.Url(Thing.Subject);

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (await book.OwnerAsync(new(Kind, Of), cancel) is not { Process: not null } thing) return false;
        Thing = thing;
        // Who may not change the thing is not told of this page.
        return await MayAsync(Thing.Act) && await FindFileAsync(cancel);
    }

    protected virtual Task<bool> FindFileAsync(CancellationToken cancel) => Task.FromResult(true);

    protected void Trail(string? last = null) => ViewData["Crumbs"] = last is null
        ? Crumbs.To((L["Percorsi"], ProcessUrls.List), (Thing.Title, Thing.Url), (L["Allegati"], null))
        : Crumbs.To((L["Percorsi"], ProcessUrls.List), (Thing.Title, Thing.Url), (L["Allegati"], Home), (last, null));
}
