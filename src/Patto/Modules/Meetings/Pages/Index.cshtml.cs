using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The meetings of a process: the next ones first, and those held, the latest first.</summary>
[Caching.PublicCache]
public sealed class IndexModel : ProcessPage
{
    private const int PageSize = 30;

    [FromQuery(Name = "cerca")] public string? Words { get; set; }
    [FromQuery(Name = "dopo")] public int? After { get; set; }
    [FromQuery(Name = "dopo-passati")] public int? AfterPast { get; set; }

    public IReadOnlyList<(MeetingInfo, string, string?)> Coming { get; private set; } = [];
    public IReadOnlyList<(MeetingInfo, string, string?)> Past { get; private set; } = [];
    public (int Coming, int Past) Totals { get; private set; }
    public (int? Coming, int? Past) Next { get; private set; }
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Words);
    public bool MayOrganise { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        MayOrganise = await MayAsync(MeetingActs.Organise);
        var (inside, now) = (await MayAsync(MeetingActs.SeeInside), Now);
        var all = Db.Meetings.Where(m => m.Process == Process.Id && (inside || m.State != MeetingState.Draft)).Having(Words);
        var (coming, past) = (all.Where(m => m.End > now), all.Where(m => m.End <= now));
        Totals = (await coming.CountAsync(cancel), await past.CountAsync(cancel));
        if (await StartOfAsync(After, cancel) is { } from) coming = coming.Where(m => m.Start > from
            || m.Start == from && m.Number > After);
        if (await StartOfAsync(AfterPast, cancel) is { } until) past = past.Where(m => m.Start < until
            || m.Start == until && m.Number < AfterPast);
        var (first, last) = (await ReadAsync(coming.OrderBy(m => m.Start).ThenBy(m => m.Number), cancel),
            await ReadAsync(past.OrderByDescending(m => m.Start).ThenByDescending(m => m.Number), cancel));
        (Coming, Past) = (Shown(first), Shown(last));
        Next = (NextOf(first), NextOf(last));
    }

    private async Task<DateTimeOffset?> StartOfAsync(int? number, CancellationToken cancel) => number is null ? null
        : await Db.Meetings.Where(m => m.Process == Process.Id && m.Number == number).Select(m => (DateTimeOffset?)m.Start)
            .SingleOrDefaultAsync(cancel);

    private static Task<List<MeetingInfo>> ReadAsync(IQueryable<Meeting> meetings, CancellationToken cancel) =>
        MeetingBook.Infos(meetings.Take(PageSize + 1)).ToListAsync(cancel);

    private IReadOnlyList<(MeetingInfo, string, string?)> Shown(List<MeetingInfo> page) =>
        [.. page.Take(PageSize).Select(m => (m, Process.Slug, (string?)null))];

    private static int? NextOf(List<MeetingInfo> page) => page.Count > PageSize ? page[PageSize - 1].Number : null;
}
