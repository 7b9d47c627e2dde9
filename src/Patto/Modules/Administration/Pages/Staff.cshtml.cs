using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Administration.Contracts;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>Who works for the authority, and the roles that hold in all of its processes.</summary>
public sealed class StaffModel : PattoPage
{
    public sealed record Row(Id<RoleGrant> Grant, string Name, Role Role, string Where, DateTimeOffset Since);

    internal static readonly Role[] Wide = [Role.Officer, Role.Curator, Role.Facilitator, Role.Secretariat, Role.Administrator,
        Role.DecisionMaker, Role.Guarantor];

    private const int PageSize = 50;

    [FromQuery(Name = "cerca")] public string? Words { get; set; }
    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    [FromQuery(Name = "dopo-inviti")] public Guid? AfterInvitation { get; set; }
    /// <summary>How many people, and how many invitations, there are in all.</summary>
    public (int People, int Waiting) Totals { get; private set; }
    public (Guid? People, Guid? Waiting) Next { get; private set; }
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Words);
    public IReadOnlyList<Row> Held { get; private set; } = [];
    public IReadOnlyList<Invitation> Waiting { get; private set; } = [];
    /// <summary>Those who can sign in here, or could.</summary>
    public IReadOnlyList<(Guid Account, string Name, DateTimeOffset? Suspended)> Accounts { get; private set; } = [];
    public bool Suspends { get; private set; }
    [BindProperty, Required(ErrorMessage = "Scrivi nome e cognome."), StringLength(120)] public string Name { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi l'indirizzo e-mail della persona."), StringLength(200)] public string Email { get; set; } = "";
    [BindProperty] public Role Role { get; set; } = Role.Officer;
    public override Act Demands => AdministrationActs.Invite;
    public IEnumerable<SelectListItem> Roles => Wide.Among(_mine).Select(r => new SelectListItem(L[r.Italian()], r.ToString()));

    private IReadOnlySet<Role> _mine = new HashSet<Role>();

    /// <summary>Whether a button to end it is of use to this person.</summary>
    public bool MayEnd(Row row) => RoleTable.MayGive(_mine, row.Role);

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        _mine = await Gate.RolesAsync(Place, cancel);
        var (authority, now) = (Authority.Id, Now);
        var people = await StaffLists.PeopleAsync(Db, g => g.Authority == authority, Words, After, PageSize, cancel);
        var shown = people.Rows.Select(p => p.Id).ToList();
        var held = await Db.Set<RoleGrant>().AsNoTracking().Where(g => g.Authority == authority && g.Until == null
            && shown.Contains(g.Account)).OrderBy(g => g.Since).ToListAsync(cancel);
        Suspends = _mine.Contains(Role.Administrator);
        if (Suspends) Accounts = [.. people.Rows.Select(a => (a.Id, a.Name, a.Disabled))];
        Held = [.. people.Rows.SelectMany(p => held.Where(g => g.Account == p.Id)
            .Select(g => new Row(g.Id, p.Name, g.Role, WhereOf(g.Scope), g.Since)))];
        var waiting = await StaffLists.InvitationsAsync(Db, Db.Set<Invitation>().Where(i => i.Authority == authority && i.Accepted == null
            && i.Withdrawn == null && i.Expires > now), AfterInvitation, PageSize, cancel);
        Waiting = waiting.Rows;
        (Totals, Next) = ((people.Total, waiting.Total), (people.Next, waiting.Next));
        return true;
    }

    private string WhereOf(Subject scope) =>
        scope.Kind switch { "process" => L["un percorso"], "group" => L["un gruppo"], _ => L["tutto l'ente"] };

    public void OnGet() { }

    public async Task<IActionResult> OnPostInviteAsync(CancellationToken cancel)
    {
        RuleViolation.UnlessAt(nameof(Role), Wide.Contains(Role), "invitation.role", "Scegli un ruolo della lista.");
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var (email, instead) = await AskedBefore.AskAsync(this, write, Email, Name, Role, Subject.Of("authority", Authority.Id),
                "/amministrazione/persone", cancel);
            if (instead is not null) return instead.Value;
            var became = await write.Get<InvitationBook>().InviteAsync(email, Name, Role, Subject.Of("authority", Authority.Id), null,
                Authority.Name, cancel);
            return new Done(became == Giving.Waiting ? "/amministrazione/conferme" : "/amministrazione/persone", L[SaidOf(became), Name]);
        });
    }

    /// <summary>The sentence for who gave a role.</summary>
    internal static string SaidOf(Giving became) => became switch
    {
        Giving.Given => "{0} ha già un'utenza: ha ricevuto il ruolo subito.",
        Giving.Invited => "Invito mandato a {0}.",
        _ => "Il ruolo per {0} aspetta la conferma di una seconda persona.",
    };

    internal const string EndWaits = "La richiesta di togliere il ruolo aspetta la conferma di una seconda persona.";

    public async Task<IActionResult> OnPostEndAsync(Id<RoleGrant> grant, CancellationToken cancel)
    {
        ModelState.Clear();
        var authority = Authority.Id;
        return await ActAsync(async write =>
        {
            var held = await write.Db.Set<RoleGrant>().SingleOrDefaultAsync(g => g.Id == grant && g.Authority == authority, cancel)
                ?? throw new Unknown();
            var ended = await write.Get<RoleBook>().EndAsync(held, held.Scope.Kind == "process" ? held.Scope : null, cancel);
            return ended ? new Done("/amministrazione/persone") : new("/amministrazione/conferme", L[EndWaits]);
        });
    }

    public Task<IActionResult> OnPostSuspendAsync(Guid account, CancellationToken cancel) =>
        OnAccountAsync((write, authority) => write.Get<Suspension>().SuspendAsync(write, authority, account, cancel));

    public Task<IActionResult> OnPostResumeAsync(Guid account, CancellationToken cancel) =>
        OnAccountAsync((write, authority) => write.Get<Suspension>().ResumeAsync(authority, account, cancel));

    private async Task<IActionResult> OnAccountAsync(Func<WriteScope, Id<Authority>, Task> act)
    {
        ModelState.Clear();
        await Gate.DemandAsync(AdministrationActs.Suspend, Place, HttpContext.RequestAborted);
        var authority = Authority.Id;
        return await ActAsync(async write =>
        {
            await act(write, authority);
            return "/amministrazione/persone";
        });
    }

    public Task<IActionResult> OnPostWithdrawAsync(Id<Invitation> invitation, CancellationToken cancel)
    {
        ModelState.Clear();
        var authority = Authority.Id;
        return ActAsync(async write =>
        {
            var sent = await write.Db.Set<Invitation>().SingleOrDefaultAsync(i => i.Id == invitation && i.Authority == authority, cancel)
                ?? throw new Unknown();
            sent.Withdraw(write.Now);
            return "/amministrazione/persone";
        });
    }
}
