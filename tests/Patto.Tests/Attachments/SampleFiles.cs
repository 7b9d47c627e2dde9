using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Patto.Tests.Attachments;

/// <summary>Files as people have them, whole and well made.</summary>
internal static class SampleFiles
{
    public const string WhereItWas = "44.83N-11.61E-Via-Roma";

    public static byte[] Picture(SKEncodedImageFormat format, int width = 640, int height = 400)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.SteelBlue);
            using var paint = new SKPaint { Color = SKColors.Gold };
            canvas.DrawCircle(width / 4f, height / 3f, Math.Min(width, height) / 5f, paint);
        }
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>A photo as a telephone makes it: lying on its side, with the place where it was taken and a small film behind it.</summary>
    public static byte[] PhotoWithPlace()
    {
        var photo = Picture(SKEncodedImageFormat.Jpeg);
        return [.. photo[..2], .. Exif(), .. photo[2..], .. Encoding.ASCII.GetBytes("MotionPhoto " + WhereItWas)];
    }

    // Exif 2.32: turn to the right (6), and a directory with the place.
    private static byte[] Exif()
    {
        var place = Encoding.ASCII.GetBytes(WhereItWas + "\0");
        byte[] tiff =
        [
            .. "II*\0"u8, 8, 0, 0, 0,
            2, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0,
            1, 0, 0x1B, 0, 2, 0, (byte)place.Length, 0, 0, 0, 56, 0, 0, 0, 0, 0, 0, 0, .. place,
        ];
        var length = (ushort)(2 + 6 + tiff.Length);
        return [0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. tiff];
    }

    public static byte[] Pdf(string inside = "", string catalog = "") => Encoding.Latin1.GetBytes(
        $"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R{catalog}>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n{inside}\n"
        + "trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");

    public static byte[] PackedObjects(string objects)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(Encoding.Latin1.GetBytes(objects));
        return Pdf($"3 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {packed.Length}>>stream\n"
            + Encoding.Latin1.GetString(packed.ToArray()) + "\nendstream endobj");
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                var how = name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal;
                using var entry = zip.CreateEntry(name, how).Open();
                entry.Write(content);
            }
        return file.ToArray();
    }

    public const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    public static byte[] Office(string type, params (string Name, byte[] Content)[] more) => Zip([
        ("[Content_Types].xml", Text($"<Types><Override PartName=\"/main.xml\" ContentType=\"{type}\"/></Types>")),
        ("_rels/.rels", Text("<Relationships/>")), ("main.xml", Text("<w>Regolamento</w>")), .. more]);

    public static byte[] OpenDocument(string type, params (string Name, byte[] Content)[] more) => Zip([
        ("mimetype", Text("application/vnd.oasis.opendocument." + type)), ("content.xml", Text("<office/>")), .. more]);

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Five frames of silence, 128 kilobits at 44.1 kHz, with a tag before and one after.</summary>
    public static byte[] Mp3()
    {
        byte[] frame = [0xFF, 0xFB, 0x90, 0x00, .. new byte[413]];
        return [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 40, .. new byte[40], .. frame, .. frame, .. frame, .. frame, .. frame, .. "TAG"u8,
            .. new byte[125]];
    }

    public static byte[] Wav()
    {
        var wav = new byte[44 + 800];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        return wav;
    }

    public static byte[] Ogg() => [.. "OggS"u8, .. new byte[24], .. "OpusHead"u8, .. new byte[200]];

    public static byte[] Mpeg4(string handler) =>
    [
        .. Box("ftyp", [.. "M4A "u8, 0, 0, 0, 0]),
        .. Box("moov", [.. Box("trak", Box("mdia", Box("hdlr", [.. new byte[8], .. Encoding.ASCII.GetBytes(handler), .. new byte[12]]))),
            .. Box("udta", Encoding.ASCII.GetBytes(WhereItWas))]),
        .. Box("mdat", new byte[300]),
    ];

    public static byte[] Box(string kind, byte[] inside)
    {
        var box = new byte[8 + inside.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Encoding.ASCII.GetBytes(kind).CopyTo(box, 4);
        inside.CopyTo(box, 8);
        return box;
    }

    /// <summary>The head of a PNG that says how large it is, and nothing behind it.</summary>
    public static byte[] PngHead(int width, int height)
    {
        byte[] head = [.. "IHDR"u8, .. new byte[8], 8, 6, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(8), height);
        var sum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32(head));
        return [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. head, .. sum, 0, 0, 0, 1, .. "IDAT"u8, 0, 0, 0, 0, 0];
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }
        return ~crc;
    }

    /// <summary>Everything that is taken: name, what is sent, the type it is given out as.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes, string ContentType)> Good { get; } =
    [
        ("piazza.jpg", PhotoWithPlace(), "image/jpeg"),
        ("mappa.png", Picture(SKEncodedImageFormat.Png), "image/png"),
        ("parco.webp", Picture(SKEncodedImageFormat.Webp), "image/webp"),
        ("delibera.pdf", Pdf(), "application/pdf"),
        ("delibera-compressa.pdf", PackedObjects("<</Type/Page>>"), "application/pdf"),
        ("bozza.docx", Office(Word, ("word/_rels/document.xml.rels", Text(
            "<Relationships><Relationship Id=\"r1\" Type=\"http://x/hyperlink\" Target=\"https://x.example\" TargetMode=\"External\"/></Relationships>"))),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("conti.xlsx", Office(Sheet), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("bozza.odt", OpenDocument("text"), "application/vnd.oasis.opendocument.text"),
        ("conti.ods", OpenDocument("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
        ("appunti.txt", Text("Però: 3 < 5, e si può scrivere."), "text/plain; charset=utf-8"),
        ("elenco.csv", Encoding.Latin1.GetBytes("Nome;Città\r\nNicolò;Forlì\r\n"), "text/plain; charset=windows-1252"),
        ("verbale.mp3", Mp3(), "audio/mpeg"),
        ("intervento.m4a", Mpeg4("soun"), "audio/mp4"),
        ("intervento.ogg", Ogg(), "audio/ogg"),
        ("intervento.wav", Wav(), "audio/wav"),
    ];
}
