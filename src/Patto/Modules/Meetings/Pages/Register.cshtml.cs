using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Modules.Meetings.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>Registration without account: a name, a contact if one likes, what one needs to be there.</summary>
public sealed class RegisterModel(Limits limits, Tickets tickets) : MeetingPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il nome, o come vuoi essere chiamato."), StringLength(120)]
    public string Name
    {
        get;
        set;
    } = "";
    [BindProperty] public Channel Channel { get; set; }
    [BindProperty, StringLength(300)] public string? Address { get; set; }
    [BindProperty, StringLength(1000)] public string? Needs { get; set; }
    [BindProperty] public bool Consent { get; set; }

    public IEnumerable<SelectListItem> Channels =>
        [new(L["Guardo io sul sito"], nameof(Channel.None)), new(L["Per e-mail"], nameof(Channel.Email)),
            new(L["Per telefono"], nameof(Channel.Phone)), new(L["Per posta"], nameof(Channel.Post))];

    protected override Task<bool> FindInMeetingAsync(CancellationToken cancel) =>
        Task.FromResult(Meeting.State == MeetingState.Published && Meeting.TakesRegistrations);

    public void OnGet() { }

    [Anybody("anybody")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!Consent) ModelState.AddModelError(nameof(Consent), L["Serve il consenso: leggi l'informativa e confermala."]);
        if (!ModelState.IsValid) return Page();
        limits.CountWrite("registration", HttpContext, CurrentUser, Meeting.RoomCode);
        return await ActAsync(async write =>
        {
            var (meeting, people) = (await HereAsync(write), write.Get<PeopleBook>());
            var person = people.Meet(Name, Channel, Address ?? "", Localization.Texts.IsEnglish ? "en" : "it");
            if (!string.IsNullOrWhiteSpace(Needs)) person.Need(Needs, meeting.End + Meeting.NeedsKept);
            var registration = meeting.Register(person, write.Now);
            write.Db.Add(registration);
            await people.TakePartAsync(person.Id, meeting.ProcessSubject, ParticipationKind.Meeting, cancel);
            var ticket = Uri.EscapeDataString(tickets.For(registration));
            var url = PartUrl("iscritto") + "?t=" + ticket;
            write.Get<MeetingLetters>().Confirm(meeting, person, url, ticket);
            return url;
        });
    }
}
