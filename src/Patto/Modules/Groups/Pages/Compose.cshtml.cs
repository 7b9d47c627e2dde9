using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Groups.Pages;

/// <summary>A group as the staff composes it: rules, seats, who sits down and who leaves, the enlargement.</summary>
public sealed class ComposeModel(GroupBook book) : ProcessPage
{
    public override Act Demands => GroupActs.Compose;

    [FromRoute] public Guid Group { get; set; }
    [BindProperty, StringLength(160)] public string? Name { get; set; }
    [BindProperty, StringLength(1500)] public string? Mandate { get; set; }
    [BindProperty, StringLength(1500)] public string? DecisionMode { get; set; }
    [BindProperty, StringLength(20000)] public string? Rules { get; set; }
    [BindProperty] public int? Quorum { get; set; }
    [BindProperty, StringLength(160)] public string? Interest { get; set; }
    [BindProperty] public SeatBy By { get; set; } = SeatBy.Criteria;
    [BindProperty] public bool Widening { get; set; }
    [BindProperty, StringLength(160)] public string? When { get; set; }
    [BindProperty] public Guid? Seat { get; set; }
    [BindProperty, StringLength(200)] public string? Person { get; set; }
    [BindProperty, StringLength(200)] public string? Organisation { get; set; }
    [BindProperty, StringLength(200)] public string? Email { get; set; }
    [BindProperty] public bool Substitute { get; set; }
    [BindProperty, StringLength(300)] public string? Paper { get; set; }
    [BindProperty] public DateOnly? From { get; set; }
    [BindProperty] public DateOnly? Until { get; set; }
    [BindProperty] public Guid Member { get; set; }
    [BindProperty, StringLength(160)] public string? CopyName { get; set; }

