using System.Runtime.CompilerServices;
using Deliberation.Formats;
using Deliberation.Priorities;
using Deliberation.Sortition;

namespace Deliberation.Tests.Examples;

/// <summary>The snippets of the package's README, run as they stand there.</summary>
[Collection(nameof(ReadmeExample))] // they use the working folder and the console
[CollectionDefinition(nameof(ReadmeExample), DisableParallelization = true)]
public sealed class ReadmeExample : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("patto");
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly TextWriter _console = Console.Out;
    private readonly StringWriter _said = new();

    public ReadmeExample()
    {
        Directory.SetCurrentDirectory(_folder.FullName);
        Console.SetOut(_said);
    }

    [Fact]
    public void A_table_in_ten_lines()
    {
        File.WriteAllText("persone.csv", "id,genere,zona\na,f,nord\nb,m,nord\nc,f,sud\nd,m,sud\ne,f,nord\nf,m,sud\ng,f,sud\nh,m,nord\n");
        File.WriteAllText("quote.csv", "category,feature,min,max\ngenere,f,2,2\ngenere,m,2,2\nzona,nord,1,3\nzona,sud,1,3\n");
        Table();
        Assert.Equal(4, Said().Count(line => line.Contains("probabilità 50", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_budget_in_ten_lines()
    {
        File.WriteAllText("schede.csv", "voter,voters,piazza,parco,frazione\ncost,,50,50,35\ncentro,60,1,1,\nfrazione,40,,,1\n");
        Budget();
        Assert.Equal("the accounts balance", Said()[^1]);
        Assert.Equal(4, Said().Length);
    }

    [Fact]
    public void The_README_shows_exactly_this()
    {
        string here = Here();
        string[] source = [.. File.ReadAllLines(here).Select(line => line.Trim())];
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Deliberation/README.md"));
        string[] code = [.. readme.Split("```").Where((_, i) => i % 2 == 1).SelectMany(block => block.Split('\n').Skip(1))
            .Select(line => line.Trim()).Where(line => line.Length > 0)];
        Assert.True(code.Length > 10);
        Assert.All(code, line => Assert.Contains(line, source));
    }

    public void Dispose()
    {
        Console.SetOut(_console);
        Directory.SetCurrentDirectory(_before);
        _said.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void Table()
    {
        using var people = new StreamReader("persone.csv");
        using var quotas = new StreamReader("quote.csv");
        Pool pool = PoolReader.Read(people, quotas, panelSize: 4);
        SelectionResult selection = Selection.Run(pool);
        Console.WriteLine(selection.Explanation.Italian);
        foreach (int person in selection.Draw(new PublicRandom(2026)))
            Console.WriteLine($"{pool.People[person].Id}, probabilità {selection.Probabilities[person]:P0}");
    }

    private static void Budget()
    {
        using var ballots = new StreamReader("schede.csv");
        BudgetElection election = BallotTable.Read(ballots).ToPoints(budget: 100);
        EqualSharesOutcome outcome = EqualShares.Run(election);
        foreach (Verdict verdict in outcome.Verdicts)
            Console.WriteLine($"{election.Projects[verdict.Item].Id}: {verdict.Why.English}");
        PriceSystem accounts = outcome.Prices;
        Console.WriteLine(accounts.Refutation(election) is null ? "the accounts balance" : "wrong");
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private string[] Said() => _said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
