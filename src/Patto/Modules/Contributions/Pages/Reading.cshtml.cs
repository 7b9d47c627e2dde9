using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Contributions.Pages;

/// <summary>The reading desk: what waits, oldest first; publish, publish with words hidden, do not publish; ten minutes to undo.</summary>
public sealed class ReadingModel : VoicePage
{
    private const int PageSize = 20;
    private const int MostAtOnce = 100;
    public override Act Demands => ContributionActs.SeeUnread;
    public override Act DemandsToPost => ContributionActs.Read;

    [FromQuery(Name = "tipo")] public ContributionKind? OfKind { get; set; }
    [FromQuery(Name = "tema")] public string? OfTheme { get; set; }
    [FromQuery(Name = "zona")] public string? OfArea { get; set; }
    [FromQuery(Name = "codice")] public string? Code { get; set; }
    /// <summary>Only recordings of which nobody has typed yet what they say.</summary>
    [FromQuery(Name = "registrazioni")] public bool OnlyUntyped { get; set; }
    [FromQuery(Name = "dopo")] public string? After { get; set; }

    [BindProperty] public List<Guid> Chosen { get; set; } = [];
    [BindProperty] public Guid Id { get; set; }
    [BindProperty, StringLength(Contribution.Longest)] public string? Words { get; set; }
    /// <summary>The words that stay in another form were seen and may stay.</summary>
    [BindProperty] public bool Seen { get; set; }
    /// <summary>The button under the preview was pressed.</summary>
    [BindProperty] public bool Shown { get; set; }
    [BindProperty, StringLength(2000)] public string? Reason { get; set; }
    [BindProperty] public ContributionKind Kind { get; set; }
    [BindProperty, StringLength(60)] public string? Theme { get; set; }
    [BindProperty, StringLength(60)] public string? Area { get; set; }

