using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Groups.Pages;

/// <summary>A page inside a group: for its members, who works in the process and who watches over it. To all others it does not
/// exist.</summary>
public abstract class InsidePage(ProcessBook processes, PaperBook papers) : ProcessPage
{
    public override Act DemandsToPost => GroupActs.WriteInside;

    public override Place Place => new(Process.Authority, Process.Subject, Whole?.Subject);

    protected PaperBook Papers => papers;
    public Group Whole { get; private set; } = null!;
    /// <summary>The internal track in which the group works now; null: in none.</summary>
    public Track? Closed { get; private set; }
    public bool MayWrite { get; private set; }
    // Who watches over the process reads here and does not write, whatever they may do in a group of their own.
    private bool _belongs;
    /// <summary>Whether who reads works in the process.</summary>
    protected bool Works { get; private set; }
    public string SpaceUrl => GroupUrls.Space(Process.Slug, Whole.Id.Value);

    [BindProperty, StringLength(160)] public string? Title { get; set; }
    [BindProperty, StringLength(Paper.Longest)] public string? Text { get; set; }
    [BindProperty] public DateOnly? Day { get; set; }
    [BindProperty, StringLength(200)] public string? Where { get; set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Guid.TryParse(RouteData.Values["group"] as string, out var id)) return false;
        Whole = (await Db.Groups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == new Id<Group>(id) && g.Process == Process.Id, cancel))!;
        var reader = await papers.ReaderAsync(cancel);
        if (Whole is null || !reader.Enters(Whole)) return false;
        Works = reader.WorksIn(Process.Id.Value, Process.Authority);
        _belongs = Works || reader.Groups.Contains(id);
        if (!_belongs && HttpMethods.IsPost(Request.Method))
            throw new Refused(L["Qui scrive chi è del gruppo, o chi lavora nel percorso."]);
        Closed = ((await processes.ReadAsync(Process.Id, cancel))?.Tracks ?? []).FirstOrDefault(t => t.Group == id && t.IsClosed);
        MayWrite = _belongs && !Process.IsConcluded && await MayAsync(GroupActs.WriteInside);
        return true;
    }

    protected void Trail(string? here) => (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "percorsi", here is null
        ? Crumbs.To((L["Percorsi"], ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["I filoni"], GroupUrls.Tracks(Process.Slug)), (L["Spazio riservato"], null))
        : Crumbs.To((L["Percorsi"], ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["I filoni"], GroupUrls.Tracks(Process.Slug)), (L["Spazio riservato"], SpaceUrl), (here, null)));

    /// <summary>In the running act: who may come in, may still.</summary>
    protected async Task<Group> HereAsync(WriteScope write, CancellationToken cancel)
    {
        await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
        return await write.Db.Groups.SingleOrDefaultAsync(g => g.Id == Whole.Id, cancel) ?? throw new Unknown();
    }
}

/// <summary>What a group keeps to itself: meetings, texts, voices.</summary>
public sealed class SpaceModel(ProcessBook processes, PaperBook papers) : InsidePage(processes, papers)
{
    [BindProperty] public PaperKind Kind { get; set; } = PaperKind.Voice;
    /// <summary>True: it flows out with the track; false: it stays in the group.</summary>
    [BindProperty] public bool Flows { get; set; } = true;

    public IReadOnlyList<Paper> All { get; private set; } = [];
    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<PaperKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));
    public IEnumerable<Choice> Ways => Closed is null ? [] :
    [
        new("true", L["Del filone «{0}»", Closed.Name], L["Diventa pubblico quando il filone confluisce."]),
        new("false", L["Solo del gruppo"], L["Resta qui anche dopo."]),
    ];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!await base.FindHereAsync(cancel)) return false;
        Trail(null);
        All = await Papers.InsideAsync(Whole.Id, cancel);
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var group = await HereAsync(write, cancel);
            var track = Flows ? await write.Get<TrackBook>().ClosedOfAsync(Process.Id, group.Id.Value, cancel) : null;
            RuleViolation.Unless(!Flows || (track?.Key, track?.Converged) == (Closed?.Key, Closed?.Converged), "paper.flowed",
                "Nel frattempo il filone è confluito: quello che scrivi resterebbe solo del gruppo. Rileggi e invia di nuovo.");
            var look = await SameQuestion.LookAsync(this, write);
            var (kind, title, text, day) = (Kind, (Title ?? "").Trim(), (Text ?? "").ReplaceLineEndings("\n").Trim(), Day);
            var found = await write.Db.Papers.AnyAsync(p => p.Group == group.Id && p.Kind == kind && p.Title == title && p.Text == text
                && p.Day == day, cancel);
            if (look.SaysSame(found, $"{kind} {title} {text} {day}", L["Qui c'è già la stessa cosa, parola per parola: è quella?"],
                L["È quella: resta una sola"], L["È un'altra: aggiungila"])) return SpaceUrl;
            write.Db.Add(Paper.Write(group, track?.Key, Kind, title, text, Day, Where ?? "", CurrentUser.Actor, write.Now));
            return SpaceUrl;
        }, L["Aggiunto: lo legge solo chi è dentro."]);
    }
}

/// <summary>One thing of a group's own: corrected by who wrote it or by who works in the process, with what it was before; taken away until
/// everybody reads it.</summary>
public sealed class PaperModel(ProcessBook processes, PaperBook papers) : InsidePage(processes, papers)
{
    public Paper Shown { get; private set; } = null!;
    public bool MayChange { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!await base.FindHereAsync(cancel) || !Guid.TryParse(RouteData.Values["paper"] as string, out var id)) return false;
        Shown = (await Papers.InsideAsync(Whole.Id, cancel)).FirstOrDefault(p => p.Id.Value == id)!;
        if (Shown is null) return false;
        Trail(L[Shown.Kind.Italian()]);
        MayChange = MayWrite && Shown.Opened is null && (Works || Shown.By is { } by && by == CurrentUser.Actor);
        return true;
    }

    protected internal override void Fill() => (Title, Text, Day, Where) = (Shown.Title, Shown.Text, Shown.Day, Shown.Place);

    public void OnGet() { }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => ChangeAsync((write, paper) =>
        paper.Correct(Title ?? "", Text ?? "", Day, Where ?? "", write.Now), L["Corretto."], cancel);

    public Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel) => ChangeAsync((write, paper) =>
    {
        paper.Remove();
        write.Db.Remove(paper);
    }, L["Tolto."], cancel);

    private async Task<IActionResult> ChangeAsync(Action<WriteScope, Paper> change, string said, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        if (!MayChange && Shown.Opened is null) throw new Refused(L["Lo corregge chi l'ha scritto, o chi lavora nel percorso."]);
        return await ActAsync(async write =>
        {
            await HereAsync(write, cancel);
            change(write, await write.Db.Papers.SingleOrDefaultAsync(p => p.Id == Shown.Id, cancel) ?? throw new Unknown());
            return SpaceUrl;
        }, said);
    }
}
