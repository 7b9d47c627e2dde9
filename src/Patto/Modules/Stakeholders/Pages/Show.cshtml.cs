using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Caching;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Stakeholders.Pages;

/// <summary>A body or a kind of people: who speaks for it, where it sits, when it was there, what it said. Who works on the process sees
/// its contacts too, and all else of the register.</summary>
[PublicCache]
public sealed class ShowModel(ProcessBook processes) : ProcessPage
{
    public override Act DemandsToPost => StakeholderActs.Keep;

    [FromRoute] public Guid Id { get; set; }
    [BindProperty, StringLength(200)] public string? Name { get; set; }
    [BindProperty] public InterestMap Map { get; set; }
    [BindProperty] public Guid? Interest { get; set; }
    [BindProperty, StringLength(600)] public string? What { get; set; }
    [BindProperty, StringLength(60)] public string? Area { get; set; }
    [BindProperty, StringLength(80)] public List<string> Differences { get; set; } = [];
    [BindProperty] public int Influence { get; set; }
    [BindProperty] public int Concern { get; set; }
    [BindProperty, StringLength(600)] public string? WhatItTakes { get; set; }
    [BindProperty] public bool Shown { get; set; }
    [BindProperty] public StakeholderState State { get; set; }
    [BindProperty] public DateOnly? On { get; set; }
    [BindProperty] public ContactWay How { get; set; } = ContactWay.Mail;
    [BindProperty] public ContactAnswer Answer { get; set; } = ContactAnswer.Waiting;
    [BindProperty, StringLength(1000)] public string? Note { get; set; }
    [BindProperty, StringLength(200)] public string? ContactPerson { get; set; }
    [BindProperty, StringLength(200)] public string? Phone { get; set; }
    [BindProperty, StringLength(400)] public string? Email { get; set; }
    [BindProperty, StringLength(400)] public string? Pec { get; set; }
    [BindProperty, StringLength(300)] public string? Address { get; set; }
    [BindProperty, StringLength(300)] public string? Themes { get; set; }
    [BindProperty, StringLength(2000)] public string? Remarks { get; set; }

    [BindProperty, StringLength(300)] public string? Why { get; set; }

