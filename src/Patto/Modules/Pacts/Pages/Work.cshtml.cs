using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Pacts.Pages;

/// <summary>Where a pact is written, put to signing, put in force and looked over.</summary>
public sealed class WorkModel(DocumentBook documents) : PactPage
{
    public override Act Demands => PactActs.Keep;

    [BindProperty] public PactKind Kind { get; set; }
    [BindProperty, StringLength(Pact.LongestTitle)] public string? Title { get; set; }
    [BindProperty, StringLength(Pact.LongestPurpose)] public string? Purpose { get; set; }
    [BindProperty] public Guid? Text { get; set; }
    [BindProperty, StringLength(Pact.LongestProtocol)] public string? Protocol { get; set; }
    [BindProperty] public DateOnly? ProtocolDay { get; set; }
    [BindProperty] public DateOnly? Since { get; set; }
    [BindProperty] public DateOnly? ReviewDay { get; set; }
    [BindProperty, StringLength(Pact.LongestReview)] public string? ReviewWords { get; set; }

    public IReadOnlyList<Signatory> Signatories { get; private set; } = [];
    public IReadOnlyList<Commitment> Commitments { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Texts { get; private set; } = [];
    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<PactKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));
    public int WithoutMail => Signatories.Count(s => s.Mail.Length == 0);
    /// <summary>Whether the pact may be written at: a pact in force outlives its process.</summary>
    public bool IsAlive => Pact.IsInForce || !Process.IsConcluded;

    protected override async Task<bool> FindInPactAsync(CancellationToken cancel)
    {
        (Signatories, Commitments) = await PartsAsync(Db, cancel);
        Texts = await NewModel.TextsAsync(documents, Process, cancel);
        ViewData["App"] = true;
        Trail((Pact.Title, PactUrls.Show(Process.Slug, Pact.Id)), (L["Lavora al patto"].Value, null));
        return true;
    }

    protected internal override void Fill()
    {
        (Kind, Title, Purpose, Text) = (Pact.Kind, Pact.Title, Pact.Purpose, Pact.Text?.Value);
        (Protocol, ProtocolDay) = (Pact.Protocol, Pact.ProtocolDay);
        (Since, ReviewDay, ReviewWords) = (Localization.Texts.RomeDay(Now), null, null);
    }

    private string Desk => PactUrls.Work(Process.Slug, Pact.Id);

    public void OnGet() { }

    public Task<IActionResult> OnPostDescribeAsync(CancellationToken cancel) => ChangeAsync((pact, _) =>
    {
        pact.Describe(new(Kind, Title ?? "", Purpose ?? "", NewModel.Chosen(Text, Texts)));
        return Task.FromResult<Done>(Desk);
    }, L["Salvato."], cancel);

    public Task<IActionResult> OnPostRegisterAsync(CancellationToken cancel) => ChangeAsync((pact, write) =>
    {
        pact.Register(Protocol ?? "", ProtocolDay, write.Now);
        return Task.FromResult<Done>(Desk);
    }, L["Salvato."], cancel);

    /// <summary>Each who has an address gets its letter.</summary>
    public Task<IActionResult> OnPostOpenAsync(CancellationToken cancel) => ChangeAsync(async (pact, write) =>
    {
        var (signatories, commitments) = await PartsAsync(write.Db, cancel);
        var text = pact.Text is { } id ? await write.Get<DocumentBook>().FindAsync(id, Process.Id, cancel) : null;
        pact.Open(signatories, commitments, pact.Text is null ? null : text?.Editions ?? 0, write.Now);
        var written = signatories.Where(s => s.Mail.Length > 0).ToList();
        foreach (var signatory in written)
        {
            signatory.Ask(write.Now);
            write.Get<PactLetters>().Ask(Process, pact, signatory);
        }
        return new(Desk, L.Count(written.Count, "Si può firmare: scritto a un firmatario.", "Si può firmare: scritto a {0} firmatari."));
    }, L["Si può firmare."], cancel);

    public Task<IActionResult> OnPostForceAsync(CancellationToken cancel) => ChangeAsync(async (pact, write) =>
    {
        pact.TakeForce(Since, (await PartsAsync(write.Db, cancel)).Signatories, write.Now);
        return Desk;
    }, L["Il patto è in vigore."], cancel);

    public Task<IActionResult> OnPostReviewAsync(CancellationToken cancel) => ChangeAsync((pact, write) =>
    {
        pact.LookOver(ReviewDay, ReviewWords ?? "", write.Now);
        return Task.FromResult<Done>(Desk);
    }, L["Registrata: si legge sulla pagina del patto, e la prossima è fra un anno."], cancel);

    public Task<IActionResult> OnPostDiscardAsync(CancellationToken cancel) => ChangeAsync(async (pact, write) =>
    {
        pact.Discard();
        var (signatories, commitments) = await PartsAsync(write.Db, cancel);
        write.Db.RemoveRange(signatories);
        write.Db.RemoveRange(commitments);
        write.Db.Remove(pact);
        return PactUrls.All(Process.Slug);
    }, L["La bozza non c'è più."], cancel);
}
