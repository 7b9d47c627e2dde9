using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Groups.Pages;

/// <summary>A page of one group: its route has <c>{group}</c>.</summary>
public abstract class GroupPage : ProcessPage
{
    public override Act Demands => GroupActs.Compose;

    [FromRoute] public Guid Group { get; set; }

    /// <summary>The group as it stands, for reading.</summary>
    public Group Whole { get; private set; } = null!;

    protected abstract string Step { get; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Whole = (await Find(Db).AsNoTracking().SingleOrDefaultAsync(cancel))!;
        if (Whole is null) return false;
        (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "percorsi", Crumbs.To((L["Percorsi"], ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Tavolo"], GroupUrls.Table(Process.Slug)),
            (Whole.Name, GroupUrls.Compose(Process.Slug, Group)), (Step, null)));
        return FindInGroup();
    }

    /// <summary>What the page is about. False: it does not exist.</summary>
    protected abstract bool FindInGroup();

    protected async Task<IActionResult> ChangeAsync(string said, Func<WriteScope, Group, Task> change)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await change(write, await Find(write.Db).SingleOrDefaultAsync() ?? throw new Unknown());
            return GroupUrls.Compose(Process.Slug, Group);
        }, said);
    }

    private IQueryable<Group> Find(AppDb db) => db.Groups.Where(g => g.Id == new Id<Group>(Group) && g.Process == Process.Id).Whole();
}

/// <summary>What a seat stands for, how it is filled, when it sits: put right, with what it was before.</summary>
public sealed class SeatModel : GroupPage
{
    [FromRoute] public Guid Seat { get; set; }
    [BindProperty, StringLength(160)] public string? Interest { get; set; }
    [BindProperty] public SeatBy By { get; set; }
    [BindProperty] public bool Widening { get; set; }
    [BindProperty, StringLength(160)] public string? When { get; set; }

    public Seat Shown { get; private set; } = null!;
    public IEnumerable<SelectListItem> Ways => Enum.GetValues<SeatBy>().Select(b => new SelectListItem(L[b.Italian()], b.ToString()));

    protected override string Step => L["Correggi il posto"];

    protected override bool FindInGroup() => (Shown = Whole.Seats.FirstOrDefault(s => s.Id.Value == Seat)!) is not null;

    protected internal override void Fill() => (Interest, By, Widening, When) = (Shown.Interest, Shown.By, Shown.Widening, Shown.When);

    public void OnGet() { }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => ChangeAsync(L["Posto corretto."], (write, group) =>
        write.Get<GroupBook>().DescribeAsync(group, group.SeatOf(new Id<Seat>(Seat)), Interest ?? "", By, Widening, When ?? "", cancel));
}

/// <summary>What was typed of somebody who sits: put right, with what it was before.</summary>
public sealed class MemberModel : GroupPage
{
    [FromRoute] public Guid Member { get; set; }
    [BindProperty, StringLength(200)] public string? Name { get; set; }
    [BindProperty, StringLength(200)] public string? Organisation { get; set; }
    [BindProperty] public DateOnly? Since { get; set; }
    [BindProperty, StringLength(300)] public string? Mandate { get; set; }

    public Membership Shown { get; private set; } = null!;
    public Seat On => Whole.SeatOf(Shown.Seat);

    protected override string Step => L["Correggi chi siede"];

    protected override bool FindInGroup() => (Shown = Whole.Members.FirstOrDefault(m => m.Id.Value == Member)!) is { Name.Length: > 0 };

    protected internal override void Fill() => (Name, Organisation, Since, Mandate) = (Shown.Name, Shown.Organisation, Shown.Since,
        Shown.Mandate);

    public void OnGet() { }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => ChangeAsync(L["Corretto."], (write, group) =>
    {
        RuleViolation.UnlessAt(nameof(Since), Since is not null, "plan.day", "Scegli il giorno.");
        return write.Get<GroupBook>().CorrectAsync(group, group.MemberOf(new Id<Membership>(Member)), Name ?? "", Organisation ?? "",
            Since!.Value, Mandate ?? "", cancel);
    });
}
