using System.IO.Compression;

namespace Patto.Web.Imports;

/// <summary>A file that travels with its form from one look to the next: nothing of it is stored before it is imported.</summary>
internal static class PackedFile
{
    /// <summary>Bytes; a list of 3,000 bodies has a third of a megabyte.</summary>
    public const int Largest = 2 * 1024 * 1024;

    public static string Pack(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var zip = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(file);
        return Convert.ToBase64String(packed.ToArray());
    }

    /// <exception cref="InvalidDataException">It is larger than what is taken, or broken.</exception>
    /// <exception cref="FormatException">It did not arrive whole.</exception>
    public static byte[] Unpack(string packed)
    {
        using var zip = new BrotliStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        using var file = new MemoryStream();
        var buffer = new byte[81_920];
        for (int got; (got = zip.Read(buffer)) > 0; file.Write(buffer, 0, got))
            if (file.Length + got > Largest) throw new InvalidDataException("Larger than what was sent.");
        return file.ToArray();
    }
}
