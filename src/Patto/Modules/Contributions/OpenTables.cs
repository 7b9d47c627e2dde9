using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Contributions;

/// <summary>The public voices, newest first: no original words, nobody's name or address.</summary>
internal sealed class VoicesTable(AppDb db, ProcessBook processes, QuestionBook questions, Texts L) : OpenTable
{
    public override string Key => "contributi";
    public override string Title => L["I contributi pubblicati"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Codice", "Testo", "Lingua", "Tipo", "Tema", "Zona", "Detto da", "Canale", "Detto il",
        "Pubblicato il", "Parole nascoste", "Dove è arrivato",
        "Traduzione in italiano", "Tradotto da");

    // A column for each question whose answers are published: an importer knows it again by its words.
    protected override async Task<IReadOnlyList<string>> ColumnsAsync(ProcessInfo process, CancellationToken cancel) =>
        [.. Columns, .. (await AskedAsync(process, cancel)).Select(q => q[0].Words)];

    // What two phases ask in the same words is one column.
    private async Task<List<List<OwnQuestion>>> AskedAsync(ProcessInfo process, CancellationToken cancel) =>
        [.. (await questions.AllAsync(process.Id, cancel)).Where(q => q.IsPublished && (q.IsAnswered || q.Retired is null))
            .GroupBy(q => q.Words).Select(g => g.ToList())];

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var view = (await processes.ReadAsync(process.Id, cancel))!;
        var (themes, areas) = (view.Themes.ToDictionary(t => t.Key, t => t.Name), view.Areas.ToDictionary(a => a.Key, a => a.Name));
        var asked = await AskedAsync(process, cancel);
        await foreach (var v in db.Contributions.AsNoTracking().PublicIn(process.Id).NewestAfter(null).Voices().AsAsyncEnumerable()
            .WithCancellation(cancel))
            yield return [v.Code, v.Text, v.Language, L[v.Kind.Italian()].Value, Name(themes, v.Theme), Name(areas, v.Area), v.Speaker,
                L[v.Via.Italian()].Value,
                Texts.RomeDay(v.Said), Texts.RomeDay(v.PublishedAt), v.WordsHidden, L[v.Reach.Italian()].Value,
                v.Translation?.Text, v.Translation?.By,
                .. asked.Select(q => Said(q, v))];
    }

    private static object? Said(List<OwnQuestion> asked, Voice voice)
    {
        foreach (var question in asked)
            if (voice.Answers.FirstOrDefault(a => a.Question == question.Id) is { } answer)
                return answer.Number is not { } number ? answer.Text
                    : question.Kind == QuestionKind.Scale ? number : question.Reads(number);
        return null;
    }

    private static string? Name(Dictionary<string, string> names, string? key) => key is null ? null : names.GetValueOrDefault(key, key);
}
