using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Contributions.Pages;

/// <summary>A question is written, or its words are corrected.</summary>
public sealed class QuestionModel(ProcessBook processes) : VoicePage
{
    public override Act Demands => ContributionActs.Ask;

    [FromRoute] public Guid Phase { get; set; }
    [FromRoute] public Guid? Item { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi la domanda, come la legge chi risponde."), StringLength(OwnQuestion.LongestWords)]
    public string Words { get; set; } = "";
    [BindProperty, StringLength(OwnQuestion.LongestHelp)] public string? Help { get; set; }
    [BindProperty] public QuestionKind Kind { get; set; } = QuestionKind.Choice;
    [BindProperty] public bool IsRequired { get; set; }
    [BindProperty] public bool IsPublished { get; set; }
    /// <summary>One on a line.</summary>
    [BindProperty, StringLength((OwnQuestion.LongestChoice + 2) * OwnQuestion.MostChoices)] public string? Choices { get; set; }
    [BindProperty] public int Steps { get; set; } = 5;
    [BindProperty, StringLength(OwnQuestion.LongestEnd)] public string? Low { get; set; }
    [BindProperty, StringLength(OwnQuestion.LongestEnd)] public string? High { get; set; }

    public PhaseView Of { get; private set; } = null!;
    public OwnQuestion? Known { get; private set; }
    public IEnumerable<SelectListItem> Forms => Enum.GetValues<QuestionKind>().Select(k => new Choice(k.ToString(), L[k.Italian()]));
    public IEnumerable<SelectListItem> StepChoices =>
        Enumerable.Range(OwnQuestion.FewestSteps, OwnQuestion.MostSteps - OwnQuestion.FewestSteps + 1)
        .Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)).Select(n => new SelectListItem(n, n));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if ((await processes.ReadAsync(Process.Id, cancel))!.Phases.FirstOrDefault(p => p.Id.Value == Phase) is not { } phase) return false;
        Of = phase;
        if (Item is { } item)
        {
            var id = new Id<OwnQuestion>(item);
            Known = await Db.OwnQuestions.AsNoTracking().SingleOrDefaultAsync(q => q.Id == id && q.Phase == phase.Id, cancel);
            if (Known is null) return false;
        }
        return await base.FindHereAsync(cancel);
    }

    protected internal override void Fill()
    {
        if (Known is not { } known) return;
        (Words, Help, Kind, IsRequired, IsPublished) = (known.Words, known.Help, known.Kind, known.IsRequired, known.IsPublished);
        (Choices, Steps, Low, High) = (string.Join("\n", known.Choices), known.Steps == 0 ? 5 : known.Steps, known.Low, known.High);
    }

    public void OnGet() { }

    private QuestionWords Said => new(Words, Help ?? "", Kind, IsRequired, IsPublished,
        [.. (Choices ?? "").ReplaceLineEndings("\n").Split('\n').Select(c => c.Trim()).Where(c => c.Length > 0)],
            Steps, Low ?? "", High ?? "");

    internal static void DemandRoom(int asked) => RuleViolation.Unless(asked < OwnQuestion.MostOfPhase, "question.five",
        "Questa fase ha già {0} domande: prima ritirane una.", OwnQuestion.MostOfPhase);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            await write.StandInLineAsync(QuestionBook.LineOf(Process.Id), cancel);
            if (Known is { } known)
                (await write.Db.OwnQuestions.SingleOrDefaultAsync(q => q.Id == known.Id, cancel) ?? throw new Unknown())
                    .Correct(Said, write.Now);
            else
            {
                var all = await write.Db.OwnQuestions.Where(q => q.Process == Process.Id).ToListAsync(cancel);
                var asked = all.FindAll(q => q.Phase == Of.Id && q.Retired is null);
                DemandRoom(asked.Count);
                write.Db.Add(OwnQuestion.Ask(Process.Id, Of.Id, all.Select(q => q.Number).DefaultIfEmpty().Max() + 1,
                    asked.Select(q => q.Order).DefaultIfEmpty().Max() + 1, Said));
            }
            return ContributionUrls.Questions(Process.Slug);
        }, Known is null ? L["La domanda è nel modulo."] : L["Corretta."]);
    }
}
