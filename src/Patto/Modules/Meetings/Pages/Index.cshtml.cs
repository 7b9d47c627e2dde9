using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings.Pages;

[Caching.PublicCache]
public sealed class IndexModel(MeetingBook book) : ProcessPage
{
    public IReadOnlyList<(MeetingInfo, string, string?)> Coming { get; private set; } = [];
    public IReadOnlyList<(MeetingInfo, string, string?)> Past { get; private set; } = [];
    public bool MayOrganise { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        MayOrganise = await MayAsync(MeetingActs.Organise);
        var all = await book.OfProcessAsync(Process.Id, await MayAsync(MeetingActs.SeeInside), cancel);
        Coming = [.. all.Where(m => m.End > Now).Select(With)];
        Past = [.. all.Where(m => m.End <= Now).Reverse().Select(With)];
    }

    private (MeetingInfo, string, string?) With(MeetingInfo meeting) => (meeting, Process.Slug, null);
}
