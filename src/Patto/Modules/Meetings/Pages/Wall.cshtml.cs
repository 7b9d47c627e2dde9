using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The wall of an Open Space: what is called when and where, what is free, what was reported.</summary>
[Caching.PublicCache]
public sealed class WallModel(CurrentAuthority currentAuthority) : MeetingPage
{
    [FromQuery(Name = "stanza")] public string? Typed { get; set; }

    /// <summary>The code of the room, when it is the right one.</summary>
    public string? Room { get; private set; }
    public bool MayCall => Room is not null || MayLead && Meeting.IsPublic;
    public string Site => currentAuthority.Address;
    public string Clock => MeetingHours.Clock(Now);
    /// <summary>The class of a wall as wide as its places; each is written out, since the style sheet keeps only what it finds.</summary>
    public string Columns => Meeting.Places.Count switch
    {
        1 => "cols-1",
        2 => "cols-2",
        3 => "cols-3",
        5 => "cols-5",
        6 => "cols-6",
        7 => "cols-7",
        8 => "cols-8",
        _ => "cols-4"
    };
    public IReadOnlyList<Session> Sessions { get; private set; } = [];
    public IReadOnlyList<Session> Reports => [.. Sessions.Where(s => s.Discussion is not null).OrderBy(s => s.Reported)];

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        Sessions = await Db.Sessions.AsNoTracking().Where(s => s.Meeting == Meeting.Id).ToListAsync(cancel);
        return Meeting.Method == Contracts.Method.OpenSpace || Meeting.Slots.Count > 0;
    }

    public void OnGet() => Room = IsRoomCode(Typed) ? Meeting.RoomCode : null;

    public Session? At(Slot slot, WallPlace place) => Sessions.FirstOrDefault(s => s.Slot == slot.Key && s.Place == place.Key);

    /// <summary>The class of a slot: past, now or next.</summary>
    public string StateOf(Slot slot)
    {
        var day = Texts.RomeDay(Meeting.Start);
        return Now >= Texts.RomeTime(day, slot.To) ? "is-past" : Now >= Texts.RomeTime(day, slot.From) ? "is-now" : "is-next";
    }
}
