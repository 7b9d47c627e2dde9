using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Decisions;
using Patto.Modules.Monitoring;

namespace Patto.Demo;

/// <summary>What moved: four indicators with where they started, where they should get, and the measures of the months; and the account of
/// it to everybody who took part.</summary>
internal static class Measures
{
    /// <summary>The day the indicators are agreed on; what was counted before is written down on that day.</summary>
    private const int Agreed = -57;

    public static void Schedule(Stage stage)
    {
        var file = stage.Story.Read<OutcomesFile>("fontelieta.outcomes.json");
        GiveAccount(stage, file.Account);
        foreach (var (told, n) in file.Indicators.Select((i, n) => (i, n)))
        {
            stage.At(Agreed, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"10:{n * 5:00}"), "guidetti", async write =>
            {
                var action = Subject.Of("action", stage.Get<Id<FollowUp>>($"action:{told.Action}"));
                var indicator = await write.Get<Accounting>().DefineAsync(stage.Process, DataOf(stage, told), [action], write.Now);
                foreach (var early in told.Measurements.Where(m => m.Day <= Agreed)) Measure(stage, indicator, early, write.Now);
                stage.Made[$"indicator:{told.Code}"] = indicator.Id;
            });
            foreach (var later in told.Measurements.Where(m => m.Day > Agreed))
                stage.At(later.Day + 1, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"12:{n * 5:00}"), "guidetti",
                    async write =>
                {
                    var id = stage.Get<Id<Indicator>>($"indicator:{told.Code}");
                    Measure(stage, await write.Db.Indicators.Include(i => i.Measurements).SingleAsync(i => i.Id == id), later, write.Now);
                });
        }
    }

    private static void GiveAccount(Stage stage, StoryAccounting told) => stage.At(told.Day, "12:30", "ferri", async write =>
    {
        var (accounting, process) = (write.Get<Accounting>(), stage.Process);
        var report = await accounting.PublishAsync(process, told.Intro, write.Now);
        await accounting.SendAsync(process, report, write.Now);
    });

    private static void Measure(Stage stage, Indicator indicator, StoryPoint told, DateTimeOffset now) =>
        indicator.Measure(stage.Story.Day(told.Day), told.Value, told.Note ?? "", now);

    private static IndicatorData DataOf(Stage stage, StoryIndicator told) =>
        new(told.Name, told.Unit, told.Source, told.Baseline.Value, stage.Story.Day(told.Baseline.Day),
        told.Target.Value, stage.Story.Day(told.Target.Day), EveryMonths: 1, LessIsBetter: told.Better == "lower");
}
