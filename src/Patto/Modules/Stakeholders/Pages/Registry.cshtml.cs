using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Stakeholders.Pages;

/// <summary>The register as the staff keeps it, with the checklist and the log of contacts as evidence.</summary>
public sealed class RegistryModel(StakeholderBook book) : ProcessPage
{
    public override Act Demands => StakeholderActs.Read;
    public override Act DemandsToPost => StakeholderActs.Keep;

    private const int PageSize = 100;

    [FromQuery(Name = "cerca")] public string? Words { get; set; }
    [FromQuery(Name = "mappa")] public InterestMap? OnMap { get; set; }
    [FromQuery(Name = "stato")] public StakeholderState? InState { get; set; }
    /// <summary>What was put away, instead of what is in the register.</summary>
    [FromQuery(Name = "archivio")] public bool InArchive { get; set; }
    [FromQuery(Name = "dopo")] public Guid? After { get; set; }

    [BindProperty, StringLength(200)] public string? Name { get; set; }
    [BindProperty] public InterestMap Map { get; set; } = InterestMap.PrivateAndCitizens;
    [BindProperty] public Guid? Interest { get; set; }
    [BindProperty, StringLength(600)] public string? What { get; set; }
    [BindProperty, StringLength(200)] public string? Examples { get; set; }
    [BindProperty] public Guid Item { get; set; }
    [BindProperty] public List<Guid> Chosen { get; set; } = [];
    /// <summary>Whatever the filter finds, on this page and on the others.</summary>
    [BindProperty] public bool AllFound { get; set; }
    [BindProperty] public TogetherDeed? Deed { get; set; }
    [BindProperty, StringLength(100)] public string? Theme { get; set; }
    [BindProperty] public InterestMap ToMap { get; set; } = InterestMap.PrivateAndCitizens;
    [BindProperty] public StakeholderState ToState { get; set; }
    [BindProperty, StringLength(300)] public string? Why { get; set; }

    [BindProperty, StringLength(300)] public string? LookNote { get; set; }

    /// <summary>When the map was looked over; null: nobody did yet.</summary>
    public MapWatch? Watch { get; private set; }

