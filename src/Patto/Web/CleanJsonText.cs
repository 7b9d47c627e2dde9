using System.Text.Json;
using System.Text.Json.Serialization;
using Patto.Database;

namespace Patto.Web;

/// <summary>Texts that come in through the API lose what no format can carry; a null character is refused by name.</summary>
internal sealed class CleanJsonText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException();
        string? text;
        try { text = reader.GetString(); }
        // Half of a surrogate pair.
        catch (InvalidOperationException) { throw new JsonException(); }
        return text is null ? null : text.Contains('\0', StringComparison.Ordinal) ? throw new JsonException() : CleanText.Of(text);
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
