using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Patto.Tests;

/// <summary>"1 osservazioni" is read by nobody: every counted word has its singular.</summary>
public sealed partial class CountedWordsTests
{
    // What stands after a number and is not counted by it, or can never be one: each with the reason.
    private static readonly Dictionary<string, string> NotCounted = new()
    {
        ["{0} esce"] = "a name goes out",
        ["{0} chiede"] = "a name",
        ["Passo {0} di"] = "step 1 of 3",
        ["fase {0} di"] = "phase 1 of 4",
        ["{0} di {1}"] = "a part of a whole",
        ["aspetta {0} secondi"] = "seconds of a wait, rounded up from fractions",
        ["ha già {0} domande"] = "a bound, never one",
        ["da 2 a {0} risposte"] = "a bound, never one",
        ["da {0} a {1} gradini"] = "bounds, never one",
        ["{0} giorni."] = "a bound, never one",
        ["entro {0} giorni"] = "a bound, never one",
        ["{0} caratteri"] = "a bound, never one",
        ["{1} caratteri"] = "a bound, never one",
        ["({0} milioni)"] = "too many: more than forty",
        ["di {0} parte una"] = "a name",
        ["prime {0} righe di {1}"] = "shown only where there are more",
        ["{0} fogli"] = "a bound, never one",
        ["{0} elementi"] = "a bound, never one",
        ["{0} proposte: tieni"] = "a bound, never one",
        ["{0} giorni da"] = "a term of law, never one",
        ["Circa {1} mesi"] = "a template's length, never one",
        ["{1} giorni"] = "one day has its own sentence beside it",
        ["mancano {0} giorni"] = "one day has its own sentence beside it",
        ["{0} mesi, ma"] = "quotes the record",
        ["{0} colonne"] = "quotes the table",
        ["comma {0} mentre"] = "an ordinal",
        ["proposta {0} si"] = "a code",
        ["azione {1} si"] = "a code",
        ["Su {0} chi"] = "a code",
        ["decisione {0} nasce"] = "a code",
        ["l'azione {0} si"] = "a code",
        ["L'azione {0} si"] = "a code",
        ["dal {1} si"] = "a day",
        ["al {0} si chiamava"] = "a day",
        ["{0} è"] = "a name",
        ["{0} siede già"] = "a name",
        ["occupano {0}: più"] = "bytes in words",
        ["All'incontro di {0} si"] = "a moment",
        ["entro {1} secondi"] = "two at least",
    };

    [Fact]
    public void Every_counted_word_has_its_singular()
    {
        var sources = Directory.EnumerateFiles(Path.GetFullPath(Path.Combine(ThisFolder(), "../../src/Patto")), "*.cs*",
            SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && (f.EndsWith(".cs", StringComparison.Ordinal)
                || f.EndsWith(".cshtml", StringComparison.Ordinal)) && !f.Contains("/Demo/", StringComparison.Ordinal)).ToList();
        var (counted, bare) = (0, new List<string>());
        foreach (var file in sources)
        {
            var text = File.ReadAllText(file);
            var plural = Counted().Matches(text).Concat(Pair().Matches(text))
                .SelectMany(m => new[] { m.Groups[1].Value, m.Groups[2].Value }).ToHashSet();
            counted += plural.Count / 2;
            bare.AddRange(Sentence().Matches(text).Select(m => m.Groups[1].Value)
                .Where(s => Many().IsMatch(s) && !plural.Contains(s) && !NotCounted.Keys.Any(s.Contains))
                .Select(s => $"{Path.GetFileName(file)}: «{s}»"));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{counted} counted words with singular and plural; {bare.Count} without");
        Assert.True(counted > 50, $"only {counted} counted words were found");
        Assert.Empty(bare);
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex("Count\\([^\"]*?\"((?:[^\"\\\\]|\\\\.)*)\",\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")] private static partial Regex Counted();
    // "Un verbale da approvare", "{0} verbali da approvare": the singular stands before.
    [GeneratedRegex("\"(Un'?a? ?[^\"\\n]*)\",\\s*\"([^\"\\n]*\\{[0-9]\\}[^\"\\n]*)\"")] private static partial Regex Pair();
    [GeneratedRegex("\"((?:[^\"\\\\\\n]|\\\\.)*)\"")] private static partial Regex Sentence();
    [GeneratedRegex(@"\{[0-9]\} [a-zàèéìòù]+[ie]\b")] private static partial Regex Many();
}
