using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Deliberation.Sortition;

namespace Deliberation.Formats;

/// <summary>Reads and writes the public record of a draw as JSON (camel case, UTF-8, line feeds).</summary>
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

    /// <summary>Writes a record.</summary>
    /// <param name="draw">Before or after the event.</param>
    /// <param name="writer">Left open.</param>
    public static void Write(PublicDraw draw, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(JsonSerializer.Serialize(draw, Options) + "\n");
    }

    /// <summary>Reads a record and checks that it hangs together; <see cref="PublicDraw.Verify"/> then says whether it is true.</summary>
    /// <param name="reader">Read to its end; not closed.</param>
    /// <exception cref="FormatError">Not JSON, or not such a record: where, what, how to mend it.</exception>
    public static PublicDraw Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        string text = reader.ReadToEnd().TrimStart('\uFEFF');
        PublicDraw draw;
        try
        {
            draw = JsonSerializer.Deserialize<PublicDraw>(text, Options)
                ?? throw At(text, "null", "Il file contiene solo null: serve il verbale di un sorteggio.",
                "The file holds only null: it should hold the record of a draw.");
        }
        catch (JsonException wrong)
        {
            int line = (int)(wrong.LineNumber ?? 0);
            throw new FormatError(line + 1, Character(text, line, (int)(wrong.BytePositionInLine ?? 0)) + 1,
                $"Non è il verbale di un sorteggio (in {wrong.Path ?? "$"}): correggi il punto indicato o rigenera il file con «patto select».",
                $"Not the record of a draw (at {wrong.Path ?? "$"}): mend the place shown or make the file again with “patto select”.",
                wrong);
        }
        HangsTogether(draw, text);
        return draw;
    }

    private static void HangsTogether(PublicDraw draw, string text)
    {
        if (draw.Panels.Count == 0) throw At(text, "panels", "La lista dei gruppi è vuota: servono i gruppi fra cui si estrae.",
            "The list of panels is empty: it should hold those that are drawn from.");
        if (draw.Chances.Count != draw.People.Count) throw At(text, "chances", "Serve una probabilità per ogni persona.",
            "There must be one chance for each person.");
        if (draw.Chances.Any(c => c is not (>= 0 and <= 1))) throw At(text, "chances", "Ogni probabilità va da 0 a 1.",
            "Each chance lies between 0 and 1.");
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
        if (draw.Panels.Any(p => p is null || p.Any(id => id is null))) throw At(text, "panels", "Un gruppo contiene null.",
            "A panel holds null.");
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
