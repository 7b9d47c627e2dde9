using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Administration;
using Patto.Modules.Administration.Contracts;
using Patto.People;
using Patto.TestRuns;

namespace Patto.Tests.Administration;

/// <summary>The term of a request about personal data, and what may still happen to it.</summary>
[Trait(PlatformHost.Needs, PlatformHost.Nothing)]
public sealed class DataRequestRuleTests
{
    private static DataRequest Ask(DateTimeOffset now, DataRequestKind kind = DataRequestKind.Erasure, string text = "") =>
        DataRequest.Ask(Id<Authority>.New(), "DATI-R0001", kind, text, Id<Person>.New(), null, "", now);

    private static string CodeOf(Action act) => Assert.Throws<RuleViolation>(act).Code;

    [Fact]
    public void Whoever_asks_is_answered_within_thirty_days_and_never_later_than_a_month()
    {
        var (seed, count) = (TestRun.Seed(), TestRun.IsLong ? 20_000 : 500);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var (random, shorter) = (new Random(seed), 0);
        for (var n = 0; n < count; n++)
        {
            var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(4 * 365 * 24 * 60));
            var (day, asked) = (Texts.RomeDay(now), Ask(now));
            Assert.True(asked.Due <= day.AddDays(30) && asked.Due <= day.AddMonths(1) && asked.Due >= day.AddDays(28),
                $"{day} {asked.Due}");
            if (asked.Due < day.AddDays(30)) shorter++;
            Assert.False(asked.IsLate(asked.Due));
            Assert.True(asked.IsLate(asked.Due.AddDays(1)));
            // On any day of the term, and on none after it, two months more: counted from the day on which it came in.
            var late = random.Next(2) == 0;
            var on = Texts.RomeTime(late ? asked.Due.AddDays(1 + random.Next(60))
                : day.AddDays(random.Next(asked.Due.DayNumber - day.DayNumber + 1)), new TimeOnly(23, 30));
            if (late) Assert.Equal("data-request.late", CodeOf(() => asked.Extend("Serve un parere.", on)));
            else
            {
                asked.Extend("Serve un parere.", on);
                Assert.Equal(day.AddMonths(3), asked.Due);
                Assert.Equal("data-request.extended", CodeOf(() => asked.Extend("Ancora.", on)));
            }
        }
        Assert.True(shorter > 0, "no request of February was drawn");
    }

    [Fact]
    public void A_request_says_what_it_is_about_and_gets_one_answer_with_words()
    {
        var now = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        foreach (var kind in Enum.GetValues<DataRequestKind>())
            if (kind is DataRequestKind.Copy or DataRequestKind.Erasure) Ask(now, kind);
            else Assert.Equal("data-request.text", CodeOf(() => Ask(now, kind, "  ")));
        var asked = Ask(now);
        Assert.Equal("data-request.why", CodeOf(() => asked.Extend(" ", now)));
        Assert.Equal("data-request.answer", CodeOf(() => asked.Fulfil("", now)));
        Assert.Equal("data-request.reason", CodeOf(() => asked.Refuse(" ", now)));
        asked.Refuse("Non sappiamo chi sei.", now);
        Assert.Equal("data-request.closed", CodeOf(() => asked.Fulfil("Fatto.", now)));
        Assert.Equal("data-request.closed", CodeOf(() => asked.Extend("Serve tempo.", now)));
        Assert.False(asked.IsLate(asked.Due.AddDays(100)));
    }

    [Fact]
    public void Of_a_person_who_was_erased_only_number_kind_and_days_stay()
    {
        var now = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        foreach (var (kind, state) in new[] { (DataRequestKind.Erasure, DataRequestState.Fulfilled),
            (DataRequestKind.Copy, DataRequestState.Dropped) })
        {
            var asked = Ask(now, kind, "Sono Rita Bonora.");
            asked.Extend("Rita ha dodici voci.", now);
            asked.Forget(now);
            Assert.Equal((state, now, "", "", "", (Id<Person>?)null), (asked.State, asked.Answered, asked.Text, asked.ExtendedWhy,
                asked.Answer, asked.Person));
            Assert.Equal(("DATI-R0001", kind), (asked.Number, asked.Kind));
        }
    }
}
