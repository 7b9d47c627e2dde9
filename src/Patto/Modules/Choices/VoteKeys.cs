using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Jobs;

namespace Patto.Modules.Choices;

/// <summary>The private keys of the votes that are open: a file each, in a folder of the server that no backup takes along. They are also
/// written on a sheet for the safe.</summary>
public sealed class VoteKeys(Storage storage)
{
    /// <summary>Beside the database, and never in a backup.</summary>
    public const string FolderName = "vote-keys";
    private const int Bytes = 32;

    private string Folder => Path.Combine(storage.Folder, FolderName);
    private string PathOf(Id<Choice> choice) => Path.Combine(Folder, $"{choice}.key");

    /// <summary>Makes a key and keeps it.</summary>
    /// <returns>The public half.</returns>
    internal byte[] Make(Id<Choice> choice)
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Private.Folder(Folder);
        Private.NewFile(PathOf(choice));
        File.WriteAllText(PathOf(choice), Written(key.ExportParameters(true).D!) + "\n");
        return Envelope.PointOf(key);
    }

    public bool IsHere(Id<Choice> choice) => File.Exists(PathOf(choice));

    /// <summary>As the sheet shows it; null where it is not on this server.</summary>
    internal string? Sheet(Id<Choice> choice) => IsHere(choice) ? File.ReadAllText(PathOf(choice)).Trim() : null;

    /// <summary>The private key of a choice, from the folder or as it was typed from the sheet.</summary>
    /// <exception cref="RuleViolation">It is not there, or it is another.</exception>
    internal ECDiffieHellman Find(Choice choice, string? typed)
    {
        var written = string.IsNullOrWhiteSpace(typed) ? Sheet(choice.Id) : typed;
        RuleViolation.UnlessAt("SecretKey", written is not null, "choice.key-missing",
            "La chiave non è su questo server: copiala dal foglio della cassaforte. Se è persa, il voto si annulla e si rifà.");
        return Read(written!, choice.PublicKey!) ?? throw new RuleViolation("choice.key-wrong",
            "La chiave non è quella di questo voto: controlla di averla copiata tutta.")
        { Field = "SecretKey" };
    }

    // The file is written over before it goes; what a disk keeps of it all the same, the help text says.
    internal void Destroy(Id<Choice> choice)
    {
        if (!IsHere(choice)) return;
        File.WriteAllText(PathOf(choice), new string('0', 128));
        File.Delete(PathOf(choice));
    }

    internal IEnumerable<Id<Choice>> All() => !Directory.Exists(Folder) ? [] : Directory.EnumerateFiles(Folder, "*.key")
        .Select(Path.GetFileNameWithoutExtension).Where(n => Guid.TryParse(n, out _)).Select(n => Id<Choice>.Parse(n!, null));

    private static ECDiffieHellman? Read(string written, byte[] publicKey)
    {
        if (Bare(written) is not { } scalar) return null;
        try
        {
            var key = ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                D = scalar,
                Q = Envelope.QOf(publicKey),
            });
            // Some libraries take another's point along with a private number: what was closed says whether they belong together.
            Span<byte> proof = stackalloc byte[1];
            if (Envelope.Open(key, Guid.Empty, Envelope.Seal(publicKey, Guid.Empty, proof)) is not null) return key;
            key.Dispose();
            return null;
        }
        catch (CryptographicException) { return null; }
    }

    /// <summary>In groups of four, with four digits at the end that say whether it was copied right.</summary>
    internal static string Written(byte[] scalar)
    {
        var text = Convert.ToHexString(scalar) + CheckOf(scalar);
        return string.Join('-', text.Chunk(4).Select(c => new string(c)));
    }

    private static string CheckOf(byte[] scalar) => Convert.ToHexString(SHA256.HashData(scalar).AsSpan(0, 2));

    private static byte[]? Bare(string written)
    {
        var text = string.Concat(written.ToUpper(CultureInfo.InvariantCulture).Select(c => c == 'O' ? '0' : c).Where(char.IsAsciiHexDigit));
        if (text.Length != Bytes * 2 + 4) return null;
        var scalar = Convert.FromHexString(text[..^4]);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CheckOf(scalar)), Encoding.ASCII.GetBytes(text[^4..]))
            ? scalar : null;
    }
}

/// <summary>A key whose vote is over goes with it; where the server stopped in between, soon after. So does one whose vote was never
/// opened.</summary>
internal sealed class DestroyOldKeys(IServiceScopeFactory scopes, ILogger<DestroyOldKeys> log)
    : Loop(scopes, log, TimeSpan.FromMinutes(30))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        await RunAsync(services, cancel);
        return false;
    }

    internal static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var keys = services.GetRequiredService<VoteKeys>();
        var kept = keys.All().ToList();
        if (kept.Count == 0) return;
        var open = await services.GetRequiredService<AppDb>().Choices.AsNoTracking().Where(c => kept.Contains(c.Id)
            && (c.State == ChoiceState.Open || c.State == ChoiceState.Draft)).Select(c => c.Id).ToListAsync(cancel);
        foreach (var old in kept.Except(open)) keys.Destroy(old);
    }
}
