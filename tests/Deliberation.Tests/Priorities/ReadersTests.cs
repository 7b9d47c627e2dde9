using Deliberation.Formats;
using Deliberation.Priorities;

namespace Deliberation.Tests.Priorities;

public sealed class ReadersTests
{
    private const string Pb =
        "META\nkey;value\ndescription;\"Bilancio; prova\"\nbudget;100.50\nvote_type;approval\n"
        + "PROJECTS\nproject_id;cost;name;selected\n1;50;Piazza;1\n2;60.25;\"Parco \"\"verde\"\"\";0\n"
        + "VOTES\nvoter_id;age;vote\na;30;1,2\nb;40;2\nc;50;1,2\nd;;\n";

    private const string Points =
        "META\nkey;value\nbudget;10\nvote_type;cumulative\nPROJECTS\nproject_id;cost\nx;5\ny;6\nVOTES\nvoter_id;vote;points\n1;x,y;3,0\n2;y;2\n";

    private const string Ranks =
        "4 2\n-2\n3 1 3 4 0\n4 1 3 2 0  # molti\n2 4 1=3 0\n1 2 - 1 0\n0\n\"Ada\"\n\"Bea\"\nCleo\n\"Dan\"\n\"Prova\"\n";

    private const string Table = "voter,voters,\"Piazza, centro\",Parco\ncost,,50,60.5\n1,3,1,2\n2,,,1\n3,1,1,\n";

    [Fact]
    public void A_Pabulib_file_is_read_whole()
    {
        PabulibFile file = Pabulib.Read(new StringReader(Pb));
        Assert.Equal(100.50m, file.Election.Budget);
        Assert.Equal("Parco \"verde\"", file.Election.Projects[1].Name);
        Assert.Equal("Bilancio; prova", file.Facts["description"]);
        Assert.Equal(4, file.Election.Voters);
        Assert.Equal(2, file.Election.Ballots[0].Voters);
        Assert.Equal([0], file.Selected!.Value);
        Assert.Equal(new Mark(0, 3), Assert.Single(Pabulib.Read(new StringReader(Points)).Election.Ballots[0].Marks));
    }

    [Fact]
    public void Ballots_of_an_online_form_are_read_as_they_are_exported()
    {
        BallotTable table = BallotTable.Read(new StringReader(
            "sep=;\r\nvotante;\"Piazza; centro\";Eta\u0300 libera;Parco;\r\n007;x;S\u00EC;no;\r\n008;X;;si\u0300;\r\n;;;;\r\n"));
        Assert.Equal(["Piazza; centro", "Età libera", "Parco"], table.Options);
        BudgetElection election = table.ToPoints(1);
        Assert.Equal(2, election.Voters);
        Assert.Equal([0, 1], election.Ballots[0].Marks.Select(mark => mark.Project));
        Assert.Equal([0, 2], election.Ballots[1].Marks.Select(mark => mark.Project));

        RankedElection grid = BallotTable.Read(new StringReader("Parco,Bosco,Piazza\n2ª scelta,1ª scelta,\n1,3°,2nd choice\n")).ToRankings(1);
        Assert.Equal([1, 0], grid.Ballots[0].Places.Select(place => Assert.Single(place)));
        Assert.Equal([0, 2, 1], grid.Ballots[1].Places.Select(place => Assert.Single(place)));

        RankedElection columns = BallotTable.Read(new StringReader(
            "votante,1ª scelta,2ª scelta,Terza scelta\n1,Bosco,Parco,\n2,Parco,Bosco,Piazza\n")).ToRankings(1);
        Assert.Equal(["Bosco", "Parco", "Piazza"], columns.Candidates.Select(candidate => candidate.Name));
        Assert.Equal([1, 0, 2], columns.Ballots[1].Places.Select(place => Assert.Single(place)));
        Assert.Equal(2, Assert.Throws<FormatError>(() => BallotTable.Read(new StringReader(
            "1ª scelta,2ª scelta\nBosco,Bosco\n")).ToRankings(1)).Line);
    }

