using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Pacts.Pages;

/// <summary>A signatory reads the pact by the link of its letter, signs it or says no; once it is in force, it tells how far its
/// commitments have come.</summary>
[NoReferrer]
public sealed class SignModel(PactTokens tokens, ProcessBook processes, DocumentBook documents, Limits limits) : PattoPage
{
    [BindProperty, StringLength(Signatory.LongestName)] public string? Delegate { get; set; }
    [BindProperty, StringLength(Signatory.LongestRole)] public string? Role { get; set; }
    [BindProperty] public IFormFile? SignedCopy { get; set; }
    [BindProperty, StringLength(Signatory.LongestReason)] public string? Why { get; set; }
    [BindProperty] public Guid Commitment { get; set; }
    [BindProperty] public CommitmentState State { get; set; }
    [BindProperty, StringLength(Pacts.Commitment.LongestWords)] public string? Words { get; set; }
    [BindProperty, StringLength(Pacts.Commitment.LongestText)] public string? Link { get; set; }
    [BindProperty] public DateOnly? NewDue { get; set; }

    public Signatory Signatory { get; private set; } = null!;
    public Pact Pact { get; private set; } = null!;
    public ProcessInfo Process { get; private set; } = null!;
    public DocumentInfo? Text { get; private set; }
    public IReadOnlyList<Commitment> Own { get; private set; } = [];
    /// <summary>What others promise; not said of whom, as long as they have not signed.</summary>
    public IReadOnlyList<(Commitment Commitment, string By)> Others { get; private set; } = [];
    /// <summary>The link is too old, or went to an address that is not this signatory's any more.</summary>
    public bool IsSpent { get; private set; }
    public bool IsAlive => !IsSpent && Signatory.WithdrawnOn is null && (Pact.IsInForce || !Process.IsConcluded);
    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<CommitmentState>().Select(s => new SelectListItem(L[s.Italian()], s.ToString()));
    public override Place Place => Process.Place;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (tokens.Open(RouteData.Values["token"] as string) is not { } link) return false;
        Signatory = (await Db.Signatories.AsNoTracking().SingleOrDefaultAsync(s => s.Id == link.Signatory, cancel))!;
        if (Signatory is null || Signatory.Authority != Authority.Id) return false;
        Pact = await Db.Pacts.AsNoTracking().SingleAsync(p => p.Id == Signatory.Pact, cancel);
        Process = (await processes.GetAsync(Signatory.Process, cancel))!;
        if (Process is null || Pact.State == PactState.Draft) return false;
        IsSpent = link.Round != Signatory.Round || link.Until < Texts.RomeDay(Now);
        // A spent link shows nothing of the pact: who has it may be anybody.
        if (IsSpent) return true;
        Text = Pact.Text is { } text ? await documents.FindAsync(text, Process.Id, cancel) : null;
        await FindCommitmentsAsync(cancel);
        return true;
    }

    private async Task FindCommitmentsAsync(CancellationToken cancel)
    {
        var commitments = await Db.Commitments.AsNoTracking().Where(c => c.Pact == Pact.Id).OrderBy(c => c.Code).ToListAsync(cancel);
        var signed = await Db.Signatories.AsNoTracking().Where(s => s.Pact == Pact.Id && s.SignedOn != null && s.WithdrawnOn == null)
            .ToListAsync(cancel);
        Own = [.. commitments.Where(c => c.IsKeptBy(Signatory))];
        Others = [.. commitments.Where(c => !c.IsKeptBy(Signatory)).Select(c =>
            (c, string.Join(", ", signed.Where(c.IsKeptBy).Select(s => s.NameIn(L)))))];
    }

    protected internal override void Fill()
    {
        (Delegate, Role, Why) = (Signatory.Delegate, Signatory.Role, null);
        (State, Words, Link, NewDue) = (CommitmentState.UnderWay, null, null, null);
    }

    public void OnGet() { }

    [Anybody("the link of the letter")]
    public Task<IActionResult> OnPostSignAsync(string token, CancellationToken cancel) => ActBySignatoryAsync(token, (pact, signatory,
        write) =>
    {
        signatory.Sign(pact, SigningWay.Link, Texts.RomeDay(write.Now), Delegate ?? "", Role ?? "", write.Now);
        return Task.CompletedTask;
    }, L["Grazie: la firma è registrata. Quando il patto è in vigore vi scriviamo prima e dopo il termine di ogni impegno."], cancel);

    [Anybody("the link of the letter")]
    public async Task<IActionResult> OnPostFileAsync(string token, CancellationToken cancel)
    {
        // To look at a file is work: it is counted as well as the act.
        Count();
        var file = IsSpent ? null : await SignedPact.ReadAsync(Get<FileStore>(), SignedCopy, nameof(SignedCopy), Now, cancel);
        return await ActBySignatoryAsync(token, async (pact, signatory, write) =>
        {
            signatory.Sign(pact, SigningWay.SignedFile, file!.Day, Delegate ?? "", Role ?? "", write.Now, file.Signatures,
                isFromOutside: true);
            await file.KeepAsync(write, Process, signatory, nameof(SignedCopy), cancel);
        }, L["Grazie: il file è arrivato e la firma torna. Quando il patto è in vigore vi scriviamo prima e dopo il termine di ogni impegno."], cancel);
    }

    [Anybody("the link of the letter")]
    public Task<IActionResult> OnPostDeclineAsync(string token, CancellationToken cancel) => ActBySignatoryAsync(token, (_, signatory,
        write) =>
    {
        signatory.Decline(Why ?? "", write.Now);
        return Task.CompletedTask;
    }, L["Grazie, la risposta è arrivata. Se cambiate idea potete firmare qui."], cancel);

    [Anybody("the link of the letter")]
    public Task<IActionResult> OnPostTellAsync(string token, CancellationToken cancel) => ActBySignatoryAsync(token,
        async (pact, signatory, write) =>
        {
            var id = new Id<Commitment>(Commitment);
            var commitment = await write.Db.Commitments.SingleOrDefaultAsync(c => c.Id == id && c.Pact == pact.Id, cancel)
                ?? throw new Unknown();
            commitment.Tell(pact, State, Words ?? "", Link ?? "", NewDue, signatory, write.Now);
        }, L["Grazie: si legge subito sulla pagina del patto."], cancel);

    private void Count() => limits.Count(Limit.Anonymous with { Name = "anonymous-pact" }, Signatory.Id.ToString());

    private async Task<IActionResult> ActBySignatoryAsync(string token, Func<Pact, Signatory, WriteScope, Task> act, string said,
        CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        Count();
        return await ActAsync(async write =>
        {
            RuleViolation.Unless(!IsSpent, "pact.link", "Questo collegamento non vale più: chiedetene uno nuovo a chi tiene il percorso.");
            var pact = await write.Db.Pacts.SingleAsync(p => p.Id == Pact.Id, cancel);
            if (!pact.IsInForce) await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            await act(pact, await write.Db.Signatories.SingleAsync(s => s.Id == Signatory.Id, cancel), write);
            return PactUrls.Sign(token);
        }, said);
    }
}
