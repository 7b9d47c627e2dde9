using System.Collections.Immutable;
using System.Text;

namespace Deliberation.Formats.Tables;

/// <summary>The characters of a text file: byte order marks, UTF-16 without one, UTF-8 where all bytes are it, else Windows-1252. Every
/// byte of a Mac or DOS file is Windows-1252 too: where that makes no words, the other sets are offered.</summary>
internal static class TextDecoding
{
    internal const string Windows = "windows-1252", Mac = "macintosh", Dos = "ibm850";

    private static readonly string[] s_oneByte = [Windows, Mac, Dos];

    internal static (string Text, string Encoding, TableQuestion? Question) Decode(ReadOnlySpan<byte> file, string? chosen)
    {
        if (chosen is not null) return (Named(chosen).GetString(file).TrimStart('\uFEFF'), chosen, null);
        if (Marked(file) is { } name) return (Named(name).GetString(file).TrimStart('\uFEFF'), name, null);
        try
        {
            return (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file), "utf-8", null);
        }
        catch (DecoderFallbackException)
        {
            return OneByte(file);
        }
    }

    /// <summary>By name: utf-8, utf-16, utf-16BE, windows-1252, macintosh, ibm850.</summary>
    private static Encoding Named(string name) => name.ToUpperInvariant() switch
    {
        "UTF-8" => new UTF8Encoding(false),
        "UTF-16" => Encoding.Unicode,
        "UTF-16BE" => Encoding.BigEndianUnicode,
        "WINDOWS-1252" => CodePage(1252),
        "MACINTOSH" => CodePage(10000),
        "IBM850" => CodePage(850),
        _ => throw new FormatError(0, 0, $"Non conosco l'insieme di caratteri «{name}»: usa {Known}.",
            $"The character set “{name}” is not known: use {Known}."),
    };

    private const string Known = "utf-8, utf-16, utf-16BE, windows-1252, macintosh, ibm850";

    private static Encoding CodePage(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;

    private static string? Marked(ReadOnlySpan<byte> file) => file switch
    {
        [0xEF, 0xBB, 0xBF, ..] => "utf-8",
        [0xFF, 0xFE, ..] => "utf-16",
        [0xFE, 0xFF, ..] => "utf-16BE",
        _ => Wide(file),
    };

    // Without a mark: nearly every second byte of Latin text in UTF-16 is zero.
    private static string? Wide(ReadOnlySpan<byte> file)
    {
        int looked = Math.Min(file.Length, 2_000) / 2 * 2, even = 0, odd = 0;
        if (looked < 4 || file.Length % 2 != 0) return null;
        for (int i = 0; i < looked; i += 2)
        {
            if (file[i] == 0) even++;
            if (file[i + 1] == 0) odd++;
        }

        return odd > looked / 2 * 0.7 && even == 0 ? "utf-16" : even > looked / 2 * 0.7 && odd == 0 ? "utf-16BE" : null;
    }

    private static (string, string, TableQuestion?) OneByte(ReadOnlySpan<byte> file)
    {
        var texts = new List<(string Name, string Text)>();
        foreach (string name in s_oneByte) texts.Add((name, Named(name).GetString(file)));
        string windows = texts[0].Text;
        if (Strange(windows) == 0) return (windows, Windows, null);
        return (windows, Windows, new TableQuestion(QuestionKind.Encoding, default,
            new("Alcune parole hanno lettere strane: in quale insieme di caratteri è scritto il file?",
                "Some words have strange letters: in which character set is the file written?"),
            [.. texts.OrderBy(t => Strange(t.Text)).Select(t => new TableChoice(t.Name, Sample(t.Text)))]));
    }

    /// <summary>Characters that do not belong where they stand: controls, signs inside words, capitals after small letters.</summary>
    private static int Strange(string text)
    {
        int strange = 0;
        for (int i = 0; i < text.Length; i++) if (text[i] > '\u007F' && !Fits(text, i)) strange++;
        return strange;
    }

    private static bool Fits(string text, int at)
    {
        char c = text[at], before = at > 0 ? text[at - 1] : ' ', after = at + 1 < text.Length ? text[at + 1] : ' ';
        if (char.IsLetter(c) && c is not ('ª' or 'º' or 'ƒ' or 'ˆ'))
            return !(char.IsUpper(c) && (char.IsLower(before) || (char.IsLetter(before) && char.IsLower(after))));
        return c switch
        {
            _ when char.IsControl(c) => false,
            '’' or '”' or '»' or '…' or '°' or 'ª' or 'º' or '²' or '³' or '\u00A0' => true,
            '“' or '„' or '‚' or '«' or '‘' or '•' => !char.IsLetterOrDigit(before),
            '–' or '—' => !(char.IsLower(before) && char.IsLower(after)),
            '€' or '§' or '©' or '®' or '™' or '×' or '·' or '½' or '¼' or '¾' => !(char.IsLetter(before) && char.IsLetter(after)),
            _ => false,
        };
    }

    private static Bilingual Sample(string text)
    {
        var words = text.Split([' ', ';', ',', '\t', '\r', '\n', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Any(c => c > '\u007F')).Distinct().Take(6);
        string said = string.Concat(string.Join(" · ", words).Select(c => char.IsControl(c) ? '\uFFFD' : c));
        return new(said, said);
    }
}
