using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Groups.Pages;

/// <summary>Who asked to sit: each gets a seat or a reason.</summary>
public sealed class ApplicationsModel(GroupBook book) : ProcessPage
{
    private const int PageSize = 50;

    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    public int Total { get; private set; }
    public string? Next { get; private set; }

    public override Act Demands => GroupActs.ReadApplications;
    public override Act DemandsToPost => GroupActs.Compose;

    [BindProperty] public Guid Id { get; set; }
    /// <summary>A free seat; empty: a new one for the interest of who asks.</summary>
    [BindProperty] public Guid? Seat { get; set; }
    [BindProperty, StringLength(1000)] public string? Reason { get; set; }

    public IReadOnlyList<Application> All { get; private set; } = [];
    public GroupView? Table { get; private set; }
    public bool MayAnswer { get; private set; }
    public IEnumerable<SelectListItem> FreeSeats => Table is null ? []
        : Table.Seats.Where(s => s.Members.All(m => m.IsSubstitute) && Table.TakesMembers(s))
        .Select(s => new SelectListItem(L["Posto {0}: {1}", s.Number, s.Interest], s.Id.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Table = await book.TableAsync(Process.Id, cancel);
        await ReadAsync(cancel);
        MayAnswer = await MayAsync(GroupActs.Compose);
        return true;
    }

    // Who waits first, then those answered; the newest first in both.
    private async Task ReadAsync(CancellationToken cancel)
    {
        var all = Db.Applications.AsNoTracking().Where(a => a.Process == Process.Id);
        Total = await all.CountAsync(cancel);
        if (After is { } after && new Id<Application>(after) is var id && await all.Where(a => a.Id == id)
            .Select(a => new { a.State, a.At }).SingleOrDefaultAsync(cancel) is { } last)
        {
            var at = last.At;
            all = last.State == ApplicationState.Waiting ? all.Where(a => a.State != ApplicationState.Waiting || a.At < at)
                : all.Where(a => a.State != ApplicationState.Waiting && a.At < at);
        }
        var page = await all.OrderBy(a => a.State != ApplicationState.Waiting).ThenByDescending(a => a.At).Take(PageSize + 1)
            .ToListAsync(cancel);
        (All, Next) = ([.. page.Take(PageSize)], page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null);
    }

    protected internal override void Fill() => (Seat, Reason) = (null, null);

    public void OnGet() { }

    public Task<IActionResult> OnPostAcceptAsync() => AnswerAsync(async (write, asked, person) =>
    {
        var look = await SameQuestion.LookAsync(this, write);
        var group = await write.Db.Groups.Where(g => g.Id == asked.Group).Whole().SingleAsync();
        var sitting = GroupBook.Namesake(group, asked.Name, book.Today);
        var sitter = look.SaysSame(sitting is not null, $"{asked.Name} {asked.Id}",
            L["{0} siede già qui: è la stessa persona?", asked.Name], L["È la stessa persona: siede in due posti"],
            L["È un'altra persona: falla sedere"])
            ? await write.Db.Set<Person>().SingleAsync(p => p.Id == sitting!.Person) : person;
        var seat = Seat is { } chosen ? group.SeatOf(new Id<Seat>(chosen)) : group.AddSeat(asked.Interest);
        asked.Accept(write.Now);
        var groups = write.Get<GroupBook>();
        await groups.SeatAsync(group, seat, sitter, asked.Organisation, substitute: false, groups.Today, HttpContext.RequestAborted);
        write.Get<Outbox>().Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(L["Benvenuta, benvenuto nel Tavolo"],
            L["La tua richiesta è accolta: siedi nel «{0}» per l'interesse «{1}». Ti avvisiamo del prossimo incontro.", group.Name,
            seat.Interest],
            L["Vedi chi siede al Tavolo"], GroupUrls.Table(Process.Slug), asked.Subject(), Process.Subject)
        { Keeping = Keeping.AsProof }));
        return L["{0} ora siede al Tavolo.", asked.Name];
    });

    public Task<IActionResult> OnPostDeclineAsync() => AnswerAsync(async (write, asked, person) =>
    {
        asked.Refuse(Reason ?? "", write.Now);
        write.Get<Outbox>().Post(Recipient.Of(person),
            Texts.In(person.Language, () => new Message(L["La tua richiesta di entrare nel Tavolo"],
            L["Questa volta la risposta è no. Il motivo: {0}", asked.Reason] + "\n\n"
            + L["Puoi comunque scrivere un contributo o venire agli incontri aperti."],
            L["Vedi il percorso"], ProcessUrls.Show(Process.Slug), asked.Subject(), Process.Subject)
            { Keeping = Keeping.AsProof }));
        await write.Get<UndoBook>().OfferAsync(Process.Authority, Process.Subject, UndoRefusing.Name, asked.Subject(), "",
            HttpContext.RequestAborted);
        return L["Risposta registrata: la lettera parte fra dieci minuti."];
    });

    private async Task<IActionResult> AnswerAsync(Func<WriteScope, Application, Person, Task<string>> answer)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var asked = await write.Db.Applications.SingleOrDefaultAsync(a => a.Id == new Id<Application>(Id) && a.Process == Process.Id)
                ?? throw new Unknown();
            var said = await answer(write, asked, await write.Db.Set<Person>().SingleAsync(p => p.Id == asked.Person));
            return new(GroupUrls.Applications(Process.Slug), said);
        });
    }
}

file static class Naming
{
    public static Subject Subject(this Application asked) => Kernel.Subject.Of("application", asked.Id);
}
