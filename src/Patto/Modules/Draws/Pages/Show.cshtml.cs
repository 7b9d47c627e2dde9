using System.Globalization;
using Deliberation.Formats;
using Deliberation.Statistics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Web;

namespace Patto.Modules.Draws.Pages;

/// <summary>What everybody reads of a draw: criteria and quotas, then chances and lists, then who was drawn; with all it takes to check
/// it.</summary>
public sealed class ShowModel(GroupBook groups) : DrawPage
{
    private const int MostBins = 8;

    [FromQuery(Name = "numero")] public int? Asked { get; set; }

    /// <summary>A range of chances, and how many numbers are in it with each way of drawing.</summary>
    public sealed record Bin(double From, double Until, int Fair, int Simple);

    /// <summary>A number of the line that was drawn, and whether it still sits or may.</summary>
    public sealed record Lot(int Number, bool IsIn);

    internal PanelList? List { get; private set; }
    public string GroupName { get; private set; } = "";
    public IReadOnlyList<double>? Chances => List?.Chances;
    public IReadOnlyList<double>? Naive => List is { Naive.Count: > 0 } list ? list.Naive : null;
    public int[]? Times { get; private set; }
    /// <summary>Of each quota: how many applied; null where there are too few to say.</summary>
    public IReadOnlyList<int?> Counts { get; private set; } = [];
    public bool HasHidden => Counts.Any(c => c is null);
    /// <summary>Of each quota: how many sit, or may.</summary>
    public IReadOnlyList<int> Seated { get; private set; } = [];
    public IReadOnlyList<Lot> Drawn { get; private set; } = [];
    public IReadOnlyList<int> SteppedIn { get; private set; } = [];
    public int Empty { get; private set; }
    public IReadOnlyList<Bin> Bins { get; private set; } = [];
    public int Tallest => Math.Max(1, Bins.Max(b => Math.Max(b.Fair, b.Simple)));
    public bool IsWholePublic => List?.FewestAlike >= Draws.Draw.FewestAlike;
    public bool MayHaveWhole { get; private set; }

    protected override async Task<bool> FindInDrawAsync(CancellationToken cancel)
    {
        Trail((Draw.Title, null));
        GroupName = Draw.Group is { } group ? (await groups.GetAsync(group, cancel))?.Name ?? "" : "";
        if (Draw.State is not (DrawState.Published or DrawState.Drawn)) return true;
        List = await Db.PanelLists.AsNoTracking().SingleAsync(l => l.Draw == Draw.Id, cancel);
        Times = List.Times();
        Bins = BinsOf(List.Chances, List.Naive);
        await CountAsync(cancel);
        MayHaveWhole = Counts.Count > 0 && (IsWholePublic || MayKeep || await MayAsync(DrawActs.Check));
        return true;
    }

    private async Task CountAsync(CancellationToken cancel)
    {
        var candidates = await Db.DrawCandidates.AsNoTracking().Where(c => c.Draw == Draw.Id && c.Number != null).ToListAsync(cancel);
        // A year after the draw nobody knows any more what they are like.
        var known = candidates.Count > 0 && candidates.All(c => c.HasFeatures);
        var sitting = candidates.Where(c => c.Sits).ToList();
        if (known)
        {
            var told = Draw.Categories.SelectMany(category => Told(candidates, [.. Draw.QuotasOf(category)])).ToDictionary();
            Counts = [.. Draw.Quotas.Select(q => told[q])];
            if (Draw.Ticket is not null) Seated = [.. Draw.Quotas.Select(q => Of(sitting, q))];
        }
        if (Draw.Ticket is not { } ticket) return;
        var line = List!.Panels()[ticket];
        var seated = sitting.Select(c => c.Number!.Value).ToHashSet();
        Drawn = [.. line.Select(n => new Lot(n, seated.Contains(n)))];
        SteppedIn = [.. seated.Except(line).Order()];
        Empty = Draw.Seats - seated.Count;
    }

