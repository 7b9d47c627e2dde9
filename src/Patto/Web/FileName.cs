using System.Globalization;
using System.Text;

namespace Patto.Web;

/// <summary>What a file is called that leaves the product.</summary>
public static class FileName
{
    private const int Longest = 60;

    /// <summary>A title in letters and digits that every system takes: «Regolamento d'uso» is <c>regolamento-d-uso</c>;
    /// <c>testo</c> where it has none.</summary>
    /// <returns>At most 60 characters, whole words where they fit.</returns>
    public static string Of(string title)
    {
        var plain = string.Concat(title.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' '));
        var name = "";
        foreach (var word in plain.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name.Length + word.Length + 1 > Longest) break;
            name += (name.Length > 0 ? "-" : "") + word;
        }
        return name.Length > 0 ? name : "testo";
    }
}
