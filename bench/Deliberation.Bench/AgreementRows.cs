using System.Text.Json;
using Deliberation.Opinions;
using Deliberation.Tests.Opinions;
using Deliberation.Tests.Priorities;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>Computed again here, what the tests demand (ProductionEngineTests, BeleniosTests): the same answers as two programs in
/// use.</summary>
internal static class AgreementRows
{
    public static Row Polis()
    {
        const string What =
            "motore di Polis in produzione, tre conversazioni: centro, assi e posizioni; voti dei gruppi e frasi rappresentative",
            Target = "entro 1E-8; identici", Source = "fixture di red-dwarf (MPL-2.0)";
        string?[] folders = [.. PolisFixture.Names.Select(name => Data("opinion", name))];
        if (folders.Contains(null)) return Row.Missing(What, Target, "", Source);
        PolisFixture[] fixtures = [.. folders.Select(folder => new PolisFixture(folder!))];
        double farthest = fixtures.Max(Farthest);
        (int votes, int of) = fixtures.Select(Votes).Aggregate((a, b) => (a.Same + b.Same, a.All + b.All));
        (int statements, int all) = fixtures.Select(Representative).Aggregate((a, b) => (a.Same + b.Same, a.All + b.All));
        return new Row(What, Text($"differenza massima {farthest:E0}; voti {votes:N0} su {of:N0} uguali, frasi {statements} su {all}"),
            Target, "", Source);
    }

    public static Row Belenios()
    {
        const string What = "belenios-tool, stesse schede: Schulze (stesso ordine), STV senza parità (stessi eletti)", Target = "tutte",
            Source = "belenios-tool di Debian, stessa macchina";
        if (Tests.Priorities.Belenios.RanksAlike(0) is null) return Row.Missing(What, Target, "", Source);
        bool[] ranked = [.. Enumerable.Range(0, 25).Select(seed => Tests.Priorities.Belenios.RanksAlike(seed) == true)];
        bool[] elected = [.. Enumerable.Range(0, 60).Where(seed => !Tests.Priorities.Belenios.HasTies(seed))
            .Select(seed => Tests.Priorities.Belenios.ElectsAlike(seed) == true)];
        return new Row(What,
            Text($"Schulze {ranked.Count(same => same)} su {ranked.Length}, STV {elected.Count(same => same)} su {elected.Length}"), Target,
            "", Source);
    }

    /// <summary>Over centre, both axes and the positions; an axis may point either way, and the engine stores agreement as −1.</summary>
    private static double Farthest(PolisFixture fixture)
    {
        OpinionMap map = Draw(fixture);
        double[][] axes = fixture.Axes;
        int[] sign = [.. Enumerable.Range(0, 2)
            .Select(axis => Math.Sign(axes[axis].Zip(map.Axes[axis], (theirs, ours) => theirs * ours).Sum()))];
        IEnumerable<double> centre = fixture.Numbers("pca", "center").Zip(map.Centre, (theirs, ours) => theirs + ours);
        IEnumerable<double> along = Enumerable.Range(0, 2).SelectMany(axis => axes[axis]
            .Zip(map.Axes[axis], (theirs, ours) => (sign[axis] * theirs) - ours));
        IEnumerable<double> positions = fixture.PublishedPositions()
            .SelectMany(p => new[] { (sign[0] * p.X) + map.Positions[p.Row].X, (sign[1] * p.Y) + map.Positions[p.Row].Y });
        return centre.Concat(along).Concat(positions).Max(Math.Abs);
    }

    private static (int Same, int All) Votes(PolisFixture fixture)
    {
        GroupComparison comparison = Compare(fixture);
        bool[] same = [.. fixture.Math.GetProperty("group-votes").EnumerateObject()
            .SelectMany(group => group.Value.GetProperty("votes").EnumerateObject().Select(statement =>
        {
            var ours = comparison.Cell(Number(group.Name), fixture.Column(Number(statement.Name)));
            JsonElement theirs = statement.Value;
            return (theirs.GetProperty("A").GetInt32(), theirs.GetProperty("D").GetInt32(), theirs.GetProperty("S")
                .GetInt32()) == (ours.Agree, ours.Disagree, ours.Seen);
        }))];
        return (same.Count(each => each), same.Length);
    }

    private static (int Same, int All) Representative(PolisFixture fixture)
    {
        GroupComparison comparison = Compare(fixture);
        int same = 0, all = 0;
        foreach (JsonProperty group in fixture.Math.GetProperty("repness").EnumerateObject())
        {
            (int Statement, bool Agreeing)[] theirs = [.. group.Value.EnumerateArray()
                .Select(each =>
                    (fixture.Column(each.GetProperty("tid").GetInt32()), each.GetProperty("repful-for").GetString() == "agree"))];
            (int Statement, bool Agreeing)[] ours = [.. comparison.Representative[Number(group.Name)]
                .Select(each => (each.Statement, each.ForAgreeing))];
            same += theirs.Zip(ours).Count(pair => pair.First == pair.Second);
            all += Math.Max(theirs.Length, ours.Length);
        }

        return (same, all);
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static OpinionMap Draw(PolisFixture fixture) =>
        OpinionMap.Draw(fixture.Votes, new OpinionOptions { AlwaysIn = fixture.InConversation });

    private static GroupComparison Compare(PolisFixture fixture) =>
        new(fixture.Votes, fixture.Groups, fixture.GroupCount, Draw(fixture).Extremities());
}
