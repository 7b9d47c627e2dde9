using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Pacts.Pages;

/// <summary>One commitment: written, corrected while nobody signed it, and how far it has come.</summary>
public sealed class CommitmentModel(DecisionBook decisions, ProposalBook proposals) : PactPage
{
    public override Act Demands => PactActs.Keep;

    [FromRoute] public Guid? Item { get; set; }
    [BindProperty, StringLength(Commitment.LongestWhat)] public string? What { get; set; }
    [BindProperty, StringLength(Commitment.LongestText)] public string? ForWhom { get; set; }
    [BindProperty] public List<Guid> Keepers { get; set; } = [];
    [BindProperty] public DateOnly? Due { get; set; }
    [BindProperty, StringLength(Commitment.LongestText)] public string? MeasuredBy { get; set; }
    [BindProperty, StringLength(Commitment.LongestText)] public string? Resources { get; set; }
    [BindProperty, StringLength(80)] public string? CarriesOut { get; set; }
    [BindProperty] public CommitmentState State { get; set; }
    [BindProperty, StringLength(Commitment.LongestWords)] public string? Words { get; set; }
    [BindProperty, StringLength(Commitment.LongestText)] public string? Link { get; set; }
    [BindProperty] public DateOnly? NewDue { get; set; }

    /// <summary>Null: one more.</summary>
    public Commitment? It { get; private set; }
    public IReadOnlyList<Signatory> Signatories { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Origins { get; private set; } = [];
    /// <summary>Nobody who keeps it has signed.</summary>
    public bool IsOpen => It is null || !Signatories.Any(s => s.SignedOn is not null && It.IsKeptBy(s));
    public bool IsAlive => Pact.IsInForce || !Process.IsConcluded;
    public IEnumerable<SelectListItem> Choices => Signatories.Where(s => s.SignedOn is null)
        .Select(s => new SelectListItem(s.Name, s.Id.ToString()));
    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<CommitmentState>().Select(s => new SelectListItem(L[s.Italian()], s.ToString()));

    protected override async Task<bool> FindInPactAsync(CancellationToken cancel)
    {
        if (Item is { } id)
        {
            var one = new Id<Commitment>(id);
            It = await Db.Commitments.AsNoTracking().SingleOrDefaultAsync(c => c.Id == one && c.Pact == Pact.Id, cancel);
            if (It is null) return false;
        }
        Signatories = (await PartsAsync(Db, cancel)).Signatories;
        Origins = [.. (await decisions.OutcomesAsync(Process.Id, cancel)).Where(o => o.Settled is Settled.Accepted or Settled.InPart)
            .Select(o => new SelectListItem(L.Phrase($"{L["Decisione"]}: {o.Label}, {o.Title}"), o.Subject.ToString())),
            .. (await proposals.AllAsync(Process.Id, cancel)).Select(p => new SelectListItem($"{p.Code} {p.Title}", p.Subject.ToString()))];
        ViewData["App"] = true;
        Trail((Pact.Title, PactUrls.Work(Process.Slug, Pact.Id)), (It?.Code ?? L["Aggiungi un impegno"].Value, null));
        return true;
    }

    protected internal override void Fill()
    {
        if (It is not { } it) return;
        (What, ForWhom, Keepers, Due, MeasuredBy, Resources, CarriesOut) =
            (it.What, it.ForWhom, it.Keepers, it.Due, it.MeasuredBy, it.Resources, it.CarriesOut?.ToString());
        (State, Words, Link, NewDue) = (it.State, it.Words, it.Link, null);
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostAddAsync(CancellationToken cancel) => ChangeAsync(async (pact, write) =>
    {
        if (It is not null) throw new Unknown();
        var code = await write.Get<Codes>().NextAsync(Process.Authority.Value, Process.Key, "K", cancel);
        var commitment = Commitment.Promise(pact, code, Typed(), (await PartsAsync(write.Db, cancel)).Signatories, write.Now);
        write.Db.Add(commitment);
        if (commitment.CarriesOut is { } of) write.Get<Filo>().TieNew(of, Relation.CarriedOutBy, commitment.Subject, Process.Subject);
        return PactUrls.Work(Process.Slug, pact.Id);
    }, L["Aggiunto."], cancel);

    public Task<IActionResult> OnPostDescribeAsync(CancellationToken cancel) => ChangeOneAsync(async (_, commitment, write) =>
    {
        var before = commitment.CarriesOut;
        commitment.Describe(Typed(), (await PartsAsync(write.Db, cancel)).Signatories);
        if (commitment.CarriesOut == before) return;
        var filo = write.Get<Filo>();
        if (before is { } old) await filo.CutAsync(old, Relation.CarriedOutBy, commitment.Subject, "Corretto nella bozza del patto.",
            cancel);
        if (commitment.CarriesOut is { } of)
            await filo.TieAsync(of, Relation.CarriedOutBy, commitment.Subject, Process.Subject, cancel: cancel);
    }, L["Salvato."], cancel);

    public Task<IActionResult> OnPostTellAsync(CancellationToken cancel) => ChangeOneAsync((pact, commitment, write) =>
    {
        commitment.Tell(pact, State, Words ?? "", Link ?? "", NewDue, null, write.Now);
        return Task.CompletedTask;
    }, L["Registrato: si legge sulla pagina del patto."], cancel);

    public Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel) => ChangeOneAsync(async (_, commitment, write) =>
    {
        commitment.Remove((await PartsAsync(write.Db, cancel)).Signatories);
        if (commitment.CarriesOut is { } of)
            await write.Get<Filo>().CutAsync(of, Relation.CarriedOutBy, commitment.Subject, "L'impegno è stato tolto dal patto.", cancel);
        write.Db.Remove(commitment);
    }, L["Tolto."], cancel);

    private Task<IActionResult> ChangeOneAsync(Func<Pact, Commitment, WriteScope, Task> change, string said, CancellationToken cancel) =>
        ChangeAsync(async (pact, write) =>
        {
            if (It is null) throw new Unknown();
            var commitment = await write.Db.Commitments.SingleAsync(c => c.Id == It.Id, cancel);
            await change(pact, commitment, write);
            return write.Db.Entry(commitment).State == EntityState.Deleted ? PactUrls.Work(Process.Slug, pact.Id)
                : PactUrls.Commitment(Process.Slug, pact.Id, commitment.Id);
        }, said, cancel);

    private CommitmentData Typed() => new(What ?? "", ForWhom ?? "", Keepers, Due, MeasuredBy ?? "", Resources ?? "",
        string.IsNullOrEmpty(CarriesOut) ? null : Origins.Any(o => o.Value == CarriesOut) ? Subject.Parse(CarriesOut, null)
            : throw new Unknown());
}
