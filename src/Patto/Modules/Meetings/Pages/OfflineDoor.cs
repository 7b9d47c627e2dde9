using System.Globalization;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Meetings.Pages;

/// <summary>What a page of a room gives the script that lets it be opened again without network; null for who does not lead.</summary>
/// <param name="Key">Account and meeting, as the queue of what is typed names them; says nothing of whose they are.</param>
/// <param name="IsShared">Several people use the computer: nothing is kept on it.</param>
/// <param name="Room">What is kept, as JSON.</param>
public sealed record OfflineDoor(string Account, string Key, bool IsShared, string Worker, string Room)
{
    internal static OfflineDoor? Of(MeetingPage page, IReadOnlyCollection<Session>? sessions = null)
    {
        if (!page.MayLead || !page.Meeting.IsPublic) return null;
        var account = LocalDraftTagHelper.AccountOf(page.CurrentUser);
        return new(account, $"{account}/{page.Meeting.Id}", SharedComputer.Is(page.Request),
            OfflineShell.WorkerIn(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName),
            OfflineRoom.Of(page.Meeting, page.MeetingUrl, page.L.Day(page.Meeting.Start), sessions).ToJson());
    }
}
