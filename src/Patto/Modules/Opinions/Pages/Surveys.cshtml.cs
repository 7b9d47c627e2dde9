using Microsoft.EntityFrameworkCore;
using Patto.Modules.Opinions.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Opinions.Pages;

/// <summary>The maps of opinions of a process: open and closed ones for everybody, drafts for who prepares them.</summary>
public sealed class SurveysModel(SurveyBook book) : ProcessPage
{
    public IReadOnlyList<OpinionSurvey> All { get; private set; } = [];
    public IReadOnlyList<OpinionSurvey> Drafts { get; private set; } = [];
    public bool MayKeep { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        MayKeep = await MayAsync(SurveyActs.Keep);
        All = await book.PublicAsync(Process.Id, cancel);
        if (MayKeep) Drafts = await Db.Surveys.AsNoTracking().Where(s => s.Process == Process.Id && s.State == SurveyState.Draft)
            .OrderByDescending(s => s.At).ToListAsync(cancel);
        return true;
    }

    public void OnGet() { }
}
