using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>What a process says of itself, one part at a time; and its publication.</summary>
public sealed class EditModel(ProcessBook book) : ProcessPage
{
    public override Act Demands => ProcessActs.Edit;

    /// <summary>In the order of the tabs.</summary>
    public static readonly (string Part, string Name)[] Parts = [("testi", "Testi"), ("facile", "Parole facili"),
        ("oggetto", "Che cosa si decide"),
        ("traguardi", "Obiettivi e risultati"),
        ("temi", "Temi e quartieri"), ("chi", "Chi decide"), ("conti", "Legge e conti")];

    [FromRoute] public string? Part { get; set; }

    [BindProperty, StringLength(200)] public string? Title { get; set; }
    [BindProperty, StringLength(200)] public string? Subtitle { get; set; }
    [BindProperty, StringLength(1000)] public string? Summary { get; set; }
    [BindProperty, StringLength(1000)] public string? Commitment { get; set; }
    [BindProperty, FarDay] public DateOnly? Starts { get; set; }
    [BindProperty] public DateOnly? Ends { get; set; }
    [BindProperty, StringLength(600)] public string? Reason { get; set; }
    [BindProperty, StringLength(Processes.Process.LongestEasy)] public string? Easy { get; set; }
    [BindProperty, StringLength(4000)] public string? UpForDecision { get; set; }
    [BindProperty, StringLength(4000)] public string? NotUpForDecision { get; set; }
    [BindProperty] public bool TakesFiles { get; set; }
    [BindProperty, StringLength(4000)] public string? Goals { get; set; }
    [BindProperty, StringLength(4000)] public string? Results { get; set; }
    [BindProperty] public List<Row> Themes { get; set; } = [];
    [BindProperty] public List<Row> Areas { get; set; } = [];
    [BindProperty, StringLength(200)] public string? Proponent { get; set; }
    [BindProperty, StringLength(200)] public string? DecidingBody { get; set; }
    [BindProperty] public DecidingOrgan Organ { get; set; }
    [BindProperty, StringLength(200)] public string? OrganName { get; set; }
    [BindProperty, StringLength(200)] public string? ResponsibleStructure { get; set; }
    [BindProperty, StringLength(200)] public string? Curator { get; set; }
    [BindProperty] public ProcessNature Nature { get; set; }
    [BindProperty, StringLength(200)] public string? Law { get; set; }
    [BindProperty] public ParticipationLevel Level { get; set; }
    [BindProperty] public bool CoDecision { get; set; }
    [BindProperty] public int? ExpectedParticipants { get; set; }
    [BindProperty] public decimal? Cost { get; set; }
    [BindProperty] public decimal? Funding { get; set; }
    [BindProperty, StringLength(200)] public string? FundedBy { get; set; }
    [BindProperty] public decimal? CoFunding { get; set; }

    [BindProperty, StringLength(60)] public string? ThemeFrom { get; set; }
    [BindProperty, StringLength(60)] public string? ThemeInto { get; set; }
    [BindProperty, StringLength(300)] public string? ThemeWhy { get; set; }
    [BindProperty, StringLength(60)] public string? AreaFrom { get; set; }
    [BindProperty, StringLength(60)] public string? AreaInto { get; set; }
    [BindProperty, StringLength(300)] public string? AreaWhy { get; set; }
    private IReadOnlyDictionary<string, int> _underThemes = new Dictionary<string, int>(), _underAreas = new Dictionary<string, int>();

    /// <summary>What may be merged into another, with how many things stand under it.</summary>
    public IEnumerable<SelectListItem> MergeableThemes => View.Themes.Where(t => t.Into.Length == 0)
        .Select(t => new SelectListItem(Counted(t.Name, _underThemes.GetValueOrDefault(t.Key)), t.Key));
    public IEnumerable<SelectListItem> MergeableAreas => View.Areas.Where(a => a.Into.Length == 0)
        .Select(a => new SelectListItem(Counted(a.Name, _underAreas.GetValueOrDefault(a.Key)), a.Key));
    public IEnumerable<SelectListItem> LastingThemes => View.AskedThemes.Select(t => new SelectListItem(t.Name, t.Key));
    public IEnumerable<SelectListItem> LastingAreas =>
        View.Areas.Where(a => !a.Retired).Select(a => new SelectListItem(a.Name, a.Key));

