using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
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
            if (await RegisteredAsync(write, cancel) is { } registered) return Again(write, meeting, registered);
            var person = people.Meet(Name, Channel, Address ?? "", Localization.Texts.IsEnglish ? "en" : "it");
            if (!string.IsNullOrWhiteSpace(Needs)) person.Need(Needs, meeting.End + Meeting.NeedsKept);
            var registration = meeting.Register(person, write.Now);
            write.Db.Add(registration);
            await people.TakePartAsync(person.Id, meeting.ProcessSubject, ParticipationKind.Meeting, cancel);
            var ticket = Uri.EscapeDataString(tickets.For(registration));
            write.Get<MeetingLetters>().Confirm(meeting, person, registration, Process.Slug);
            return PartUrl("iscritto") + "?t=" + ticket;
        });
    }

    // One who registers twice takes one seat; two of one name, or of one household, take two.
    private async Task<Person?> RegisteredAsync(WriteScope write, CancellationToken cancel)
    {
        var look = await SameQuestion.LookAsync(this, write, cancel);
        var registrations = write.Db.Set<Registration>().Where(r => r.Meeting == Meeting.Id);
        var like = await PeopleBook.LikeAsync(write.Db.Set<Person>().Where(p => registrations.Any(r => r.Person == p.Id)), Name, Channel,
            Address, cancel);
        return look.SaysSame(like is not null, $"{Name} {Channel} {Address}",
            L["C'è già un'iscrizione con questo nome o questo recapito, «{0}»: è la stessa persona?", Name],
            L["È la stessa persona: il posto c'è già"], L["È un'altra persona: iscrivi anche lei"]) ? like : null;
    }

    // Whoever typed somebody's name does not get that person's ticket: it goes to the address that they left.
    private Done Again(WriteScope write, Meeting meeting, Person person)
    {
        if (!string.IsNullOrWhiteSpace(Needs) && !person.AccessNeeds.Contains(Needs.Trim(), StringComparison.Ordinal))
            person.Need($"{person.AccessNeeds}\n{Needs}", meeting.End + Meeting.NeedsKept);
        if (person.Channel != Channel.Email || !limits.CountUpTo(Limit.Letters with { Name = "letters-registration" },
            person.Address.ToUpperInvariant()))
            return new(MeetingUrl, L["C'era già un'iscrizione: il posto resta uno."]);
        write.Get<MeetingLetters>().Confirm(meeting, person, meeting.Registrations.First(r => r.Person == person.Id), Process.Slug);
        return new(MeetingUrl,
            L["C'era già un'iscrizione: il posto resta uno. La conferma è partita di nuovo verso l'indirizzo lasciato allora."]);
    }
}
