using System.ComponentModel.DataAnnotations;
using Deliberation.Formats.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Groups.Pages;

/// <summary>All seats of all groups of a process as one table: typed, or pasted from a spreadsheet; all of it is saved, or
/// nothing.</summary>
public sealed class SeatsModel(GroupBook book) : ProcessPage
{
    private const int MostRows = 200;

    public override Act Demands => GroupActs.Compose;

    [BindProperty] public List<Row> Rows { get; set; } = [];
    [BindProperty, StringLength(40_000)] public string? Pasted { get; set; }

    /// <summary>A seat, and who is to sit there.</summary>
    public sealed class Row
    {
        public Guid Group { get; set; }
        /// <summary>Null: one more.</summary>
        public Guid? Seat { get; set; }
        /// <summary>The interest as the page showed it: who did not touch it changes nothing.</summary>
        [StringLength(160)] public string? Was { get; set; }
        [StringLength(160)] public string? Interest { get; set; }
        [StringLength(200)] public string? Organisation { get; set; }
        [StringLength(200)] public string? Person { get; set; }
        [StringLength(200)] public string? Substitute { get; set; }
        [StringLength(200)] public string? Email { get; set; }
        public SeatBy By { get; set; } = SeatBy.Criteria;
        public SeatBy WasBy { get; set; } = SeatBy.Criteria;

        internal bool Seats => !string.IsNullOrWhiteSpace(Person);
        internal bool HasNobody => string.IsNullOrWhiteSpace(Person) && string.IsNullOrWhiteSpace(Substitute)
            && string.IsNullOrWhiteSpace(Organisation) && string.IsNullOrWhiteSpace(Email);
        internal bool IsBlank => Seat is null && HasNobody && string.IsNullOrWhiteSpace(Interest);
        internal bool IsRenamed => Seat is not null && ((Interest ?? "").Trim() != (Was ?? "").Trim() || By != WasBy);
    }

    public IReadOnlyList<GroupView> Groups { get; private set; } = [];
    private Dictionary<Guid, SeatView> _seats = [];

    public IEnumerable<SelectListItem> Ways => Enum.GetValues<SeatBy>().Select(b => new SelectListItem(L[b.Italian()], b.ToString()));

    /// <summary>The rows of a group, each with its place in the form.</summary>
    public IEnumerable<(int At, Row Row)> RowsOf(GroupView group) => Rows.Index().Where(r => r.Item.Group == group.Id.Value)
        .Select(r => (r.Index, r.Item));

    /// <summary>Who sits on the seat of a row, or will.</summary>
    public IReadOnlyList<MemberView> SittingOn(Row row) =>
        row.Seat is { } seat && _seats.TryGetValue(seat, out var view) ? view.Members : [];

