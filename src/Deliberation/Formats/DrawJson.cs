using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Deliberation.Sortition;

namespace Deliberation.Formats;

/// <summary>Reads and writes the records of a draw, the whole one and the public one, as JSON (camel case, UTF-8, line feeds).</summary>
public static class DrawJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
        MaxDepth = 16,
    };

    /// <summary>Most digits that an event gives.</summary>
    private const int MostDigits = 5;

    /// <summary>Writes a whole record.</summary>
    /// <param name="draw">Before or after the event.</param>
    /// <param name="writer">Left open.</param>
    public static void Write(WholeDraw draw, TextWriter writer) => WriteAny(draw, writer);

    /// <summary>Writes a public record.</summary>
    /// <param name="draw">Before or after the event.</param>
    /// <param name="writer">Left open.</param>
    public static void Write(PublicDraw draw, TextWriter writer) => WriteAny(draw, writer);

    private static void WriteAny<T>(T draw, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(JsonSerializer.Serialize(draw, Options) + "\n");
    }

    /// <summary>Whether a text is a public record, with numbers and no people; a whole one, and anything else, is not.</summary>
    /// <param name="text">JSON, or not.</param>
    public static bool IsPublic(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var read = JsonDocument.Parse(text.TrimStart('\uFEFF'));
            return read.RootElement.ValueKind == JsonValueKind.Object && read.RootElement.TryGetProperty("numbers", out _)
                && !read.RootElement.TryGetProperty("people", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads a whole record and checks that it hangs together; <see cref="WholeDraw.Verify"/> then says whether it is
    /// true.</summary>
    /// <param name="reader">Read to its end; not closed.</param>
    /// <exception cref="FormatError">Not JSON, or not such a record: where, what, how to mend it.</exception>
    public static WholeDraw Read(TextReader reader)
    {
        var (draw, text) = ReadAny<WholeDraw>(reader);
        HangsTogether(draw, text);
        return draw;
    }

    /// <summary>Reads a public record and checks that it hangs together; <see cref="PublicDraw.Verify"/> then says whether it is
    /// true.</summary>
    /// <param name="reader">Read to its end; not closed.</param>
    /// <exception cref="FormatError">Not JSON, or not such a record: where, what, how to mend it.</exception>
    public static PublicDraw ReadPublic(TextReader reader)
    {
        var (draw, text) = ReadAny<PublicDraw>(reader);
        Chances(draw.Chances, draw.Numbers.Count, text);
        Panels(draw.Panels, draw.Digits, text);
        if (draw.Numbers.Any(n => n is null) || draw.Numbers.Distinct(StringComparer.Ordinal).Count() != draw.Numbers.Count)
            throw At(text, "numbers", "Un numero manca, o è scritto due volte.", "A number is missing or there twice.");
        if (draw.Quotas.Any(q => q is null)) throw At(text, "quotas", "Una quota manca.", "A quota is missing.");
        return draw;
    }

    private static (T Draw, string Text) ReadAny<T>(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        string text = reader.ReadToEnd().TrimStart('\uFEFF');
        try
        {
            return (JsonSerializer.Deserialize<T>(text, Options)
                ?? throw At(text, "null", "Il file contiene solo null: serve il verbale di un sorteggio.",
                "The file holds only null: it should hold the record of a draw."), text);
        }
        catch (JsonException wrong)
        {
            int line = (int)(wrong.LineNumber ?? 0);
            throw new FormatError(line + 1, Character(text, line, (int)(wrong.BytePositionInLine ?? 0)) + 1,
                $"Non è il verbale di un sorteggio (in {wrong.Path ?? "$"}): correggi il punto indicato o rigenera il file con «patto select».",
                $"Not the record of a draw (at {wrong.Path ?? "$"}): mend the place shown or make the file again with “patto select”.",
                wrong);
        }
    }

    private static void Chances(IReadOnlyList<double> chances, int people, string text)
    {
        if (chances.Count != people) throw At(text, "chances", "Serve una probabilità per ogni persona.",
            "There must be one chance for each person.");
        if (chances.Any(c => c is not (>= 0 and <= 1))) throw At(text, "chances", "Ogni probabilità va da 0 a 1.",
            "Each chance lies between 0 and 1.");
    }

    private static void Panels(IReadOnlyList<IReadOnlyList<string>> panels, int digits, string text)
    {
        if (panels.Count == 0) throw At(text, "panels", "La lista dei gruppi è vuota: servono i gruppi fra cui si estrae.",
            "The list of panels is empty: it should hold those that are drawn from.");
        if (panels.Any(p => p is null || p.Any(id => id is null))) throw At(text, "panels", "Un gruppo contiene null.",
            "A panel holds null.");
        if (digits is < 0 or > MostDigits) throw At(text, "digits", $"Le cifre vanno da 0 a {MostDigits}.",
            $"Digits go from 0 to {MostDigits}.");
    }

    private static void HangsTogether(WholeDraw draw, string text)
    {
        Chances(draw.Chances, draw.People.Count, text);
        Panels(draw.Panels, draw.Digits, text);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var person in draw.People)
        {
            if (person is null || person.Features.Count != draw.Categories.Count || person.Features.Any(f => f is null))
                throw At(text, person?.Id ?? "people", "La persona non ha un valore per ogni categoria.",
                    "The person has not one feature a category.");
            if (!ids.Add(person.Id)) throw At(text, person.Id, $"La persona «{person.Id}» è scritta due volte.",
                $"The person “{person.Id}” is there twice.");
        }
        foreach (var quota in draw.Quotas)
            if (quota is null || !draw.Categories.Contains(quota.Category.Trim(), StringComparer.OrdinalIgnoreCase))
                throw At(text, quota?.Category ?? "quotas", "La quota è di una categoria che non c'è.",
                    "The quota is of a category that is not there.");
    }

    /// <summary>An error at the first place where a word stands in quotes.</summary>
    private static FormatError At(string text, string word, string italian, string english)
    {
        int at = Math.Max(0, text.IndexOf($"\"{word}\"", StringComparison.Ordinal));
        int line = text.AsSpan(0, at).Count('\n');
        return new FormatError(line + 1, at - (text.LastIndexOf('\n', Math.Max(0, at - 1)) is >= 0 and var start && start < at ? start + 1
            : 0) + 1, italian, english);
    }

    /// <summary>How many characters precede a byte of a line.</summary>
    private static int Character(string text, int line, int bytes)
    {
        int start = 0;
        for (int i = 0; i < line && start >= 0; i++) start = text.IndexOf('\n', start) + 1;
        int characters = 0;
        while (bytes > 0 && start + characters < text.Length && text[start + characters] != '\n')
            bytes -= Encoding.UTF8.GetByteCount(text.AsSpan(start + characters++, 1));
        return characters;
    }
}
