using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Communication;
using Patto.Modules.Communication.Contracts;
using Patto.TestRuns;

namespace Patto.Tests.Communication;

/// <summary>When letters leave, by the clock of the town.</summary>
public sealed class LetterTimesTests
{
    private static DateTimeOffset Utc(int month, int day, int hour, int minute = 0) =>
        new(2026, month, day, hour, minute, 0, TimeSpan.Zero);

    [Fact]
    public void The_night_is_quiet_over_both_changes_of_the_hour()
    {
        // On 29 March two in the morning is three: that night has ten hours.
        Assert.False(QuietHours.Are(Utc(3, 28, 19, 59)));
        Assert.True(QuietHours.Are(Utc(3, 28, 20)));
        Assert.True(QuietHours.Are(Utc(3, 29, 5, 59)));
        Assert.False(QuietHours.Are(Utc(3, 29, 6)));
        Assert.Equal(Utc(3, 29, 6), QuietHours.NextMorning(Utc(3, 28, 20)));
        Assert.Equal(Utc(3, 28, 7), QuietHours.LastMorning(Utc(3, 29, 5, 59)));
        // On 25 October three in the morning is two again: that night has twelve.
        Assert.False(QuietHours.Are(Utc(10, 24, 18, 59)));
        Assert.True(QuietHours.Are(Utc(10, 24, 19)));
        Assert.True(QuietHours.Are(Utc(10, 25, 6, 59)));
        Assert.False(QuietHours.Are(Utc(10, 25, 7)));
        Assert.Equal(Utc(10, 25, 7), QuietHours.NextMorning(Utc(10, 24, 19)));
        Assert.Equal(Utc(10, 24, 6), QuietHours.LastMorning(Utc(10, 25, 6, 59)));
    }

    [Fact]
    public void A_day_is_a_day_and_a_week_is_a_week_over_both_changes_of_the_hour()
    {
        Assert.Equal(Utc(3, 29, 6), LetterTimes.Next(Frequency.Daily, Utc(3, 28, 7)));
        Assert.Equal(Utc(3, 30, 6), LetterTimes.Next(Frequency.Weekly, Utc(3, 23, 7)));
        Assert.Equal(Utc(3, 23, 7), LetterTimes.LastEnd(Frequency.Weekly, Utc(3, 30, 5, 59)));
        Assert.Equal(Utc(10, 25, 7), LetterTimes.Next(Frequency.Daily, Utc(10, 24, 6)));
        Assert.Equal(Utc(10, 26, 7), LetterTimes.Next(Frequency.Weekly, Utc(10, 19, 6)));
        Assert.Equal(Utc(10, 19, 6), LetterTimes.LastEnd(Frequency.Weekly, Utc(10, 26, 6, 59)));
    }

    [Fact]
    public void A_date_is_never_told_later_than_48_hours_before_it_if_it_was_known_by_then()
    {
        var wednesday = Utc(3, 4, 9);
        Assert.False(LetterTimes.IsHeld(Frequency.Weekly, wednesday, Utc(3, 7, 9)));
        Assert.False(LetterTimes.IsHeld(Frequency.Weekly, wednesday, Utc(3, 11, 6)));
        Assert.True(LetterTimes.IsHeld(Frequency.Weekly, wednesday, Utc(3, 11, 7)));
        Assert.True(LetterTimes.IsHeld(Frequency.Weekly, wednesday, null));
        Assert.False(LetterTimes.IsHeld(Frequency.AtOnce, Utc(3, 4, 22), Utc(3, 6, 9)));
        Assert.True(LetterTimes.IsUrgent(Utc(3, 4, 22), Utc(3, 6, 9)));
        Assert.False(LetterTimes.IsUrgent(Utc(3, 4, 22), Utc(3, 9, 9)));
        Assert.True(LetterTimes.IsHeld(Frequency.AtOnce, Utc(3, 4, 22), Utc(3, 1, 9)));
    }