    public GroupView View { get; private set; } = null!;
    public DateOnly Today => book.Today;
    /// <summary>Members with an e-mail and no account yet: they may be invited to work here. With the invitation that waits for them, where
    /// one was sent.</summary>
    public IReadOnlyDictionary<Id<Person>, Invitation?> Invitable { get; private set; } = new Dictionary<Id<Person>, Invitation?>();
    public IEnumerable<SelectListItem> Ways => Enum.GetValues<SeatBy>().Select(b => new SelectListItem(L[b.Italian()], b.ToString()));
    public IEnumerable<SelectListItem> SeatChoices =>
        View.Seats.Where(View.TakesMembers).Select(s => new SelectListItem(
        s.Members.Any(m => !m.IsSubstitute) ? L["Posto {0}: {1} (occupato: solo supplente)", s.Number, s.Interest]
            : L["Posto {0}: {1}", s.Number, s.Interest], s.Id.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var inProcess = await Db.Groups.AnyAsync(g => g.Id == new Id<Group>(Group) && g.Process == Process.Id, cancel);
        if (!inProcess) return false;
        View = (await book.GetAsync(new(Group), cancel))!;
        List<Id<Person>> strangers = [.. View.Sitting.Where(s => s.Member is { Account: null, Until: null }).Select(s => s.Member.Person)];
        var invited = await book.InvitedAsync(View.Subject, cancel);
        Invitable = (await Db.Set<Person>().Where(p => strangers.Contains(p.Id) && p.Channel == Channel.Email)
            .Select(p => new { p.Id, p.Address }).ToListAsync(cancel))
            .ToDictionary(p => p.Id, p => invited.GetValueOrDefault(p.Address.Trim().ToUpperInvariant()));
        return true;
    }

    protected internal override void Fill() =>
        (Name, Mandate, DecisionMode, Rules, Quorum, From, Until, Interest, Person, Organisation, Email, Substitute,
            Widening, When, CopyName, Paper) =
        (View.Name, View.Mandate, View.DecisionMode, View.Rules, View.Quorum, Today, Today, null, null, null, null, false,
            false, null, null, null);

    public void OnGet() { }

    public Task<IActionResult> OnPostRulesAsync() => ChangeAsync(L["Salvato."], (_, group) =>
    {
        group.Describe(Name ?? "", Mandate ?? "", DecisionMode ?? "", Rules ?? "", Quorum);
        return Task.CompletedTask;
    });

    public Task<IActionResult> OnPostAddSeatAsync() => ChangeAsync(L["Posto aggiunto."], (_, group) =>
    {
        group.AddSeat(Interest ?? "", By, Widening, When ?? "");
        return Task.CompletedTask;
    });

    public Task<IActionResult> OnPostRemoveSeatAsync() => ChangeAsync(L["Posto tolto."], (_, group) =>
    {
        group.RemoveSeat(group.SeatOf(new Id<Seat>(Seat ?? Guid.Empty)));
        return Task.CompletedTask;
    });

    public Task<IActionResult> OnPostSeatAsync() => ChangeAsync(L["Registrato."], async (write, group) =>
    {
        RuleViolation.UnlessAt(nameof(Seat), Seat is not null, "member.seat", "Scegli il posto.");
        RuleViolation.UnlessAt(nameof(From), From is not null, "plan.day", "Scegli il giorno.");
        RuleViolation.UnlessAt(nameof(Person), !string.IsNullOrWhiteSpace(Person), "member.name", "Scrivi nome e cognome.");
        var person = await Seating.PersonAsync(this, write, await SameQuestion.LookAsync(this, write), Process, group, Person!.Trim(),
            string.IsNullOrWhiteSpace(Email) ? "" : EmailAddress.Read(Email, nameof(Email)), nameof(Email));
        await write.Get<GroupBook>().SeatAsync(group, group.SeatOf(new Id<Seat>(Seat!.Value)), person, Organisation ?? "", Substitute,
            From!.Value, HttpContext.RequestAborted, Paper ?? "");
    });

    public Task<IActionResult> OnPostLeaveAsync() => ChangeAsync(L["Uscita registrata."], async (write, group) =>
    {
        RuleViolation.UnlessAt(nameof(Until), Until is not null, "plan.day", "Scegli il giorno.");
        var member = group.MemberOf(new Id<Membership>(Member));
        var hadRole = await write.Get<GroupBook>().LeaveAsync(group, member, Until!.Value, HttpContext.RequestAborted);
        await OfferAsync(write, UndoLeaving.Name, UndoLeaving.DataOf(member, group.SeatOf(member.Seat), hadRole));
    });

    public Task<IActionResult> OnPostInviteAsync() => ChangeAsync(L["Invito mandato."], (write, group) =>
        write.Get<GroupBook>().InviteAsync(group, group.MemberOf(new Id<Membership>(Member)), HttpContext.RequestAborted));

    public Task<IActionResult> OnPostEnlargeAsync() =>
        ChangeAsync(L["Il gruppo è allargato: ora i posti dei nuovi si possono riempire."], (write, group) =>
    {
        group.Enlarge(write.Now);
        return OfferAsync(write, UndoEnlarging.Name, "");
    });

    public async Task<IActionResult> OnPostDuplicateAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var group = await write.Db.Groups.Where(g => g.Id == new Id<Group>(Group) && g.Process == Process.Id).Whole()
                .SingleOrDefaultAsync(cancel) ?? throw new Unknown();
            RuleViolation.UnlessAt(nameof(CopyName), !await write.Db.Groups.AnyAsync(g => g.Process == Process.Id
                && g.Name == (CopyName ?? "").Trim(), cancel), "group.name-taken", "C'è già un gruppo con questo nome: scegline un altro.");
            var keys = await write.Db.Groups.Where(g => g.Process == Process.Id).Select(g => g.Key).ToListAsync(cancel);
            var copy = group.Duplicate(CopyName ?? "", Enumerable.Range(2, keys.Count + 1).Select(n => $"{group.Key}-{n}")
                .First(k => !keys.Contains(k)), write.Now);
            write.Db.Add(copy);
            return GroupUrls.Compose(Process.Slug, copy.Id.Value);
        }, L["Gruppo duplicato: i suoi posti sono liberi."]);
    }

    private Task OfferAsync(WriteScope write, string kind, string data) =>
        write.Get<UndoBook>().OfferAsync(Process.Authority, Process.Subject, kind, View.Subject, data, HttpContext.RequestAborted);

    private async Task<IActionResult> ChangeAsync(string said, Func<WriteScope, Group, Task> change)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            // Who sits there is looked at before anybody is asked about.
            await SameQuestion.LookAsync(this, write);
            await change(write, await write.Db.Groups.Where(g => g.Id == new Id<Group>(Group) && g.Process == Process.Id).Whole()
                .SingleOrDefaultAsync() ?? throw new Unknown());
            return GroupUrls.Compose(Process.Slug, Group);
        }, said);
    }
}
