using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Proposals.Contracts;
using Patto.Web;

namespace Patto.Modules.Choices.Pages;

/// <summary>What came out of a vote and why, the receipts, and what is needed to count again.</summary>
public sealed class ResultModel(ProposalBook proposals, Limits limits) : ChoicePage
{
    [BindProperty, StringLength(40)] public string? Secret { get; set; }

    public ChoiceResult Result => Choice.Result!;
    public IReadOnlyList<string> Receipts { get; private set; } = [];
    public IReadOnlyDictionary<Id<Proposal>, ProposalInfo> Proposals { get; private set; } = new Dictionary<Id<Proposal>, ProposalInfo>();
    public bool MayRecount { get; private set; }
    /// <summary>Whether the receipt that was asked for is in the list; null: none was.</summary>
    public bool? IsFound { get; private set; }
    public bool PublishesBallots => Choice.WholeBallots && Result.Ballots >= Choice.FewestWhole;
    public IEnumerable<int> Losers => Enumerable.Range(0, Choice.Options.Count).Except(Result.Winners).OrderBy(n =>
        Result.Options[n].Place);
    public decimal Spent => Result.Winners.Sum(w => Choice.Options[w].Cost ?? 0);
    public long Most => Math.Max(1, Result.Options.Max(o => o.Total));

    protected override async Task<bool> FindInChoiceAsync(CancellationToken cancel)
    {
        if (Choice.Result is null) return false;
        MayRecount = await MayAsync(ChoiceActs.Recount);
        Receipts = await Db.BallotReceipts.AsNoTracking().Where(r => r.Choice == Choice.Id).Select(r => r.Code).OrderBy(c => c)
            .ToListAsync(cancel);
        List<Id<Proposal>> named = [.. Choice.Options.Select(o => o.Proposal).OfType<Id<Proposal>>()];
        if (named.Count > 0) Proposals = (await proposals.FindAsync(Process.Id, named, cancel)).ToDictionary(p => p.Id);
        Trail((Choice.Question, ChoiceUrls.Show(Process.Slug, Choice.Id)), (L["Esito"].Value, null));
        return true;
    }

    public string Why(int option) => Result.Options[option].Why.In(CultureInfo.CurrentUICulture);

    public void OnGet() { }

    /// <summary>A receipt is sent in the form, never in the address: addresses are written down on the way.</summary>
    [Anybody("whoever holds a receipt looks for it in a list that everybody reads")]
    public IActionResult OnPostCheck()
    {
        limits.Count(Limit.Anonymous with { Name = "anonymous-receipt" }, HttpContext.Connection.RemoteIpAddress);
        var code = Ballot.Bare(Secret);
        RuleViolation.UnlessAt("Secret", code.Length > 0, "receipt.empty", "Scrivi il codice della ricevuta.");
        IsFound = Receipts.Contains(code);
        return Page();
    }

    /// <summary>The list of receipts, to keep.</summary>
    public Table OnGetReceipts() => new($"{Choice.Code}-ricevute", Table.Columns("Codice", "Ricevuta"), Receipts.Select(r =>
        new object?[] { Choice.Code, Ballot.Shown(r) }));

    /// <summary>The ballots without names, for who guarantees the process, or for everybody where that was said before.</summary>
    public async Task<IActionResult> OnGetBallotsAsync(CancellationToken cancel)
    {
        if (!PublishesBallots) await Gate.DemandAsync(ChoiceActs.Recount, Place, cancel);
        var ballots = await Db.CountedBallots.AsNoTracking().Where(b => b.Choice == Choice.Id).ToListAsync(cancel);
        return new Table($"{Choice.Code}-schede", Table.Columns("Codice", "Scheda numero", "Opzione", "Numero sulla scheda"),
            CountedBallotsTable.Rows(Choice, ballots));
    }
}
