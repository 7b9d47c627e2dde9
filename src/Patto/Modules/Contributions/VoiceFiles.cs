using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions;

/// <summary>What was handed over with a voice: for who reads it, until the voice is public and the file was published too.</summary>
internal sealed class VoiceFiles(AppDb db, ProcessBook processes, Texts L) : IFileOwners
{
    public const string Kind = "contribution";
    public IReadOnlyCollection<string> Kinds { get; } = [Kind];

    public async Task<IReadOnlyList<FileOwner>> FindAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Contribution>(s.Id)).ToList();
        List<FileOwner> found = [];
        foreach (var voice in await db.Contributions.AsNoTracking().Where(c => ids.Contains(c.Id))
            .Select(c => new { c.Id, c.Process, c.Code, c.IsPublic }).ToListAsync(cancel))
            if (await processes.GetAsync(voice.Process, cancel) is { } process)
                found.Add(ProcessFile.OwnerOf(process, Subject.Of(Kind, voice.Id), L["Contributo {0}", voice.Code],
                    voice.IsPublic ? ContributionUrls.Show(process.Slug, voice.Code) : ContributionUrls.Reading(process.Slug),
                    voice.IsPublic, ContributionActs.Read));
        return found;
    }
}

/// <summary>Who takes their words back takes back what they handed over with them.</summary>
internal sealed class TakeFilesBack(FileStore store) : IHandle<ContributionWithdrawn>
{
    public Task HandleAsync(ContributionWithdrawn happened, CancellationToken cancel) =>
        store.RemoveOfAsync(happened.About, "Ritirato da chi l'aveva scritto.", cancel);
}
