using System.Text.Encodings.Web;
using System.Text.Json;
using Deliberation.Formats.Regulations;

namespace Deliberation.Tests.Formats.Regulations;

/// <summary>A regulation with all that is in it, to be compared.</summary>
internal static class Told
{
    internal static string Of(RegulationText text) => JsonSerializer.Serialize(text, s_json);

    internal static void Same(RegulationText expected, RegulationText read, string what)
    {
        if (Of(expected) != Of(read)) Assert.Fail($"{what}: {First(expected, read)}");
    }

    /// <summary>Where two begin to differ.</summary>
    internal static string First(RegulationText one, RegulationText other)
    {
        string[] a = Of(one).Split('\n'), b = Of(other).Split('\n');
        int at = Enumerable.Range(0, Math.Min(a.Length, b.Length)).FirstOrDefault(i => a[i] != b[i], Math.Min(a.Length, b.Length) - 1);
        return $"written {string.Join(" ", a[Math.Max(0, at - 5)..Math.Min(a.Length, at + 3)])}\nread {string.Join(" ",
            b[Math.Max(0, at - 5)..Math.Min(b.Length, at + 3)])}";
    }

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
