using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions.Pages;

/// <summary>A form for voices with the questions that a phase adds to it.</summary>
public abstract class AskingPage : VoicePage
{
    /// <summary>By question: words, or the number of a choice or a step.</summary>
    [BindProperty(Name = "Answers")] public Dictionary<Guid, string?> Answers { get; set; } = [];

    public IReadOnlyList<OwnQuestion> Asked { get; private set; } = [];

    /// <summary>Whether who types answers for themselves, so that what is required is asked for.</summary>
    protected virtual bool IsAuthor => false;

    /// <summary>The questions of another phase than the one that runs: of paper that comes back late.</summary>
    protected virtual Guid? OfPhase => null;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Asked = await Get<QuestionBook>().AskedAsync(Process.Id, OfPhase, cancel);
        return await base.FindHereAsync(cancel);
    }

    public string HelpOf(OwnQuestion question) => string.Join(" ", new[]
    {
        question.Help,
        question.IsPublished ? L["La risposta si legge accanto al contributo."].Value
            : L["La risposta si conta insieme alle altre: accanto al contributo non si legge."].Value,
    }.Where(w => w.Length > 0));

    public static IEnumerable<SelectListItem>? ItemsOf(OwnQuestion question) => question.Kind == QuestionKind.Text ? null
        : question.Cells.Select((words, i) => new SelectListItem(words,
            (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public bool IsDemanded(OwnQuestion question) => question.IsRequired && IsAuthor;

    /// <summary>Beside each field what is wrong with it.</summary>
    protected void LookAtAnswers()
    {
        foreach (var question in Asked)
            if (question.FaultOf(Answers.GetValueOrDefault(question.Id.Value), IsAuthor) is { } fault)
                ModelState.AddModelError(question.Field, L.Say(fault));
    }

    protected Task<IReadOnlyList<Answer>> AnsweredAsync(WriteScope write, CancellationToken cancel) =>
        write.Get<QuestionBook>().ReadAsync(Process.Id, Asked, Answers, IsAuthor, cancel);
}

/// <summary>Somebody types for others, who may have answered the questions of a phase that is over.</summary>
public abstract class TypingPage : AskingPage
{
    [BindProperty(Name = "fase", SupportsGet = true)] public Guid? ChosenPhase { get; set; }
    protected override Guid? OfPhase => ChosenPhase;

    /// <summary>Phases that asked something, where one may choose among several.</summary>
    public IReadOnlyList<(Guid Id, string Name)> AskingPhases { get; private set; } = [];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!await base.FindHereAsync(cancel)) return false;
        var asking = (await Get<QuestionBook>().AllAsync(Process.Id, cancel)).Select(q => q.Phase).ToHashSet();
        if (asking.Count == 0) return true;
        var phases = (await Get<ProcessBook>().ReadAsync(Process.Id, cancel))?.Phases ?? [];
        var named = phases.Where(p => asking.Contains(p.Id)).Select(p => (p.Id.Value, p.Name)).ToList();
        if (named.Count > 1 || named.Count == 1 && Asked.Count == 0) AskingPhases = named;
        return true;
    }
}
