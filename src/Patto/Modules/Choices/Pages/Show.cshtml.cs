using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Proposals.Contracts;
using Patto.Web;

namespace Patto.Modules.Choices.Pages;

/// <summary>Where one reads what is asked, by which rule, and votes: the ballot is closed on the device where there is JavaScript,
/// otherwise
/// on arrival.</summary>
public sealed class ShowModel(GroupBook groups, ProposalBook proposals, Limits limits) : ChoicePage
{
    private const int LongestEnvelope = 400;

    /// <summary>A number for each option; what was left empty gives none.</summary>
    [BindProperty] public Dictionary<int, int?> Marks { get; set; } = [];
    /// <summary>The envelope that the device closed.</summary>
    [BindProperty, StringLength(LongestEnvelope)] public string? Sealed { get; set; }
    [BindProperty, StringLength(40)] public string? SecretCode { get; set; }
    [BindProperty] public bool Blank { get; set; }

    public Standing Standing { get; private set; }
    public string GroupName { get; private set; } = "";
    public IReadOnlyDictionary<Id<Proposal>, ProposalInfo> Proposals { get; private set; } = new Dictionary<Id<Proposal>, ProposalInfo>();
    /// <summary>The vote was taken in, in this very answer.</summary>
    public bool IsTaken { get; private set; }
    /// <summary>Of a ballot that was closed on arrival; what the device closed, only the device knows.</summary>
    public string? Receipt { get; private set; }
    public bool IsVoting => Choice.IsVoting(Now);
    public bool TakesCodes => Choice.Electorate == Electorate.Codes || Choice.Electorate == Electorate.Seats && Choice.OnPaper;
    public bool ShowsBallot => IsVoting && !IsTaken && (Standing == Standing.MayVote || TakesCodes);
    public bool NeedsCode => Standing != Standing.MayVote;

    public int MarkOf(int option) => Marks.GetValueOrDefault(option) ?? 0;
    public IEnumerable<SelectListItem> Places(int option) => Enumerable.Range(1, Choice.Options.Count)
        .Select(n => new SelectListItem(L["{0}º posto", n], n.ToString(System.Globalization.CultureInfo.InvariantCulture),
            MarkOf(option) == n));

    protected override async Task<bool> FindInChoiceAsync(CancellationToken cancel)
    {
        Standing = await Get<BallotBox>().StandingAsync(Choice, CurrentUser.Account, cancel);
        GroupName = Choice.Group is { } group ? (await groups.GetAsync(group, cancel))?.Name ?? "" : "";
        List<Id<Proposal>> named = [.. Choice.Options.Select(o => o.Proposal).OfType<Id<Proposal>>()];
        if (named.Count > 0) Proposals = (await proposals.FindAsync(Process.Id, named, cancel)).ToDictionary(p => p.Id);
        Trail((Choice.Question, null));
        return true;
    }

    public void OnGet() { }

    /// <summary>No answer is kept of it, and the page that shows the receipt is no other than this one: the register answers who sends it
    /// twice.</summary>
    [Anybody("the register of the choice says who may: by account, by seat or by the code of a ballot")]
    public async Task<IActionResult> OnPostVoteAsync(CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        if (!ModelState.IsValid) return Page();
        var code = string.IsNullOrWhiteSpace(SecretCode) || !TakesCodes ? null : Ballot.Bare(SecretCode);
        RuleViolation.UnlessAt("SecretCode", code is not null || !TakesCodes || Standing == Standing.MayVote
            || Standing == Standing.HasVoted,
            "ballot.needs-code", "Scrivi il codice della tua scheda.");
        RuleViolation.Unless(code is not null || Standing != Standing.MustSignIn, "ballot.sign-in", "Per votare prima accedi.");
        var (envelope, receipt) = Close();
        try
        {
            await ActAsync(async write =>
            {
                await write.Get<BallotBox>().CastAsync(Choice.Id, new(code is null ? CurrentUser.Account : null, code), envelope, write.Now,
                    cancel);
                return ChoiceUrls.Show(Process.Slug, Choice.Id);
            }, keepsAnswer: false);
        }
        // In a room many vote from one address: only what was guessed wrong counts.
        catch (RuleViolation broken) when (broken.Code == "ballot.code")
        {
            limits.Count(Limit.Guesses, HttpContext.Connection.RemoteIpAddress);
            throw;
        }
        (IsTaken, Receipt, Marks) = (true, receipt, []);
        ModelState.Clear();
        return Page();
    }

    // Closed on the device, or here and now: what stands on it goes no further than this method.
    private (byte[] Envelope, string? Receipt) Close()
    {
        RuleViolation.Unless(Choice.PublicKey is not null, "ballot.time-not-open", "Ora non si vota.");
        if (!string.IsNullOrEmpty(Sealed))
        {
            var bytes = new byte[Sealed.Length];
            return (Convert.TryFromBase64String(Sealed, bytes, out var length) ? bytes[..length] : [], null);
        }
        int[] marks = [.. Choice.Options.Select((_, n) => MarkOf(n))];
        if (Ballot.Fault(Choice, marks) is { } fault) throw fault;
        RuleViolation.UnlessAt("Blank", Blank || marks.Any(m => m > 0), "ballot.blank",
            "Non hai scelto niente. Se vuoi votare scheda bianca, spunta la casella.");
        var ballot = new Ballot(marks, false, Ballot.NewReceipt());
        return (Envelope.Seal(Choice.PublicKey!, Choice.Id.Value, ballot.Write()), Ballot.Shown(ballot.Receipt));
    }
}
