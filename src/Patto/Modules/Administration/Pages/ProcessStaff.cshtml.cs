using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Administration.Contracts;
using Patto.Web;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Administration.Pages;

/// <summary>Who works on one process.</summary>
public sealed class ProcessStaffModel : ProcessPage
{
    private static readonly Role[] OnAProcess = [Role.Curator, Role.Facilitator, Role.Secretariat, Role.Officer, Role.Drafter,
        Role.DecisionMaker, Role.Guarantor];

    private const int PageSize = 50;

    [FromQuery(Name = "cerca")] public string? Words { get; set; }
    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    [FromQuery(Name = "dopo-inviti")] public Guid? AfterInvitation { get; set; }
    /// <summary>How many people, and how many invitations, there are in all.</summary>
    public (int People, int Waiting) Totals { get; private set; }
    public (Guid? People, Guid? Waiting) Next { get; private set; }
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Words);
    public IReadOnlyList<StaffModel.Row> Held { get; private set; } = [];
    /// <summary>Invitations to this process that nobody has taken up yet.</summary>
    public IReadOnlyList<Invitation> Waiting { get; private set; } = [];
    [BindProperty, Required(ErrorMessage = "Scrivi nome e cognome."), StringLength(120)] public string Name { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi l'indirizzo e-mail della persona."), StringLength(200)] public string Email { get; set; } = "";
    [BindProperty] public Role Role { get; set; } = Role.Curator;
    public override Act Demands => ProcessActs.Appoint;
    public IEnumerable<SelectListItem> Roles => OnAProcess.Among(_mine).Select(r => new SelectListItem(L[r.Italian()], r.ToString()));

    private IReadOnlySet<Role> _mine = new HashSet<Role>();

    /// <summary>Whether a button to end it is of use to this person.</summary>
    public bool MayEnd(StaffModel.Row row) => RoleTable.MayGive(_mine, row.Role);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        _mine = await Gate.RolesAsync(Place, cancel);
        var scope = Process.Subject;
        var now = Now;
        var people = await StaffLists.PeopleAsync(Db, g => g.Scope == scope, Words, After, PageSize, cancel);
        var shown = people.Rows.Select(p => p.Id).ToList();
        var held = await Db.Set<RoleGrant>().AsNoTracking().Where(g => g.Scope == scope && g.Until == null && shown.Contains(g.Account))
            .OrderBy(g => g.Since).ToListAsync(cancel);
        Held = [.. people.Rows.SelectMany(p => held.Where(g => g.Account == p.Id)
            .Select(g => new StaffModel.Row(g.Id, p.Name, g.Role, "", g.Since)))];
        var waiting = await StaffLists.InvitationsAsync(Db, Get<InvitationBook>().UnansweredAt(scope).Where(i => i.Expires > now),
            AfterInvitation, PageSize, cancel);
        Waiting = waiting.Rows;
        (Totals, Next) = ((people.Total, waiting.Total), (people.Next, waiting.Next));
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostInviteAsync(CancellationToken cancel)
    {
        RuleViolation.UnlessAt(nameof(Role), OnAProcess.Contains(Role), "invitation.role", "Scegli un ruolo della lista.");
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var (email, instead) = await AskedBefore.AskAsync(this, write, Email, Name, Role, Process.Subject,
                AdministrationUrls.Staff(Process.Slug), cancel);
            if (instead is not null) return instead.Value;
            var became = await write.Get<InvitationBook>().InviteAsync(email, Name, Role, Process.Subject, Process.Subject,
                Process.Title, cancel);
            return new Done(AdministrationUrls.Staff(Process.Slug), L[StaffModel.SaidOf(became), Name]);
        });
    }

    public Task<IActionResult> OnPostWithdrawAsync(Id<Invitation> invitation, CancellationToken cancel)
    {
        ModelState.Clear();
        var scope = Process.Subject;
        return ActAsync(async write =>
        {
            var sent = await write.Get<InvitationBook>().UnansweredAt(scope).SingleOrDefaultAsync(i => i.Id == invitation, cancel)
                ?? throw new Unknown();
            sent.Withdraw(write.Now);
            return AdministrationUrls.Staff(Process.Slug);
        });
    }

    public async Task<IActionResult> OnPostEndAsync(Id<RoleGrant> grant, CancellationToken cancel)
    {
        ModelState.Clear();
        var scope = Process.Subject;
        return await ActAsync(async write =>
        {
            var held = await write.Db.Set<RoleGrant>().SingleOrDefaultAsync(g => g.Id == grant && g.Scope == scope, cancel)
                ?? throw new Unknown();
            var ended = await write.Get<RoleBook>().EndAsync(held, scope, cancel);
            return new(AdministrationUrls.Staff(Process.Slug), ended ? null : L[StaffModel.EndWaits].Value);
        });
    }
}
