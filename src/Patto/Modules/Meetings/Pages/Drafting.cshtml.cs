using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>Who wants to help write the texts leaves a name and a contact; the staff reads the list and seats them at the enlarged
/// table.</summary>
public sealed class DraftingModel(Limits limits, GroupBook groups) : MeetingPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il tuo nome: serve per richiamarti."), StringLength(120)]
    public string Name
    {
        get;
        set;
    } = "";
    [BindProperty] public Channel Channel { get; set; } = Channel.Phone;
    [BindProperty, Required(ErrorMessage = "Scrivi un recapito: serve per richiamarti."), StringLength(300)]
    public string Address
    {
        get;
        set;
    } = "";
    [BindProperty, StringLength(500)] public string? Why { get; set; }
    [BindProperty] public bool Consent { get; set; }

    /// <summary>Whom of those who offered the staff seats at the table, and for which interest.</summary>
    [BindProperty] public Id<Person> Recruit { get; set; }
    [BindProperty, StringLength(160)] public string? Interest { get; set; }

    private const int PageSize = 50;
    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    public int Total { get; private set; }
    public string? Next { get; private set; }

    public sealed record Offer(Id<Person> Person, string Name, string Address, string Why);
    public IReadOnlyList<Offer> Offers { get; private set; } = [];
    /// <summary>The negotiation table, for who may compose it.</summary>
    public GroupView? Table { get; private set; }
    public IReadOnlySet<Id<Person>> Seated { get; private set; } = new HashSet<Id<Person>>();
    public IEnumerable<SelectListItem> Channels => [new(L["Per telefono"], nameof(Channel.Phone)),
        new(L["Per e-mail"], nameof(Channel.Email)), new(L["Per posta"], nameof(Channel.Post))];

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (IsInside) await ReadAsync(cancel);
        if (await MayAsync(GroupActs.Compose)) Table = await groups.TableAsync(Process.Id, cancel);
        Seated = Table?.Sitting.Select(s => s.Member.Person).ToHashSet() ?? [];
        return true;
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var offers = Db.DraftingOffers.Where(o => o.Meeting == Meeting.Id);
        Total = await offers.CountAsync(cancel);
        if (After is { } after && new Id<Person>(after) is var id
            && await offers.Where(o => o.Person == id).Select(o => (DateTimeOffset?)o.At).FirstOrDefaultAsync(cancel) is { } at)
            offers = offers.Where(o => o.At > at);
        var page = await (from offer in offers
                          join person in Db.Set<Person>() on offer.Person equals person.Id
                          orderby offer.At
                          select new Offer(person.Id, person.Name, person.Address, offer.Why)).Take(PageSize + 1).ToListAsync(cancel);
        (Offers, Next) = ([.. page.Take(PageSize)], page.Count > PageSize ? page[PageSize - 1].Person.ToString() : null);
    }

    protected internal override void Fill() => (Name, Channel, Address, Why, Interest) = ("", Channel.Phone, "", null, null);

    public void OnGet() { }

    [Anybody("anybody")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!Consent) ModelState.AddModelError(nameof(Consent), L["Serve il consenso: leggi l'informativa e confermala."]);
        if (!ModelState.IsValid) return Page();
        limits.CountWrite("volunteer", HttpContext, CurrentUser, Meeting.RoomCode);
        return await ActAsync(async write =>
        {
            var (meeting, people) = (await HereAsync(write), write.Get<PeopleBook>());
            var look = await SameQuestion.LookAsync(this, write, cancel);
            var offers = write.Db.DraftingOffers.Where(o => o.Meeting == meeting.Id);
            var like = await PeopleBook.LikeAsync(write.Db.Set<Person>().Where(p => offers.Any(o => o.Person == p.Id)), Name, Channel,
                Address, cancel);
            if (look.SaysSame(like is not null, $"{Name} {Channel} {Address}",
                L["Con questo nome o questo recapito, «{0}», si è già offerto qualcuno: è la stessa persona?", Name],
                L["È la stessa persona: quello che ha scritto resta com'è"], L["È un'altra persona: aggiungi anche lei"]))
                return new(MeetingUrl, L["Il recapito c'era già: ti richiamiamo noi."]);
            var person = people.Meet(Name, Channel, Address, Localization.Texts.IsEnglish ? "en" : "it");
            write.Db.Add(DraftingOffer.Of(meeting, person, Why ?? "", write.Now));
            await people.TakePartAsync(person.Id, meeting.ProcessSubject, ParticipationKind.Meeting, cancel);
            return MeetingUrl;
        }, L["Grazie: ti richiamiamo noi."]);
    }

    [Demands(typeof(GroupActs), nameof(GroupActs.Compose))]
    public async Task<IActionResult> OnPostRecruitAsync(CancellationToken cancel)
    {
        KeepOnly(nameof(Recruit), nameof(Interest));
        if (!ModelState.IsValid) return Page();
        if (Table is null || !IsInside || await Db.DraftingOffers.Where(o => o.Meeting == Meeting.Id && o.Person == Recruit)
            .Join(Db.Set<Person>(), o => o.Person, p => p.Id, (_, p) => new { p.Name }).FirstOrDefaultAsync(cancel) is not { } offer)
            throw new Unknown();
        return await ActAsync(async write =>
        {
            var person = await write.Db.Set<Person>().SingleAsync(p => p.Id == Recruit, cancel);
            var look = await SameQuestion.LookAsync(this, write, cancel);
            var sitting = (await write.Get<GroupBook>().GetAsync(Table.Id, cancel))!.Sitting.Select(s => s.Member)
                .FirstOrDefault(m => NameOrder.SameKey(m.Name) == NameOrder.SameKey(person.Name));
            if (look.SaysSame(sitting is not null, person.Name,
                L["{0} siede già al Tavolo: è la stessa persona?", sitting?.Name ?? ""],
                L["È la stessa persona: ha già il suo posto"], L["È un'altra persona: falla sedere"]))
                return new(PartUrl("scrivere"), L["Niente è cambiato: {0} sedeva già al Tavolo.", person.Name]);
            await write.Get<GroupBook>().RecruitAsync(Table.Id, Process.Slug, person, Interest ?? "", cancel: cancel);
            return PartUrl("scrivere");
        }, L["{0} ora siede al Tavolo.", offer.Name]);
    }

    // The page holds two forms: what the other one demands is not asked here.
    private void KeepOnly(params string[] fields)
    {
        foreach (var other in ModelState.Keys.Except(fields).ToList()) ModelState.Remove(other);
    }
}