    private string Counted(string name, int things) =>
        things == 0 ? L["{0} (niente sotto)", name] : L.Count(things, "{1} ({0} cosa)", "{1} ({0} cose)", name);

    /// <summary>A theme or a neighbourhood: the key stays when the name changes.</summary>
    public sealed class Row
    {
        [StringLength(60)] public string? Key { get; set; }
        [StringLength(80)] public string? Name { get; set; }
        [StringLength(200)] public string? Question { get; set; }
    }

    public ProcessView View { get; private set; } = null!;
    /// <summary>Of what is stored in easy words: the sentences that are long, the longest first.</summary>
    public IReadOnlyList<LongSentence> TooLong => EasyWords.TooLong(View.Easy);
    /// <summary>Whether they may open processes: then this one can be the beginning of others.</summary>
    public bool MayOpen { get; private set; }

    public IEnumerable<SelectListItem> Organs =>
        Enum.GetValues<DecidingOrgan>().Select(o => new SelectListItem(L[o.Italian()], o.ToString()));
    public IEnumerable<SelectListItem> Natures =>
        Enum.GetValues<ProcessNature>().Select(o => new SelectListItem(L[o.Italian()], o.ToString()));
    public IEnumerable<SelectListItem> Levels =>
        Enum.GetValues<ParticipationLevel>().Select(o => new SelectListItem(L[o.Italian()], o.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Part ??= "testi";
        if (Parts.All(p => p.Part != Part)) return false;
        View = (await book.ReadAsync(Process.Id, cancel))!;
        MayOpen = await Gate.MayAsync(ProcessActs.Create, new(Authority.Id), cancel);
        if (Part != "temi") return true;
        var things = Get<SortedThings>();
        _underThemes = await things.CountAsync(Process.Id, SortedThings.Theme, cancel);
        _underAreas = await things.CountAsync(Process.Id, SortedThings.Area, cancel);
        return true;
    }

    protected internal override void Fill()
    {
        (ThemeFrom, ThemeInto, ThemeWhy, AreaFrom, AreaInto, AreaWhy) = (null, null, null, null, null, null);
        (Title, Subtitle, Summary, Commitment, Starts, Ends) = (View.Info.Title, View.Subtitle, View.Info.Summary, View.Commitment,
            View.Starts, View.Ends);
        (UpForDecision, NotUpForDecision) = (string.Join('\n', View.UpForDecision), string.Join('\n', View.NotUpForDecision));
        (TakesFiles, Easy) = (View.TakesFiles, View.Easy);
        (Goals, Results) = (string.Join('\n', View.Goals), string.Join('\n', View.Results));
        Themes = [.. View.AskedThemes.Select(t => new Row { Key = t.Key, Name = t.Name, Question = t.Question }), new(), new()];
        Areas = [.. View.Areas.Where(a => !a.Retired).Select(a => new Row { Key = a.Key, Name = a.Name }), new(), new(), new()];
        var b = View.Bodies;
        (Proponent, DecidingBody, Organ, OrganName, ResponsibleStructure, Curator) = (b.Proponent, b.DecidingBody, b.Organ, b.OrganName,
            b.ResponsibleStructure, b.Curator);
        (Nature, Law, Level, CoDecision, ExpectedParticipants) = (View.Nature, View.Law, View.Level, View.CoDecision,
            View.ExpectedParticipants);
        (Cost, Funding, FundedBy, CoFunding) = (View.Money.Cost, View.Money.Funding, View.Money.FundedBy, View.Money.CoFunding);
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) =>
        ChangeAsync(L["Salvato."], (process, write) => SavePartAsync(process, write, cancel));

    private async Task SavePartAsync(Process process, WriteScope write, CancellationToken cancel)
    {
        if (Part != "temi") { Save(process, write.Now); return; }
        await write.StandInLineAsync(ProcessBook.LineOfKeys(Process.Id), cancel);
        var things = write.Get<SortedThings>();
        var themes = await things.CountAsync(Process.Id, SortedThings.Theme, cancel);
        process.Ask(Themes.Select(t => new Theme(t.Key ?? "", t.Name ?? "", t.Question ?? "")), themes.Keys.ToHashSet());
        var areas = await things.CountAsync(Process.Id, SortedThings.Area, cancel);
        process.Cover(Areas.Where(a => !string.IsNullOrWhiteSpace(a.Name)).Select(a => new Area(a.Key ?? "", a.Name!)),
            areas.Keys.ToHashSet());
    }

    public Task<IActionResult> OnPostMergeThemesAsync(CancellationToken cancel) => ChangeAsync(L["Uniti."], async (process, write) =>
        process.MergeThemes(ThemeFrom ?? "", ThemeInto ?? "", ThemeWhy ?? "",
            await MoveAsync(write, SortedThings.Theme, ThemeFrom, ThemeInto, cancel)));

    public Task<IActionResult> OnPostMergeAreasAsync(CancellationToken cancel) => ChangeAsync(L["Uniti."], async (process, write) =>
        process.MergeAreas(AreaFrom ?? "", AreaInto ?? "", AreaWhy ?? "",
            await MoveAsync(write, SortedThings.Area, AreaFrom, AreaInto, cancel)));

    private async Task<int> MoveAsync(WriteScope write, string key, string? from, string? into, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(from) || string.IsNullOrEmpty(into)) return 0;
        await write.StandInLineAsync(ProcessBook.LineOfKeys(Process.Id), cancel);
        return await write.Get<SortedThings>().MoveAsync(Process.Id, key, from, into, cancel);
    }

