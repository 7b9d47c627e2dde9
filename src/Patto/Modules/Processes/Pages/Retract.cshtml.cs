using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Processes.Pages;

/// <summary>A process that was never public is deleted; one that is public is taken back, with a reason.</summary>
public sealed class RetractModel : ProcessPage
{
    public override Act Demands => ProcessActs.Retract;

    /// <summary>The key of the process, typed by who is sure.</summary>
    [BindProperty, StringLength(8)] public string? Typed { get; set; }
    [BindProperty, StringLength(500)] public string? HiddenWhy { get; set; }

    public IReadOnlyList<WasPublic> Before { get; private set; } = [];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Before = (await Get<KnownProcesses>().OfAsync(Process.Id, cancel))?.Unpublished ?? [];
        return true;
    }

    protected internal override void Fill() => (Typed, HiddenWhy) = (null, null);

    public void OnGet() { }

    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            RuleViolation.UnlessAt(nameof(Typed), string.Equals((Typed ?? "").Trim(), Process.Key, StringComparison.OrdinalIgnoreCase),
                "process.not-sure", "Per cancellarlo scrivi la sigla del percorso: {0}.", Process.Key);
            await write.StandInLineAsync(ClosingBook.LineOf(Process.Id), cancel);
            await write.Get<DeletedDraft>().DeleteAsync(await HereAsync(write, cancel), cancel);
            return ProcessUrls.List;
        }, L["Bozza cancellata, con tutto quello che ci stava dentro."]);
    }

    public async Task<IActionResult> OnPostHideAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            (await HereAsync(write, cancel)).Unpublish(HiddenWhy ?? "", write.Now);
            return ProcessUrls.Retract(Process.Slug);
        }, L["Il percorso non è più pubblico: chi lo cerca legge il motivo."]);
    }

    private async Task<Process> HereAsync(WriteScope write, CancellationToken cancel) =>
        await write.Db.Processes.Whole().SingleOrDefaultAsync(p => p.Id == Process.Id, cancel) ?? throw new Unknown();
}
