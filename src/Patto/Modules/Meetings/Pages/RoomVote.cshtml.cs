using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Identity;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Meetings.Pages;

/// <summary>On the phone: what the room is asked now, and one answer a phone, to be changed until it is closed. Nobody has a name here: a
/// key in a cookie says that it is the same phone.</summary>
[NoReferrer]
public sealed class RoomVoteModel(RoomVoteBox box, ProcessBook processes, Limits limits) : PattoPage
{
    private const string Cookie = "sala";

    /// <summary>Dots, by "number of the vote-place of the option".</summary>
    [BindProperty] public Dictionary<string, int?> Marks { get; set; } = [];
    /// <summary>The place of the option, by the number of the vote.</summary>
    [BindProperty] public Dictionary<int, int?> Picks { get; set; } = [];

    public Meeting Meeting { get; private set; } = null!;
    public ProcessInfo Process { get; private set; } = null!;
    public IReadOnlyList<RoomVote> Open { get; private set; } = [];
    public IReadOnlyList<RoomVote> Counted { get; private set; } = [];
    /// <summary>What this phone has answered so far.</summary>
    public IReadOnlyDictionary<Id<RoomVote>, IReadOnlyList<int>> Own { get; private set; } =
        new Dictionary<Id<RoomVote>, IReadOnlyList<int>>();

    private string? PhoneKey => Request.Cookies[Cookie] is { Length: 64 } known ? known : null;
    private string Address => MeetingUrls.RoomVote(Meeting.RoomCode!);
    private static string KeyOf(RoomVote vote, int option) => string.Create(CultureInfo.InvariantCulture, $"{vote.Number}-{option}");

    /// <summary>What was typed, else what this phone answered.</summary>
    public int MarkOf(RoomVote vote, int option) => vote.Kind == RoomVoteKind.Dots
        ? Marks.TryGetValue(KeyOf(vote, option), out var typed) ? typed ?? 0 : Given(vote, option)
        : Picks.TryGetValue(vote.Number, out var picked) ? picked == option ? 1 : 0 : Given(vote, option);

    private int Given(RoomVote vote, int option) => Own.GetValueOrDefault(vote.Id)?[option] ?? 0;

    /// <summary>The answers to choose from, the chosen one marked.</summary>
    public IEnumerable<SelectListItem> AnswersOf(RoomVote vote) => vote.Options.Select((option, n) =>
        new SelectListItem(option, n.ToString(CultureInfo.InvariantCulture), MarkOf(vote, n) > 0));

    // Of several questions some may be left out.
    private bool IsTyped(RoomVote vote) => vote.Kind == RoomVoteKind.Dots
        ? vote.Options.Select((_, n) => Marks.GetValueOrDefault(KeyOf(vote, n)) ?? 0).Any(m => m != 0) : Picks.ContainsKey(vote.Number);

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var (code, authority) = (((string)RouteData.Values["code"]!).Trim().ToUpperInvariant(), Authority.Id);
        Response.Headers.CacheControl = "no-store";
        if (await Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.RoomCode == code && m.Authority == authority, cancel)
            is not { } meeting)
        {
            limits.CountUpTo(Limit.Guesses, HttpContext.Connection.RemoteIpAddress);
            return false;
        }
        var all = await Db.RoomVotes.AsNoTracking().Where(v => v.Meeting == meeting.Id && (v.State == RoomVoteState.Open
            || v.State == RoomVoteState.Closed)).OrderBy(v => v.Number).ToListAsync(cancel);
        (Meeting, Open, Counted) = (meeting, [.. all.Where(v => v.IsOpen)], [.. all.Where(v => v.IsCounted).Reverse()]);
        Own = await box.OfPhoneAsync([.. Open.Select(v => v.Id)], PhoneKey, cancel);
        if (await processes.GetAsync(meeting.Process, cancel) is not { } process) return false;
        Process = process;
        return true;
    }

    public void OnGet() { }

    /// <summary>No audit row and no instant: they would tell who answered when.</summary>
    [Anybody("the code of the room")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        limits.Count(Limit.Room, Meeting.RoomCode!);
        RuleViolation.Unless(Open.Count > 0, "room-vote.none", "Adesso non si vota: il voto si è chiuso, e la tua risposta non si conta.");
        var answers = Open.Where(vote => Open.Count == 1 || IsTyped(vote))
            .Select(vote => (Vote: vote, Marks: vote.Options.Select((_, n) => MarkOf(vote, n)).ToList())).ToList();
        RuleViolation.Unless(answers.Count > 0, "room-vote.empty-all", "Rispondi almeno a una domanda.");
        foreach (var (vote, marks) in answers)
            if (vote.Fault(marks) is { } fault) throw fault;
        // The first answer makes the key from what tells this sending from another one: a second click is the same phone.
        var sending = Request.Form[PostFormTagHelper.OnceKey].ToString() is { Length: > 0 } once ? once : $"{Guid.NewGuid()}";
        var key = PhoneKey ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Meeting.Id}/{sending}")));
        var went = await ActAsync(async write =>
        {
            foreach (var (vote, marks) in answers) await write.Get<RoomVoteBox>().CastAsync(vote.Id, key, marks, cancel);
            return Address;
        }, L["Ricevuto. Puoi cambiare fino alla chiusura del voto."], keepsAnswer: false);
        Response.Cookies.Append(Cookie, key, new()
        {
            MaxAge = SharedComputer.Is(Request) ? null : TimeSpan.FromHours(18),
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = Request.IsHttps,
            IsEssential = true,
            Path = MeetingUrls.Room(Meeting.RoomCode!),
        });
        return went;
    }
}
