using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;

namespace Patto.Modules.Contributions.Pages;

/// <summary>Sheets of slips: print new ones, print again, see how many came back.</summary>
public sealed class SlipsModel : VoicePage
{
    public override Act Demands => ContributionActs.Print;

    [BindProperty, Required(ErrorMessage = "Scrivi dove andranno i foglietti: serve a ritrovarli."), StringLength(200, ErrorMessage = "Il nome è troppo lungo.")] public string Label { get; set; } = "";
    [BindProperty] public int Sheets { get; set; } = 5;

    public sealed record Row(Id<SlipBatch> Id, string Label, string First, string Last, int Count, DateTimeOffset Printed, int Written);
    public IReadOnlyList<Row> Batches { get; private set; } = [];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var slips = Db.Slips;
        Batches = await Db.SlipBatches.AsNoTracking().Where(b => b.Process == Process.Id).OrderByDescending(b => b.Printed).Take(200)
            .Select(b => new Row(b.Id, b.Label, b.First, b.Last, b.Count, b.Printed, slips.Count(s => s.Batch == b.Id && s.Contribution != null))).ToListAsync(cancel);
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
