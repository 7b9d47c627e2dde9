using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;

namespace Patto.Modules.Opinions;

/// <summary>Draws the maps of opinions anew while people answer, a last time when they close, and then destroys the keys of the
/// devices.</summary>
internal sealed class UpdateMaps(IServiceScopeFactory scopes, ILogger<UpdateMaps> log) : Loop(scopes, log, TimeSpan.FromMinutes(1))
{
    /// <summary>How long a map stays while answers come in.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private sealed record Due(Id<OpinionSurvey> Id, Id<Authority> Town);

    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        await RunAsync(services, cancel);
        return false;
    }

    internal static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (db, now) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        var old = now - Every;
        var due = await db.Surveys.AsNoTracking().Where(s => s.State == SurveyState.Open && s.Opens <= now
            && (s.Mapped == null || s.Mapped < s.Closes && s.Mapped < old)).Select(s => new Due(s.Id, s.Authority)).ToListAsync(cancel);
        foreach (var one in due)
        {
            // Drawn outside the act, which would keep everybody else from writing meanwhile.
            var survey = await db.Surveys.AsNoTracking().SingleAsync(s => s.Id == one.Id, cancel);
            var result = await DrawAsync(db, survey, cancel);
            await TownByTown.ActAsync(services, [one.Town], async (write, _) =>
            {
                var here = await write.Db.Surveys.SingleAsync(s => s.Id == one.Id, cancel);
                here.Map(result, now);
                if (here.IsOver(now)) await write.Db.SurveyParticipants.Where(p => p.Survey == one.Id && p.KeyHash != null)
                    .ExecuteUpdateAsync(p => p.SetProperty(x => x.KeyHash, (string?)null), cancel);
            }, cancel);
        }
    }

    internal static async Task<SurveyResult> DrawAsync(AppDb db, OpinionSurvey survey, CancellationToken cancel)
    {
        var statements = await db.Statements.AsNoTracking().Where(s => s.Survey == survey.Id && s.State == StatementState.In)
            .OrderBy(s => s.Number).ToListAsync(cancel);
        var answers = await db.SurveyAnswers.AsNoTracking().Where(a => a.Survey == survey.Id)
            .Select(a => new { a.Participant, a.Statement, a.Value }).ToListAsync(cancel);
        var interests = await db.SurveyParticipants.AsNoTracking().Where(p => p.Survey == survey.Id && p.Interest != null)
            .Select(p => new { p.Id, p.Interest }).ToDictionaryAsync(p => p.Id, p => p.Interest!.Value, cancel);
        return Maps.Draw(survey, statements, interests, answers.Select(a => new Answered(a.Participant, a.Statement.Value, a.Value)),
            cancel);
    }
}
