using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Pacts;

/// <summary>Commitments as they read on the thread, from the day somebody signed them.</summary>
internal sealed class CommitmentCards(AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, Texts L) : IThreadCards,
    ICodeSource
{
    public IReadOnlyCollection<string> Kinds { get; } = ["commitment"];

    public async Task<Subject?> FindAsync(string code, CancellationToken cancel) =>
        await db.Commitments.Where(c => c.Code == code && c.Authority == currentAuthority.Required.Id).Select(c => (Guid?)c.Id.Value)
            .SingleOrDefaultAsync(cancel) is { } id ? new("commitment", id) : null;

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Commitment>(s.Id)).ToList();
        var found = await db.Commitments.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancel);
        var pacts = found.Select(c => c.Pact).Distinct().ToList();
        var signed = (await db.Signatories.AsNoTracking().Where(s => pacts.Contains(s.Pact) && s.SignedOn != null).ToListAsync(cancel))
            .ToLookup(s => s.Pact);
        var slugs = await processes.SlugsAsync(found.Select(c => c.Process), reader, cancel);
        return [.. found.Where(c => slugs.ContainsKey(c.Process) && signed[c.Pact].Any(c.IsKeptBy)).Select(c => new Card(c.Subject, c.Code,
            c.What, L[c.State.Italian()], PactUrls.Show(slugs[c.Process], c.Pact)))];
    }
}

/// <summary>What hangs on a signatory, the scan of what was signed on paper: for who works on the process only.</summary>
internal sealed class SignatoryFiles(AppDb db, ProcessBook processes) : IFileOwners
{
    public const string Kind = "signatory";
    public IReadOnlyCollection<string> Kinds { get; } = [Kind];

    public async Task<IReadOnlyList<FileOwner>> FindAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Signatory>(s.Id)).ToList();
        List<FileOwner> found = [];
        foreach (var one in await db.Signatories.AsNoTracking().Where(s => ids.Contains(s.Id))
            .Select(s => new { s.Id, s.Process, s.Pact, s.Name }).ToListAsync(cancel))
            if (await processes.GetAsync(one.Process, cancel) is { } process)
                found.Add(ProcessFile.OwnerOf(process, Subject.Of(Kind, one.Id), one.Name, PactUrls.Signatory(process.Slug, one.Pact,
                    one.Id),
                    false, PactActs.Keep));
        return found;
    }
}
