using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Patto.Tests;

/// <summary>An address of a page is written once: in the module's <c>…Urls</c>, and where the page itself says it.</summary>
public sealed partial class AddressTests
{
    [Fact]
    public void Addresses_inside_a_process_are_written_in_one_place_only()
    {
        var source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../src"));
        var inline =
            from file in Directory.EnumerateFiles(source, "*.cs*", SearchOption.AllDirectories)
            where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal)
            let lines = File.ReadAllLines(file)
            from line in lines.Select((text, n) => (Text: text, Before: n == 0 ? "" : lines[n - 1], Number: n + 1))
            where Inline().IsMatch(line.Text) && !IsDeclared(line.Text)
                && !(line.Before.EndsWith("=>", StringComparison.Ordinal) && IsDeclared(line.Before))
            select $"{Path.GetRelativePath(source, file)}:{line.Number} {line.Text.Trim()}";
        Assert.Empty(inline);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static bool IsDeclared(string line) =>
        line.TrimStart().StartsWith("@page", StringComparison.Ordinal) || Declaration().IsMatch(line);

    [GeneratedRegex("\"/percorsi")]
    private static partial Regex Inline();

    [GeneratedRegex(@"public (static string \w+\(|const string \w+ = )")]
    private static partial Regex Declaration();
}
