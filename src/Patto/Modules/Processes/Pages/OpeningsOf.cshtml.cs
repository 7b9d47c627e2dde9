using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>What one phase opens: role, act and days in a table; what follows from it is shown in words before it is saved.</summary>
public sealed class OpeningsOfModel(ProcessBook book, KnownProcesses processes, OpeningsBook openings) : ProcessPage
{
    public override Act Demands => ProcessActs.Edit;

    [FromRoute] public Guid Item { get; set; }
    [BindProperty] public List<Row> Rows { get; set; } = [];
    [BindProperty, StringLength(500)] public string? Reason { get; set; }

    /// <summary>An act and a role of the list, in its order.</summary>
    public sealed class Row
    {
        public bool Open { get; set; }
        public DateOnly? From { get; set; }
        public DateOnly? Until { get; set; }
    }

    public PhaseView Phase { get; private set; } = null!;
    public IReadOnlyList<(string Act, Role Role)> Openable { get; private set; } = [];
    public IReadOnlyList<OpeningNeed> Needs { get; private set; } = [];
    /// <summary>What would follow; null until it was asked for.</summary>
    public IReadOnlyList<OpeningLine>? Consequence { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if ((await book.ReadAsync(Process.Id, cancel))?.Phases.FirstOrDefault(p => p.Id.Value == Item) is not { } phase) return false;
        Phase = phase;
        Openable = [.. OpenableActs.All.Union(phase.Opens.Select(o => (o.Act, o.Role)))];
        Needs = await openings.NeedsAsync(Process, cancel);
        (ViewData["Nav"], ViewData["App"], ViewData["Crumbs"]) = ("percorsi", true, Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Che cosa è aperto"].Value, ProcessUrls.Openings(Process.Slug)),
            (phase.Name, null)));
        return true;
    }

    protected internal override void Fill()
    {
        Reason = null;
        Rows = [.. Openable.Select(o => Phase.Opens.FirstOrDefault(p => (p.Act, p.Role) == o) is { } open
            ? new Row { Open = true, From = open.From, Until = open.Until } : new())];
    }

    public string Called((string Act, Role Role) opening) =>
        L["{0} ({1})", L[Act.All[opening.Act].Title], L[opening.Role.Italian()]];

    private List<PhaseOpening> Asked => [.. Openable.Zip(Rows).Where(r => r.Second.Open)
        .Select(r => new PhaseOpening(r.First.Act, r.First.Role, r.Second.From, r.Second.Until))];

    public void OnGet() { }

    /// <summary>What would follow is shown; nothing is saved.</summary>
    public async Task<IActionResult> OnPostLookAsync(CancellationToken cancel)
    {
        if (!Sound()) return Page();
        if (await processes.OfAsync(Process.Id, cancel) is not { } process) return NotFound();
        Consequence = OpeningsBook.WindowsOf(process, Phase.Id, Asked).Lines(L, Localization.Texts.RomeDay(Now));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!Sound()) return Page();
        return await ActAsync(async write =>
        {
            var process = await write.Db.Processes.Whole().SingleAsync(p => p.Id == Process.Id, cancel);
            process.OpenActs(process.PhaseOf(Phase.Id), Asked, Reason ?? "", write.Now);
            return ProcessUrls.Openings(Process.Slug);
        }, L["Salvato: leggi qui sotto che cosa è aperto adesso."]);
    }

    // Each row by itself, so that the sentence stands next to its field.
    private bool Sound()
    {
        for (var i = 0; i < Math.Min(Rows.Count, Openable.Count); i++)
        {
            if (Rows[i] is not { Open: true } row) continue;
            if (row.From is { } from && (from < Phase.From || from > Phase.Until))
                ModelState.AddModelError($"Rows[{i}].From", Outside);
            if (row.Until is { } until && (until < Phase.From || until > Phase.Until))
                ModelState.AddModelError($"Rows[{i}].Until", Outside);
            else if (row.From > row.Until) ModelState.AddModelError($"Rows[{i}].Until",
                L["L'ultimo giorno viene prima del primo: controlla le date."]);
        }
        return ModelState.IsValid;
    }

    private string Outside => L["La fase va dal {0} al {1}: scegli giorni che stanno dentro, o lascia vuoto.", L.Day(Phase.From),
        L.Day(Phase.Until)];
}
