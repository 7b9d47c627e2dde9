using System.Runtime.CompilerServices;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Opinions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Opinions;

/// <summary>Statements and how they were answered, in all and by group; numbers of few people are left out.</summary>
internal sealed class StatementsTable(SurveyBook book, AppDb db, Texts L, TimeProvider clock) : OpenTable
{
    public override string Key => "frasi";
    public override string Title => L["Le frasi delle mappe delle opinioni, e le risposte"];
    public override IReadOnlyList<string> Columns => Table.Columns("Codice", "Mappa", "A che punto", "Frase numero", "Frase", "Gruppo",
        "Persone nel gruppo", "D'accordo", "Non d'accordo", "Passano", "Hanno risposto");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (now, surveys) = (clock.GetUtcNow(), await book.PublicAsync(process.Id, cancel));
        var texts = await Statements.OfAsync(db, [.. surveys.Select(s => s.Id)], cancel);
        foreach (var survey in surveys)
            foreach (var statement in texts[survey.Id])
            {
                var (result, start) = (survey.Result is { People: >= Maps.FewestPeople } told ? told : null,
                    new object?[] { survey.Code, survey.Title, L[survey.Italian(now)].Value, statement.Number, statement.Text });
                var count = result?.Statements.FirstOrDefault(c => c.Statement == statement.Id.Value);
                yield return [.. start, L["In tutto"].Value, result?.People, .. Numbers(count?.All)];
                foreach (var (group, n) in (count?.Groups ?? []).Select((g, n) => (g, n)))
                    yield return [.. start, survey.GroupName(n), result!.Groups[n], .. Numbers(group)];
                foreach (var (interest, n) in (count?.Interests ?? []).Select((i, n) => (i, n)))
                    yield return [.. start, survey.Interests[n], null, .. Numbers(interest)];
            }
    }

    private static object?[] Numbers(AnswerCount? count) =>
        count is null ? [null, null, null, null] : [count.Agree, count.Disagree, count.Seen - count.Agree - count.Disagree, count.Seen];
}
