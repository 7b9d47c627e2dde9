using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Opinions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Opinions;

/// <summary>Statements as they read on the thread, from the day people can answer them: what they say, and how it was answered.</summary>
internal sealed class StatementCards(AppDb db, ProcessBook processes, Texts L) : IThreadCards
{
    public IReadOnlyCollection<string> Kinds { get; } = ["statement"];

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<SurveyStatement>(s.Id)).ToList();
        var found = await db.Statements.AsNoTracking().Where(s => ids.Contains(s.Id) && s.State == StatementState.In).ToListAsync(cancel);
        var wanted = found.Select(s => s.Survey).Distinct().ToList();
        var surveys = await db.Surveys.AsNoTracking().Where(s => wanted.Contains(s.Id) && s.State == SurveyState.Open)
            .ToDictionaryAsync(s => s.Id, cancel);
        var slugs = await processes.SlugsAsync(found.Select(s => s.Process), reader, cancel);
        return [.. found.Where(s => surveys.ContainsKey(s.Survey) && slugs.ContainsKey(s.Process)).Select(s =>
            new Card(s.Subject, null, s.Text, Said(surveys[s.Survey], s),
                SurveyUrls.Show(slugs[s.Process], s.Survey)))];
    }

    private string Said(OpinionSurvey survey, SurveyStatement statement) =>
        survey.Result is { People: >= Maps.FewestPeople } result
            && result.Statements.FirstOrDefault(c => c.Statement == statement.Id.Value) is { All.Seen: > 0 } count
            ? L["d'accordo {0} di {1} che hanno risposto", count.All.Agree, count.All.Seen] : L["si risponde"];
}
