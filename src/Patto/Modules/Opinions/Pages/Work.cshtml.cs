using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Opinions.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Opinions.Pages;

/// <summary>Where a map of opinions is prepared and opened, proposed statements are read, and groups get their names.</summary>
public sealed class WorkModel : AskPage
{
    public override Act Demands => SurveyActs.Keep;

    /// <summary>A name and some words for each group, in the order of their letters.</summary>
    [BindProperty, StringLength(OpinionSurvey.LongestName)] public List<string?> Names { get; set; } = [];
    [BindProperty, StringLength(OpinionSurvey.LongestWords)] public List<string?> Words { get; set; } = [];
    [BindProperty, StringLength(SurveyStatement.LongestWhy)] public string? Why { get; set; }

    public IReadOnlyList<SurveyStatement> Statements { get; private set; } = [];
    public IEnumerable<SurveyStatement> Proposed => Statements.Where(s => s.State == StatementState.Waiting);
    public IEnumerable<SurveyStatement> Asked => Statements.Where(s => s.State == StatementState.In);
    public IEnumerable<SurveyStatement> LeftOut => Statements.Where(s => s.State == StatementState.Out);
    public int OnPaper { get; private set; }
    public int OnSite { get; private set; }

    protected override async Task<bool> FindInSurveyAsync(CancellationToken cancel)
    {
        Statements = await Db.Statements.AsNoTracking().Where(s => s.Survey == Survey.Id).OrderBy(s => s.Number).ToListAsync(cancel);
        var people = await Db.SurveyParticipants.AsNoTracking().Where(p => p.Survey == Survey.Id).GroupBy(p => p.Channel)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        (OnPaper, OnSite) = (people.GetValueOrDefault(AnswerChannel.Paper), people.GetValueOrDefault(AnswerChannel.Web));
        ViewData["App"] = true;
        Trail((Survey.Title, Survey.State == SurveyState.Draft ? null : Show), (L["Prepara la mappa"].Value, null));
        return true;
    }

    protected internal override void Fill()
    {
        FillFrom(Survey);
        var groups = Survey.Result?.Groups.Count ?? 0;
        Names = [.. Enumerable.Range(0, groups).Select(g => Survey.Groups.Count == groups ? Survey.Groups[g].Name : "")];
        Words = [.. Enumerable.Range(0, groups).Select(g => Survey.Groups.Count == groups ? Survey.Groups[g].Text : "")];
        Why = null;
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostDescribeAsync(CancellationToken cancel) => ChangeAsync((survey, _) =>
    {
        survey.Describe(Data());
        return Task.FromResult<Done>(Work);
    }, L["Salvato."], cancel);

    public Task<IActionResult> OnPostOpenAsync(CancellationToken cancel) => ChangeAsync(async (survey, write) =>
    {
        var asked = await write.Db.Statements.AsNoTracking().Where(s => s.Survey == survey.Id && s.State == StatementState.In)
            .ToListAsync(cancel);
        survey.Open(asked.Count, write.Now);
        foreach (var statement in asked.Where(s => s.Source is not null))
            await write.Get<Filo>().TieAsync(Subject.Of("contribution", statement.Source!.Value), Relation.AskedIn, statement.Subject,
                Process.Subject, cancel: cancel);
        return Work;
    }, L["La mappa è aperta: adesso si risponde."], cancel);

    public Task<IActionResult> OnPostTakeInAsync(Guid statement, CancellationToken cancel) => OfStatementAsync(statement, one =>
        one.TakeIn(), L["La frase c'è: adesso si chiede."], cancel);

    public Task<IActionResult> OnPostLeaveOutAsync(Guid statement, CancellationToken cancel) => OfStatementAsync(statement, one =>
        one.LeaveOut(Why ?? ""), L["La frase non si chiede. Il motivo si legge sulla pagina."], cancel);

    private Task<IActionResult> OfStatementAsync(Guid statement, Action<SurveyStatement> act, string said, CancellationToken cancel) =>
        ChangeAsync(async (survey, write) =>
        {
            var id = new Id<SurveyStatement>(statement);
            act(await write.Db.Statements.SingleOrDefaultAsync(s => s.Id == id && s.Survey == survey.Id, cancel) ?? throw new Unknown());
            return Work + "#frasi";
        }, said, cancel);

    public Task<IActionResult> OnPostNameAsync(CancellationToken cancel) => ChangeAsync((survey, _) =>
    {
        survey.Name([.. Names.Select((name, g) => new GroupWords(name ?? "", Words.ElementAtOrDefault(g) ?? ""))]);
        return Task.FromResult<Done>(Work);
    }, L["I nomi si leggono sulla pagina."], cancel);

    public Task<IActionResult> OnPostDiscardAsync(CancellationToken cancel) => ChangeAsync(async (survey, write) =>
    {
        survey.Discard();
        write.Db.RemoveRange(await write.Db.Statements.Where(s => s.Survey == survey.Id).ToListAsync(cancel));
        write.Db.Remove(survey);
        return SurveyUrls.All(Process.Slug);
    }, L["La bozza non c'è più."], cancel);
}