    [Fact]
    public void The_cases_of_ballots_have_the_values_that_stand_beside_them()
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable("PATTO_CASES") ?? "", "ballots");
        if (!Directory.Exists(folder)) Assert.Skip("PATTO_CASES does not name the folder of the cases.");
        using var costs = File.OpenText(Path.Combine(folder, "costi-italiani.csv"));
        BudgetElection election = BallotTable.Read(costs).ToPoints(100_000);
        Assert.Equal([50_000m, 50_000m, 35_000m], election.Projects.Select(project => project.Cost));
        Assert.Equal((3, 100L), (election.Ballots.Length, election.Voters));
        using var people = File.OpenText(Path.Combine(folder, "persone-excel.csv"));
        var quotas = PoolReader.ReadQuotas(new StringReader(
            "categoria;valore;minimo;massimo\ngenere;donna;0;1\ngenere;uomo;0;1\neta\u0300;16-34;0;1\neta\u0300;65 e piu\u0300;0;1\n"));
        Assert.Equal(["P1", "P2"], PoolReader.ReadPeople(people, quotas).Select(person => person.Id));
    }

    [Fact]
    public void A_blt_file_may_name_the_withdrawn_and_the_order_for_ties_and_weigh_by_decimals()
    {
        RankedElection election = Blt.Read(new StringReader(
            "3 1\n[withdrawn 2]\n[tie 3 1 2]\n0.5 1 2 0\n1.25 3 0\n0.5 1 2 0\n0\n\"Ada\"\n\"Bea\"\n\"Cleo\"\n\"Prova\"\n"));
        Assert.Equal(["Cleo", "Ada"], election.Candidates.Select(candidate => candidate.Name));
        Assert.Equal([100, 125], election.Ballots.Select(ballot => ballot.Voters)); // hundredths of a vote
        Assert.Equal([[1]], election.Ballots[0].Places.Select(place => place.ToArray()));
        Assert.Equal(2, Assert.Throws<FormatError>(() => Blt.Read(new StringReader("2 1\n[parità 1]\n0\n\"A\"\n\"B\"\n"))).Line);
        Assert.Equal(2, Assert.Throws<FormatError>(() => Blt.Read(new StringReader("2 1\n[tie 1 1]\n0\n\"A\"\n\"B\"\n"))).Line);
        Assert.Equal(2, Assert.Throws<FormatError>(() => Blt.Read(new StringReader("2 1\n-1.5 1 0\n0\n\"A\"\n\"B\"\n"))).Line);
    }

    [Fact]
    public void The_order_for_ties_of_a_blt_file_settles_them()
    {
        const string Even = "2 1\n{0}3 1 2 0\n3 2 1 0\n0\n\"Ada\"\n\"Bea\"\n";
        string Winner(string line) => Blt.Read(new StringReader(Even.Replace("{0}", line, StringComparison.Ordinal))) is var election
            ? election.Candidates[Schulze.Run(election).Winners[0]].Name : "";
        Assert.Equal("Ada", Winner(""));
        Assert.Equal("Bea", Winner("[tie 2 1]\n"));
    }

    [Fact]
    public void A_blt_file_is_read_without_the_withdrawn()
    {
        RankedElection election = Blt.Read(new StringReader(Ranks));
        Assert.Equal(["Ada", "Cleo", "Dan"], election.Candidates.Select(candidate => candidate.Name));
        Assert.Equal(2, election.Seats);
        Assert.Equal(10, election.Voters);
        Assert.Equal([0, 1], election.Ballots[2].Places[1]);
    }

    [Fact]
    public void A_table_is_read_as_points_or_ranks()
    {
        BudgetElection points = BallotTable.Read(new StringReader(Table)).ToPoints(100);
        Assert.Equal([50m, 60.5m], points.Projects.Select(project => project.Cost));
        Assert.Equal(["Piazza, centro", "Parco"], points.Projects.Select(project => project.Id));
        Assert.Equal([4L, 7L], Tally.Points(points).AsEnumerable());
    }

    [Theory]
    [InlineData("META\nkey;value\nbudget;abc\nPROJECTS\nproject_id;cost\n1;5\nVOTES\nvoter_id;vote\n1;1\n", 3, 8)]
    [InlineData("META\nkey;value\nbudget;10\nPROJECTS\nproject_id;cost\n1;x\nVOTES\nvoter_id;vote\n1;1\n", 6, 3)]
    [InlineData("META\nkey;value\nbudget;10\nPROJECTS\nproject_id;cost\n1;5\nVOTES\nvoter_id;vote\n1;1\n2;9\n", 10, 3)]
    [InlineData("META\nkey;value\nbudget;10\nPROJECTS\nproject_id;cost\n1;5\n1;6\nVOTES\nvoter_id;vote\n1;1\n", 7, 0)]
    [InlineData("META\nkey;value\nbudget;10\nPROJECTS\nproject_id;price\n1;5\nVOTES\nvoter_id;vote\n1;1\n", 5, 1)]
    [InlineData("ciao\n", 1, 1)]
    public void A_wrong_Pabulib_file_is_located(string text, int line, int column)
    {
        FormatError error = Assert.Throws<FormatError>(() => Pabulib.Read(new StringReader(text)));
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Theory]
    [InlineData("3 1\n2 1 9 0\n0\nA\nB\nC\n", 2, 5)]
    [InlineData("3 1\n2 1 2\n0\nA\nB\nC\n", 2, 5)]
    [InlineData("3 4\n0\nA\nB\nC\n", 1, 3)]
    [InlineData("2 1\n2 1 1 0\n0\nA\nB\n", 2, 0)]
    [InlineData("2 1\n2 1 2 0\n0\nA\n", 4, 0)]
    public void A_wrong_blt_file_is_located(string text, int line, int column)
    {
        FormatError error = Assert.Throws<FormatError>(() => Blt.Read(new StringReader(text)));
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void Damaged_Pabulib_files_end_in_located_errors() => Fuzz.Run(text => Pabulib.Read(text), Pb, Points);

    [Fact]
    public void Damaged_blt_files_end_in_located_errors() => Fuzz.Run(text => Blt.Read(text), Ranks);

    [Fact]
    public void Damaged_criteria_end_in_located_errors() => Fuzz.Run(
        text => _ = CriteriaTable.Read(text) is var table ? MultiCriteria.Run(table.Options, table.Criteria, table.Measures) : null,
        "option,costo,persone\nweight,3,5\nless,1,0\npiazza,120,800\n\"orti, via Po\",15.5,220\n");

    [Fact]
    public void Damaged_tables_end_in_located_errors()
    {
        Fuzz.Run(text => BallotTable.Read(text).ToPoints(100), Table);
        Fuzz.Run(text => BallotTable.Read(text).ToRankings(1), Table);
        Fuzz.Run(text => BallotTable.Read(text).ToGrades(["1", "2", "3"]), Table);
    }
}
