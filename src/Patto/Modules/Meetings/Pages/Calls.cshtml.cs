using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>Whom to call by telephone: number, what to say, how it went.</summary>
public sealed class CallsModel(ConvocationBook book, GroupBook groups) : MeetingPage
{
    public override Act Demands => MeetingActs.Organise;
    protected override bool ReadsRegistrations => false;

    [BindProperty] public Guid Summons { get; set; }
    [BindProperty] public SummonsAnswer Answer { get; set; }

    public GroupView Convened { get; private set; } = null!;
    public IReadOnlyList<CalledSeat> Calls { get; private set; } = [];

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (!await MayAsync(MeetingActs.Organise)) return IsInside;
        if (await book.OfAsync(Meeting.Id, cancel) is not { } sent || await groups.GetAsync(sent.Group,
            cancel) is not { } group) return false;
        Convened = group;
        // Those whom no letter by itself reaches, and those who have not answered to theirs and left a telephone.
        Calls = [.. (await book.SeatsAsync(group, Meeting, sent, cancel)).Where(s => s.Summons is { } summons
            && (summons.Way == SummonsWay.Phone || summons.Answer == SummonsAnswer.None
                && (summons.Way != SummonsWay.Email || s.CameBack)))
            .OrderBy(s => s.Answer != SummonsAnswer.None)];
        return true;
    }

    public string? Number(CalledSeat seat) => seat.Person is { Channel: Channel.Phone } person ? person.Address : null;

    public void OnGet() { }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => CallAsync(async (write, meeting, sent, summons) =>
    {
        await write.Get<ConvocationBook>().AnswerAsync(Process, meeting, sent, summons, Answer, "", summons.Note,
            CurrentUser.Actor ?? Guid.Empty, cancel);
        return L["Risposta scritta."];
    });

    public Task<IActionResult> OnPostNobodyAsync() => CallAsync((write, meeting, _, summons) =>
    {
        summons.Prove(meeting, summons.Delivered, L["Non risponde al telefono: {0}, {1}", L.Day(write.Now),
            MeetingHours.Clock(write.Now)], write.Now);
        return Task.FromResult<string>(L["Segnato: non risponde."]);
    });

    private Task<IActionResult> CallAsync(Func<WriteScope, Meeting, Convocation, Summons, Task<string>> call) => ActAsync(async write =>
    {
        var sent = await write.Get<ConvocationBook>().OfAsync(Meeting.Id, HttpContext.RequestAborted) ?? throw new Unknown();
        var summons = sent.Summonses.FirstOrDefault(s => s.Id.Value == Summons) ?? throw new Unknown();
        var said = await call(write, await HereAsync(write), sent, summons);
        return new(PartUrl("convocazione/telefonate"), said);
    });
}
