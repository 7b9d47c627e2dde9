using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions.Questions;

/// <summary>The questions of each phase, without what anybody answered.</summary>
internal sealed class TellTheQuestions(AppDb db, ProcessBook processes) : ITellTemplate
{
    public int Order => 15;
    public string Key => "domande";
    public string Title => "Le domande del modulo per i contributi";

    public async Task<Template> TellAsync(Id<Process> process, DateOnly starts, Template soFar, CancellationToken cancel)
    {
        var asked = await db.OwnQuestions.AsNoTracking().Where(q => q.Process == process && q.Retired == null).ToListAsync(cancel);
        var keys = (await processes.ReadAsync(process, cancel))?.Phases.ToDictionary(p => p.Id, p => p.Key) ?? [];
        var told = asked.ToLookup(q => keys.GetValueOrDefault(q.Phase, ""));
        return soFar with
        {
            Phases = [.. soFar.Phases.Select(p => told[p.Key].Any()
                ? p with { Questions = [.. told[p.Key].OrderBy(q => q.Order).Select(Of)] }
                : p)],
        };
    }

    private static TemplateQuestion Of(OwnQuestion q) => new(q.Words, q.Kind, q.Help, q.IsRequired, q.IsPublished,
        q.Choices.Count > 0 ? [.. q.Choices] : null, q.Steps, q.Low, q.High);
}

/// <summary>A process that is made from a template asks what the template asks.</summary>
internal sealed class AskWhatTheTemplateAsks(AppDb db) : IHandle<ProcessOpened>
{
    public Task HandleAsync(ProcessOpened happened, CancellationToken cancel)
    {
        if (happened.Template is not { } template || template.Phases.All(p => p.Questions is not { Length: > 0 }))
            return Task.CompletedTask;
        var number = 0;
        foreach (var phase in template.Phases)
            foreach (var (order, q) in (phase.Questions ?? []).Index())
                db.Add(OwnQuestion.Ask(happened.Id, happened.Phases[phase.Key], ++number, order + 1, new(q.Words, q.Help, q.Kind,
                    q.Required, q.Published, q.Choices ?? [], q.Steps, q.Low, q.High)));
        return Task.CompletedTask;
    }
}
