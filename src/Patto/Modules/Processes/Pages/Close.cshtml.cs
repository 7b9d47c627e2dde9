using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>Before a process closes: what still waits for an answer, the reasons for what gets none, who decides, what came of it. And its
/// opening again.</summary>
public sealed class CloseModel(ClosingBook book, ProcessBook processes) : ProcessPage
{
    public override Act Demands => ProcessActs.Conclude;

    private const int FewOfEach = 10, PageSize = 50;

    /// <summary>Of one kind only, all of them.</summary>
    [FromQuery(Name = "che")] public string? Only { get; set; }
    [FromQuery(Name = "dopo")] public string? After { get; set; }

    [BindProperty] public List<Guid> Chosen { get; set; } = [];
    /// <summary>The kind whose form was sent.</summary>
    [BindProperty, StringLength(40)] public string? What { get; set; }
    [BindProperty, StringLength(1000)] public string? Reason { get; set; }
    [BindProperty, StringLength(1000)] public string? Taken { get; set; }
    [BindProperty, StringLength(300)] public string? DecidedBy { get; set; }
    [BindProperty, StringLength(4000)] public string? Words { get; set; }
    [BindProperty] public List<CameOf> Came { get; set; } = [];
    [BindProperty, StringLength(300)] public string? ReopenedBy { get; set; }
    [BindProperty, StringLength(1000)] public string? Why { get; set; }

    public sealed class CameOf
    {
        [StringLength(2000)] public string? Text { get; set; }
    }

    /// <param name="Next">Where its list goes on; null at the end.</param>
    public sealed record Section(string Key, string Title, int All, IReadOnlyList<OpenEnd> Shown, string? Next);
    public sealed record Given(string Reason, int Count, IReadOnlyList<string> Names);

    public ProcessView View { get; private set; } = null!;
    public IReadOnlyList<Section> Sections { get; private set; } = [];
    public IReadOnlyList<Given> Reasons { get; private set; } = [];
    /// <summary>How many things wait without answer or reason.</summary>
    public int Left { get; private set; }
    /// <summary>How many of the things that wait had a reason when the process closed before.</summary>
    public int Earlier { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "percorsi", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Conclusione"].Value, null)));
        View = (await processes.ReadAsync(Process.Id, cancel))!;
        if (!Process.IsPublic) return false;
        if (Process.IsConcluded) return true;
        var closing = await Db.Set<Closing>().AsNoTracking().Include(c => c.Reasons)
            .SingleOrDefaultAsync(c => c.Process == Process.Id && c.At == null, cancel);
        var given = closing?.Reasons.ToDictionary(r => r.Of) ?? [];
        var open = await book.OpenAsync(Process, cancel);
        var waiting = open.Select(k => k with { Ends = [.. k.Ends.Where(e => !given.ContainsKey(e.Subject))] })
            .Where(k => k.Ends.Count > 0).ToList();
        Left = waiting.Sum(k => k.Ends.Count);
        Sections = [.. waiting.Where(k => Only is null || k.Key == Only).Select(k => SectionOf(k))];
        var still = open.SelectMany(k => k.Ends).Where(e => given.ContainsKey(e.Subject));
        Reasons = [.. still.GroupBy(e => given[e.Subject].Reason)
            .Select(g => new Given(g.Key, g.Count(), [.. g.Take(20).Select(e => e.Name)]))];
        var before = (await EarlierAsync(Db, cancel)).Keys.ToHashSet();
        Earlier = waiting.Sum(k => k.Ends.Count(e => before.Contains(e.Subject)));
        return true;
    }

    private Section SectionOf(EndsOfKind kind)
    {
        var from = Only is not null && After is not null ? kind.Ends.ToList().FindIndex(e => e.Subject.ToString() == After) + 1 : 0;
        var shown = kind.Ends.Skip(from).Take(Only is null ? FewOfEach : PageSize).ToList();
        return new(kind.Key, kind.Title, kind.Ends.Count, shown,
            Only is not null && from + shown.Count < kind.Ends.Count ? shown[^1].Subject.ToString() : null);
    }

    protected internal override void Fill()
    {
        (Reason, Words, Why, Chosen) = (null, null, null, []);
        DecidedBy = ReopenedBy = View.Bodies.OrganName.Length > 0 ? View.Bodies.OrganName : View.Bodies.DecidingBody;
        Came = [.. View.Results.Select(_ => new CameOf())];
    }

    public void OnGet() { }

    /// <summary>One reason for those that were chosen.</summary>
    public Task<IActionResult> OnPostExplainAsync(CancellationToken cancel) => ExplainAsync(all: false, cancel);

