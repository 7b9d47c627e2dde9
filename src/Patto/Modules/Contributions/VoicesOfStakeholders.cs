using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Contributions;

/// <summary>The published voices that were registered under the name of a body. A pseudonym that anybody chose is no body's name.</summary>
internal sealed class VoicesOfStakeholders(AppDb db, Texts L) : ITellOfStakeholders
{
    public bool IsPublic => true;
    public int Order => 7;
    public string Title => "Contributi pubblicati con il suo nome";

    public async Task<IReadOnlyList<StakeholderFact>> OfAsync(ProcessInfo process, KnownStakeholder body, CancellationToken cancel)
    {
        var found = await db.Contributions.AsNoTracking().PublicIn(process.Id).Where(c => c.Organisation != null && c.Pseudonym == null)
            .OrderBy(c => c.Said).ThenBy(c => c.Number)
            .Select(c => new { c.Code, c.PublicText, c.Organisation, c.Said, c.Language }).ToListAsync(cancel);
        var own = found.Where(c => body.IsOf(c.Organisation!, "")).ToList();
        foreach (var voice in own) Texts.IsWritten(voice.PublicText, voice.Language);
        return [.. own.Select(c => new StakeholderFact(L.Phrase($"{c.Code}: {Excerpt.Of(c.PublicText!, 160)}"), Texts.RomeDay(c.Said),
            ContributionUrls.Show(process.Slug, c.Code)))];
    }
}
