using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Opinions.Contracts;

namespace Patto.Modules.Opinions;

internal static class Statements
{
    /// <summary>Those that are asked, of several surveys, in their order.</summary>
    public static async Task<ILookup<Id<OpinionSurvey>, SurveyStatement>> OfAsync(AppDb db, IReadOnlyList<Id<OpinionSurvey>> surveys,
        CancellationToken cancel) => (await db.Statements.AsNoTracking().Where(s => surveys.Contains(s.Survey)
            && s.State == StatementState.In).OrderBy(s => s.Number).ToListAsync(cancel)).ToLookup(s => s.Survey);

    /// <summary>The name that the group was given, or its letter.</summary>
    public static string GroupName(this OpinionSurvey survey, int group) =>
        survey.Groups.Count == survey.Result?.Groups.Count && survey.Groups[group].Name is { Length: > 0 } name ? name
            : SurveyWords.Letter(group);
}
