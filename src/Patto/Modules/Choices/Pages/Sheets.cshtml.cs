using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Grants;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Web;

namespace Patto.Modules.Choices.Pages;

/// <summary>A ballot of paper as it is printed.</summary>
/// <param name="For">Whom it is handed to; empty where anybody may be.</param>
public sealed record BallotSheet(string Code, string Receipt, string For);

/// <summary>Ballots with a code come out here, in the one answer that shows them: the codes are kept nowhere.</summary>
public sealed class SheetsModel(GroupBook groups, CurrentAuthority currentAuthority) : ChoicePage
{
    public const int Most = 500;

    public override Act Demands => ChoiceActs.Keep;

    [BindProperty] public int? Count { get; set; } = 50;

    public IReadOnlyList<BallotSheet> Printed { get; private set; } = [];
    public bool IsForSeats => Choice.Electorate == Electorate.Seats;
    public bool IsOpen => Choice.State == ChoiceState.Open && (Choice.OnPaper || Choice.Electorate == Electorate.Codes);
    public int Made { get; private set; }
    public string Site => currentAuthority.Address;

    protected override async Task<bool> FindInChoiceAsync(CancellationToken cancel)
    {
        Made = await Db.Voters.CountAsync(v => v.Choice == Choice.Id && v.CodeHash != null, cancel);
        ViewData["App"] = true;
        Trail((Choice.Question, Work), (L["Schede con il codice"].Value, null));
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        await ActAsync(async write =>
        {
            var box = write.Get<BallotBox>();
            var choice = await write.Db.Choices.SingleAsync(c => c.Id == Choice.Id, cancel);
            choice.DemandCodes();
            RuleViolation.UnlessAt("Count", IsForSeats || Count is >= 1 and <= Most, "sheets.count", "Le schede si preparano da 1 a {0} alla volta.", Most);
            Printed = IsForSeats ? await ForSeatsAsync(box, choice, cancel)
                : [.. (await box.PrintAsync(choice, Count!.Value, cancel)).Select(code => Of(code, ""))];
            choice.PrintBallots(Printed.Count);
            return ChoiceUrls.Sheets(Process.Slug, choice.Id);
        }, keepsAnswer: false);
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    private async Task<IReadOnlyList<BallotSheet>> ForSeatsAsync(BallotBox box, Choice choice, CancellationToken cancel)
    {
        var names = choice.Group is { } id && await groups.GetAsync(id, cancel) is { } group
            ? group.Sitting.Select(s => s.Member).DistinctBy(m => m.Person).ToDictionary(m => m.Person, m => m.Name) : [];
        return [.. (await box.PrintForSeatsAsync(choice, cancel)).Select(p => Of(p.Code, names.GetValueOrDefault(p.Voter.Person!.Value,
            "")))];
    }

    private static BallotSheet Of(string code, string name) =>
        new(BallotBox.Shown(code), Ballot.Shown(Ballot.ReceiptOf(code)), name);
}
