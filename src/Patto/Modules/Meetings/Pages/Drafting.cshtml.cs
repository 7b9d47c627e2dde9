using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>Who wants to help write the texts leaves a name and a contact; the staff reads the list.</summary>
public sealed class DraftingModel(Limits limits) : MeetingPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il tuo nome: serve per richiamarti."), StringLength(120, ErrorMessage = "Il nome è troppo lungo.")] public string Name { get; set; } = "";
    [BindProperty] public Channel Channel { get; set; } = Channel.Phone;
    [BindProperty, Required(ErrorMessage = "Scrivi un recapito: serve per richiamarti."), StringLength(300, ErrorMessage = "Il recapito è troppo lungo.")] public string Address { get; set; } = "";
    [BindProperty, StringLength(500, ErrorMessage = "Il testo è troppo lungo.")] public string? Why { get; set; }
    [BindProperty] public bool Consent { get; set; }

    public sealed record Offer(string Name, string Address, string Why);
    public IReadOnlyList<Offer> Offers { get; private set; } = [];
    public IEnumerable<SelectListItem> Channels => [new(L["Per telefono"], nameof(Channel.Phone)), new(L["Per e-mail"], nameof(Channel.Email)), new(L["Per posta"], nameof(Channel.Post))];

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (IsInside)
            Offers = await (from offer in Db.DraftingOffers
                            where offer.Meeting == Meeting.Id
                            join person in Db.Set<Person>() on offer.Person equals person.Id
                            orderby offer.At
                            select new Offer(person.Name, person.Address, offer.Why)).ToListAsync(cancel);
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!Consent) ModelState.AddModelError(nameof(Consent), L["Serve il consenso: leggi l'informativa e confermala."]);
        if (!ModelState.IsValid) return Page();
        if (!Who.IsSignedIn) limits.Count(Limit.Anonymous, HttpContext.Connection.RemoteIpAddress);
        Flash(L["Grazie: ti richiamiamo noi."]);
        return await ActAsync(async write =>
        {
            var (meeting, people) = (await HereAsync(write), write.Get<PeopleBook>());
            var person = people.Meet(Name, Channel, Address, Localization.Texts.IsEnglish ? "en" : "it");
            write.Db.Add(DraftingOffer.Of(meeting, person, Why ?? "", write.Now));
            await people.TakePartAsync(person.Id, meeting.ProcessSubject, ParticipationKind.Meeting, cancel);
            return MeetingUrl;
        });
    }
}
