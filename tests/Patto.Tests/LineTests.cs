using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Patto.Tests;

/// <summary>A line fits beside another one on a screen.</summary>
public sealed partial class LineTests
{
    private const int Most = 140;

    [Fact]
    public void No_line_of_the_source_is_longer_than_140_columns()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../.."));
        List<string> files =
            [.. from folder in (string[])["src", "tests", "bench"]
                from file in Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
                where Path.GetExtension(file) is ".cs" or ".cshtml" or ".js" or ".mjs" or ".scss" && !Generated().IsMatch(file)
                select file];
        Assert.True(files.Count > 600, $"{files.Count} files only");
        Assert.Empty(
            from file in files
            from line in File.ReadLines(file).Select((text, number) => (Text: text, Number: number + 1))
            where line.Text.Length > Most && !IsOneSentence(line.Text)
            select $"{Path.GetRelativePath(root, file)}:{line.Number} has {line.Text.Length}");
    }

    /// <summary>What a person reads is never cut: the Italian sentence is its own key, and a drawing or a statement is copied as it stands.</summary>
    private static bool IsOneSentence(string line) =>
        Literal().Matches(line).Concat(Sentence().Matches(line)).Select(m => m.Length).DefaultIfEmpty().Max() is var longest
        && line.Length - longest <= Most && longest > 40;

    /// <summary>Playwright's client asks whether a page is loaded and listens afterwards; what falls between the two is awaited for ever.</summary>
    [Fact]
    public void No_journey_waits_for_what_may_have_happened_already()
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../Patto.Journeys"));
        List<string> files = [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(f => !Generated().IsMatch(f))];
        Assert.True(files.Count > 20, $"{files.Count} files only");
        Assert.Empty(from file in files
                     where Missed().IsMatch(File.ReadAllText(file))
                     select $"{Path.GetFileName(file)}: Browser.LoadAsync listens before it acts, and expectations ask again");
    }

    [GeneratedRegex(@"\b(WaitForURL|WaitForLoadState|WaitForNavigation|RunAndWaitForNavigation|SetOffline)Async\b")]
    private static partial Regex Missed();

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"/(obj|bin|node_modules|wwwroot|Migrations)/")]
    private static partial Regex Generated();

    [GeneratedRegex("""(?:\$?"{3}.*)|@?\$?"(?:[^"\\]|\\.)*"|>[^<>]*<""")]
    private static partial Regex Literal();

    // In a page the sentence may stand inside the quotes of an attribute.
    [GeneratedRegex(@"L\[""[^""]*""")]
    private static partial Regex Sentence();
}
