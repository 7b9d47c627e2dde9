using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The meetings of the whole authority: what comes first, then what was.</summary>
[Caching.PublicCache]
public sealed class CalendarModel(ProcessBook processes) : PattoPage
{
    private const int PageSize = 20, MostComing = 60;

    [FromQuery(Name = "dopo")] public string? After { get; set; }
    [FromQuery(Name = "dopo-prossimi")] public string? AfterComing { get; set; }
    public int AllComing { get; private set; }
    public string? NextComing { get; private set; }

    public IReadOnlyList<(MeetingInfo, string, string?)> Coming { get; private set; } = [];
    public IReadOnlyList<(MeetingInfo, string, string?)> Past { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var known = (await processes.ListAsync(Authority.Id, cancel)).Where(p => p.IsPublic).ToDictionary(p => p.Id);
        var (ids, now, authority) = (known.Keys.ToList(), Now, Authority.Id);
        (MeetingInfo, string, string?) With(MeetingInfo m) => (m, known[m.Process].Slug, known[m.Process].Title);
        var all = Db.Meetings.Where(m => m.Authority == authority && m.State != MeetingState.Draft && ids.Contains(m.Process));
        if (After is null)
        {
            var coming = all.Where(m => m.End > now);
            AllComing = await coming.CountAsync(cancel);
            if (Instant(AfterComing) is { } from) coming = coming.Where(m => m.Start > from);
            var page = await MeetingBook.Infos(coming.OrderBy(m => m.Start).ThenBy(m => m.Id).Take(MostComing + 1)).ToListAsync(cancel);
            Coming = [.. page.Take(MostComing).Select(With)];
            NextComing = page.Count > MostComing ? Written(page[MostComing - 1].Start) : null;
        }
        var past = all.Where(m => m.End <= now);
        if (Instant(After) is { } before) past = past.Where(m => m.Start < before);
        var found = await MeetingBook.Infos(past.OrderByDescending(m => m.Start).ThenBy(m => m.Id).Take(PageSize + 1)).ToListAsync(cancel);
        Past = [.. found.Take(PageSize).Select(With)];
        Next = found.Count > PageSize ? Written(found[PageSize - 1].Start) : null;
    }

    private static DateTimeOffset? Instant(string? ticks) =>
        long.TryParse(ticks, out var read) && read is >= 0 and <= 3155378975999999999 ? new(read, TimeSpan.Zero) : null;

    private static string Written(DateTimeOffset at) => at.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
