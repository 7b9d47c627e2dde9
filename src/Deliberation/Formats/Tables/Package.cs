using System.IO.Compression;
using System.Xml;

namespace Deliberation.Formats.Tables;

/// <summary>The zip of a workbook or a text (ECMA-376 part 2, ODF 1.3 part 2), opened within limits: entries, unpacked bytes, ratio,
/// depth. Its XML
/// is read without a DTD and without anything from outside.</summary>
internal sealed class Package : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly TableLimits _limits;
    private long _unpacked;

    internal Package(byte[] file, TableLimits limits)
    {
        _limits = limits;
        _zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        if (_zip.Entries.Count > limits.Entries)
            throw TableLimits.TooMany(default, $"L'archivio ha più di {limits.Entries} parti.",
                $"The archive has more than {limits.Entries} parts.");
        foreach (var entry in _zip.Entries) _entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
    }

    public void Dispose() => _zip.Dispose();

    internal bool Has(string part) => _entries.ContainsKey(part);

    /// <summary>Reads one part from its root element on; nothing happens where there is none.</summary>
    internal void Read(string part, Action<XmlReader> read)
    {
        if (!_entries.TryGetValue(part, out var entry)) return;
        using var bounded = new BoundedStream(entry.Open(), this, entry.CompressedLength);
        using var xml = XmlReader.Create(bounded, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = _limits.UnpackedBytes,
            CheckCharacters = false,
        });
        read(xml);
    }

    /// <summary>Goes on to the next node within an element; false at its end.</summary>
    internal bool Next(XmlReader xml, int depth)
    {
        if (!xml.Read()) return false;
        if (xml.Depth > _limits.Depth) throw TableLimits.TooMany(default, "Il file ha elementi annidati troppo a fondo.",
            "The file has elements nested too deep.");
        return xml.Depth > depth;
    }

    private void Count(int bytes, long sofar, long packed)
    {
        _unpacked += bytes;
        if (_unpacked > _limits.UnpackedBytes) throw TableLimits.TooMany(default,
            $"Il file aperto passa {_limits.UnpackedBytes / 1024 / 1024} MB.",
                $"The file unpacked is larger than {_limits.UnpackedBytes / 1024 / 1024} MB.");
        if (sofar > 1024 * 1024 && sofar / Math.Max(1, packed) > _limits.Ratio) throw TableLimits.TooMany(default,
            $"Una parte del file si allarga più di {_limits.Ratio} volte: non sembra un file d'ufficio.",
            $"A part of the file unpacks to more than {_limits.Ratio} times its size: it does not look like an office file.");
    }

    /// <summary>What is really unpacked counts, not what the archive says of itself.</summary>
    private sealed class BoundedStream(Stream inner, Package package, long packed) : Stream
    {
        private long _read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int got = inner.Read(buffer);
            package.Count(got, _read += got, packed);
            return got;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