    /// <summary>One reason for all of a kind.</summary>
    public Task<IActionResult> OnPostExplainAllAsync(CancellationToken cancel) => ExplainAsync(all: true, cancel);

    private async Task<IActionResult> ExplainAsync(bool all, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var closing = await PreparedAsync(write, cancel);
            var given = closing.Reasons.Select(r => r.Of).ToHashSet();
            var ends = (await write.Get<ClosingBook>().OpenAsync(Process, cancel)).Where(k => k.Key == What).SelectMany(k => k.Ends)
                .Where(e => all ? !given.Contains(e.Subject) : Chosen.Contains(e.Subject.Id)).ToList();
            closing.Explain(ends, Reason ?? "");
            return new(SameList, L.Count(ends.Count, "Motivo scritto per una cosa.", "Motivo scritto per {0} cose."));
        });
    }

    public async Task<IActionResult> OnPostTakeBackAsync(CancellationToken cancel) => await ActAsync(async write =>
    {
        (await PreparedAsync(write, cancel)).TakeBack(Taken ?? "");
        return SameList;
    }, L["Motivo tolto: aspettano di nuovo una risposta."]);

    /// <summary>What had a reason when the process closed before keeps it.</summary>
    public async Task<IActionResult> OnPostKeepAsync(CancellationToken cancel) => await ActAsync(async write =>
    {
        var closing = await PreparedAsync(write, cancel);
        var (before, given) = (await EarlierAsync(write.Db, cancel), closing.Reasons.Select(r => r.Of).ToHashSet());
        var ends = (await write.Get<ClosingBook>().OpenAsync(Process, cancel)).SelectMany(k => k.Ends)
            .Where(e => before.ContainsKey(e.Subject) && !given.Contains(e.Subject)).ToList();
        foreach (var same in ends.GroupBy(e => before[e.Subject])) closing.Explain([.. same], same.Key);
        return new(SameList, L.Count(ends.Count, "Motivo ripreso per una cosa.", "Motivo ripreso per {0} cose."));
    });

    public async Task<IActionResult> OnPostConcludeAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var closing = await PreparedAsync(write, cancel);
            var process = await write.Db.Processes.SingleAsync(p => p.Id == Process.Id, cancel);
            var open = (await write.Get<ClosingBook>().OpenAsync(Process, cancel)).SelectMany(k => k.Ends).ToList();
            process.Conclude(closing, open, DecidedBy ?? "", Words ?? "", [.. Came.Select(c => c.Text)], write.Now);
            await write.Get<UndoBook>().OfferAsync(Process.Authority, Process.Subject, UndoClosing.Name,
                Subject.Of("closing", closing.Id), "", cancel);
            return ProcessUrls.Closing(Process.Slug);
        }, L["Il percorso è concluso: lo legge chiunque, con i motivi."]);
    }

    public async Task<IActionResult> OnPostReopenAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.StandInLineAsync(ClosingBook.LineOf(Process.Id), cancel);
            var process = await write.Db.Processes.SingleAsync(p => p.Id == Process.Id, cancel);
            var closing = await write.Db.Set<Closing>().Where(c => c.Process == Process.Id && c.At != null && c.Reopened == null)
                .OrderByDescending(c => c.Number).FirstOrDefaultAsync(cancel);
            if (closing is null) write.Db.Add(closing = Closing.Untold(process));
            process.Reopen(closing, ReopenedBy ?? "", Why ?? "", write.Now);
            return ProcessUrls.Edit(Process.Slug);
        }, L["Il percorso è riaperto: il motivo lo legge chiunque."]);
    }

    // Nobody writes into the process, and nobody else closes it, from here to the end of the act.
    private async Task<Closing> PreparedAsync(WriteScope write, CancellationToken cancel)
    {
        await write.StandInLineAsync(ClosingBook.LineOf(Process.Id), cancel);
        var process = await write.Db.Processes.SingleAsync(p => p.Id == Process.Id, cancel);
        process.DemandRunning();
        var all = write.Db.Set<Closing>().Where(c => c.Process == Process.Id);
        if (await all.Include(c => c.Reasons).SingleOrDefaultAsync(c => c.At == null, cancel) is { } prepared) return prepared;
        var closing = Closing.Prepare(process, await all.CountAsync(cancel) + 1);
        write.Db.Add(closing);
        return closing;
    }

    private async Task<Dictionary<Subject, string>> EarlierAsync(AppDb db, CancellationToken cancel)
    {
        var last = await db.Set<Closing>().AsNoTracking().Include(c => c.Reasons).Where(c => c.Process == Process.Id && c.At != null)
            .OrderByDescending(c => c.Number).FirstOrDefaultAsync(cancel);
        return last?.Reasons.ToDictionary(r => r.Of, r => r.Reason) ?? [];
    }
}
