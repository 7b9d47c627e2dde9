using System.Text.Json;
using Patto.Tool.Cli;

namespace Deliberation.Tests.Tool;

public sealed class PrioritiesCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("patto");

    [Fact]
    public void Winners_come_one_a_line_and_then_the_reasons()
    {
        string file = Write("voto.csv", "voter,voters,piazza,parco,frazione\ncost,,50,50,35\na,60,1,1,\nb,40,,,1\n");
        (int code, string output, _) = Typed.Line("priorities", "--election", file, "--budget", "100", "--prove");
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(["piazza", "frazione", ""], output.Split('\n').Take(3));
        Assert.Contains("- parco: ", output, StringComparison.Ordinal);
        Assert.Contains("frazioni esatte", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("100.000", "", ExitCode.WrongInput, 0)] // a hundred thousand, or a hundred?
    [InlineData("100.000", "comma", ExitCode.Done, 2)]
    [InlineData("100.000", "point", ExitCode.Done, 2)] // of the costs too: 50 and 35
    [InlineData("100,5", "", ExitCode.Done, 0)] // never a thousand and five
    [InlineData("1.005,5", "", ExitCode.Done, 1)]
    [InlineData("100000", "", ExitCode.Done, 2)]
    [InlineData("-3", "", ExitCode.WrongInput, 0)]
    [InlineData("tanto", "", ExitCode.WrongInput, 0)]
    public void A_budget_that_can_be_read_in_two_ways_is_asked(string budget, string decimals, int code, int winners)
    {
        bool thousands = budget.StartsWith("100", StringComparison.Ordinal) && budget != "100,5";
        string file = thousands ? Write("voto.csv", "voter;piazza;parco;bosco\ncost;50.000;50.000;35.000\n1;1;1;1\n2;1;1;\n")
            : Write("voto.csv", "voter;piazza;parco\ncost;1005;1006\n1;1;1\n");
        string[] words = ["priorities", "--election", file, "--rule", "greedy", "--json", $"--budget={budget}",
            .. decimals == "" ? Array.Empty<string>() : ["--decimal", decimals]];
        (int exit, string output, string error) = Typed.Line(words);
        Assert.Equal(code, exit);
        if (code == ExitCode.Done) Assert.Equal(winners, JsonElement.Parse(output).GetProperty("winners").GetArrayLength());
        else Assert.Contains("--budget", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_notice_may_exclude_set_a_threshold_and_ask_for_substitutes()
    {
        string file = Write("voto.csv", "voter,voters,piazza,parco,frazione\ncost,,50,50,35\na,60,1,1,\nb,40,,,1\n");
        string Winners(params string[] words) => string.Join(' ', JsonElement.Parse(
            Typed.Line(["priorities", "--election", file, "--budget", "100", "--json", "--prove", .. words]).Output)
            .GetProperty("winners").EnumerateArray().Select(winner => winner.GetString()));
        Assert.Equal("piazza frazione", Winners());
        Assert.Equal("parco frazione", Winners("--exclude", "piazza"));
        Assert.Equal("piazza frazione", Winners("--incompatible", "piazza,parco"));
        Assert.Equal("piazza", Winners("--least-votes", "41")); // all that is left would fit: the official rule does not raise shares
        Assert.Contains("! Il budget basterebbe", Typed.Line("priorities", "--election", file, "--budget", "100",
            "--least-votes", "41").Output, StringComparison.Ordinal);
        Assert.Contains("Se cade «piazza» entra: parco.", Typed.Line("priorities", "--election", file, "--budget", "100",
            "--substitutes").Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongInput, Typed.Line("priorities", "--election", file, "--budget", "100", "--exclude", "bosco").Code);
        Assert.Equal(ExitCode.WrongInput, Typed.Line("priorities", "--election", file, "--rule", "greedy", "--exclude", "parco").Code);
    }

    [Fact]
    public void Italian_costs_are_thousands_and_blank_rows_are_no_voters()
    {
        string file = Write("voto.csv",
            "\uFEFFvoter;voters;piazza;parco;fermata\r\ncost;;50.000;50.000;35.000\r\n1;40;1;;1\r\n2;30;;1;1\r\n;;;;\r\n");
        JsonElement answer = JsonElement.Parse(
            Typed.Line("priorities", "--election", file, "--rule", "greedy", "--budget", "85000", "--json").Output);
        Assert.Equal(["fermata", "piazza"], answer.GetProperty("winners").EnumerateArray().Select(winner => winner.GetString()));
    }

    [Theory]
    [InlineData("schulze")]
    [InlineData("borda")]
    [InlineData("irv")]
    [InlineData("stv")]
    [InlineData("stv-scottish")]
    public void Every_ranked_rule_elects_the_one_that_all_put_first(string rule)
    {
        string file = Write("voto.blt", "3 1\n5 2 1 3 0\n0\nAda\nBea\nCleo\n");
        JsonElement answer = JsonElement.Parse(Typed.Line("priorities", "--election", file, "--rule", rule, "--json").Output);
        Assert.Equal("Bea", Assert.Single(answer.GetProperty("winners").EnumerateArray()).GetString());
    }

    [Fact]
    public void What_was_missing_holds_when_the_file_is_changed_so_and_read_again()
    {
        string File(int cost, int more) => Write("voto.csv",
            $"voter,voters,piazza,parco,frazione\ncost,,50,{cost},35\na,60,1,1,\nb,40,,,1\n" + (more > 0 ? $"c,{more},,1,\n" : ""));
        string[] Winners(string file) =>
            Typed.Line("priorities", "--election", file, "--budget", "100").Output.Split("\n\n")[0].Split('\n');
        JsonElement lacked = Assert.Single(JsonElement.Parse(
            Typed.Line("priorities", "--election", File(50, 0), "--budget", "100", "--why-not", "--json").Output)
            .GetProperty("wouldHaveWon").EnumerateArray());
        (int cost, int more) = (lacked.GetProperty("cost").GetInt32(), lacked.GetProperty("voters").GetInt32());
        Assert.Contains("parco", Winners(File(cost, 0)));
        Assert.DoesNotContain("parco", Winners(File(cost + 1, 0)));
        Assert.Contains("parco", Winners(File(50, more)));
        Assert.DoesNotContain("parco", Winners(File(50, more - 1)));
        Assert.Equal(ExitCode.WrongInput, Typed.Line(
            "priorities", "--election", Write("v.csv", "voter,a,b\n1,ottimo,buono\n"), "--rule", "majority-judgment", "--why-not").Code);
    }

    [Fact]
    public void A_rule_that_does_not_fit_the_ballots_is_refused()
    {
        string file = Write("voto.blt", "2 1\n5 2 1 0\n0\nAda\nBea\n");
        Assert.Equal(ExitCode.WrongInput, Typed.Line("priorities", "--election", file, "--rule", "greedy").Code);
    }

    [Fact]
    public void An_error_names_file_line_and_column()
    {
        (int code, _, string error) = Typed.Line("priorities", "--election", Write("voto.blt", "2 1\n5 2 9 0\n0\nAda\nBea\n"));
        Assert.Equal(ExitCode.WrongInput, code);
        Assert.Contains("voto.blt:2:5: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Italian_costs_are_thousands_and_blank_rows_are_nobody()
    {
        string file = Write("voto.csv", "\uFEFFvoter;voters;piazza;parco;fermata\r\ncost;;50.000;50.000;35.000\r\n1;40;1;;1\r\n2;30;;1;1\r\n3;30;1;1;\r\n;;;;");
        (int code, string output, _) = Typed.Line("priorities", "--election", file, "--budget", "100000");
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(["fermata", "piazza", ""], output.Split('\n').Take(3));
        var read = Deliberation.Formats.BallotTable.Read(new StringReader(File.ReadAllText(file))).ToPoints(100_000);
        Assert.Equal([50_000m, 50_000m, 35_000m], read.Projects.Select(project => project.Cost));
        Assert.Equal((3, 100), (read.Ballots.Length, read.Voters));
    }

    [Fact]
    public void A_cost_with_two_readings_stops_the_command_until_it_is_told_which()
    {
        string file = Write("voto.csv", "voter;piazza;parco\ncost;30.425;12.50\n1;1;1\n");
        (int code, _, string error) = Typed.Line("priorities", "--election", file, "--budget", "100");
        Assert.Equal(ExitCode.WrongInput, code);
        Assert.Contains("voto.csv:2:6: ", error, StringComparison.Ordinal);
        Assert.Contains("B2", error, StringComparison.Ordinal);
        Assert.Contains("--decimal comma|point", error, StringComparison.Ordinal);
        Assert.Contains("+ piazza", Typed.Line("priorities", "--election", file, "--budget", "100", "--decimal", "point").Output,
            StringComparison.Ordinal);
        Assert.Contains("- piazza", Typed.Line("priorities", "--election", file, "--budget", "100", "--decimal", "comma").Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("ods")]
    public void A_workbook_is_read_as_a_text_is_and_its_numbers_are_in_no_doubt(string kind)
    {
        List<object?[]> rows = [["Voto di novembre"], [], ["voter", "voters", "piazza", "parco"], ["cost", null, 30.425m, 12.5m], ["1", 40,
            1, 1]];
        string file = Path.Combine(_folder.FullName, $"voto.{kind}");
        File.WriteAllBytes(file, kind == "ods" ? Formats.Tables.Workbooks.Ods(rows) : Formats.Tables.Workbooks.Xlsx(rows));
        (int code, string output, string error) = Typed.Line("priorities", "--election", file, "--budget", "100");
        Assert.True(code == ExitCode.Done, error);
        Assert.Contains("+ piazza", output, StringComparison.Ordinal);
        rows[4][2] = "due";
        File.WriteAllBytes(file, kind == "ods" ? Formats.Tables.Workbooks.Ods(rows) : Formats.Tables.Workbooks.Xlsx(rows));
        (code, _, error) = Typed.Line("priorities", "--election", file, "--budget", "100");
        Assert.Equal(ExitCode.WrongInput, code);
        Assert.Contains($"voto.{kind}:5:3: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_two_readings_among_a_workbook_s_numbers_stops_the_command_at_its_cell()
    {
        string file = Path.Combine(_folder.FullName, "voto.xlsx");
        File.WriteAllBytes(file, Formats.Tables.Workbooks.Xlsx([["voter", "piazza", "parco"], ["cost", "30,425", 12.5m], ["1", 1, 1]]));
        (int code, _, string error) = Typed.Line("priorities", "--election", file, "--budget", "100");
        Assert.Equal(ExitCode.WrongInput, code);
        Assert.Contains("voto.xlsx:2:2: Cella B2: ", error, StringComparison.Ordinal);
        Assert.Contains("scrivilo nel foglio come numero", error, StringComparison.Ordinal);
        // A whole column of texts says itself how it is meant, or is asked as in a file of text.
        File.WriteAllBytes(file, Formats.Tables.Workbooks.Xlsx([["voter", "piazza", "parco"], ["cost", "30.425", "12"], ["1", "1",
            "1"]]));
        (code, _, error) = Typed.Line("priorities", "--election", file, "--budget", "100");
        Assert.Equal(ExitCode.WrongInput, code);
        Assert.Contains("B2", error, StringComparison.Ordinal);
        Assert.Contains("--decimal comma|point", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Fifty_thousand_people_are_not_read_as_fifty()
    {
        string file = Write("voto.csv", "voter;voters;piazza\ncost;;1\n1;50.000;1\n");
        (int code, _, string error) = Typed.Line("priorities", "--election", file, "--budget", "1");
        Assert.Equal(ExitCode.WrongInput, code);
        Assert.Contains("voto.csv:3:3: ", error, StringComparison.Ordinal);
        string quotas = Write("quote.csv", "categoria,valore,minimo,massimo\ngenere,donna,1.000,2.000\n");
        string people = Write("persone.csv", "id,genere\n1,donna\n");
        (code, _, error) = Typed.Line("select", "--people", people, "--quotas", quotas, "--size", "1");
        Assert.Equal(ExitCode.WrongInput, code);
        Assert.Contains("quote.csv:2:14: ", error, StringComparison.Ordinal);
        Assert.Contains("1000", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
