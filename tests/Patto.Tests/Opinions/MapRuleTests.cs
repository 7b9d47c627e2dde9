using Patto.Modules.Opinions;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Opinions;

/// <summary>What a map tells is right and tells of nobody, whatever was answered.</summary>
[Trait(PlatformHost.Needs, PlatformHost.Nothing)]
public sealed class MapRuleTests(ITestOutputHelper output)
{
    private const int Cases = 200, Seed = 20261130;
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static (OpinionSurvey Survey, List<SurveyStatement> Statements) Asked(int statements, int interests)
    {
        var survey = OpinionSurvey.Write(new(new(Guid.NewGuid()), new(Guid.NewGuid()), "LWF", "lwf", "Laboratorio", "", true, false),
            "LWF-F0001", new("Su che cosa siamo d'accordo", "", Now, Now.AddDays(9),
                [.. Enumerable.Range(0, interests).Select(i => $"voce {i}")]), Now);
        return (survey, [.. Enumerable.Range(1, statements).Select(n =>
        {
            var one = SurveyStatement.Of(survey, n, Now);
            one.Write(survey, $"Frase {n}.", n == statements && statements > 6, null, "");
            return one;
        })]);
    }

    /// <summary>Each number against a count by hand; no group, dot or cell of fewer people than said; nothing under fifty people.</summary>
    [Fact]
    public void Counts_are_those_of_the_answers_and_nothing_of_few_people_is_told()
    {
        var (dice, maps, grouped, hidden) = (new Random(Seed), 0, 0, 0);
        for (var n = 0; n < Cases; n++)
        {
            var interests = dice.Next(3) == 0 ? 0 : 2 + dice.Next(3);
            var (survey, statements) = Asked(4 + dice.Next(9), interests);
            var (people, camps) = (n % 10 == 0 ? dice.Next(50) : 45 + dice.Next(60), 1 + dice.Next(3));
            List<Answered> answers = [];
            Dictionary<Guid, int> said = [];
            for (var p = 0; p < people; p++)
            {
                var (id, camp) = (Guid.NewGuid(), dice.Next(camps));
                if (interests > 0 && dice.Next(4) > 0) said[id] = dice.Next(5) == 0 ? interests - 1 : dice.Next(interests - 1);
                foreach (var (one, s) in statements.Select((one, s) => (one, s)))
                    if (dice.Next(10) > 1) answers.Add(new(id, one.Id.Value, dice.Next(10) == 0 ? 0
                        : dice.Next(100) < ((s * 7 + camp * 5) % 3 == 0 ? 90 : 15) ? 1 : -1));
            }
            var result = Maps.Draw(survey, statements, said, answers, TestContext.Current.CancellationToken);
            Assert.Equal(answers.Select(a => a.Participant).Distinct().Count(), result.People);
            foreach (var count in result.Statements)
            {
                var own = answers.FindAll(a => a.Statement == count.Statement);
                Assert.Equal((own.Count(a => a.Value == 1), own.Count(a => a.Value == -1), own.Count),
                    (count.All.Agree, count.All.Disagree, count.All.Seen));
                for (var i = 0; i < count.Interests.Count; i++)
                {
                    var theirs = own.FindAll(a => said.TryGetValue(a.Participant, out var of) && of == i);
                    if (count.Interests[i] is not { } told) hidden++;
                    else Assert.Equal((theirs.Count(a => a.Value == 1), theirs.Count), (told.Agree, told.Seen));
                }
                Assert.DoesNotContain(count.Groups.Concat(count.Interests), c => c is { Seen: > 0 and < Maps.FewestAnswers });
            }
            if (result.People < Maps.FewestPeople)
            {
                Assert.Empty(result.Dots);
                Assert.Empty(result.Groups);
                continue;
            }
            if (statements.Count(s => !s.IsAbout) < OpinionSurvey.FewestStatements) continue;
            maps++;
            grouped += result.Groups.Count > 0 ? 1 : 0;
            Assert.All(result.Groups, size => Assert.InRange(size, Maps.FewestInGroup, people));
            Assert.All(result.Dots, dot => Assert.InRange(dot.People, Maps.FewestInDot, people));
            Assert.Equal(result.People, result.Dots.Sum(d => d.People) + result.NotDrawn);
            Assert.Equal(result.Groups.Count > 1, result.Plane is not null);
        }
        output.WriteLine($"seed {Seed}: {Cases} surveys, {maps} maps, {grouped} with groups, {hidden} cells of interests kept back");
        Assert.True(maps > 100 && grouped > 30 && grouped < maps && hidden > 30, $"{maps} maps, {grouped} with groups, {hidden} kept back");
    }

    /// <summary>The pages say these numbers in words.</summary>
    [Fact]
    public void Fifty_people_ten_of_a_group_and_five_statements_are_the_fewest() =>
        Assert.Equal((50, 10, 5), (Maps.FewestPeople, Maps.FewestInGroup, OpinionSurvey.FewestStatements));

    [Fact]
    public void One_side_of_every_group_beyond_doubt_unites_and_thirty_points_beyond_doubt_divide()
    {
        static AnswerCount Of(int agree, int disagree, int seen) => new(agree, disagree, seen);
        static StatementCount On(params AnswerCount?[] groups) => new(Guid.NewGuid(), Of(50, 50, 100), groups, [], false);
        var result = new SurveyResult(100, 1000, [60, 40], .02, 1, [], 0,
        [
            On(Of(55, 3, 60), Of(36, 2, 40)), On(Of(3, 56, 60), Of(2, 37, 40)), On(Of(32, 20, 60), Of(36, 2, 40)),
            On(Of(55, 3, 60), Of(4, 30, 40)), On(Of(55, 3, 60), null), On(Of(3, 1, 5), Of(1, 3, 5)),
        ], null);
        Assert.Equal([0, 1], result.Uniting().Select(s => result.Statements.ToList().IndexOf(s)).Order());
        Assert.Equal([2, 3], result.Dividing().Select(s => result.Statements.ToList().IndexOf(s)).Order());
        Assert.Equal((1, 0), (result.Statements[3].Spread()!.Value.Least, result.Statements[3].Spread()!.Value.Most));
        Assert.Null(result.Statements[4].Spread());
    }

    /// <summary>A device is told the group that its answers stand nearest to, by the rule that the map was drawn with.</summary>
    [Fact]
    public void Who_answers_like_a_camp_is_told_that_camp()
    {
        var (survey, statements) = Asked(10, 0);
        List<Answered> answers = [];
        List<(Guid Who, int Camp)> people = [.. Enumerable.Range(0, 80).Select(p => (Guid.NewGuid(), p % 4 == 0 ? 1 : 0))];
        foreach (var (who, camp) in people)
            answers.AddRange(statements.Select((s, n) => new Answered(who, s.Id.Value, n < 2 || camp == 0 ? 1 : -1)));
        var result = Maps.Draw(survey, statements, new Dictionary<Guid, int>(), answers, TestContext.Current.CancellationToken);
        Assert.Equal([60, 20], result.Groups);
        foreach (var (who, camp) in people)
            Assert.Equal(camp, result.NearestTo(answers.FindAll(a => a.Participant == who).ToDictionary(a => a.Statement, a => a.Value)));
        Assert.Null(result.NearestTo(new Dictionary<Guid, int> { [statements[0].Id.Value] = 1 }));
    }
}
