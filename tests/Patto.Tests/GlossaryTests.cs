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
        var named = string.Join(' ', Rows().Select(r => r[1]));
        var words = Patto.Web.ModuleManifest.Modules.Select(m => m.Word).OfType<string>().ToList();
        Assert.True(words.Count >= 9, $"{words.Count} words");
        var missing = words.Where(w => !named.Contains($"`{w}`", StringComparison.Ordinal)).ToList();
        if (missing.Count > 0) Assert.Fail("No word for: " + string.Join(", ", missing));
    }

    private static List<string[]> Rows([CallerFilePath] string here = "") =>
        [.. File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "../../docs/glossary.md"))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(l => l.Trim('|', ' ').Split(" | ").Select(c => c.Trim()).ToArray()).Select(c => c.Length == 3 ? [.. c, ""] : c)];

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Name();
}
