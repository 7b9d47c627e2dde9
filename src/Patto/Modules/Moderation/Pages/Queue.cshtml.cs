using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Moderation.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Moderation.Pages;

/// <summary>Reports and appeals that nobody has decided, the oldest first; and the pauses that last.</summary>
public sealed class QueueModel : ProcessPage
{
    public override Act Demands => ModerationActs.Read;

    private const int PageSize = 30;

    [FromQuery(Name = "dopo")] public Guid? After { get; set; }

    public IReadOnlyList<TextReport> Rows { get; private set; } = [];
    /// <summary>The texts that these are about; what its author took back is not among them.</summary>
    public IReadOnlyDictionary<Subject, ReportedText> About { get; private set; } = new Dictionary<Subject, ReportedText>();
    public int Total { get; private set; }
    public Guid? Next { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "percorsi", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Testi segnalati"].Value, null)));
        var all = Db.Set<TextReport>().AsNoTracking().Where(r => r.Process == Process.Id
            && r.State != ReportedState.Kept && r.State != ReportedState.Resumed);
        Total = await all.CountAsync(cancel);
        var after = new Id<TextReport>(After ?? Guid.Empty);
        if (After is not null && await all.SingleOrDefaultAsync(r => r.Id == after, cancel) is { } last)
            all = all.Where(r => r.At > last.At || r.At == last.At && r.Id > after);
        var page = await all.OrderBy(r => r.At).ThenBy(r => r.Id).Take(PageSize + 1).ToListAsync(cancel);
        Next = page.Count > PageSize ? page[PageSize - 1].Id.Value : null;
        Rows = [.. page.Take(PageSize)];
        About = await Get<ReportedTexts>().OfAsync(Process.Id, [.. Rows.Select(r => r.Of).Distinct()], cancel);
        return true;
    }

    public void OnGet() { }
}
