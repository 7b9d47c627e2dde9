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
    private static readonly Role[] Here = [Role.Curator, Role.Facilitator, Role.Secretariat, Role.Officer, Role.Drafter, Role.DecisionMaker,
        Role.Guarantor];

    public IReadOnlyList<StaffModel.Row> Held { get; private set; } = [];
    /// <summary>Invitations to this process that nobody has taken up yet.</summary>
    public IReadOnlyList<Invitation> Waiting { get; private set; } = [];
    [BindProperty, Required(ErrorMessage = "Scrivi nome e cognome."), StringLength(120)] public string Name { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi l'indirizzo e-mail della persona."), StringLength(200)] public string Email { get; set; } = "";
    [BindProperty] public Role Role { get; set; } = Role.Curator;
    public override Act Demands => ProcessActs.Appoint;
    public IEnumerable<SelectListItem> Roles => Here.Among(_mine).Select(r => new SelectListItem(L[r.Italian()], r.ToString()));

    private IReadOnlySet<Role> _mine = new HashSet<Role>();

    /// <summary>Whether a button to end it is of use to this person.</summary>
    public bool MayEnd(StaffModel.Row row) => RoleTable.MayGive(_mine, row.Role);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        _mine = await Gate.RolesAsync(Place, cancel);
        var scope = Process.Subject;
        Held = await (from grant in Db.Set<RoleGrant>().AsNoTracking()
                      join account in Db.Users on grant.Account equals account.Id
                      where grant.Scope == scope && grant.Until == null
                      orderby account.Name
                      select new StaffModel.Row(grant.Id, account.Name, grant.Role, "", grant.Since)).ToListAsync(cancel);
        var now = Now;
        Waiting = await Get<InvitationBook>().UnansweredAt(scope).AsNoTracking().Where(i => i.Expires > now).ToListAsync(cancel);
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostInviteAsync(CancellationToken cancel)
    {
        RuleViolation.UnlessAt(nameof(Role), Here.Contains(Role), "invitation.role", "Scegli un ruolo della lista.");
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
