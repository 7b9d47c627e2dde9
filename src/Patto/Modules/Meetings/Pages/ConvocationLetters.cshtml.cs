using Microsoft.AspNetCore.Mvc;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The nominal letters of a call, one A4 page each, with the slip for the answer; the address stands where a window envelope
/// shows it.</summary>
[AlsoAsPdf("convocazione")]
public sealed class ConvocationLettersModel(ConvocationBook book, GroupBook groups, Convening.ConvocationLetters letters) : MeetingPage
{
    public override Act Demands => MeetingActs.Organise;
    protected override bool ReadsRegistrations => false;

    /// <summary>Only the letter to this seat, by its number.</summary>
    [FromQuery(Name = "posto")] public int? Seat { get; set; }

    public Convocation Sent { get; private set; } = null!;
    public string? Protocol => letters.ProtocolOf(Sent);
    public IReadOnlyList<(CalledSeat Seat, Letter Letter)> Letters { get; private set; } = [];

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (!await MayAsync(MeetingActs.Organise)) return IsInside;
        if (await book.OfAsync(Meeting.Id, cancel) is not { } sent || await groups.GetAsync(sent.Group,
            cancel) is not { } group) return false;
        Sent = sent;
        Letters = [.. (await book.SeatsAsync(group, Meeting, sent, cancel)).Where(s => s.Summons is not null
                && (Seat is { } only ? s.Seat.Number == only : s.Summons.Way != SummonsWay.Email))
            .Select(s => (s, s.Letters.LastOrDefault(l => l.Body.Length > 0)!)).Where(s => s.Item2 is not null)];
        return true;
    }

    public void OnGet() { }

    /// <summary>The words of the letter without those about a link that paper has not.</summary>
    public static IEnumerable<string> Paragraphs(Letter letter) => letter.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

    public string To(CalledSeat seat) => seat.Person is { Channel: Channel.Post } person ? person.Address : "";
}
