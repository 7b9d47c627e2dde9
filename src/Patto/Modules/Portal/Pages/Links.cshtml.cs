using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web.Ui;

namespace Patto.Modules.Portal.Pages;

/// <summary>The links of *il filo* in a process, the last one first: a mistaken one is taken away with a reason that everybody
/// reads.</summary>
public sealed class LinksModel(Filo filo) : ProcessPage
{
    public override Act Demands => ThreadActs.Cut;

    private const int PageSize = 40;

    [FromQuery(Name = "codice")] public string? Code { get; set; }
    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    [BindProperty] public Guid Link { get; set; }
    [BindProperty, StringLength(500)] public string? Why { get; set; }

    public sealed record Row(Guid Id, string Sentence, DateTimeOffset At, bool MayBeCut, DateTimeOffset? Cut, string? CutWhy);

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public Guid? Next { get; private set; }
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Code);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "percorsi", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Collegamenti del filo"].Value, null)));
        var all = Db.Set<Link>().AsNoTracking().Where(l => l.Scope == Process.Id.Value);
        if (IsFiltered)
        {
            if (await filo.FindAsync(Codes.Read(Code!) ?? Code!, cancel) is not { } subject) return true;
            all = all.Where(l => l.From == subject || l.To == subject);
        }
        Total = await all.CountAsync(cancel);
        // Many links are tied in one instant: among those of one instant the identity decides.
        var after = new Id<Link>(After ?? Guid.Empty);
        if (After is not null && await Db.Set<Link>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == after, cancel) is { } last)
            all = all.Where(l => l.At < last.At || l.At == last.At && l.Id > after);
        var page = await all.OrderByDescending(l => l.At).ThenBy(l => l.Id).Take(PageSize + 1).ToListAsync(cancel);
        Next = page.Count > PageSize ? page[PageSize - 1].Id.Value : null;
        var reader = Reader.Of(await CurrentUser.GrantsAsync(Db, cancel), Now);
        var cards = await filo.TellAsync([.. page.SelectMany(l => new[] { l.From, l.To }).Distinct()], reader, cancel);
        Rows = [.. page.Take(PageSize).Select(l => new Row(l.Id.Value, Story.Sentence(l.Relation, cards.GetValueOrDefault(l.From),
            cards.GetValueOrDefault(l.To), L), l.At, l.Closed is null && Filo.MayBeCut(l.Relation), l.Closed, l.ClosedWhy))];
        return true;
    }

    protected internal override void Fill() => Why = null;

    public void OnGet() { }

    public async Task<IActionResult> OnPostCutAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            var id = new Id<Link>(Link);
            var link = await write.Db.Set<Link>().AsNoTracking()
                .SingleOrDefaultAsync(l => l.Id == id && l.Scope == Process.Id.Value, cancel) ?? throw new Unknown();
            await write.Get<Filo>().CutAsync(link.From, link.Relation, link.To, Why ?? "", cancel);
            return SameList;
        }, L["Collegamento tolto: il filo lo dice, con il motivo."]);
    }
}
