using System.Runtime.CompilerServices;
using Deliberation.Tests.Tool;
using Patto.Tool.Cli;

namespace Deliberation.Tests.Examples;

/// <summary>The figures of docs/deliberation are what the commands beside them draw.</summary>
public sealed class DocumentedRunsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("patto-figures");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("piazza.svg", "groups piazza-voti.csv --statements piazza-affermazioni.csv --mode robust")]
    [InlineData("temi.svg", "similar contributi.csv")]
    [InlineData("rappresentanza.svg", "represent popolazione.csv")]
    public void A_figure_is_what_its_command_draws(string figure, string command)
    {
        string drawn = Path.Combine(_folder.FullName, figure);
        string[] words =
        [
            .. command.Split(' ').Select(word => word.EndsWith(".csv", StringComparison.Ordinal) ? Docs("esempi", word) : word),
            "--svg", drawn
        ];
        Assert.Equal(ExitCode.Done, Typed.Line(words).Code);
        Assert.Equal(File.ReadAllText(Docs("figure", figure)), File.ReadAllText(drawn));
    }

    [Fact]
    public void The_guide_to_opinions_quotes_what_the_command_says() =>
        Quotes("opinioni.md", "groups", Docs("esempi", "piazza-voti.csv"),
            "--statements", Docs("esempi", "piazza-affermazioni.csv"), "--mode", "robust");

    [Fact]
    public void The_guide_to_statistics_quotes_what_the_command_says() =>
        Quotes("statistiche.md", "represent", Docs("esempi", "popolazione.csv"));

    [Fact]
    public void The_guide_to_likeness_quotes_what_the_command_says() =>
        Quotes("somiglianza.md", "similar", Docs("esempi", "contributi.csv"));

    /// <summary>Every line of the answer stands in the guide.</summary>
    private static void Quotes(string guide, params string[] command)
    {
        string text = File.ReadAllText(Docs(guide));
        Assert.All(Typed.Line(command).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    private static string Docs(params string[] parts) => Path.Combine([Root(), "docs", "deliberation", .. parts]);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
