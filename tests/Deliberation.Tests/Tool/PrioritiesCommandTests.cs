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

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
