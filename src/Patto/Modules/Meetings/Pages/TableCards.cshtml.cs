using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Tables;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The cards that people take at the door, to be cut: a number, and the table in each round.</summary>
public sealed class TableCardsModel : MeetingPage
{
    private const int OnASheet = 8;

    public override Act Demands => MeetingActs.Lead;

    public TableRounds Rounds { get; private set; } = null!;
    /// <summary>The cards of those who are there, in the order of their numbers.</summary>
    public IEnumerable<int[]> Sheets => Enumerable.Range(1, Rounds.Cards.Count).Except(Rounds.Gone).Chunk(OnASheet);

    protected override bool ReadsRegistrations => false;

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        Rounds = (await Db.TableRounds.AsNoTracking().SingleOrDefaultAsync(t => t.Meeting == Meeting.Id, cancel))!;
        return Rounds is not null;
    }

    public void OnGet() { }
}
