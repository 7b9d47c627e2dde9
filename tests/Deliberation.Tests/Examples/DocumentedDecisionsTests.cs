using System.Runtime.CompilerServices;
using Deliberation.Tests.Tool;
using Patto.Tool.Cli;

namespace Deliberation.Tests.Examples;

/// <summary>What the guides to priorities, schedules and proofs quote is what the commands say.</summary>
public sealed class DocumentedDecisionsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("patto");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("priorita.md", "priorities --election schede.csv --budget 100 --prove --why-not")]
    [InlineData("priorita.md", "priorities --election criteri.csv --rule criteria")]
    [InlineData("calendari.md", "schedule --interests interessi.csv --slots 2 --rooms 3")]
    public void A_guide_quotes_what_its_command_says(string guide, string command)
    {
        string text = File.ReadAllText(Docs(guide));
        string[] words =
            [.. command.Split(' ').Select(word => word.EndsWith(".csv", StringComparison.Ordinal) ? Docs("esempi", word) : word)];
        (int code, string output, _) = Typed.Line(words);
        Assert.Equal(ExitCode.Done, code);
        string quoted = command.Replace("--election ", "--election docs/deliberation/esempi/", StringComparison.Ordinal)
            .Replace("--interests ", "--interests docs/deliberation/esempi/", StringComparison.Ordinal);
        Assert.Contains(quoted, text, StringComparison.Ordinal);
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_guide_to_proofs_quotes_root_and_verdict()
    {
        string text = File.ReadAllText(Docs("prove.md"));
        string proof = Path.Combine(_folder.FullName, "prova.json"), log = Docs("esempi", "atti.txt");
        Assert.Equal(ExitCode.Done, Typed.Line("prove", "--log", log, "--entry", "2", "--output", proof).Code);
        string root = System.Text.Json.JsonElement.Parse(File.ReadAllText(proof)).GetProperty("root").GetString()!;
        Assert.Contains(root, text, StringComparison.Ordinal);
        (int code, string output, _) = Typed.Line("verify", "--proof", proof, "--text", "19 marzo: ammesse 37 proposte", "--root", root);
        Assert.Equal(ExitCode.DoesNotHold, code);
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    private static string Docs(params string[] parts) => Path.Combine([Root(), "docs", "deliberation", .. parts]);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
