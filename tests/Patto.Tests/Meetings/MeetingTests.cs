using System.Text;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Tests.Meetings;

public sealed class MeetingTests
{
    private static readonly DateTimeOffset Evening = Texts.RomeTime(new(2026, 3, 3), new(18, 0));
    private static readonly ProcessInfo Process = new(Id<Process>.New(), Id<Authority>.New(), "LWF", "lwf", "Laboratorio", "", true, false);

    private static Meeting Planned(Method method = Method.FocusGroup, int? seats = null)
    {
        var meeting = Meeting.Plan(Process, 1, "Muoversi", method, Evening, Evening.AddHours(2));
        meeting.Describe("Muoversi", method, "Dove non riesci ad arrivare?", "muoversi", null, Evening, Evening.AddHours(2),
            "Ex scuola di Valle", [], seats, true);
        return meeting;
    }

    private static Meeting Public(Method method = Method.FocusGroup, int? seats = null)
    {
        var meeting = Planned(method, seats);
        meeting.Publish();
        return meeting;
    }

    private static Person Somebody(string name) => Person.Meet(Process.Authority, name, Channel.None, "", Evening);

    [Fact]
    public void Who_comes_to_a_full_meeting_stands_in_line_and_the_one_who_waits_longest_gets_the_seat()
    {
        var meeting = Public(seats: 1);
        var (anna, bruno, carla) = (meeting.Register(Somebody("Anna"), Evening.AddDays(-3)),
            meeting.Register(Somebody("Bruno"), Evening.AddDays(-2)), meeting.Register(Somebody("Carla"), Evening.AddDays(-1)));
        Assert.Equal([null, 0, 1], new[] { anna, bruno, carla }.Select(meeting.BeforeInLine));
        Assert.Equal(0, meeting.SeatsLeft);
        Assert.Empty(meeting.Promote(Evening.AddDays(-1)));
        meeting.Withdraw(anna);
        // Once it has begun whoever is there is there.
        Assert.Empty(meeting.Promote(Evening));
        Assert.Same(bruno, Assert.Single(meeting.Promote(Evening.AddHours(-1))));
        Assert.Equal([null, 0], new[] { bruno, carla }.Select(meeting.BeforeInLine));
        Assert.Equal(0, meeting.SeatsLeft);
    }

    [Fact]
    public void Whatever_comes_and_goes_no_seat_is_given_twice_none_stays_free_while_somebody_waits_and_nobody_is_passed_over()
    {
        var seed = TestRun.Seed(1_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var day = 0; day < (TestRun.IsLong ? 5_000 : 300); day++)
        {
            var (meeting, now, line) = (Public(seats: random.Next(1, 6)), Evening.AddDays(-5), new List<Registration>());
            for (var step = 0; step < 30; step++)
            {
                now = now.AddMinutes(1);
                if (random.Next(3) > 0 || line.Count == 0) line.Add(meeting.Register(Somebody($"Chi {step}"), now));
                else
                {
                    var gone = line[random.Next(line.Count)];
                    line.Remove(gone);
                    meeting.Withdraw(gone);
                    meeting.Promote(now);
                }
                var seated = line.Count(r => !r.IsWaiting);
                Assert.Equal(Math.Min(meeting.Seats!.Value, line.Count), seated);
                // Seats go in order of arrival: whoever has one came before whoever waits.
                Assert.All(line.Take(seated), r => Assert.False(r.IsWaiting));
            }
        }
    }

    [Fact]
    public void Nobody_registers_for_a_draft_or_once_it_has_started()
    {
        Assert.Equal("meeting.no-registration",
            Assert.Throws<RuleViolation>(() => Planned().Register(Somebody("Anna"), Evening.AddDays(-1))).Code);
        Assert.Equal("meeting.started", Assert.Throws<RuleViolation>(() => Public().Register(Somebody("Anna"), Evening)).Code);
    }

    [Fact]
    public void A_meeting_without_a_place_is_not_published()
    {
        var meeting = Meeting.Plan(Process, 1, "Muoversi", Method.Assembly, Evening, Evening.AddHours(2));
        Assert.Equal("meeting.place", Assert.Throws<RuleViolation>(meeting.Publish).Code);
    }

    [Theory, InlineData(-13, false), InlineData(-12, true), InlineData(1, true), InlineData(14, true), InlineData(15, false)]
    public void The_room_opens_around_the_time_of_the_meeting(int hours, bool opens)
    {
        var meeting = Public();
        if (!opens)
        {
            Assert.Equal("meeting.open-when",
            Assert.Throws<RuleViolation>(() => meeting.Open(Evening.AddHours(hours))).Code); return;
        }
        meeting.Open(Evening.AddHours(hours));
        Assert.Equal(6, meeting.RoomCode!.Length);
        meeting.Close(Evening.AddHours(hours + 1));
        var code = meeting.RoomCode;
        meeting.Open(Evening.AddHours(hours));
        Assert.Equal(code, meeting.RoomCode); // printed, it still leads here
    }

