using Patto.Grants;

namespace Patto.Modules.Meetings.Contracts;

/// <summary>What may be done with meetings. To register, and to call a session with the code of the room, nobody needs a role.</summary>
public static class MeetingActs
{
    public static readonly Act Organise = new("meetings.organise", "organizzare un incontro", Roles.Staff);
    public static readonly Act Lead = new("meetings.lead", "condurre un incontro", Roles.Staff);
    public static readonly Act SeeInside = new("meetings.see-inside", "vedere le bozze, le presenze e i verbali degli incontri",
        [.. Roles.Staff, Role.Guarantor, Role.GuaranteeMember]);
    public static readonly Act PublishMinutes = new("meetings.publish-minutes", "approvare e pubblicare i verbali", Roles.Leads);
}
