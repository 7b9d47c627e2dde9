using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Stakeholders;

/// <summary>Who was said to be missing, and nobody said anything back.</summary>
internal sealed class SuggestionsLeftOpen(AppDb db, Texts L) : IOpenEnds
{
    public int Order => 85;
    public string Key => "chi-manca";
    public string Title => L["Risposte a «Manca qualcuno?»"];

    public async Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel) =>
        [.. (await db.Suggestions.AsNoTracking().Where(s => s.Process == process.Id && s.State == SuggestionState.Waiting)
            .OrderBy(s => s.At).Select(s => new { s.Id, s.Missing, s.Why }).ToListAsync(cancel))
            .Select(s => new OpenEnd(Subject.Of("suggestion", s.Id), "Una risposta a «Manca qualcuno?»",
                Excerpt.Of($"{s.Missing}: {s.Why}", 200), L["Aspetta una risposta."], StakeholderUrls.Suggestions(process.Slug)))];
}
