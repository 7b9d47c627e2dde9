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

    public async Task<IReadOnlyList<Coded>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancel) =>
        [.. (await db.Commitments.Where(x => codes.Contains(x.Code) && x.Authority == currentAuthority.Required.Id)
            .Select(x => new { x.Code, x.Id }).ToListAsync(cancel)).Select(x => new Coded(x.Code, Subject.Of("commitment", x.Id)))];

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Commitment>(s.Id)).ToList();
        // One statement, whatever the thread: the card of a commitment stands on the front page of its process.
        var signatories = db.Signatories;
        var found = await db.Commitments.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new
        {
            It = c,
            Signed = signatories.Where(s => s.Pact == c.Pact && s.SignedOn != null).Select(s => s.Id).ToList(),
        }).ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(found.Select(c => c.It.Process), reader, cancel);
        return [.. found.Where(c => slugs.ContainsKey(c.It.Process) && c.Signed.Exists(s => c.It.Keepers.Contains(s.Value)))
            .Select(c => new Card(c.It.Subject, c.It.Code, c.It.What, L[c.It.State.Italian()],
                PactUrls.Show(slugs[c.It.Process], c.It.Pact)))];
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
