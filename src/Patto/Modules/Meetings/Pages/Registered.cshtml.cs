using Microsoft.AspNetCore.Mvc;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>One's own registration, by its sealed link; the seat can be given back until the meeting starts.</summary>
[NoReferrer]
public sealed class RegisteredModel(Tickets tickets) : MeetingPage
{
    /// <summary>Null once it was withdrawn.</summary>
    public Registration? Registration { get; private set; }

    protected override Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (tickets.Open(Request.Query["t"]) is not { } id) return Task.FromResult(false);
        Registration = Meeting.Registrations.SingleOrDefault(r => r.Id == id);
        return Task.FromResult(true);
    }

    /// <summary>What the desk at the door types or scans; it says nobody's name.</summary>
    public string? Code => Registration is { Number: > 0 } ? DoorCode.Of(Registration).ToString() : null;

    public int? Before => Registration is null ? null : Meeting.BeforeInLine(Registration);

    public void OnGet() { }

    [Anybody("the ticket of the registration")]
    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => ActAsync(async write =>
    {
        var meeting = await HereAsync(write);
        RuleViolation.Unless(write.Now < meeting.Start, "meeting.started-registered",
            "L'incontro è iniziato: non serve più liberare il posto.");
        if (Registration is not null && meeting.Registrations.SingleOrDefault(r => r.Id == Registration.Id) is { } mine)
        {
            meeting.Withdraw(mine);
            await write.Get<MeetingLetters>().PromoteAsync(meeting, Process.Slug, cancel);
        }
        return Request.Path + Request.QueryString;
    });
}
