using Microsoft.EntityFrameworkCore;
using Patto.Caching;
using Patto.Database;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>How the process ended, each time it did: who decided, what came of what was expected, what stayed without an answer and
/// why.</summary>
[PublicCache]
public sealed class ClosingModel : ProcessPage
{
    private const int MostNames = 100;

    public sealed record Reason(string Text, int Count, IReadOnlyList<string> Names);
    public sealed record Told(Closing Closing, IReadOnlyList<Reason> Reasons);

    public IReadOnlyList<Told> Closings { get; private set; } = [];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        (ViewData["Nav"], ViewData["Crumbs"]) = ("percorsi", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Come si è concluso"].Value, null)));
        var closed = await Db.Set<Closing>().AsNoTracking().Include(c => c.Reasons).Where(c => c.Process == Process.Id && c.At != null)
            .OrderByDescending(c => c.Number).ToListAsync(cancel);
        Closings = [.. closed.Select(c => new Told(c, [.. c.Reasons.GroupBy(r => r.Reason).OrderByDescending(g => g.Count())
            .Select(g => new Reason(g.Key, g.Count(),
                [.. g.Select(r => r.Called).Distinct().Order(StringComparer.Ordinal).Take(MostNames)]))]))];
        return true;
    }

    public void OnGet() { }
}
