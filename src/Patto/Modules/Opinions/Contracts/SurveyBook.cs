using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Opinions.Contracts;

/// <summary>Maps of opinions, for whoever shows or follows them.</summary>
public sealed class SurveyBook(AppDb db)
{
    /// <summary>Those of a process that everybody reads, drafts left out, the newest first.</summary>
    public Task<List<OpinionSurvey>> PublicAsync(Id<Process> process, CancellationToken cancel) => db.Surveys.AsNoTracking()
        .Where(s => s.Process == process && s.State == SurveyState.Open).OrderByDescending(s => s.Opens).ThenBy(s => s.Id)
        .ToListAsync(cancel);
}
