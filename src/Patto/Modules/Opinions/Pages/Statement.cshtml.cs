using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Opinions.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Opinions.Pages;

/// <summary>One statement: its words, the voice it comes from, what becomes of it, and the proposal that it is a reason of.</summary>
public sealed class StatementModel(ContributionBook voices, ProposalBook proposals) : SurveyPage
{
    public override Act Demands => SurveyActs.Keep;

    [BindProperty, StringLength(SurveyStatement.Longest)] public string? Text { get; set; }
    [BindProperty] public bool IsAbout { get; set; }
    /// <summary>Code of a voice.</summary>
    [BindProperty, StringLength(60)] public string? Source { get; set; }
    [BindProperty, StringLength(SurveyStatement.LongestNote)] public string? Note { get; set; }
    /// <summary>Code of a proposal.</summary>
    [BindProperty, StringLength(60)] public string? Proposal { get; set; }
    [BindProperty, StringLength(SurveyStatement.LongestWhy)] public string? Why { get; set; }

    public SurveyStatement? One { get; private set; }
    public ContributionInfo? Voice { get; private set; }
    public bool IsFrozen => One is { State: not StatementState.Waiting } && Survey.State == SurveyState.Open;

    protected override async Task<bool> FindInSurveyAsync(CancellationToken cancel)
    {
        if (RouteData.Values["item"] is string typed)
        {
            if (!Guid.TryParse(typed, out var guid)) return false;
            var id = new Id<SurveyStatement>(guid);
            One = await Db.Statements.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.Survey == Survey.Id, cancel);
            if (One is null) return false;
            if (One.Source is { } source) Voice = (await voices.FindAsync(Process.Id, [source], false, cancel)).SingleOrDefault();
        }
        ViewData["App"] = true;
        Trail((L["Prepara la mappa"].Value, Work), (One is null ? L["Aggiungi una frase"].Value : L["Frase {0}", One.Number], null));
        return true;
    }

    protected internal override void Fill() =>
        (Text, IsAbout, Source, Note, Proposal, Why) = (One?.Text, One?.IsAbout == true, Voice?.Code, One?.Note, null, null);

    public void OnGet() { }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => ChangeAsync(async (survey, write) =>
    {
        var source = await SourceAsync(cancel);
        var was = One?.Source;
        var one = One is null ? await AddAsync(survey, write, cancel)
            : await write.Db.Statements.SingleAsync(s => s.Id == One.Id, cancel);
        one.Write(survey, Text ?? "", IsAbout, source, Note ?? "");
        if (survey.State == SurveyState.Open && one.State == StatementState.In && source is { } from && source != was)
            await write.Get<Filo>().TieAsync(Subject.Of("contribution", from), Relation.AskedIn, one.Subject, Process.Subject,
                cancel: cancel);
        if (survey.State == SurveyState.Open && was is { } before && source != was)
            await write.Get<Filo>().CutAsync(Subject.Of("contribution", before), Relation.AskedIn, one.Subject,
                L["La frase viene da un'altra voce."], cancel);
        return Work + "#frasi";
    }, L["La frase è salvata."], cancel);

    private static async Task<SurveyStatement> AddAsync(OpinionSurvey survey, WriteScope write, CancellationToken cancel)
    {
        var last = await write.Db.Statements.Where(s => s.Survey == survey.Id).MaxAsync(s => (int?)s.Number, cancel) ?? 0;
        RuleViolation.UnlessAt("Text", last < OpinionSurvey.MostStatements, "statement.many", "Le frasi sono al massimo {0}.",
            OpinionSurvey.MostStatements);
        var one = SurveyStatement.Of(survey, last + 1, write.Now);
        write.Db.Add(one);
        return one;
    }

    private async Task<Id<Contribution>?> SourceAsync(CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(Source)) return null;
        var found = Codes.Read(Source) is { } code
            ? (await voices.FindByCodesAsync(Process.Id, [code], false, cancel)).SingleOrDefault() : null;
        RuleViolation.UnlessAt("Source", found is not null, "statement.source",
            "Non c'è una voce pubblicata con questo codice in questo percorso: controllalo, o lascia vuoto.");
        return found!.Id;
    }

    public Task<IActionResult> OnPostGroundAsync(CancellationToken cancel) => ChangeAsync(async (_, write) =>
    {
        if (One is null) throw new Unknown();
        var found = Codes.Read(Proposal) is { } code
            ? (await proposals.FindByCodesAsync(Process.Id, [code], cancel)).SingleOrDefault() : null;
        RuleViolation.UnlessAt("Proposal", found is not null, "statement.proposal",
            "Non c'è una proposta con questo codice in questo percorso.");
        RuleViolation.Unless(Survey.State == SurveyState.Open && One.State == StatementState.In, "statement.not-asked",
            "Una frase entra nel filo da quando si può rispondere.");
        await write.Get<Filo>().TieAsync(One.Subject, Relation.Grounds, found!.Subject, Process.Subject, cancel: cancel);
        return SurveyUrls.Statement(Process.Slug, Survey.Id, One.Id);
    }, L["Adesso il filo della proposta passa anche da qui."], cancel);

    public Task<IActionResult> OnPostLeaveOutAsync(CancellationToken cancel) => ChangeAsync(async (_, write) =>
    {
        if (One is null) throw new Unknown();
        (await write.Db.Statements.SingleAsync(s => s.Id == One.Id, cancel)).LeaveOut(Why ?? "");
        return Work + "#frasi";
    }, L["La frase non si chiede. Il motivo si legge sulla pagina."], cancel);

    public Task<IActionResult> OnPostDiscardAsync(CancellationToken cancel) => ChangeAsync(async (survey, write) =>
    {
        if (One is null) throw new Unknown();
        var one = await write.Db.Statements.SingleAsync(s => s.Id == One.Id, cancel);
        one.Discard(survey);
        write.Db.Remove(one);
        return Work + "#frasi";
    }, L["La frase non c'è più."], cancel);
}
