using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions.Pages;

/// <summary>Phase by phase what the form asks beside the voice itself: up to five questions each, in their order.</summary>
public sealed class QuestionsModel(QuestionBook questions, ProcessBook processes) : VoicePage
{
    public override Act Demands => ContributionActs.Ask;

    [BindProperty] public Guid Item { get; set; }

    public IReadOnlyList<(PhaseView Phase, IReadOnlyList<OwnQuestion> Asked, IReadOnlyList<OwnQuestion> Retired)> Phases
    { get; private set; } = [];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var of = (await questions.AllAsync(Process.Id, cancel)).ToLookup(q => q.Phase);
        Phases = [.. (await processes.ReadAsync(Process.Id, cancel))!.Phases
            .Where(p => p.State != PlanState.Dropped || of[p.Id].Any())
            .Select(p => (p, (IReadOnlyList<OwnQuestion>)[.. of[p.Id].Where(q => q.Retired is null)],
                (IReadOnlyList<OwnQuestion>)[.. of[p.Id].Where(q => q.Retired is not null)]))];
        return await base.FindHereAsync(cancel);
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostUpAsync(CancellationToken cancel) => MoveAsync(-1, cancel);
    public Task<IActionResult> OnPostDownAsync(CancellationToken cancel) => MoveAsync(1, cancel);

    public Task<IActionResult> OnPostRetireAsync(CancellationToken cancel) => ChangeAsync((q, _, now) => q.Retire(now),
        L["Ritirata: il modulo non la chiede più, le risposte restano."], cancel);

    public Task<IActionResult> OnPostTakeUpAsync(CancellationToken cancel) => ChangeAsync((q, asked, _) =>
    {
        QuestionModel.DemandRoom(asked.Count);
        q.TakeUp(asked.Count > 0 ? asked.Max(a => a.Order) + 1 : 1);
    }, L["È di nuovo nel modulo."], cancel);

    public Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel) => ActAsync(async write =>
    {
        await write.StandInLineAsync(QuestionBook.LineOf(Process.Id), cancel);
        var question = await FindAsync(write, cancel);
        question.Remove();
        write.Db.Remove(question);
        return ContributionUrls.Questions(Process.Slug);
    }, L["Tolta: nessuno aveva ancora risposto."]);

    private Task<IActionResult> MoveAsync(int by, CancellationToken cancel) => ChangeAsync((question, asked, _) =>
    {
        var order = asked.OrderBy(q => q.Order).ThenBy(q => q.Number).ToList();
        var (at, to) = (order.IndexOf(question), order.IndexOf(question) + by);
        if (at < 0 || to < 0 || to >= order.Count) return;
        (order[at], order[to]) = (order[to], order[at]);
        foreach (var (i, one) in order.Index()) one.Order = i + 1;
        question.Moved();
    }, L["Spostata."], cancel);

    private Task<IActionResult> ChangeAsync(Action<OwnQuestion, List<OwnQuestion>, DateTimeOffset> change, string said,
        CancellationToken cancel) => ActAsync(async write =>
    {
        await write.StandInLineAsync(QuestionBook.LineOf(Process.Id), cancel);
        var question = await FindAsync(write, cancel);
        var asked = await write.Db.OwnQuestions.Where(q => q.Process == Process.Id && q.Phase == question.Phase && q.Retired == null)
            .ToListAsync(cancel);
        change(question, asked, write.Now);
        return ContributionUrls.Questions(Process.Slug);
    }, said);

    private async Task<OwnQuestion> FindAsync(Database.WriteScope write, CancellationToken cancel)
    {
        var id = new Id<OwnQuestion>(Item);
        return await write.Db.OwnQuestions.SingleOrDefaultAsync(q => q.Id == id && q.Process == Process.Id, cancel) ?? throw new Unknown();
    }
}
