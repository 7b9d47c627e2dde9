using Patto.Database;
using Patto.Files;
using Patto.Localization;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Pacts;

/// <summary>A pact that came back signed as a file (*file firmato*), its signatures checked before the act.</summary>
internal sealed record SignedPact(GivenFile File, IReadOnlyList<FileSignature> Signatures, DateOnly Day)
{
    /// <exception cref="RuleViolation">There is no file, it is not taken, or a signature does not hold.</exception>
    public static async Task<SignedPact> ReadAsync(FileStore store, IFormFile? given, string field, DateTimeOffset now,
        CancellationToken cancel)
    {
        RuleViolation.UnlessAt(field, given is not null, "signatory.file", "Scegli il file firmato.");
        var file = await store.ReadAsync(given!, field, cancel, envelope: true);
        var signatures = file.Signatures(field, now);
        // Signed on the day that its last signature says; where it does not, the day it came.
        return new(file, signatures, Texts.RomeDay(signatures.Max(s => s.SignedAt) ?? now));
    }

    /// <summary>It hangs on the signatory, for who works on the process.</summary>
    public Task KeepAsync(WriteScope write, ProcessInfo process, Signatory signatory, string field, CancellationToken cancel) =>
        write.Get<FileStore>().KeepAsync(File, field, new(write.Get<Texts>()["Il patto firmato digitalmente"]),
            ProcessFile.OwnerOf(process, signatory.Subject, signatory.Name, PactUrls.Signatory(process.Slug, signatory.Pact, signatory.Id),
                false, PactActs.Keep), cancel);
}
