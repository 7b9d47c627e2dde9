using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Web;

namespace Patto.Tests;

public sealed partial class TextsTests
{
    private static readonly string Source = Path.Combine(Path.GetDirectoryName(Here())!, "../../src/Patto");

    [Fact]
    public void Every_Italian_text_is_said_in_English()
    {
        var missing = Said().Where(s => !Texts.English.ContainsKey(s.Text)).Select(s => $"{s.File}: {s.Text}").Distinct().ToList();
        if (missing.Count > 0) Assert.Fail($"{missing.Count} texts without English:\n" + string.Join("\n", missing));
    }

    [Fact]
    public void Both_languages_have_the_same_places_to_fill()
    {
        var different = Texts.English.Where(t => !Places(t.Key).SetEquals(Places(t.Value))).Select(t => $"{t.Key} → {t.Value}").ToList();
        if (different.Count > 0) Assert.Fail(string.Join("\n", different));
    }

    [Fact]
    public void No_Italian_text_has_two_meanings_in_English()
    {
        var twice = from file in Directory.EnumerateFiles(Source, "*.en.json", SearchOption.AllDirectories).Where(IsOurs)
                    from pair in System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!
                    group pair.Value by pair.Key into meanings
                    where meanings.Distinct().Count() > 1
                    select $"{meanings.Key}: {string.Join(" | ", meanings.Distinct())}";
        if (string.Join("\n", twice) is { Length: > 0 } report) Assert.Fail(report);
    }

    [Fact]
    public void Every_event_is_told_to_people_in_a_sentence()
    {
        var silent = typeof(IDomainEvent).Assembly.GetTypes().Where(t => t is { IsAbstract: false }
            && t.IsAssignableTo(typeof(IDomainEvent)) && !Sentences.All.ContainsKey(StoredAsAttribute.Of(t))).Select(t => t.FullName);
        if (string.Join("\n", silent) is { Length: > 0 } report) Assert.Fail("Events without a sentence:\n" + report);
        Assert.Equal(Sentences.All.Count, Sentences.All.Values.Distinct().Count());
    }

    private static IEnumerable<(string File, string Text)> Said() =>
        Directory.EnumerateFiles(Source, "*.cs*", SearchOption.AllDirectories).Where(IsOurs)
            .SelectMany(f => TextUse().Matches(File.ReadAllText(f)).SelectMany(m => m.Groups["text"].Captures)
                .Select(c => (Path.GetFileName(f), Unescape(c.Value))))
            .Concat(Act.All.Values.Select(a => (a.Name, a.Title))).Concat(Enum.GetValues<Role>().Select(r => ("Role", r.Italian())))
            .Concat(DeclaredByManifests()).Concat(WordsOfModules()).Concat(Sentences.All.Select(s => (s.Key, s.Value)))
                .Append(("Sentences", Sentences.Of("")));

    // What manifests say to people: why data are kept, labels of menus and sections, and of what a person's own file tells.
    private static IEnumerable<(string, string)> DeclaredByManifests() =>
        Manifest.All.SelectMany(m => m.Personal.SelectMany(t => t.Data).Concat(m.Passing)
            .SelectMany(d => new[] { d.Datum, d.Purpose, d.Retention }).Select(text => (m.GetType().Name, text)))
            .Concat(ModuleManifest.Modules.SelectMany(m =>
                m.Menu.Select(e => e.Label).Concat(m.Sections.Select(s => s.Label))
                    .Concat(m.ProcessPages.Select(p => p.Label)).Select(text => (m.GetType().Name, text))))
            .Concat(Directory.EnumerateFiles(Source, "*Manifest.cs", SearchOption.AllDirectories).Where(IsOurs)
                .SelectMany(f => TellLabel().Matches(File.ReadAllText(f)).Select(m => (Path.GetFileName(f), m.Groups["text"].Value))));

    [GeneratedRegex("""\("(?<text>[A-Z][^"]*)", (?:\w+\.|string\.Join|Sentences|typeof)""")]
    private static partial Regex TellLabel();

    // Words of enumerations: every static class whose name ends in Words says its values through an extension method Italian().
    private static IEnumerable<(string, string)> WordsOfModules() =>
        from type in typeof(Texts).Assembly.GetTypes()
        where type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Words", StringComparison.Ordinal)
        from method in type.GetMethods().Where(m => m.Name == "Italian" && m.GetParameters() is [{ ParameterType.IsEnum: true }]
            && m.ReturnType == typeof(string))
        from value in Enum.GetValues(method.GetParameters()[0].ParameterType).Cast<object>()
        select (type.Name, (string)method.Invoke(null, [value])!);

    private static bool IsOurs(string file) => !file.Contains("/obj/", StringComparison.Ordinal)
        && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/assets/", StringComparison.Ordinal);

    private static string Unescape(string literal) =>
        literal.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    [GeneratedRegex("""(?:(?:\bL|\btexts|\bTexts)\["(?<text>(?:[^"\\]|\\.)+)"|L\.Count\([^"]+"(?<text>(?:[^"\\]|\\.)+)",\s*"(?<text>(?:[^"\\]|\\.)+)"|RuleViolation\.Unless\((?:[^"]|"")*?"[a-z0-9.-]+",\s*"(?<text>(?:[^"\\]|\\.)+)"|RuleViolation\.UnlessAt\((?:[^;"]|"[A-Za-z]*")*?"[a-z0-9.-]+\.[a-z0-9.-]+",\s*"(?<text>(?:[^"\\]|\\.)+)"|new RuleViolation\("[a-z0-9.-]+",\s*"(?<text>(?:[^"\\]|\\.)+)"|new Misasked\("(?<text>(?:[^"\\]|\\.)+)"|\bColumns\((?:\s*"(?<text>(?:[^"\\]|\\.)+)",?)+|ErrorMessage = "(?<text>(?:[^"\\]|\\.)+)")""")]
    private static partial Regex TextUse();

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Place();

    private static string Here([CallerFilePath] string path = "") => path;
}
