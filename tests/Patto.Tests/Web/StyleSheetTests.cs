using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Patto.Tests.Web;

/// <summary>The style sheet: colours have names, no rule shouts, and every rule stands in the part it belongs to.</summary>
public sealed partial class StyleSheetTests
{
    private static readonly string Source = Path.GetFullPath(Path.Combine(ThisFolder(), "../../../src/Patto"));
    private static readonly string[] Parts = Directory.GetFiles(Path.Combine(Source, "assets", "scss"), "*.scss");

    [Fact]
    public void Colours_are_named_in_the_tokens_and_nowhere_else()
    {
        var bare = Parts.Where(p => !p.EndsWith("_tokens.scss", StringComparison.Ordinal))
            .SelectMany(p => Colour().Matches(File.ReadAllText(p)).Select(m => $"{Path.GetFileName(p)}: {m.Value}")).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{bare.Count} colours outside the tokens in {Parts.Length} parts");
        Assert.Empty(bare);
    }

    [Fact]
    public void No_rule_is_more_important_than_the_others()
    {
        var shouted = Parts.Where(p => File.ReadAllText(p).Contains("!important", StringComparison.Ordinal))
            .Select(Path.GetFileName).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{shouted.Count} parts with !important of {Parts.Length}");
        Assert.Empty(shouted);
    }

    [Fact]
    public void There_is_no_part_for_what_belongs_nowhere() =>
        Assert.DoesNotContain(Parts, p => Path.GetFileName(p) is "_finish.scss" or "_misc.scss" or "_other.scss");

    // The library's own d-flex says !important: beside it what is not for paper would be printed.
    [Fact]
    public void What_is_not_printed_has_no_display_of_its_own()
    {
        var found = Directory.EnumerateFiles(Path.Combine(Source, "Modules"), "*.cshtml", SearchOption.AllDirectories)
            .SelectMany(f => Classes().Matches(File.ReadAllText(f))
                .Select(m => (File: Path.GetFileName(f), Names: m.Groups[1].Value.Split(' ')))).ToList();
        var unprinted = found.Where(c => c.Names.Any(n => n is "no-print" or "only-print" or "needs-js")).ToList();
        Assert.NotEmpty(unprinted);
        Assert.Empty(unprinted.Where(c => c.Names.Any(n => n.StartsWith("d-", StringComparison.Ordinal)))
            .Select(c => $"{c.File}: {string.Join(' ', c.Names)}"));
    }

    // A shorthand with a thickness is not read by older WebKit: the mark of the current language was lost so.
    [Fact]
    public void The_current_language_is_marked_by_a_border()
    {
        var rule = Current().Match(File.ReadAllText(Path.Combine(Source, "assets", "scss", "_header.scss")));
        Assert.Contains("border-bottom-color", rule.Value, StringComparison.Ordinal);
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"(?<![\w&{#'%])#(?!\{)[0-9a-fA-F]{3,8}\b(?!\s*[-_g-zG-Z])|\brgba?\(|\bhsla?\(")] private static partial Regex Colour();
    [GeneratedRegex("class=\"([^\"@]+)\"")] private static partial Regex Classes();
    [GeneratedRegex(@"\.lang a\[aria-current\][^}]*\}")] private static partial Regex Current();
}
