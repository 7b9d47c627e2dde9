using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;

namespace Patto.Modules.Contributions.Pages;

/// <summary>Sheets of slips: print new ones, print again, see how many came back.</summary>
public sealed class SlipsModel : VoicePage
{
    public override Act Demands => ContributionActs.Print;

    [BindProperty, Required(ErrorMessage = "Scrivi dove andranno i foglietti: serve a ritrovarli."),
        StringLength(200)]
    public string Label { get; set; } = "";
    [BindProperty] public int Sheets { get; set; } = 5;

    public sealed record Row(Id<SlipBatch> Id, string Label, string First, string Last, int Count, DateTimeOffset Printed, int Written);
    private const int PageSize = 100;
    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    public IReadOnlyList<Row> Batches { get; private set; } = [];
    public int Total { get; private set; }
    /// <summary>Whether a phase asks something of its own today.</summary>
    public bool IsAsking { get; private set; }
    public string? Next { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var slips = Db.Slips;
        var batches = Db.SlipBatches.AsNoTracking().Where(b => b.Process == Process.Id);
        Total = await batches.CountAsync(cancel);
        if (After is { } after && new Id<SlipBatch>(after) is var id && await batches.Where(b => b.Id == id)
            .Select(b => (DateTimeOffset?)b.Printed).SingleOrDefaultAsync(cancel) is { } printed)
            batches = batches.Where(b => b.Printed < printed);
        var page = await batches.OrderByDescending(b => b.Printed).Take(PageSize + 1)
            .Select(b => new Row(b.Id, b.Label, b.First, b.Last, b.Count, b.Printed,
                slips.Count(s => s.Batch == b.Id && s.Contribution != null))).ToListAsync(cancel);
        IsAsking = (await Get<QuestionBook>().AskedAsync(Process.Id, null, cancel)).Count > 0;
        (Batches, Next) = ([.. page.Take(PageSize)], page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null);
        return await base.FindHereAsync(cancel);
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var batch = await write.Get<Entry>().PrintAsync(Process, Label, Sheets, write.Now, cancel);
            return $"{ContributionUrls.Slips(Process.Slug)}/{batch.Id}";
        });
    }
}