    [Fact]
    public void Cancelling_needs_a_reason() => Assert.Equal("meeting.why", Assert.Throws<RuleViolation>(() => Public().Cancel(" ")).Code);

    [Fact]
    public void Parts_of_a_head_count_do_not_exceed_the_whole()
    {
        var meeting = Public();
        meeting.Count(new(22, 13, 9, 0, 1, 4, 9));
        Assert.Equal("meeting.tally", Assert.Throws<RuleViolation>(() => meeting.Count(new(22, 13, 10))).Code);
    }

    [Fact]
    public void Slots_and_places_are_read_as_people_write_them()
    {
        Assert.Equal([new Slot("1030", new(10, 30), new(11, 30)), new Slot("1245", new(12, 45), new(14, 0), "Pranzo per tutti")],
            Slot.Read("12.45-14 Pranzo per tutti\n10:30–11:30\n"));
        Assert.Equal([new WallPlace("a", "Cerchio A", "vicino all'ingresso"), new WallPlace("b", "Cortile")],
            WallPlace.Read("Cerchio A | vicino all'ingresso\r\nCortile"));
        Assert.Equal([new AgendaItem(new(18, 0), "Benvenuto"), new AgendaItem(null, "Tre cose da portare al Tavolo")],
            AgendaItem.Read("18.00 Benvenuto\nTre cose da portare al Tavolo"));
        Assert.Equal("meeting.slot", Assert.Throws<RuleViolation>(() => Slot.Read("dopo pranzo")).Code);
    }

    [Fact]
    public void A_square_of_the_wall_is_taken_once_and_a_used_one_stays_on_the_wall()
    {
        var meeting = Public(Method.OpenSpace);
        meeting.SetWall(Slot.Read("10.30-11.30\n12.30-13.30 Pranzo"), WallPlace.Read("Cerchio A"), []);
        var session = Session.Call(meeting, "1030", "a", "Anziani soli", "Rita", false, Evening);
        Assert.Equal("session.taken",
            Assert.Throws<RuleViolation>(() => Session.Call(meeting, "1030", "a", "Altro", "Karim", true, Evening)).Code);
        Assert.Equal("session.square",
            Assert.Throws<RuleViolation>(() => Session.Call(meeting, "1230", "a", "A pranzo", "Karim", false, Evening)).Code);
        Assert.Equal("meeting.wall-used",
            Assert.Throws<RuleViolation>(() => meeting.SetWall(Slot.Read("11.30-12.30"), WallPlace.Read("Cerchio A"), [session])).Code);
    }

    [Fact]
    public void Minutes_are_published_after_they_were_approved()
    {
        var meeting = Public();
        var draft = Minutes.Write(meeting, null, "Si è parlato di autobus.", MinutesState.Draft, null, Evening);
        Assert.Equal("minutes.not-approved",
            Assert.Throws<RuleViolation>(() => Minutes.Write(meeting, draft, "x", MinutesState.Published, null, Evening)).Code);
        var approved = Minutes.Write(meeting, draft, draft.Text, MinutesState.Approved, null, Evening);
        var other = Assert.Throws<RuleViolation>(() =>
            Minutes.Write(meeting, approved, "Senza nomi.", MinutesState.Published, null, Evening));
        Assert.Contains("non è quello approvato", other.Message, StringComparison.Ordinal);
        Assert.Equal(3, Minutes.Write(meeting, approved, approved.Text, MinutesState.Published, null, Evening).Number);
    }

    [Fact]
    public void A_calendar_tells_the_town_s_time_with_the_zone_s_rules_and_folds_long_lines()
    {
        var text = Calendar.Write("Incontri",
            [new("1@x", Evening, Evening.AddHours(2), "Muoversi; chi, dove", "Ex scuola di Valle, già asilo", new string('è', 100)
            + "\nfine", "https://x/1", false, 2, Evening)]);
        var lines = text.Split("\r\n");
        Assert.Contains("DTSTART;TZID=Europe/Rome:20260303T180000", lines);
        Assert.Contains("TZID:Europe/Rome", lines);
        Assert.Contains(@"SUMMARY:Muoversi\; chi\, dove", lines);
        Assert.All(lines, l => Assert.InRange(Encoding.UTF8.GetByteCount(l), 0, 75));
        Assert.Contains($@"DESCRIPTION:{new string('è', 100)}\nfine", text.Replace("\r\n ", "", StringComparison.Ordinal));
        Assert.EndsWith("END:VCALENDAR\r\n", text);
    }

    [Fact]
    public void Summer_time_is_told_as_the_clock_on_the_wall_shows_it() =>
        Assert.Contains("DTSTART;TZID=Europe/Rome:20260703T180000",
            Calendar.Write("x", [new("1@x", Texts.RomeTime(new(2026, 7, 3), new(18, 0)), Texts.RomeTime(new(2026, 7, 3), new(20, 0)),
            "Estate", "", "", "u", true, 0, Evening)]), StringComparison.Ordinal);
}
