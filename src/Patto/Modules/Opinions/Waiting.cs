using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Opinions.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Opinions;

/// <summary>Maps of opinions in draft, and statements that somebody proposed and nobody has read.</summary>
internal sealed class SurveysThatWait(AppDb db, Texts L, TimeProvider clock) : IWhatWaits
{
    private const int LateAfter = 3;

    public IReadOnlyCollection<Enum> States { get; } = [SurveyState.Draft, StatementState.Waiting];

    private sealed record Known(Id<OpinionSurvey> Id, string Title, SurveyState State, int Proposed, DateTimeOffset? First);

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        if (!await may(SurveyActs.Keep)) return [];
        var statements = db.Set<SurveyStatement>();
        var known = await db.Surveys.AsNoTracking().Where(s => s.Process == process.Id && (s.State == SurveyState.Draft
            || statements.Any(o => o.Survey == s.Id && o.State == StatementState.Waiting))).OrderBy(s => s.At)
            .Select(s => new Known(s.Id, s.Title, s.State, statements.Count(o => o.Survey == s.Id && o.State == StatementState.Waiting),
                statements.Where(o => o.Survey == s.Id && o.State == StatementState.Waiting).Min(o => (DateTimeOffset?)o.At)))
            .ToListAsync(cancel);
        List<Waiting> found = [];
        var drafts = process.IsConcluded ? [] : known.FindAll(s => s.State == SurveyState.Draft);
        if (drafts.Count > 0) found.Add(new(L.Count(drafts.Count, "Una mappa delle opinioni è in bozza",
            "{0} mappe delle opinioni sono in bozza"), L.List(drafts.Select(d => d.Title)), L["Prepara la mappa"],
            SurveyUrls.Work(process.Slug, drafts[0].Id)));
        foreach (var survey in known.Where(s => s.Proposed > 0))
            found.Add(new(L.Count(survey.Proposed, "Una frase proposta è da leggere", "{0} frasi proposte sono da leggere"), survey.Title,
                L["Leggi le frasi"], SurveyUrls.Work(process.Slug, survey.Id),
                Late: Texts.RomeDay(survey.First!.Value).AddDays(LateAfter) < Texts.RomeDay(clock.GetUtcNow())));
        return found;
    }
}
