using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions.Questions;

/// <summary>The questions that phases add to the form.</summary>
public sealed class QuestionBook(AppDb db, ProcessBook processes, OpeningsBook openings, TimeProvider clock)
{
    /// <summary>All of a process, retired ones too, in order of phase and place.</summary>
    public async Task<IReadOnlyList<OwnQuestion>> AllAsync(Id<Process> process, CancellationToken cancel)
    {
        var all = await db.OwnQuestions.AsNoTracking().Where(q => q.Process == process).ToListAsync(cancel);
        if (all.Count == 0) return [];
        var phases = (await processes.ReadAsync(process, cancel))?.Phases.Select(p => p.Id).ToList() ?? [];
        return [.. all.OrderBy(q => phases.IndexOf(q.Phase)).ThenBy(q => q.Order).ThenBy(q => q.Number)];
    }

    /// <summary>Those that the form asks today: of the phases that let anybody write, else of those that run.</summary>
    /// <param name="phase">Of this phase instead: paper comes back later than it was handed out.</param>
    public async Task<IReadOnlyList<OwnQuestion>> AskedAsync(Id<Process> process, Guid? phase, CancellationToken cancel)
    {
        var all = (await AllAsync(process, cancel)).Where(q => q.Retired is null || phase is not null).ToList();
        if (all.Count == 0) return [];
        if (phase is { } one) return [.. all.Where(q => q.Phase.Value == one)];
        var now = await NowAsync(process, cancel);
        return [.. all.Where(q => now.Contains(q.Phase))];
    }

    private async Task<HashSet<Id<Phase>>> NowAsync(Id<Process> process, CancellationToken cancel)
    {
        var today = Texts.RomeDay(clock.GetUtcNow());
        var open = (await openings.OfAsync(process, cancel)).Where(w => w.Act == ContributionActs.Write.Name && w.Role == Role.Visitor
            && w.From <= today && (w.Until is null || today <= w.Until)).Select(w => w.Phase).ToHashSet();
        return open.Count > 0 ? open : [.. (await processes.ReadAsync(process, cancel))?.Running.Select(p => p.Id) ?? []];
    }

    /// <summary>In the running act: what was answered to these questions, by the rules of each.</summary>
    public async Task<IReadOnlyList<Answer>> ReadAsync(Id<Process> process, IReadOnlyList<OwnQuestion> asked,
        IReadOnlyDictionary<Guid, string?> typed, bool byAuthor, CancellationToken cancel)
    {
        if (asked.Count == 0) return [];
        await db.PassAsync(LineOf(process), cancel);
        var ids = asked.Select(q => q.Id).ToList();
        var questions = await db.OwnQuestions.Where(q => ids.Contains(q.Id)).ToListAsync(cancel);
        List<Answer> answers = [];
        foreach (var one in asked)
            if (questions.Find(q => q.Id == one.Id) is { } question
                && question.Read(typed.GetValueOrDefault(question.Id.Value), byAuthor) is { } answer)
            {
                answers.Add(answer);
                question.NoteAnswer();
            }
        return answers;
    }

    /// <summary>Whoever changes what a question asks stands here alone; who answers passes.</summary>
    internal static string LineOf(Id<Process> process) => $"questions of {process}";
}
