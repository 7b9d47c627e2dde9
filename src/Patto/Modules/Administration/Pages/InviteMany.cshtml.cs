using System.ComponentModel.DataAnnotations;
using Deliberation.Formats.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Administration.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>Several people invited at once: typed into a table, or pasted from a spreadsheet. All letters leave, or none.</summary>
public sealed class InviteManyModel : PattoPage
{
    private const int MostRows = 60, FirstRows = 5;

    public override Act Demands => AdministrationActs.Invite;

    [BindProperty] public List<Row> Rows { get; set; } = [];
    [BindProperty, StringLength(20_000)] public string? Pasted { get; set; }

    public sealed class Row
    {
        [StringLength(120)] public string? Name { get; set; }
        [StringLength(200)] public string? Email { get; set; }
        public Role Role { get; set; } = Role.Officer;
        internal bool IsBlank => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Email);
    }

    private IReadOnlySet<Role> _mine = new HashSet<Role>();
    private IEnumerable<Role> Given => StaffModel.Wide.Among(_mine);
    public IEnumerable<SelectListItem> Roles => Given.Select(r => new SelectListItem(L[r.Italian()], r.ToString()));

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        _mine = await Gate.RolesAsync(Place, cancel);
        return true;
    }

    protected internal override void Fill()
    {
        if (Rows.Count > MostRows) Rows.RemoveRange(MostRows, Rows.Count - MostRows);
        while (Rows.Count < FirstRows) Rows.Add(new());
    }

    public void OnGet() { }

    public IActionResult OnPostMore()
    {
        ModelState.Clear();
        Fill();
        if (Rows.Count < MostRows) Rows.AddRange(Enumerable.Range(0, 3).Select(_ => new Row()));
        return Page();
    }

    internal static readonly PastedColumn[] Columns =
    [
        new("Nome e cognome", "Nome", "Persona", "Name"), new("E-mail", "Mail", "Posta elettronica", "Indirizzo e-mail"),
        new("Ruolo", "Role"),
    ];

    /// <summary>What was pasted goes into the table, to be looked at; nobody is invited.</summary>
    public IActionResult OnPostRead()
    {
        ModelState.Clear();
        Fill();
        var pasted = PastedRows.Read(Pasted, Columns, nameof(Pasted));
        foreach (var row in pasted.Rows) Take(pasted.CellsOf(row), row.Number);
        Pasted = null;
        return Page();
    }

    private void Take(IReadOnlyList<TableCell> cells, int number)
    {
        var (name, email, said) = (cells[0].Trimmed, cells[1].Trimmed, cells[2].Trimmed);
        RuleViolation.UnlessAt(nameof(Pasted), name.Length <= 120 && email.Length <= 200, "pasted.long", "Riga {0}: «{1}» è troppo lungo.",
            number, Excerpt.Of(name.Length > 120 ? name : email, 40));
        List<Role> roles = [.. Given.Where(r => NameOrder.SameKey(L[r.Italian()]) == NameOrder.SameKey(said)
            || NameOrder.SameKey(r.Italian()) == NameOrder.SameKey(said))];
        RuleViolation.UnlessAt(nameof(Pasted), said.Length == 0 || roles.Count > 0, "pasted.role",
            "Riga {0}: «{1}» non è un ruolo che puoi dare. Scegli fra: {2}.", number, Excerpt.Of(said, 40),
            string.Join(", ", Given.Select(r => L[r.Italian()].Value)));
        var row = Rows.Find(r => r.IsBlank);
        if (row is null)
        {
            RuleViolation.UnlessAt(nameof(Pasted), Rows.Count < MostRows, "pasted.many",
                "Righe: {0}. Il massimo per volta è {1}.", Rows.Count + 1, MostRows);
            Rows.Add(row = new());
        }
        (row.Name, row.Email, row.Role) = (name, email, roles.Count > 0 ? roles[0] : Role.Officer);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Pasted)) return OnPostRead();
        for (var at = 0; at < Rows.Count; at++) Check(Rows[at], $"{nameof(Rows)}[{at}].");
        if (Rows.TrueForAll(r => r.IsBlank)) ModelState.AddModelError($"{nameof(Rows)}[0].{nameof(Row.Name)}", L["Scrivi nome e cognome."]);
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var (sent, waiting) = (0, 0);
            foreach (var (at, row) in Rows.Index())
                if (!row.IsBlank && await InviteAsync(write, row, $"{nameof(Rows)}[{at}].", cancel) is { } became)
                    if (became == Giving.Waiting) waiting++;
                    else sent++;
            return new(await Get<FirstStepsWay>().AfterAsync(Authority.Id, AdministrationUrls.People, cancel),
                L.Count(sent, "Una persona invitata.", "{0} persone invitate.") + (waiting == 0 ? "" : " " + L.Count(waiting,
                    "Un ruolo aspetta una seconda persona.", "{0} ruoli aspettano una seconda persona.")));
        });
    }

    private void Check(Row row, string at)
    {
        if (row.IsBlank) return;
        if (string.IsNullOrWhiteSpace(row.Name)) ModelState.AddModelError(at + nameof(Row.Name), L["Scrivi nome e cognome."]);
        if (!EmailAddress.TryRead(row.Email, out _, out var fault)) ModelState.AddModelError(at + nameof(Row.Email), L[fault.Sentence]);
        if (!Given.Contains(row.Role)) ModelState.AddModelError(at + nameof(Row.Role), L["Scegli il ruolo dalla lista."]);
    }

    private async Task<Giving?> InviteAsync(WriteScope write, Row row, string at, CancellationToken cancel)
    {
        try
        {
            var scope = Subject.Of("authority", Authority.Id);
            var (email, instead) = await AskedBefore.AskAsync(this, write, row.Email!, row.Name!.Trim(), row.Role, scope, "", cancel);
            if (instead is not null) return null;
            return await write.Get<InvitationBook>().InviteAsync(email, row.Name!, row.Role, scope, null, Authority.Name, cancel);
        }
        catch (RuleViolation broken) when (broken.Field is null or "Email" or "Name" or "Role")
        {
            throw new RuleViolation(broken.Code, broken.Sentence, [.. broken.Values]) { Field = at + (broken.Field ?? nameof(Row.Role)) };
        }
    }
}
