using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Patto.Tests;

/// <summary>A part of a document that is written from the code, between two marks, so that it cannot grow old.</summary>
internal static class GeneratedPart
{
    /// <summary>The part must read so; with <c>PATTO_WRITE_DOCS=1</c> it is written instead.</summary>
    /// <param name="file">From the root: <c>docs/architecture.md</c>.</param>
    /// <param name="name">Stands between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- end of name --&gt;</c>.</param>
    public static void Demand(string file, string name, string text, [CallerMemberName] string test = "", [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "../..", file);
        var (begin, end) = ($"<!-- {name} -->\n", $"\n<!-- end of {name} -->");
        var read = File.ReadAllText(path);
        var written = Regex.Replace(read, $"{Regex.Escape(begin)}.*?{Regex.Escape(end)}", _ => begin + text + end, RegexOptions.Singleline);
        if (read.Contains(begin + text + end, StringComparison.Ordinal)) return;
        if (Environment.GetEnvironmentVariable("PATTO_WRITE_DOCS") == "1") File.WriteAllText(path, written);
        else Assert.Fail($"{file} is behind the code: PATTO_WRITE_DOCS=1 bin/test {test} writes its part «{name}» anew.");
    }
}