    public Task<IActionResult> OnPostPublishAsync() =>
        ChangeAsync(L["Il percorso è pubblico: lo vede chiunque."], (process, write) =>
    {
        process.Publish(write.Now);
        return Task.CompletedTask;
    }, ProcessUrls.FirstSteps(Process.Slug));

    public Task<IActionResult> OnPostSaveAndPublishAsync(CancellationToken cancel) =>
        ChangeAsync(L["Il percorso è pubblico: lo vede chiunque."], async (process, write) =>
    {
        await SavePartAsync(process, write, cancel);
        process.Publish(write.Now);
    }, ProcessUrls.FirstSteps(Process.Slug));

    /// <param name="next">Where to go; null: the page itself.</param>
    private async Task<IActionResult> ChangeAsync(string said, Func<Process, WriteScope, Task> change, string? next = null)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await change(await write.Db.Processes.Whole().SingleAsync(p => p.Id == Process.Id), write);
            return next ?? ProcessUrls.Edit(Process.Slug, Part);
        }, said);
    }

    private void Save(Process process, DateTimeOffset now)
    {
        switch (Part)
        {
            case "testi":
                process.Describe(Title ?? "", Subtitle ?? "", Summary ?? "", Commitment ?? "");
                process.Last(Starts ?? process.Starts, Ends, Reason ?? "", now);
                break;
            case "facile":
                process.SayEasily(Easy ?? "");
                break;
            case "oggetto":
                process.Delimit(Lines(UpForDecision), Lines(NotUpForDecision));
                process.TakeFiles(TakesFiles);
                break;
            case "traguardi":
                process.Aim(Lines(Goals), Lines(Results));
                break;
            case "chi":
                process.Entrust(new(Proponent?.Trim() ?? "", DecidingBody?.Trim() ?? "", Organ, OrganName?.Trim() ?? "",
                    ResponsibleStructure?.Trim() ?? "", Curator?.Trim() ?? ""));
                break;
            default:
                process.Classify(Nature, Law ?? "", Level, CoDecision, ExpectedParticipants);
                process.Budget(process.Money with
                {
                    Cost = Cost,
                    Funding = Funding,
                    FundedBy = FundedBy?.Trim() ?? "",
                    CoFunding = CoFunding
                });
                break;
        }
    }

    private static string[] Lines(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public string Percent => View.Money.CoFundingPercent?.ToString("0.##", CultureInfo.CurrentCulture) ?? "";
}