    public int Free => Groups.Sum(g => g.Empty.Count());

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Groups = await book.OfProcessAsync(Process.Id, cancel);
        _seats = Groups.SelectMany(g => g.Seats).ToDictionary(s => s.Id.Value);
        return true;
    }

    protected internal override void Fill()
    {
        if (Rows.Count > MostRows) Rows.RemoveRange(MostRows, Rows.Count - MostRows);
        if (Rows.Count > 0) return;
        foreach (var group in Groups)
        {
            Rows.AddRange(group.Seats.Where(group.TakesMembers).Select(s => new Row
            {
                Group = group.Id.Value,
                Seat = s.Id.Value,
                Was = s.Interest,
                Interest = s.Interest,
                By = s.By,
                WasBy = s.By,
            }));
            More(group, group.Seats.Count == 0 ? 3 : 1);
        }
    }

    private void More(GroupView group, int rows) =>
        Rows.AddRange(Enumerable.Range(0, rows).Select(_ => new Row { Group = group.Id.Value }));

    public void OnGet() { }

    /// <summary>Three more rows for every group; what was typed stays.</summary>
    public IActionResult OnPostMore()
    {
        ModelState.Clear();
        Fill();
        if (Rows.Count < MostRows) foreach (var group in Groups) More(group, 3);
        return Page();
    }

    internal static readonly PastedColumn[] Columns =
    [
        new("Interesse", "Posto", "Interest", "Seat"), new("Ente o gruppo", "Ente", "Gruppo", "Organizzazione", "Associazione", "Body"),
        new("Chi siede", "Nome", "Nome e cognome", "Titolare", "Name", "Who sits"), new("Supplente", "Sostituto", "Substitute"),
        new("E-mail", "Mail", "Posta elettronica", "E-mail, se c'è"), new("Tavolo", "Gruppo di lavoro", "Group"),
    ];

    /// <summary>What was pasted goes into the table, to be looked at; nothing is saved.</summary>
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
        var text = cells.Select(c => c.Trimmed).ToList();
        var group = text[5].Length == 0 ? null : Groups.FirstOrDefault(g => NameOrder.SameKey(g.Name) == NameOrder.SameKey(text[5]));
        RuleViolation.UnlessAt(nameof(Pasted), group is not null || text[5].Length == 0, "pasted.group",
            "Riga {0}: non c'è un gruppo che si chiama «{1}».", number, Excerpt.Of(text[5], 60));
        for (var at = 0; at < text.Count; at++) RuleViolation.UnlessAt(nameof(Pasted), text[at].Length <= (at == 0 ? 160 : 200),
            "pasted.long", "Riga {0}: «{1}» è troppo lungo.", number, Excerpt.Of(text[at], 40));
        var free = Rows.Where(r => (group is null || r.Group == group.Id.Value) && r.HasNobody && SittingOn(r).Count == 0).ToList();
        var row = text[0].Length == 0 ? free.FirstOrDefault(r => r.Seat is not null)
            : free.FirstOrDefault(r => NameOrder.SameKey(r.Interest ?? "") == NameOrder.SameKey(text[0]))
                ?? free.FirstOrDefault(r => r.IsBlank);
        if (row is null)
        {
            RuleViolation.UnlessAt(nameof(Pasted), Groups.Count > 0 && Rows.Count < MostRows, "pasted.seats",
                "Riga {0}: non ci sono altri posti in cui metterla.", number);
            Rows.Add(row = new Row { Group = (group ?? Groups[0]).Id.Value });
        }
        if (text[0].Length > 0) row.Interest = text[0];
        (row.Organisation, row.Person, row.Substitute, row.Email) = (text[1], text[2], text[3], text[4]);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Pasted)) return OnPostRead();
        for (var at = 0; at < Rows.Count; at++) Check(Rows[at], $"{nameof(Rows)}[{at}].");
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var look = await SameQuestion.LookAsync(this, write, cancel);
            var groups = await write.Db.Groups.Where(g => g.Process == Process.Id).Whole().ToListAsync(cancel);
            var seated = 0;
            foreach (var (at, row) in Rows.Index())
                if (!row.IsBlank) seated += await SaveAsync(write, look, groups, row, $"{nameof(Rows)}[{at}].", cancel);
            return new(Process.IsPublic ? GroupUrls.Table(Process.Slug) : ProcessUrls.FirstSteps(Process.Slug),
                seated == 0 ? L["Salvato."].Value : L.Count(seated, "Salvato: una persona siede in più.",
                    "Salvato: {0} persone siedono in più."));
        });
    }

    private void Check(Row row, string at)
    {
        void Demand(string field, bool holds, string sentence) { if (!holds) ModelState.AddModelError(at + field, L[sentence]); }

        if (row.IsBlank) return;
        var isTaken = SittingOn(row).Any(m => !m.IsSubstitute);
        Demand(nameof(Row.Interest), !string.IsNullOrWhiteSpace(row.Interest), "Scrivi quale interesse rappresenta il posto.");
        Demand(nameof(Row.Person), row.Seats || isTaken || row.HasNobody, "Scrivi chi siede, o svuota la riga.");
        if (string.IsNullOrWhiteSpace(row.Email)) return;
        if (EmailAddress.TryRead(row.Email, out var email, out var fault)) row.Email = email;
        else ModelState.AddModelError(at + nameof(Row.Email), L[fault.Sentence]);
    }

    private async Task<int> SaveAsync(WriteScope write, SameLook look, List<Group> groups, Row row, string at, CancellationToken cancel)
    {
        var group = groups.Find(g => g.Id.Value == row.Group) ?? throw new Unknown();
        var seat = row.Seat is { } known ? group.SeatOf(new Id<Seat>(known)) : group.AddSeat(row.Interest!, row.By);
        if (row.IsRenamed) await write.Get<GroupBook>().DescribeAsync(group, seat, row.Interest!, row.By, seat.Widening, seat.When,
            cancel);
        var seated = 0;
        if (row.Seats)
        {
            await SeatAsync(row.Person!, row.Email ?? "", false, nameof(Row.Person));
            seated++;
        }
        if (!string.IsNullOrWhiteSpace(row.Substitute))
        {
            await SeatAsync(row.Substitute, "", true, nameof(Row.Substitute));
            seated++;
        }
        return seated;

        async Task SeatAsync(string name, string email, bool substitute, string field)
        {
            try
            {
                var person = await Seating.PersonAsync(this, write, look, Process, group, name.Trim(), email, at + nameof(Row.Email));
                await write.Get<GroupBook>().SeatAsync(group, seat, person, row.Organisation ?? "", substitute, book.Today, cancel);
            }
            catch (RuleViolation broken) when (broken.Field is null or "Seat" or "Name" or "Email")
            {
                throw new RuleViolation(broken.Code, broken.Sentence, [.. broken.Values]) { Field = at + field };
            }
        }
    }
}