    /// <summary>A line of the register.</summary>
    public sealed record Line(Id<Stakeholder> Id, string Name, InterestMap Map, string? Interest, StakeholderState State, bool Shown,
        bool BySelf, int Contacts, DateOnly? LastContact);

    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<CoverageView> Checklist { get; private set; } = [];
    public int Total { get; private set; }
    public string? Next { get; private set; }
    public bool IsFiltered => InArchive || !string.IsNullOrWhiteSpace(Words) || OnMap is not null || InState is not null;
    public bool MayKeep { get; private set; }
    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<StakeholderState>().Select(s => new SelectListItem(L[s.Italian()], s.ToString()));
    public IEnumerable<SelectListItem> Maps => Enum.GetValues<InterestMap>().Select(m => new SelectListItem(L[m.Italian()], m.ToString()));
    public IEnumerable<SelectListItem> Shelves => [new(L["In archivio"], "true")];
    public IEnumerable<SelectListItem> Deeds => Enum.GetValues<TogetherDeed>().Where(d => (d == TogetherDeed.Restore) == InArchive)
        .Select(d => new SelectListItem(L[d.Italian()], d.ToString()));
    public IEnumerable<SelectListItem> Interests => Checklist.Select(i => new SelectListItem(i.Name, i.Id.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Watch = await Db.Watches.AsNoTracking().SingleOrDefaultAsync(w => w.Process == Process.Id, cancel);
        Checklist = await book.CoverageAsync(Process.Id, cancel);
        var names = Checklist.ToDictionary(i => i.Id, i => i.Name);
        var listed = Matching(Db);
        Total = await listed.CountAsync(cancel);
        var found = await (await FromAsync(listed, cancel)).Select(s => new
        {
            s.Id,
            s.Name,
            s.Map,
            s.Interest,
            s.State,
            s.Shown,
            BySelf = s.Person != null,
            Contacts = s.Contacts.Count,
            Last = s.Contacts.Max(c => (DateOnly?)c.On)
        }).Take(PageSize + 1).ToListAsync(cancel);
        Next = found.Count > PageSize ? found[PageSize - 1].Id.ToString() : null;
        Lines = [.. found.Take(PageSize).Select(s => new Line(s.Id, s.Name, s.Map, s.Interest is { } i ? names.GetValueOrDefault(i)
            : null, s.State, s.Shown, s.BySelf, s.Contacts, s.Last))];
        MayKeep = await MayAsync(StakeholderActs.Keep);
        return true;
    }

    private IQueryable<Stakeholder> Matching(AppDb db)
    {
        var all = db.Stakeholders.Where(s => s.Process == Process.Id && s.Name != "");
        all = InArchive ? all.Where(s => s.Archived != null) : all.Where(s => s.Archived == null);
        if (OnMap is { } map) all = all.Where(s => s.Map == map);
        if (InState is { } state) all = all.Where(s => s.State == state);
        var words = NameOrder.WordsOf(Words ?? "");
        return words.Length == 0 ? all : all.Where(s => EF.Property<string>(s, NameOrder.Words).Contains(words));
    }

    // Who is not on the map yet comes first: that is what waits. Then by name.
    private async Task<IQueryable<Stakeholder>> FromAsync(IQueryable<Stakeholder> listed, CancellationToken cancel)
    {
        if (After is { } after && new Id<Stakeholder>(after) is var id
            && await Db.Stakeholders.Where(s => s.Id == id && s.Process == Process.Id)
                .Select(s => new { s.Shown, Key = EF.Property<string>(s, NameOrder.Key) }).SingleOrDefaultAsync(cancel) is { } last)
        {
            var (shown, key) = (last.Shown, last.Key);
#pragma warning disable CA1309 // the database compares the stored keys
            listed = shown ? listed.Where(s => s.Shown && string.Compare(EF.Property<string>(s, NameOrder.Key), key) > 0)
                : listed.Where(s => s.Shown || string.Compare(EF.Property<string>(s, NameOrder.Key), key) > 0);
#pragma warning restore CA1309
        }
        return listed.OrderBy(s => s.Shown).ThenBy(s => EF.Property<string>(s, NameOrder.Key));
    }

    protected internal override void Fill() =>
        (Name, Map, Interest, What, Examples, LookNote) = (null, InterestMap.PrivateAndCitizens, null, null, null, null);

    public void OnGet() { }

    public async Task<Table> OnGetCsvAsync(CancellationToken cancel)
    {
        var contacts = await Db.Stakeholders.AsNoTracking().Where(s => s.Process == Process.Id && s.Name != "")
            .SelectMany(s => s.Contacts, (s, c) => new { s.Name, s.Map, c.On, c.How, c.Answer }).OrderBy(c => c.On).ToListAsync(cancel);
        return new($"{Process.Slug}-contatti", Table.Columns("Portatore di interesse", "Mappa", "Giorno", "Canale", "Risposta"),
            contacts.Select(c =>
            (object?[])[c.Name, L[c.Map.Italian()].Value, c.On, L[c.How.Italian()].Value, L[c.Answer.Italian()].Value]));
    }

    /// <summary>Everything of the sheets, under headings that the import knows.</summary>
    public async Task<Table> OnGetWholeAsync(CancellationToken cancel)
    {
        var all = await Db.Stakeholders.AsNoTracking().Where(s => s.Process == Process.Id && s.Name != "" && s.Archived == null)
            .OrderBy(s => EF.Property<string>(s, NameOrder.Key)).ToListAsync(cancel);
        return new($"{Process.Slug}-registro", Table.Columns("Denominazione", "Tipo", "Chi risponde", "Telefono", "E-mail", "PEC",
            "Indirizzo", "Temi", "Che cosa porta", "Note"), all.Select(s => (object?[])[s.Name, L[s.Map.Italian()].Value, s.ContactPerson,
            s.Phone, s.Email, s.Pec, s.Address, s.Themes, s.What, s.Remarks]));
    }

    public Task<IActionResult> OnPostAddAsync() => ChangeAsync(L["Aggiunto al registro."], async write =>
    {
        var look = await SameQuestion.LookAsync(this, write);
        var like = await write.Db.Stakeholders.Where(s => s.Process == Process.Id).Named(Name ?? "").OrderBy(s => s.Archived != null)
            .ThenBy(s => s.Since).FirstOrDefaultAsync();
        if (look.SaysSame(like is not null, Name ?? "",
            L["Nel registro c'è già «{0}»: è la stessa organizzazione?", like?.Name ?? ""],
            L["È la stessa: apri la sua scheda"], L["È un'altra: aggiungila"]))
            return new(StakeholderUrls.Show(Process.Slug, like!.Id.Value),
                L["Questa è la scheda che c'era già: non ne è stata aggiunta un'altra."]);
        write.Db.Add(Stakeholder.Note(Authority.Id, Process.Id, Name ?? "", Map, What ?? "", Interest is { } id
            && Checklist.Any(i => i.Id.Value == id) ? new Id<Interest>(id) : null, write.Now));
        return null;
    });

    /// <summary>One act on many of the register: all of them, or none.</summary>
    public async Task<IActionResult> OnPostTogetherAsync(CancellationToken cancel)
    {
        if (Deed is null) ModelState.AddModelError(nameof(Deed), L["Scegli che cosa fare."]);
        if (Deed is TogetherDeed.AddTheme or TogetherDeed.RemoveTheme && string.IsNullOrWhiteSpace(Theme))
            ModelState.AddModelError(nameof(Theme), L["Scrivi il tema."]);
        if (!ModelState.IsValid) return Page();
        List<Id<Stakeholder>> ids = [.. Chosen.Distinct().Select(c => new Id<Stakeholder>(c))];
        var count = 0;
        return await ActAsync(async write =>
        {
            var matching = Matching(write.Db).Select(s => s.Id);
            var all = write.Db.Stakeholders.Where(s => s.Process == Process.Id);
            var chosen = await (AllFound
                ? all.Where(s => matching.Contains(s.Id)) : all.Where(s => ids.Contains(s.Id))).OrderBy(s => s.Since)
                .ThenBy(s => s.Id).ToListAsync(cancel);
            RuleViolation.UnlessAt(nameof(Chosen), chosen.Count > 0, "stakeholders.chosen", "Scegli almeno una riga: spunta la casella accanto al nome.");
            if (!AllFound && chosen.Count != ids.Count) throw new Unknown();
            foreach (var one in chosen) Do(one, write.Now);
            count = chosen.Count;
            return new(SameList, L.Count(count, "Una scheda cambiata.", "{0} schede cambiate."));
        });
    }

    private void Do(Stakeholder one, DateTimeOffset now)
    {
        switch (Deed)
        {
            case TogetherDeed.AddTheme: one.Deal(Theme!.Trim(), true); break;
            case TogetherDeed.RemoveTheme: one.Deal(Theme!.Trim(), false); break;
            case TogetherDeed.Map: one.Sort(ToMap); break;
            case TogetherDeed.State: one.Move(ToState); break;
            case TogetherDeed.Archive: one.Archive(Why ?? "", now); break;
            case TogetherDeed.Restore: one.Restore(); break;
        }
    }

    public Task<IActionResult> OnPostInterestAsync() => ChangeAsync(L["Aggiunto all'elenco."], async write =>
    {
        var look = await SameQuestion.LookAsync(this, write);
        var like = (await write.Db.Interests.Where(i => i.Process == Process.Id && i.Removed == null).Select(i => i.Name).ToListAsync())
            .Find(i => NameOrder.SameKey(i) == NameOrder.SameKey(Name ?? ""));
        if (look.SaysSame(like is not null, Name ?? "",
            L["Nell'elenco c'è già «{0}»: è lo stesso interesse?", like ?? ""],
            L["È lo stesso: l'elenco resta com'è"], L["È un altro: aggiungilo"]))
            return new(StakeholderUrls.Registry(Process.Slug), L["L'elenco resta com'era."]);
        write.Db.Add(Stakeholders.Interest.List(Process.Id, Name ?? "", Map, Examples ?? "", 1
            + await write.Db.Interests.CountAsync(i => i.Process == Process.Id)));
        return null;
    });

    public Task<IActionResult> OnPostLookAsync() => ChangeAsync(L["Segnato: fra sei mesi te lo ricordiamo."], async write =>
    {
        await write.Db.PassAsync(MapWatch.LineOf(Process.Id));
        var watch = await write.Db.Watches.SingleOrDefaultAsync(w => w.Process == Process.Id)
            ?? write.Db.Add(MapWatch.Begin(Authority.Id, Process.Id)).Entity;
        watch.LookOver(LookNote ?? "", write.Now);
        return null;
    });

    public Task<IActionResult> OnPostRemoveAsync() => ChangeAsync(L["Tolto dall'elenco."], async write =>
    {
        (await write.Db.Interests.SingleOrDefaultAsync(i => i.Id == new Id<Interest>(Item) && i.Process == Process.Id)
            ?? throw new Unknown()).Remove(write.Now);
        return null;
    });

    private async Task<IActionResult> ChangeAsync(string said, Func<WriteScope, Task<Done?>> change)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            return await change(write) ?? StakeholderUrls.Registry(Process.Slug);
        }, said);
    }
}