    public IReadOnlyList<Contribution> Waiting { get; private set; } = [];
    public IReadOnlyList<Contribution> JustRead { get; private set; } = [];
    /// <summary>All that wait; and those that the filter leaves.</summary>
    public int Count { get; private set; }
    public int Found { get; private set; }
    public string? Next { get; private set; }
    public bool IsFiltered => OfKind is not null || !string.IsNullOrEmpty(OfTheme) || !string.IsNullOrEmpty(OfArea)
        || !string.IsNullOrWhiteSpace(Code) || OnlyUntyped;
    /// <summary>How the voice <see cref="Id"/> would read; null while nobody asked.</summary>
    public HiddenWords? Hiding { get; private set; }
    public bool MayRead { get; private set; }
    public bool MayEnter { get; private set; }
    public bool MayTranslate { get; private set; }
    /// <summary>Codes of public voices in another language that nobody has translated yet, the oldest first.</summary>
    public IReadOnlyList<string> Untranslated { get; private set; } = [];
    /// <summary>What was handed over with those that are shown.</summary>
    public ILookup<Subject, StoredFile> Files { get; private set; } = Array.Empty<StoredFile>().ToLookup(f => f.Owner);
    public static Subject Of(Contribution voice) => Subject.Of(VoiceFiles.Kind, voice.Id);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var here = Db.Contributions.AsNoTracking().Where(c => c.Process == Process.Id);
        var waiting = here.Where(c => c.State == ContributionState.Reading);
        Count = await waiting.CountAsync(cancel);
        await FindWaitingAsync(waiting.Matching(new(OfKind, OfTheme, OfArea)), cancel);
        var since = Now - Contribution.UndoTime;
        JustRead = await here.Where(c => c.State != ContributionState.Reading && c.State != ContributionState.Withdrawn && c.Read >= since)
            .OrderByDescending(c => c.Read).Take(MostAtOnce).ToListAsync(cancel);
        await KnowQuestionsAsync(Waiting.Any(v => v.Answers is not null), cancel);
        MayRead = await MayAsync(ContributionActs.Read);
        MayEnter = await MayAsync(ContributionActs.Enter);
        MayTranslate = await MayAsync(ContributionActs.Translate);
        if (MayTranslate) Untranslated = await Db.Contributions.AsNoTracking().PublicIn(Process.Id)
            .Where(c => c.Language != Contribution.Italian && c.Translation == null).OrderBy(c => c.Number).Select(c => c.Code)
            .Take(MostAtOnce).ToListAsync(cancel);
        Files = await Get<FileBook>().OfAsync([.. Waiting.Select(Of)], cancel);
        return await base.FindHereAsync(cancel);
    }

    // Oldest first; what was read leaves the list, so a page begins after a key, never after a number of lines.
    private async Task FindWaitingAsync(IQueryable<Contribution> waiting, CancellationToken cancel)
    {
        if (OnlyUntyped) waiting = waiting.Where(c => c.IsRecorded && c.Text == "");
        if (!string.IsNullOrWhiteSpace(Code) && Entry.Code(Process, Code) is var code) waiting = waiting.Where(c => c.Code == code);
        Found = IsFiltered ? await waiting.CountAsync(cancel) : Count;
        if (VoiceKey.Read(After) is { At: var at, Number: var number }) waiting = waiting.Where(c => c.Entered >= at
            && (c.Entered > at || c.Number > number));
        var page = await waiting.OrderBy(c => c.Entered).ThenBy(c => c.Number).Take(PageSize + 1).ToListAsync(cancel);
        Waiting = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? new VoiceKey(page[PageSize - 1].Entered, page[PageSize - 1].Number).ToString() : null;
    }

    /// <summary>The voice whose words were to be hidden: its form stays open.</summary>
    public Guid? Asked { get; private set; }

    protected internal override void Fill() => (Words, Reason) = (null, null);

    public void OnGet() { }

    /// <summary>Those that were chosen are published, all or none.</summary>
    public async Task<IActionResult> OnPostPublishChosenAsync()
    {
        List<Id<Contribution>> ids = [.. Chosen.Distinct().Select(c => new Id<Contribution>(c))];
        return await ActAsync(async write =>
        {
            RuleViolation.Unless(ids.Count is > 0 and <= MostAtOnce, "reading.chosen",
                "Scegli almeno un contributo: spunta la casella accanto al codice.");
            var chosen = await write.Db.Contributions.Where(c => ids.Contains(c.Id) && c.Process == Process.Id).OrderBy(c => c.Number)
                .ToListAsync();
            if (chosen.Count != ids.Count) throw new Unknown();
            foreach (var contribution in chosen) contribution.Publish(write.Now);
            return SameList;
        }, L.Count(ids.Count, "{0} contributo pubblicato.", "{0} contributi pubblicati."));
    }

    public Task<IActionResult> OnPostPublishAsync() => ReadAsync(L["Pubblicato."], (c, now) => c.Publish(now));

    /// <summary>Shows how the text would read; publishes it only where that was seen.</summary>
    public async Task<IActionResult> OnPostHideAsync(CancellationToken cancel)
    {
        var (id, words) = (new Id<Contribution>(Id), WordHiding.Lines(Words));
        Asked = Id;
        var voice = await Db.Contributions.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Process == Process.Id, cancel)
            ?? throw new Unknown();
        Hiding = voice.Preview(words);
        return Shown ? await ReadAsync(L["Pubblicato con parole nascoste."], (c, now) => c.PublishHiding(words, now, Seen)) : Page();
    }

    public Task<IActionResult> OnPostRefuseAsync() =>
        ReadAsync(L["Non pubblicato: chi l'ha scritto legge il motivo."], (c, now) => c.Refuse(Reason ?? "", now));

    public Task<IActionResult> OnPostCancelAsync() => ReadAsync(L["Annullato: è di nuovo in lettura."], (c, now) => c.UndoReading(now),
        opens: true);

    public async Task<IActionResult> OnPostReorderAsync(CancellationToken cancel)
    {
        await Get<ProcessBook>().DemandKnownAsync(Process.Id, Theme, Area, cancel);
        return await ReadAsync(L["Cambiato."], (c, _) => c.Sort(Kind, Theme, Area));
    }

    /// <param name="opens">What had its answer waits for one again: not in a process that is closed.</param>
    private Task<IActionResult> ReadAsync(string done, Action<Contribution, DateTimeOffset> verb,
        bool opens = false) => ActAsync(async write =>
    {
        if (opens) await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, HttpContext.RequestAborted);
        var id = new Id<Contribution>(Id);
        var contribution = await write.Db.Contributions.SingleOrDefaultAsync(c => c.Id == id && c.Process == Process.Id)
            ?? throw new Unknown();
        verb(contribution, write.Now);
        return new(SameList, $"{contribution.Code}: {done}");
    });
}