    public Stakeholder It { get; private set; } = null!;
    /// <summary>What anybody may know of it: who speaks for it, presence, positions.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<StakeholderFact> Facts)> Told { get; private set; } = [];
    /// <summary>What other modules know of it besides, for the staff: seats, calls, presence.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<StakeholderFact> Facts)> Known { get; private set; } = [];
    public Subject Subject => new(StakeholderFiles.Kind, Id);
    /// <summary>What proves a mandate, and what hangs on the sheet.</summary>
    /// <summary>How it stands to other bodies, for the staff.</summary>
    public IReadOnlyList<RelationLine> Relations { get; private set; } = [];
    public ILookup<Subject, StoredFile> Papers { get; private set; } = Array.Empty<StoredFile>().ToLookup(f => f.Owner);
    public string AreaName { get; private set; } = "";
    public bool MayRead { get; private set; }
    public Person? Contact { get; private set; }
    public bool MayKeep { get; private set; }
    public IEnumerable<SelectListItem> Interests { get; private set; } = [];
    public IEnumerable<SelectListItem> Areas { get; private set; } = [];
    public IEnumerable<SelectListItem> Maps => Enum.GetValues<InterestMap>().Select(m => new SelectListItem(L[m.Italian()], m.ToString()));
    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<StakeholderState>().Select(m => new SelectListItem(L[m.Italian()], m.ToString()));
    public IEnumerable<SelectListItem> WaysToReach =>
        Enum.GetValues<ContactWay>().Select(m => new SelectListItem(L[m.Italian()], m.ToString()));
    public IEnumerable<SelectListItem> Answers =>
        Enum.GetValues<ContactAnswer>().Select(m => new SelectListItem(L[m.Italian()], m.ToString()));
    public IEnumerable<SelectListItem> KnownDifferences => Stakeholder.KnownDifferences.Select(d => new Choice(d, L[d]));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        It = (await Db.Stakeholders.AsNoTracking().Include(s => s.Contacts)
            .SingleOrDefaultAsync(s => s.Id == new Id<Stakeholder>(Id) && s.Process == Process.Id, cancel))!;
        MayRead = It is not null && await MayAsync(StakeholderActs.Read);
        if (It is null || !MayRead && !(It.Shown && It.Archived is null)) return false;
        var areas = await processes.AreasAsync(Process.Id, cancel);
        AreaName = areas.FirstOrDefault(a => a.Key == It.Area)?.Name ?? "";
        Told = await TellAsync(new KnownStakeholder(It.Id, It.Name, []), true, cancel);
        var papers = Told.SelectMany(t => t.Facts).Select(f => f.Papers).OfType<Subject>();
        Papers = await Get<FileBook>().OfAsync([.. MayRead ? papers.Append(Subject) : papers], cancel);
        if (MayRead) await FindInsideAsync(areas, cancel);
        return true;
    }

    private async Task FindInsideAsync(IReadOnlyList<Area> areas, CancellationToken cancel)
    {
        Contact = It.Person is { } who ? await Db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == who, cancel) : null;
        Interests = (await Db.Interests.AsNoTracking().Where(i => i.Process == Process.Id && i.Removed == null).OrderBy(i => i.Number)
            .Select(i => new { i.Id, i.Name }).ToListAsync(cancel)).Select(i => new SelectListItem(i.Name, i.Id.ToString()));
        Areas = areas.Select(a => new SelectListItem(a.Name, a.Key));
        MayKeep = await MayAsync(StakeholderActs.Keep);
        Relations = await Get<MatrixBook>().RelationsAsync(Process.Id, It.Id, cancel);
        List<string> emails = [.. string.Join("; ", It.Email, It.Pec).Split("; "), Contact?.Channel == Channel.Email
            ? Contact.Address : ""];
        Known = await TellAsync(new KnownStakeholder(It.Id, It.Name, [.. emails.Where(e => e.Length > 0)]), false, cancel);
    }

    private async Task<IReadOnlyList<(string, IReadOnlyList<StakeholderFact>)>> TellAsync(KnownStakeholder body, bool isPublic,
        CancellationToken cancel)
    {
        List<(string, IReadOnlyList<StakeholderFact>)> told = [];
        foreach (var module in Get<IEnumerable<ITellOfStakeholders>>().Where(t => t.IsPublic == isPublic).OrderBy(t => t.Order))
            told.Add((module.Title, await module.OfAsync(Process, body, cancel)));
        return told;
    }

    protected internal override void Fill()
    {
        Concern = It.Concern;
        (Name, Map, Interest, What, Area, Differences, Influence, WhatItTakes, Shown, State) = (It.Name, It.Map, It.Interest?.Value,
            It.What, It.Area, It.Differences, It.Influence, It.WhatItTakes, It.Shown, It.State);
        (ContactPerson, Phone, Email, Pec, Address, Themes, Remarks) = (It.ContactPerson, It.Phone, It.Email, It.Pec, It.Address, It.Themes,
            It.Remarks);
        Why = null;
        (On, How, Answer, Note) = (Texts.RomeDay(Now), ContactWay.Mail, ContactAnswer.Waiting, null);
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostDescribeAsync(CancellationToken cancel)
    {
        await processes.DemandKnownAsync(Process.Id, null, Area, cancel);
        return await ChangeAsync(L["Salvato."], async (it, write) =>
        {
            var look = await SameQuestion.LookAsync(this, write, cancel);
            var like = NameOrder.SameKey(Name ?? "") == NameOrder.SameKey(it.Name) ? null : await write.Db.Stakeholders
                .Where(s => s.Process == Process.Id && s.Id != it.Id).Named(Name ?? "").OrderBy(s => s.Since).FirstOrDefaultAsync(cancel);
            if (look.SaysSame(like is not null, Name ?? "",
                L["Nel registro c'è già «{0}»: è la stessa organizzazione?", like?.Name ?? ""],
                L["È la stessa: apri la sua scheda, questa resta com'è"], L["È un'altra: salva"]))
                return new(StakeholderUrls.Show(Process.Slug, like!.Id.Value),
                    L["Questa è la scheda che c'era già. L'altra non è cambiata."]);
            var interest = Interest is { } id && Interests.Any(i => i.Value == id.ToString()) ? new Id<Interest>(id) : (Id<Interest>?)null;
            it.Describe(Name ?? "", Map, What ?? "", interest, Area ?? "", Differences, Influence, WhatItTakes ?? "", Shown,
                Concern);
            it.Move(State);
            return null;
        });
    }

    public Task<IActionResult> OnPostContactAsync() => ChangeAsync(L["Contatto registrato."], (it, write) =>
    {
        RuleViolation.UnlessAt(nameof(On), On is not null, "plan.day", "Scegli il giorno.");
        it.Reach(On!.Value, How, Answer, Note ?? "", Texts.RomeDay(write.Now));
        return Task.FromResult<Done?>(null);
    });

    public Task<IActionResult> OnPostArchiveAsync() => ChangeAsync(L["In archivio."], (it, write) =>
    {
        it.Archive(Why ?? "", write.Now);
        return Task.FromResult<Done?>(null);
    });

    public Task<IActionResult> OnPostRestoreAsync() => ChangeAsync(L["Di nuovo nel registro."], (it, _) =>
    {
        it.Restore();
        return Task.FromResult<Done?>(null);
    });

    public Task<IActionResult> OnPostReachAsync() => ChangeAsync(L["Salvato."], (it, write) =>
    {
        it.Reach(new HowToReach(Said(ContactPerson), Contacts(Phone, it.Phone, one => PhoneNumber.Read(one, nameof(Phone))),
            Contacts(Email, it.Email, one => EmailAddress.Read(one, nameof(Email))),
            Contacts(Pec, it.Pec, one => EmailAddress.Read(one, nameof(Pec))), Said(Address), Said(Themes), Said(Remarks)));
        return Task.FromResult<Done?>(null);
    });

    // Several, parted by a semicolon. What stood there stays as it came from the office's list.
    private static string Contacts(string? typed, string before, Func<string, string> read)
    {
        var known = before.Split("; ");
        return string.Join("; ", Said(typed).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(one => known.Contains(one) ? one : read(one)));
    }

    private static string Said(string? typed) => (typed ?? "").Trim();

    private async Task<IActionResult> ChangeAsync(string said, Func<Stakeholder, WriteScope, Task<Done?>> change)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            return await change(await write.Db.Stakeholders.SingleOrDefaultAsync(s => s.Id == new Id<Stakeholder>(Id)
                && s.Process == Process.Id) ?? throw new Unknown(), write) ?? StakeholderUrls.Show(Process.Slug, Id);
        }, said);
    }
}