    // How many candidates have each feature of a category; null where too few have it, or the others would tell.
    private IEnumerable<KeyValuePair<SeatQuota, int?>> Told(IReadOnlyList<Candidate> candidates, List<SeatQuota> quotas)
    {
        int[] counts = [.. quotas.Select(q => Of(candidates, q))];
        return quotas.Zip(counts, SmallCells.Hide(counts, Draws.Draw.FewestTold)).Select(q =>
            KeyValuePair.Create(q.First, q.Third ? (int?)null : q.Second));
    }

    private int Of(IEnumerable<Candidate> candidates, SeatQuota quota)
    {
        var category = Draw.CategoryOf(quota);
        return candidates.Count(c => string.Equals(c.Features[category], quota.Feature, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Ranges of one width, from none to just above the highest chance.</summary>
    internal static IReadOnlyList<Bin> BinsOf(IReadOnlyList<double> fair, IReadOnlyList<double> simple)
    {
        var highest = Math.Max(fair.Max(), simple.Count > 0 ? simple.Max() : 0);
        double[] widths = [0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.125];
        var width = widths.FirstOrDefault(w => w * MostBins >= highest, 0.125);
        var bins = Math.Max(1, (int)Math.Ceiling(highest / width - 1e-9));
        int In(IReadOnlyList<double> chances, int bin) => chances.Count(c => Math.Min(bins - 1, (int)Math.Floor(c / width + 1e-9)) == bin);
        return [.. Enumerable.Range(0, bins).Select(b => new Bin(b * width, (b + 1) * width, In(fair, b), In(simple, b)))];
    }

    /// <summary>Who steps in for each number of the line.</summary>
    public IEnumerable<(int Number, int? Reserve)> ReservesOf() => List!.Panels()[Draw.Ticket!.Value].Zip(Draw.Reserves);

    public void OnGet() { }

    /// <summary>A line a panel: its number, then the numbers in it.</summary>
    public IActionResult OnGetPanels() => List is null ? NotFound() : new Table($"{Draw.Code}-elenchi", Table.Columns("Elenco", "Numeri"),
        List.Panels().Select((panel, n) => new object?[] { Line(n), string.Join(' ', panel) }));

    public IActionResult OnGetChances() => List is null ? NotFound() : new Table($"{Draw.Code}-possibilita",
        Table.Columns("Codice", "Numero", "In quanti elenchi su mille", "Possibilità esatta", "Con il sorteggio semplice", "Estratto",
            "Riserva del numero"), ChancesTable.Rows(Draw, List, L));

    public IActionResult OnGetRecord() => List is null ? NotFound()
        : Json($"{Draw.Code}-pubblico.json", Records.Write(to => DrawJson.Write(Records.Public(Draw, List), to)));

    /// <summary>With what people are like: for who guarantees the process, and for everybody only where nobody can be told by it.</summary>
    public async Task<IActionResult> OnGetWholeAsync(CancellationToken cancel)
    {
        if (List is null) return NotFound();
        if (!IsWholePublic && !MayKeep) await Gate.DemandAsync(DrawActs.Check, Place, cancel);
        var candidates = await Db.DrawCandidates.AsNoTracking().Where(c => c.Draw == Draw.Id && c.Number != null).ToListAsync(cancel);
        if (candidates.Count == 0 || !candidates.All(c => c.HasFeatures)) return NotFound();
        Response.Headers.CacheControl = "no-store";
        return Json($"{Draw.Code}-completo.json", Records.Write(to => DrawJson.Write(Records.Whole(Draw, candidates, List), to)));
    }

    /// <summary>The page that checks either of the two files, for whoever has no network or does not want to trust this site.</summary>
    // A file to take home, in the language of whoever opens it there: no page of this site.
    public IActionResult OnGetChecker() => List is null ? NotFound() : new FileStreamResult(
        typeof(ShowModel).Assembly.GetManifestResourceStream("check-draw.html")!, "application/octet-stream")
    { FileDownloadName = "controlla-il-sorteggio.html" };

    private FileContentResult Json(string name, byte[] content) => new(content,
        "application/json; charset=utf-8")
    { FileDownloadName = name };
}
