using Deliberation.Statistics;
using Microsoft.EntityFrameworkCore;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions.Pages;

/// <summary>What was answered to the questions of the form, counted over the published voices. Where answers are not read beside their
/// voices, counts so small that they could point at somebody are kept back.</summary>
[Caching.PublicCache]
public sealed class AnswersModel(QuestionBook questions, ProcessBook processes) : VoicePage
{
    /// <summary>The least count that is told where the answers themselves are not.</summary>
    public const int Fewest = 5;

    /// <summary>One question.</summary>
    /// <param name="Answered">How many published voices answered.</param>
    /// <param name="Cells">Choices or steps with their counts; null is a count that is kept back.</param>
    public sealed record Summary(OwnQuestion Question, int Answered, IReadOnlyList<(string Words, int? Count)> Cells)
    {
        public int Most => Cells.Max(c => c.Count ?? 0);
        public bool KeepsBack => Cells.Any(c => c.Count is null);
    }

    /// <summary>The questions of each phase that asked any, in the order of the plan.</summary>
    public IReadOnlyList<(string Phase, IReadOnlyList<Summary> Found)> Found { get; private set; } = [];
    /// <summary>All published voices of the process, of whatever phase.</summary>
    public int Voices { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var asked = await questions.AllAsync(Process.Id, cancel);
        if (asked.Count == 0) return;
        var voices = Db.Contributions.AsNoTracking().PublicIn(Process.Id);
        Voices = await voices.CountAsync(cancel);
        var counts = asked.ToDictionary(q => q.Id, q => new int[q.Cells.Count + 1]);
        await foreach (var answers in voices.Where(c => c.Answers != null).Select(c => c.Answers!).AsAsyncEnumerable()
            .WithCancellation(cancel))
            foreach (var answer in answers.Where(a => counts.ContainsKey(a.Question)))
            {
                // How many answered stands in the first place.
                var cells = counts[answer.Question];
                cells[0]++;
                if (answer.Number is { } number && number < cells.Length) cells[number]++;
            }
        var found = asked.Where(q => q.Retired is null || q.IsAnswered).ToLookup(q => q.Phase);
        Found = [.. (await processes.ReadAsync(Process.Id, cancel))!.Phases.Where(p => found.Contains(p.Id))
            .Select(p => (p.Name, (IReadOnlyList<Summary>)[.. found[p.Id].Select(q => SummaryOf(q, counts[q.Id]))]))];
    }

    internal static Summary SummaryOf(OwnQuestion question, int[] counts)
    {
        var cells = counts.Skip(1).ToList();
        var hidden = question.IsPublished || cells.Count == 0 ? new bool[cells.Count] : SmallCells.Hide(cells, Fewest);
        return new(question, counts[0], [.. question.Cells.Zip(cells).Select((c, i) => (c.First, hidden[i] ? (int?)null : c.Second))]);
    }
}
