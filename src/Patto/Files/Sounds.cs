using System.Buffers.Binary;

namespace Patto.Files;

/// <summary>Recordings: MP3, M4A, Ogg, WAV, FLAC, followed from their first byte to the last. What they say of who recorded them and where
/// is not kept.</summary>
internal static class Sounds
{
    private const string Broken = "La registrazione è rovinata o non è intera: salvala di nuovo e riprova.";

    /// <summary>Null for what is no recording.</summary>
    /// <param name="video">A film of the same form (MP4) will do too.</param>
    public static FileContent? Read(byte[] bytes, bool video = false)
    {
        ReadOnlySpan<byte> all = bytes;
        FileContent? read = all.StartsWith("OggS"u8) ? Ogg(bytes)
            : all.StartsWith("fLaC"u8) ? Kept(bytes, "audio/flac", ".flac", all.Length > 42 && (all[4] & 0x7F) == 0 && all[7] == 34)
            : all.StartsWith("RIFF"u8) && all.Length > 44 && all.Slice(8, 4).SequenceEqual("WAVE"u8) ? Wav(bytes)
            : all.Length > 12 && all.Slice(4, 4).SequenceEqual("ftyp"u8) ? Mpeg4(bytes, video)
            : Mp3(bytes);
        if (read is not null) RuleViolation.Unless(!Packages.EndsAsArchive(bytes), "file.double",
            "Il file ne nasconde un altro dentro di sé: salvalo di nuovo dal programma con cui lo leggi e riprova.");
        return read;
    }

    private static FileContent Kept(byte[] bytes, string contentType, string ending, bool isWhole)
    {
        RuleViolation.Unless(isWhole, "file.broken-sound", Broken);
        return new(new(contentType, ending, FileSort.Sound), bytes);
    }

    private static FileContent Ogg(byte[] bytes)
    {
        var head = bytes.AsSpan(0, Math.Min(bytes.Length, 128));
        RuleViolation.Unless(head.IndexOf("theora"u8) < 0, "file.video",
            "I video non si caricano: mettilo su un sito che li ospita e scrivi qui il collegamento.");
        return Kept(bytes, "audio/ogg", ".ogg", head.IndexOf("OpusHead"u8) >= 0 || head.IndexOf("\u0001vorbis"u8) >= 0
            || head.IndexOf("Speex"u8) >= 0 || head.IndexOf("\u007FFLAC"u8) >= 0);
    }

    private static FileContent Wav(byte[] bytes)
    {
        var said = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)) + 8L;
        return Kept(bytes, "audio/wav", ".wav", bytes.AsSpan(12, 4).SequenceEqual("fmt "u8) && said <= bytes.Length + 1
            && bytes.Length - said <= 1024);
    }

    // Boxes within boxes (ISO 14496-12). Those that tell of who and where are emptied; their place stays, so that nothing moves.
    private static FileContent? Mpeg4(byte[] bytes, bool video)
    {
        var kept = (byte[])bytes.Clone();
        var found = new Tracks();
        if (!Follow(kept, 0, kept.Length, found, 0)) return null;
        // Tracks of other kinds tell where it was taken, second by second.
        if (video && found is { HasSound: true, HasPicture: true, HasOther: false })
            return new(new("video/mp4", ".mp4", FileSort.Video), kept);
        return found is { HasSound: true, HasPicture: false } ? new(new("audio/mp4", ".m4a", FileSort.Sound), kept) : null;
    }

    private sealed class Tracks
    {
        public bool HasSound, HasPicture, HasOther;
    }

    private static bool Follow(byte[] bytes, int from, int until, Tracks found, int depth)
    {
        while (from < until)
        {
            if (until - from < 8 || depth > 8) return false;
            var size = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(from)), int.MaxValue);
            if (size == 0) size = until - from;
            if (size < 8 || size > until - from) return false;
            var kind = bytes.AsSpan(from + 4, 4);
            var inside = bytes.AsSpan(from + 8, size - 8);
            if (kind.SequenceEqual("moov"u8) || kind.SequenceEqual("trak"u8) || kind.SequenceEqual("mdia"u8))
            {
                if (!Follow(bytes, from + 8, from + size, found, depth + 1)) return false;
            }
            else if (kind.SequenceEqual("hdlr"u8) && inside.Length >= 12)
            {
                found.HasSound |= inside.Slice(8, 4).SequenceEqual("soun"u8);
                found.HasPicture |= inside.Slice(8, 4).SequenceEqual("vide"u8);
                found.HasOther |= !inside.Slice(8, 4).SequenceEqual("soun"u8) && !inside.Slice(8, 4).SequenceEqual("vide"u8);
            }
            else if (kind.SequenceEqual("udta"u8) || kind.SequenceEqual("meta"u8) || kind.SequenceEqual("uuid"u8))
            {
                "free"u8.CopyTo(kind);
                inside.Clear();
            }
            from += size;
        }
        return true;
    }

    // Kilobits by index for MPEG 1 and for MPEG 2, third layer.
    private static readonly int[] Rates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        Rates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160], Hertz = [44100, 48000, 32000];

    // What stands before the first frame and after the last (ID3) is left out.
    private static FileContent? Mp3(byte[] bytes)
    {
        var tagged = bytes.AsSpan().StartsWith("ID3"u8) && bytes.Length > 10;
        var from = tagged ? 10 + (bytes[6] << 21 | bytes[7] << 14 | bytes[8] << 7 | bytes[9]) : 0;
        var (at, frames) = (from, 0);
        while (at + 4 <= bytes.Length && LengthOf(bytes.AsSpan(at, 4)) is > 0 and var length && at + length <= bytes.Length)
            (at, frames) = (at + length, frames + 1);
        if (frames < 3)
        {
            RuleViolation.Unless(!tagged, "file.broken-sound", Broken);
            return null;
        }
        RuleViolation.Unless(bytes.Length - at <= 8192, "file.broken-sound", Broken);
        return new(new("audio/mpeg", ".mp3", FileSort.Sound), bytes[from..at]);
    }

    private static int LengthOf(ReadOnlySpan<byte> head)
    {
        if (head[0] != 0xFF || (head[1] & 0xE0) != 0xE0 || (head[1] & 0x06) != 0x02) return 0;
        var (version, rate, hertz, padding) = ((head[1] >> 3) & 3, head[2] >> 4, (head[2] >> 2) & 3, (head[2] >> 1) & 1);
        if (version == 1 || rate is 0 or 15 || hertz == 3) return 0;
        var (kilobits, samples) = version == 3 ? (Rates1[rate], 144_000) : (Rates2[rate], 72_000);
        return samples * kilobits / (Hertz[hertz] >> (version == 3 ? 0 : version == 2 ? 1 : 2)) + padding;
    }
}
