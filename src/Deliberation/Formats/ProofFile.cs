using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deliberation.Proof;

namespace Deliberation.Formats;

/// <summary>
/// A proof as people pass it on: JSON with hashes in hexadecimal. <c>size</c> and <c>root</c> always; for an entry
/// <c>inclusion</c>, for a list that grew <c>consistency</c>, for a signed state <c>head</c>.
/// </summary>
/// <param name="Size">Entries in the list.</param>
/// <param name="Root">Root of the list.</param>
/// <param name="Leaf">Hash of the entry that <paramref name="Inclusion"/> is about.</param>
/// <param name="Inclusion">Proof that an entry is in the list; may be null.</param>
/// <param name="RootBefore">Root of the shorter list that <paramref name="Consistency"/> is about.</param>
/// <param name="Consistency">Proof that the list only grew; may be null.</param>
/// <param name="Head">The signed state; may be null.</param>
public sealed record ProofFile(
    int Size,
    ImmutableArray<byte> Root,
    ImmutableArray<byte>? Leaf = null,
    InclusionProof? Inclusion = null,
    ImmutableArray<byte>? RootBefore = null,
    ConsistencyProof? Consistency = null,
    SignedHead? Head = null)
{
    private const int MostCharacters = 1 << 20;

    /// <summary>Whether everything in the file fits together; a root or key that is trusted for other reasons is not asked here.</summary>
    public bool HoldsTogether =>
        (Inclusion is null || (Leaf is { } leaf && Inclusion.Size == Size && Inclusion.HoldsForLeaf(leaf.AsSpan(), Root.AsSpan())))
        && (Consistency is null || (RootBefore is { } before && Consistency.Size == Size
            && Consistency.Holds(before.AsSpan(), Root.AsSpan())))
        && (Head is null || (Head.Size == Size && Head.Root.SequenceEqual(Root)));

    /// <summary>The same as a JSON object.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["size"] = Size, ["root"] = Hex(Root) };
        if (Inclusion is not null && Leaf is { } leaf)
            json["inclusion"] = new JsonObject { ["entry"] = Inclusion.Entry, ["leaf"] = Hex(leaf), ["path"] = Hashes(Inclusion.Path) };
        if (Consistency is not null && RootBefore is { } before)
            json["consistency"] = new JsonObject
            {
                ["before"] = Consistency.Before,
                ["rootBefore"] = Hex(before),
                ["path"] = Hashes(Consistency.Path)
            };
        if (Head is not null)
            json["head"] = new JsonObject
            {
                ["time"] = Head.Time.ToString("O", CultureInfo.InvariantCulture),
                ["signature"] = Hex(Head.Signature)
            };
        return json;
    }

    /// <summary>Reads a proof.</summary>
    /// <exception cref="FormatError">It is not JSON, or not a proof; says where.</exception>
    public static ProofFile Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        string text = Whole(reader);
        try
        {
            using JsonDocument json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 8 });
            return From(json.RootElement);
        }
        catch (JsonException broken)
        {
            int line = (int)(broken.LineNumber ?? 0), bytes = (int)(broken.BytePositionInLine ?? 0);
            throw new FormatError(
                line + 1, CharactersIn(text, line, bytes) + 1,
                "Non è JSON ben formato: chiedi di nuovo il file a chi te l'ha dato.",
                "Not well-formed JSON: ask for the file again.", broken);
        }
    }

    private static string Whole(TextReader reader)
    {
        try
        {
            var text = new char[MostCharacters];
            int length = reader.ReadBlock(text);
            return length < MostCharacters
                ? new string(text, 0, length)
                : throw Wrong("Il file è troppo lungo per una prova.", "The file is too long for a proof.");
        }
        catch (IOException unreadable)
        {
            throw new FormatError(1, 0, "Non riesco a leggerlo.", "It cannot be read.", unreadable);
        }
    }

    /// <summary>JSON errors count bytes; people count characters.</summary>
    private static int CharactersIn(string text, int line, int bytes)
    {
        string[] lines = text.Split('\n');
        if (line >= lines.Length) return 0;
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(lines[line]);
        return System.Text.Encoding.UTF8.GetCharCount(utf8, 0, Math.Min(bytes, utf8.Length));
    }

    private static ProofFile From(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Wrong("La prova deve essere un oggetto JSON.",
            "The proof must be a JSON object.");
        int size = Number(json, "size");
        ImmutableArray<byte> root = Hash(json, "root");
        var file = new ProofFile(size, root);
        if (Part(json, "inclusion") is { } inclusion)
            file = file with
            {
                Leaf = Hash(inclusion, "leaf"),
                Inclusion = new InclusionProof(Number(inclusion, "entry"), size, PathOf(inclusion))
            };
        if (Part(json, "consistency") is { } consistency)
            file = file with
            {
                RootBefore = Hash(consistency, "rootBefore"),
                Consistency = new ConsistencyProof(Number(consistency, "before"), size, PathOf(consistency))
            };
        if (Part(json, "head") is { } head)
            file = file with { Head = new SignedHead(size, Time(head), root, Bytes(head, "signature")) };
        return file;
    }

    private static JsonElement? Part(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out JsonElement part)) return null;
        return part.ValueKind == JsonValueKind.Object ? part
            : throw Wrong($"«{name}» deve essere un oggetto.", $"“{name}” must be an object.");
    }

    private static int Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            && number >= 0
            ? number
            : throw Wrong($"«{name}» deve essere un numero intero, zero o più.", $"“{name}” must be a whole number, zero or more.");

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            ? Plain(value, name)
            : throw Wrong($"Manca il testo «{name}».", $"The text “{name}” is missing.");

    private static string Plain(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException broken) // half a surrogate pair
        {
            throw new FormatError(1, 0, $"«{name}» contiene caratteri spezzati.", $"“{name}” contains broken characters.", broken);
        }
    }

    private static ImmutableArray<byte> Hash(JsonElement json, string name)
    {
        ImmutableArray<byte> hash = Bytes(json, name);
        return hash.Length == MerkleLog.HashSize ? hash
            : throw Wrong($"«{name}» deve avere 64 cifre esadecimali.", $"“{name}” must have 64 hexadecimal digits.");
    }

    private static ImmutableArray<byte> Bytes(JsonElement json, string name) => FromHex(Text(json, name), name);

    private static ImmutableArray<byte> FromHex(string text, string name)
    {
        var bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out int written) == System.Buffers.OperationStatus.Done
            && written * 2 == text.Length
            ? [.. bytes]
            : throw Wrong($"«{name}» deve essere scritto in cifre esadecimali.", $"“{name}” must be written in hexadecimal digits.");
    }

    private static ImmutableArray<ImmutableArray<byte>> PathOf(JsonElement json)
    {
        if (!json.TryGetProperty("path", out JsonElement path) || path.ValueKind != JsonValueKind.Array || path.GetArrayLength() > 64)
            throw Wrong("«path» deve essere un elenco di al più 64 impronte.", "“path” must be a list of at most 64 hashes.");
        return [.. path.EnumerateArray().Select(hash => hash.ValueKind == JsonValueKind.String
            ? FromHex(Plain(hash, "path"), "path")
            : throw Wrong("«path» deve contenere solo testi.", "“path” must hold texts only."))];
    }

    private static DateTimeOffset Time(JsonElement head) =>
        DateTimeOffset.TryParse(Text(head, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw Wrong("«time» non è una data.", "“time” is not a date.");

    private static JsonArray Hashes(ImmutableArray<ImmutableArray<byte>> path) => [.. path.Select(hash => JsonValue.Create(Hex(hash)))];

    private static string Hex(ImmutableArray<byte> bytes) => Convert.ToHexStringLower(bytes.AsSpan());

    private static FormatError Wrong(string italian, string english) => new(1, 0, italian, english);
}
