using Microsoft.EntityFrameworkCore;
using Patto.Localization;
using Patto.Modules.Meetings;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Processes;

namespace Patto.Tests.Meetings;

/// <summary>The hours that are proposed suit those who work, study or care for somebody.</summary>
public sealed class SpreadHoursTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_hours_of_a_plan_are_spread_over_the_day_and_the_week()
    {
        var town = await _host.AuthorityAsync();
        foreach (var template in new TemplateLibrary().All)
        {
            var process = await _host.ProcessAsync(town, template.Template.Id);
            var all = await _host.InDb(db => db.Set<Meeting>().AsNoTracking().Where(m => m.Process == process.Id).ToListAsync(Cancel));
            var open = all.Where(m => m.TakesRegistrations).ToList();
            TimeOnly Hour(Meeting m) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(m.Start, Texts.Rome).DateTime);
            TestContext.Current.TestOutputHelper!.WriteLine($"{template.Template.Id}: " + string.Join(", ", open.OrderBy(m => m.Start)
                .Select(m => $"{m.Day:ddd} {Hour(m):HH.mm}")));
            Assert.All(all, m => Assert.False(m.Day.DayOfWeek == DayOfWeek.Sunday || LegalDays.IsHoliday(m.Day), m.Title));
            if (open.Count < 4) continue;
            // After work, on a day off, and in the morning.
            Assert.Contains(open, m => Hour(m) >= new TimeOnly(18, 0));
            Assert.Contains(open, m => m.Day.DayOfWeek == DayOfWeek.Saturday);
            Assert.Contains(open, m => Hour(m) < new TimeOnly(13, 0));
            Assert.True(open.Select(m => (m.Day.DayOfWeek == DayOfWeek.Saturday, Hour(m))).Distinct().Count() >= 3, template.Template.Id);
        }
    }
}
