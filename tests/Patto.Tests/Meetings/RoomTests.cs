using Patto.Database;
using Patto.Kernel;
using Patto.Localization;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Meetings;

/// <summary>What whoever leads sees of the evening: where the agenda stands, who has spoken, what was said of what; and a wall on which
/// nothing moves by itself.</summary>
public sealed class RoomTests
{
    private static readonly DateTimeOffset Six = Texts.RomeTime(new(2026, 3, 3), new(18, 0));

    private static Meeting Evening(string agenda, double hours = 2)
    {
        var info = new ProcessInfo(Id<Process>.New(), Id<Authorities.Authority>.New(), "LWF", "laboratorio", "Laboratorio", "", true,
            false);
        var meeting = Meeting.Plan(info, 1, "Muoversi", Method.FocusGroup, Six, Six.AddHours(hours));
        meeting.SetAgenda(AgendaItem.Read(agenda));
        return meeting;
    }

    [Fact]
    public void A_step_lasts_until_the_next_one_and_the_last_until_the_end()
    {
        var steps = AgendaStep.Of(Evening("18.00 Benvenuto\nUna canzone\n18.20 Che cosa manca\n19.15 Che cosa c'è già"));
        Assert.Equal([(Six, Six.AddMinutes(20)), (null, null), (Six.AddMinutes(20), Six.AddMinutes(75)),
            (Six.AddMinutes(75), Six.AddHours(2))], steps.Select(s => (s.From, s.Until)));
        var now = Six.AddMinutes(52).AddSeconds(10);
        Assert.Equal([true, false, false, false], steps.Select(s => s.IsPast(now)));
        Assert.Equal([false, false, true, false], steps.Select(s => s.IsNow(now)));
        Assert.Equal([0, 0, 23, 68], steps.Select(s => s.MinutesLeft(now)));
    }

    [Fact]
    public void An_hour_after_midnight_belongs_to_the_next_day()
    {
        var steps = AgendaStep.Of(Evening("22.30 Si vota\n0.15 Si saluta", hours: 7));
        Assert.Equal([(Six.AddHours(4.5), Six.AddHours(6.25)), (Six.AddHours(6.25), (DateTimeOffset?)Six.AddHours(7))],
            steps.Select(s => (s.From!.Value, s.Until)));
    }

    private static NoteInfo Note(string? speaker, ContributionKind kind = ContributionKind.Need, string? theme = null) =>
        new(Id<Contribution>.New(), "LWF-C0001", speaker, "Detto.", "it", kind, theme, ContributionState.Reading, Six, true, false);

    [Fact]
    public void Who_has_not_spoken_is_known_by_number()
    {
        var talk = RoomTalk.Of([Note("P4"), Note("P1"), Note("P4"), Note(null), Note("ANNA")], present: 6);
        Assert.Equal([("P1", 1), ("P4", 2), ("ANNA", 1)], talk.Spoken);
        Assert.Equal(["P2", "P3", "P5", "P6"], talk.Silent);
        Assert.Equal(["P2", "P3"], RoomTalk.Of([Note("P4"), Note("P1")], present: 200).Silent);
        Assert.Empty(RoomTalk.Of([], present: 12).Silent);
    }

    [Fact]
    public void Notes_are_counted_by_theme_and_kind()
    {
        var matrix = NoteMatrix.Of([Note("P1", ContributionKind.Idea, "muoversi"), Note("P1", ContributionKind.Need, "muoversi"),
            Note("P2")], new Dictionary<string, string> { ["muoversi"] = "Muoversi" });
        Assert.Equal([ContributionKind.Need, ContributionKind.Idea], matrix.Kinds);
        Assert.Equal(["Muoversi", null], matrix.Rows.Select(r => r.Theme));
        Assert.Equal([1, 1, 1, 0], matrix.Rows.SelectMany(r => r.Counts));
        Assert.Equal([2, 1], matrix.Rows.Select(r => r.All));
    }

    [Theory]
    [InlineData("Cerchio A\nPortico\nCortile", "a,c,b")] // one more in the middle
    [InlineData("Cerchio grande\nCortile", "a,b")] // another name
    [InlineData("Cortile\nCerchio A", "b,a")] // another order
    [InlineData("Cortile | sotto il tiglio", "b")] // one less, and a note
    [InlineData("Aula 1\nAula 2", "a,b")] // all others
    [InlineData("Cerchio A\nPortico\nPalestra", "a,c,d")] // the second is gone, two are new: nobody knows which it was
    public void A_place_keeps_its_key(string lines, string keys) =>
        Assert.Equal(keys.Split(','), WallPlace.Read(lines, WallPlace.Read("Cerchio A | all'ingresso\nCortile")).Select(p => p.Key));

    [Fact]
    public void Whatever_is_done_to_the_places_those_that_keep_their_names_keep_their_keys()
    {
        var seed = TestRun.Seed();
        var random = new Random(seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        for (var n = 0; n < (TestRun.IsLong ? 20_000 : 400); n++)
        {
            List<string> names = [.. Enumerable.Range(0, random.Next(1, 8)).Select(i => $"Luogo {i}")];
            var places = WallPlace.Read(string.Join('\n', names));
            for (var step = 0; step < 5; step++)
            {
                if (random.Next(2) == 0) names.Insert(random.Next(names.Count + 1), $"Nuovo {n}.{step}");
                else if (names.Count > 1) names.RemoveAt(random.Next(names.Count));
                if (random.Next(3) == 0) names = [.. names.OrderBy(_ => random.Next())];
                var next = WallPlace.Read(string.Join('\n', names), places);
                Assert.Equal(names, next.Select(p => p.Name));
                Assert.Equal(next.Count, next.Select(p => p.Key).Distinct().Count());
                foreach (var place in places.Where(p => names.Contains(p.Name)))
                    Assert.Equal(place.Key, next.Find(p => p.Name == place.Name)!.Key);
                places = next;
            }
        }
    }
}
