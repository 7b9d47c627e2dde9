using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Patto.Tests;

public sealed partial class GlossaryTests
{
    private static readonly Assembly[] Code = [typeof(OwnTypes).Assembly, typeof(Program).Assembly,
        typeof(Deliberation.Agreement).Assembly];

    [Fact]
    public void Every_English_name_of_the_glossary_is_a_name_in_the_code()
    {
        var known = Code.SelectMany(a => a.GetTypes()).SelectMany(t => t.GetMembers().Select(m => m.Name).Append(t.Name.Split('`')[0])
            .Concat((t.Namespace ?? "").Split('.'))).ToHashSet();
        var unknown = Rows().SelectMany(r => Name().Matches(r[1]).Select(m => m.Groups[1].Value)).Where(n => !known.Contains(n)).ToList();
        if (unknown.Count > 0) Assert.Fail("In the glossary but not in the code: " + string.Join(", ", unknown));
    }

    [Fact]
    public void Every_word_of_the_glossary_has_a_name_and_a_meaning()
    {
        Assert.True(Rows().Count >= 15);
        Assert.All(Rows(), row => Assert.All(row[..3], cell => Assert.NotEqual("", cell)));
    }

    [Fact]
    public void Every_module_has_a_word_in_the_glossary()
    {
        var words = Patto.Host.Floors.Modules.Select(ModuleOf).Select(m => m.Word).OfType<Patto.Web.GlossaryWord>().ToList();
        Assert.True(words.Count >= 9, $"{words.Count} words");
        List<string> rows = ["| Italian | Code | Meaning | Source |", "|---|---|---|---|"];
        rows.AddRange(words.Select(w =>
            $"| {w.Italian} | {string.Join(", ", w.Names.Select(n => $"`{n}`"))} | {w.Meaning} | {w.Source} |".Replace("|  |", "| |")));
        GeneratedPart.Demand("docs/glossary.md", "words of the modules", string.Join('\n', rows));
    }

    private static Patto.Web.ModuleManifest ModuleOf(Patto.Web.IModule module) =>
        Patto.Web.ModuleManifest.Modules.Single(m => m.GetType().Namespace == module.GetType().Namespace);

    // Endings that say what kind of type it is; the word before them is the one to know.
    private static readonly string[] Families = ["Acts", "Urls", "Words", "Book", "Info", "View", "Card", "State", "Kind", "Page", "Error",
        "Reader", "Writer", "File", "Json", "Table", "Tables", "Chart", "Options", "Outcome", "Plan", "Row", "Name", "Fact", "Key", "Keys"];

    [Fact]
    public void Every_public_name_of_the_contracts_and_of_the_library_is_explained()
    {
        var named = Rows().SelectMany(r => Name().Matches(r[1]).Select(m => m.Groups[1].Value)).ToHashSet();
        var types = typeof(OwnTypes).Assembly.GetExportedTypes()
            .Where(t => t.Namespace?.EndsWith(".Contracts", StringComparison.Ordinal) == true)
            .Concat(typeof(Deliberation.Agreement).Assembly.GetExportedTypes()).Where(t => !t.IsNested)
            .Select(t => t.Name.Split('`')[0]).Distinct().Order(StringComparer.Ordinal).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine("{0} public types, {1} words", types.Count, named.Count);
        Assert.True(types.Count >= 300, $"only {types.Count} types");
        var unsaid = types.Where(t => !RootsOf(t).Any(named.Contains)).ToList();
        Assert.True(unsaid.Count == 0, $"{unsaid.Count} names that docs/glossary.md does not explain: " + string.Join(", ", unsaid));
    }

    // The name itself, without the ending of its family, and the thing that an event or a view of it begins with.
    private static IEnumerable<string> RootsOf(string name)
    {
        yield return name;
        var words = Words().Matches(name).Select(m => m.Value).ToList();
        if (words is ["I", .. var rest]) words = rest;
        if (words.Count > 1 && Families.Contains(words[^1])) yield return string.Concat(words[..^1]);
        for (var n = words.Count - 1; n > 0; n--)
        {
            var start = string.Concat(words[..n]);
            yield return start;
            if (start.EndsWith('s')) yield return start[..^1];
        }
    }

    /// <summary>Words that were given up for plain ones; a template may say <c>who</c>, which is a key of its file.</summary>
    private static readonly string[] GivenUp = ["Who", "Here", "Witness", "Road", "InBulk", "LeanPage", "Crowded", "Misasked"];

    [Fact]
    public void Names_that_were_given_up_are_names_of_nothing()
    {
        var still = Code.SelectMany(a => a.GetTypes()).Where(t => !t.Name.StartsWith('<') && GivenUp.Contains(t.Name.Split('`')[0]))
            .Select(t => t.FullName).ToList();
        var source = Path.Combine(Path.GetDirectoryName(Here())!, "../../src");
        var files = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .ToList();
        still.AddRange(from file in files
                       from line in File.ReadLines(file)
                       where Path.GetFileName(file) != "Template.cs" && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                       let code = Literal().Replace(line, "\"\"").Split("//")[0]
                       from word in GivenUp
                       where Regex.IsMatch(code, $@"\b{word}\b")
                       select $"{Path.GetFileName(file)}: {line.Trim()}");
        TestContext.Current.TestOutputHelper!.WriteLine("{0} words given up, {1} files", GivenUp.Length, files.Count);
        Assert.True(files.Count > 400, $"only {files.Count} files");
        Assert.True(still.Count == 0, string.Join("\n", still));
    }

    [GeneratedRegex("\\$?@?\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Literal();

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words();

    private static List<string[]> Rows([CallerFilePath] string here = "") =>
        [.. File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "../../docs/glossary.md"))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| Italian ", StringComparison.Ordinal))
            .Select(l => l.Trim('|', ' ').Split(" | ").Select(c => c.Trim()).ToArray()).Select(c => c.Length == 3 ? [.. c, ""] : c)];

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Name();
}
