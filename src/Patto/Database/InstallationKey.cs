using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Patto.Database;

/// <summary>The database asks for a key that is not here; nothing was changed.</summary>
public sealed class KeyMissing(string path, bool another) : Exception(another
    ? $"La chiave dell'installazione in {path} non è quella con cui è stata scritta la banca dati: rimetti quella giusta (file «{InstallationKey.FileName}», opzione --key o PATTO_KEY). "
      + "Tutti i nodi usano la stessa."
    : $"Manca la chiave dell'installazione: rimettila in {path} (o indicala con --key FILE o PATTO_KEY). Senza, le lettere segrete di chi ha scritto non si possono riconoscere.");

/// <summary>One key for all nodes, outside the database: the author's letters are kept under it, so that who has the database alone can try
/// none of them.</summary>
/// <remarks>Setting <c>PATTO_KEY</c> (32 bytes in base64), or a file: option <c>--key FILE</c>, otherwise <c>patto.key</c> in the data
/// folder, made at the first start.</remarks>
public sealed class InstallationKey
{
    public const string FileName = "patto.key";
    private readonly byte[] _key, _hashing, _sealing;

    private InstallationKey(byte[] key, string where)
    {
        (_key, Where) = (key, where);
        _hashing = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "patto hashing"u8.ToArray());
        _sealing = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "patto sealing"u8.ToArray());
        Fingerprint = Convert.ToHexStringLower(HMACSHA256.HashData(key, "patto fingerprint"u8))[..32];
    }

    /// <summary>Where it was read, as people are told.</summary>
    public string Where { get; }

    /// <summary>Names the key without giving it away: the database and every copy of it keep this.</summary>
    public string Fingerprint { get; }

    internal static string PathOf(IConfiguration settings, Storage storage) =>
        settings["key"] is { Length: > 0 } path ? Path.GetFullPath(path) : Path.Combine(storage.Folder, FileName);

    /// <summary>The key that is set or lies there; null for none.</summary>
    public static InstallationKey? Find(IConfiguration settings, Storage storage)
    {
        if (settings["PATTO_KEY"] is { Length: > 0 } set) return Read(set, "PATTO_KEY");
        var path = PathOf(settings, storage);
        return File.Exists(path) ? Read(File.ReadAllText(path), path) : null;
    }

    /// <summary>A database that was never written under a key gets a new one; later the same must be there, on every node.</summary>
    /// <param name="mark">The fingerprint that the database remembers; null where none.</param>
    /// <exception cref="KeyMissing">There is none, or another.</exception>
    public static InstallationKey Demand(IConfiguration settings, Storage storage, string? mark)
    {
        var key = Find(settings, storage);
        if (mark is null) return key ?? Make(PathOf(settings, storage));
        if (key is null) throw new KeyMissing(PathOf(settings, storage), another: false);
        return key.Fingerprint == mark ? key : throw new KeyMissing(key.Where, another: true);
    }

    /// <summary>Makes a new key, readable by the program's account only.</summary>
    public static InstallationKey Make(string path)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        Write(path, key);
        return new(key, path);
    }

    internal void WriteTo(string path) => Write(path, _key);

    private static void Write(string path, byte[] key)
    {
        Private.NewFile(path);
        File.WriteAllText(path, Convert.ToBase64String(key) + "\n");
    }

    private static InstallationKey Read(string text, string where)
    {
        var key = new byte[32];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == 32 ? new(key, where)
            : throw new BackupFailed($"La chiave in {where} non è scritta bene: sono 32 byte in base64.");
    }

    /// <summary>The hash of a secret under the key; of the plain hash, so that what was kept before the key goes on.</summary>
    public string Keyed(string hash) => Convert.ToHexStringLower(HMACSHA256.HashData(_hashing, Encoding.ASCII.GetBytes(hash)));

    /// <summary>What must be read again but not by who has the database alone.</summary>
    public string Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var whole = new byte[12 + plain.Length + 16];
        RandomNumberGenerator.Fill(whole.AsSpan(0, 12));
        using var cipher = new AesGcm(_sealing, 16);
        cipher.Encrypt(whole.AsSpan(0, 12), plain, whole.AsSpan(12, plain.Length), whole.AsSpan(12 + plain.Length));
        return Convert.ToBase64String(whole);
    }

    public string Open(string sealedText)
    {
        var whole = Convert.FromBase64String(sealedText);
        var plain = new byte[whole.Length - 28];
        using var cipher = new AesGcm(_sealing, 16);
        cipher.Decrypt(whole.AsSpan(0, 12), whole.AsSpan(12, plain.Length), whole.AsSpan(12 + plain.Length), plain);
        return Encoding.UTF8.GetString(plain);
    }
}

/// <summary>What an installation must remember of itself.</summary>
internal sealed class InstallationMark(string name, string value)
{
    /// <summary>The fingerprint of the key that the database was written with.</summary>
    public const string Key = "key";

    public const int Longest = 400;

    public string Name { get; private set; } = name;
    public string Value { get; private set; } = value;

    internal void Change(string value) => Value = value;

    /// <summary>What is remembered; null also where the table is not yet there.</summary>
    public static async Task<string?> ReadAsync(AppDb db, string name, CancellationToken cancel = default)
    {
        var there = await db.Database.SqlQueryRaw<string>(db.Database.IsNpgsql()
            ? """SELECT table_name::text AS "Value" FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'InstallationMarks'"""
            : """SELECT name AS "Value" FROM sqlite_master WHERE name = 'InstallationMarks'""").AnyAsync(cancel);
        return there ? await db.Set<InstallationMark>().AsNoTracking().Where(m => m.Name == name).Select(m => m.Value)
            .SingleOrDefaultAsync(cancel) : null;
    }
}

internal sealed class InstallationMarkMapping : IEntityTypeConfiguration<InstallationMark>
{
    public void Configure(EntityTypeBuilder<InstallationMark> builder)
    {
        builder.ToTable("InstallationMarks").HasKey(m => m.Name);
        builder.Property(m => m.Name).HasMaxLength(80);
        builder.Property(m => m.Value).HasMaxLength(InstallationMark.Longest);
    }
}
