using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Identity;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>From one's own phone into a running meeting. Sixty people may stand behind one address: what they write is counted by
/// room.</summary>
public sealed class RoomModel(ProcessBook processes, Limits limits, IDataProtectionProvider protection) : PattoPage
{
    [BindProperty, StringLength(12)] public string? Typed { get; set; }
    [BindProperty, StringLength(ContributionWords.Longest)] public string? Text { get; set; }
    [BindProperty] public ContributionKind Kind { get; set; } = ContributionKind.Remark;

    public Meeting? Meeting { get; private set; }
    public ProcessInfo? Process { get; private set; }
    /// <summary>What the room is asked now.</summary>
    public IReadOnlyList<string> Asked { get; private set; } = [];
    /// <summary>Code and letters of what was just written.</summary>
    public (string Code, string Secret)? Written { get; private set; }
    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<ContributionKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));

    private SealedToken Token => new(protection, "meetings.room", TimeSpan.FromHours(2));

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (RouteData.Values["code"] is not string code) return true;
        if (await FindRoomAsync(code, cancel))
        {
            Asked = await Db.RoomVotes.Where(v => v.Meeting == Meeting!.Id && v.State == RoomVoteState.Open).OrderBy(v => v.Number)
                .Select(v => v.Question).ToListAsync(cancel);
            return true;
        }
        limits.CountUpTo(Limit.Guesses, HttpContext.Connection.RemoteIpAddress);
        return false;
    }

    private async Task<bool> FindRoomAsync(string typed, CancellationToken cancel)
    {
        var (code, authority) = (typed.Trim().ToUpperInvariant(), Authority.Id);
        Meeting = await Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.RoomCode == code && m.Authority == authority, cancel);
        if (Meeting is not null) Process = await processes.GetAsync(Meeting.Process, cancel);
        return Process is not null;
    }

    public void OnGet()
    {
        // An old link: the page stands without the receipt.
        if (Meeting is not null && Token.Open(Request.Query["r"])?.Split('|') is [var code, var secret]) Written = (code,
            $"{secret[..4]}-{secret[4..]}");
    }

    [Anybody("the code of the room")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Meeting is null) return await EnterAsync(cancel);
        if (string.IsNullOrWhiteSpace(Text)) ModelState.AddModelError(nameof(Text), L["Scrivi il contributo: anche una frase sola."]);
        if (!ModelState.IsValid) return Page();
        limits.Count(Limit.Room, Meeting.RoomCode!);
        RuleViolation.UnlessAt(nameof(Text), Meeting.IsRunning, "room.closed",
            "La stanza si è chiusa mentre scrivevi. Il testo è ancora qui: copialo in un contributo, dalla pagina del percorso.");
        return await ActAsync(async write =>
        {
            var said = await write.Get<MeetingSpeech>().SayAsync(Process!, Meeting, Text!, Kind, Localization.Texts.IsEnglish ? "en"
                : "it", cancel);
            return $"{Contracts.MeetingUrls.Room(Meeting.RoomCode!)}?r={Uri.EscapeDataString(Token.Seal($"{said.Code}|{said.Secret}"))}";
        });
    }

    private async Task<IActionResult> EnterAsync(CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Typed) && ModelState.IsValid)
        {
            // The right code always opens, whatever the others in the room typed.
            if (await FindRoomAsync(Typed, cancel)) return LocalRedirect(Contracts.MeetingUrls.Room(Meeting!.RoomCode!));
            limits.Count(Limit.Guesses, HttpContext.Connection.RemoteIpAddress);
        }
        ModelState.AddModelError(nameof(Typed), L["Nessuna stanza aperta ha questo codice: controlla le lettere."]);
        return Page();
    }
}