    [Fact]
    public void What_happens_belongs_to_one_letter_and_to_one_only()
    {
        var (seed, count) = (TestRun.Seed(), TestRun.IsLong ? 100_000 : 2_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var n = 0; n < count; n++)
        {
            var at = Utc(1, 1, 0).AddSeconds(random.Next(2 * 366 * 86_400));
            DateTimeOffset? when = random.Next(2) == 0 ? null : at.AddHours(random.Next(-48, 400));
            foreach (var frequency in Enum.GetValues<Frequency>())
            {
                var (next, held) = (LetterTimes.Next(frequency, at), LetterTimes.IsHeld(frequency, at, when));
                Assert.True(next >= at && (next == at || Texts.RomeParts(next).Time == QuietHours.Morning), $"{frequency} {at:O}");
                Assert.True(!held || next > at && (when is null || when <= at || next <= when - TimeSpan.FromHours(48)),
                    $"{at:O} {when:O}");
                Assert.Equal(!held, LetterTimes.ToldAt(at, when).Contains(frequency));
                // The period that ends with that letter, and no other, holds the instant.
                if (next > at) Assert.Equal((next, true), (LetterTimes.LastEnd(frequency, next),
                    LetterTimes.LastEnd(frequency, next.AddTicks(-1)) <= at));
            }
        }
    }

    [Fact]
    public void A_frequency_that_changes_tells_nothing_twice_and_loses_nothing()
    {
        var (seed, count) = (TestRun.Seed(), TestRun.IsLong ? 20_000 : 400);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var n = 0; n < count; n++)
        {
            var asked = Utc(3, 20, 9);
            var who = Subscription.Ask(new Followed(null), Id<Authorities.Authority>.New(), "a@esempio.it", "it", asked,
                (Frequency)random.Next(3));
            who.Confirm(asked);
            var happened = Enumerable.Range(0, 40).Select(_ => asked.AddMinutes(1 + random.Next(20 * 24 * 60))).Order().ToList();
            var changes = Enumerable.Range(0, random.Next(4)).Select(_ => asked.AddMinutes(20 + random.Next(20 * 24 * 60))).Order()
                .ToList();
            var told = Told(who, asked, happened, changes, random);
            Assert.Empty(happened.Except(told));
            // Who changes it back before any letter left may read something twice, and loses nothing.
            if (changes.Zip(changes.Skip(1)).All(c => c.Second - c.First > TimeSpan.FromDays(8)))
                Assert.Equal(happened.Order(), told.Order());
        }
    }

    // As the acts and the rounds do: at the minutes in which something happens or is changed, and every ten minutes between six and ten,
    // when the letters of the morning leave in summer and in winter. At all others a round finds nothing to do.
    private static List<DateTimeOffset> Told(Subscription who, DateTimeOffset from, List<DateTimeOffset> happened,
        List<DateTimeOffset> changes, Random random)
    {
        List<DateTimeOffset> told = [];
        var ends = Enum.GetValues<Frequency>().ToDictionary(f => f, f => LetterTimes.LastEnd(f, from));
        var midnight = new DateTimeOffset(from.Date, from.Offset);
        var mornings = Enumerable.Range(0, 31 * 24).Select(n => midnight.AddDays(n / 24).AddHours(4).AddMinutes(n % 24 * 10));
        foreach (var now in happened.Concat(changes).Concat(mornings).Where(m => m >= from).Distinct().Order())
        {
            told.AddRange(happened.Where(h => h == now && LetterTimes.ToldAt(now, null).Contains(who.Frequency)));
            foreach (var frequency in Enum.GetValues<Frequency>())
            {
                var until = LetterTimes.LastEnd(frequency, now - LetterTimes.Grace);
                if (until <= ends[frequency]) continue;
                var begins = ends[frequency];
                ends[frequency] = until;
                if (who.Frequency == frequency) told.AddRange(happened.Where(h => who.Awaits(begins, until, h, null)));
            }
            // Nobody changes it in the minutes in which the letter of the morning is being written.
            if (changes.Contains(now) && Texts.RomeParts(now).Time is var time && (time < QuietHours.Morning || time > new TimeOnly(8, 15)))
                who.Time((Frequency)random.Next(3), now);
        }
        return told;
    }
}
