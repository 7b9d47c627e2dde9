using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>Who has the code of the room calls a session, until the last free square.</summary>
public sealed class CallModel(Limits limits) : MeetingPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il tema: una domanda o una frase."), StringLength(200)]
    public string Title
    {
        get;
        set;
    } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi come ti chiami: chi è interessato ti cerca."),
        StringLength(80)]
    public string Caller { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scegli un orario e uno spazio della bacheca."), StringLength(20)] public string Square { get; set; } = "";
    [FromQuery(Name = "stanza")] public string? Room { get; set; }
    [FromQuery(Name = "orario")] public string? Slot { get; set; }
    [FromQuery(Name = "spazio")] public string? WallPlace { get; set; }

    public IReadOnlyList<SelectListItem> Free { get; private set; } = [];

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        var taken = await Db.Sessions.Where(s => s.Meeting == Meeting.Id).Select(s => s.Slot + "-" + s.Place).ToListAsync(cancel);
        // What is over is offered to nobody but who leads: they type what was called on paper.
        Free = [.. from slot in Meeting.Slots where slot.Together is null && (MayLead || Now < WallNow.Ends(Meeting, slot))
                   from place in Meeting.Places
                   let key = $"{slot.Key}-{place.Key}"
                   where !taken.Contains(key)
                   select new SelectListItem($"{Lines.Written(slot.From)}–{Lines.Written(slot.To)}, {place.Name}", key)];
        return Meeting.Method == Method.OpenSpace;
    }

    public void OnGet()
    {
        MustBeInTheRoom();
        Square = $"{Slot}-{WallPlace}";
    }

    [Anybody("the code of the room")]
    public async Task<IActionResult> OnPostAsync()
    {
        MustBeInTheRoom();
        if (!ModelState.IsValid) return Page();
        if (!MayLead) limits.Count(Limit.Room, Meeting.RoomCode!);
        return await ActAsync(async write =>
        {
            var (meeting, at) = (await HereAsync(write), Square.Split('-'));
            var (slot, place) = (at[0], at.Length > 1 ? at[1] : "");
            var taken = await write.Db.Sessions.AnyAsync(s => s.Meeting == meeting.Id && s.Slot == slot && s.Place == place);
            write.Db.Add(Session.Call(meeting, slot, place, Title, Caller, taken, write.Now));
            return PartUrl("muro") + (Room is null ? "" : "?stanza=" + Uri.EscapeDataString(Room));
        });
    }

    private void MustBeInTheRoom()
    {
        if (MayLead || IsRoomCode(Room)) return;
        throw new Refused(L["Per proporre un tema serve il codice della stanza: lo dà chi conduce l'incontro."]);
    }
}
