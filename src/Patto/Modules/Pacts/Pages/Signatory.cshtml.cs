using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Web;

namespace Patto.Modules.Pacts.Pages;

/// <summary>One who signs: added, corrected, written to, signed on paper, withdrawn.</summary>
public sealed class SignatoryModel(StakeholderBook stakeholders) : PactPage
{
    public override Act Demands => PactActs.Keep;

    [FromRoute] public Guid? Item { get; set; }
    [BindProperty] public SignatoryKind Kind { get; set; }
    [BindProperty] public Guid? Body { get; set; }
    [BindProperty, StringLength(Signatory.LongestName)] public string? Name { get; set; }
    [BindProperty] public bool IsNamed { get; set; }
    [BindProperty, StringLength(Signatory.LongestName)] public string? Delegate { get; set; }
    [BindProperty, StringLength(Signatory.LongestRole)] public string? Role { get; set; }
    [BindProperty, StringLength(200)] public string? Mail { get; set; }
    [BindProperty] public DateOnly? SignedOn { get; set; }
    [BindProperty] public IFormFile? SignedCopy { get; set; }
    [BindProperty] public DateOnly? WithdrawnOn { get; set; }
    [BindProperty, StringLength(Signatory.LongestReason)] public string? WithdrawnWhy { get; set; }

    /// <summary>Null: one more.</summary>
    public Signatory? It { get; private set; }
    public IReadOnlyList<BodyInfo> Bodies { get; private set; } = [];
    public IEnumerable<SelectListItem> Choices => Bodies.Select(b => new SelectListItem(b.Name, b.Id.ToString()));
    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<SignatoryKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));
    public bool IsAlive => Pact.IsInForce || !Process.IsConcluded;

    protected override async Task<bool> FindInPactAsync(CancellationToken cancel)
    {
        if (Item is { } id)
        {
            var one = new Id<Signatory>(id);
            It = await Db.Signatories.AsNoTracking().SingleOrDefaultAsync(s => s.Id == one && s.Pact == Pact.Id, cancel);
            if (It is null) return false;
        }
        Bodies = await stakeholders.BodiesAsync(Process.Id, cancel);
        ViewData["App"] = true;
        Trail((Pact.Title, PactUrls.Work(Process.Slug, Pact.Id)), (It?.Name ?? L["Aggiungi un firmatario"].Value, null));
        return true;
    }

    protected internal override void Fill()
    {
        if (It is { } it) (Kind, Body, Name, IsNamed, Delegate, Role, Mail) =
            (it.Kind, it.Body?.Value, it.Name, it.IsNamed, it.Delegate, it.Role, it.Mail);
        (SignedOn, WithdrawnOn, WithdrawnWhy) = (Today, Today, null);
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostAddAsync(CancellationToken cancel) => ChangeAsync(async (pact, write) =>
    {
        if (It is not null) throw new Unknown();
        await write.StandInLineAsync($"signatories of {pact.Id}", cancel);
        var data = Typed();
        DemandFree((await PartsAsync(write.Db, cancel)).Signatories, data.Name);
        var signatory = Signatory.Of(pact, data, write.Now);
        write.Db.Add(signatory);
        // Who comes later is asked at once; in a draft, when it is opened.
        if (pact.State != PactState.Draft && signatory.Mail.Length > 0)
        {
            signatory.Ask(write.Now);
            write.Get<PactLetters>().Ask(Process, pact, signatory);
        }
        return PactUrls.Work(Process.Slug, pact.Id);
    }, L["Aggiunto."], cancel);

    public Task<IActionResult> OnPostDescribeAsync(CancellationToken cancel) => ChangeOneAsync(async (pact, signatory, write) =>
    {
        await write.StandInLineAsync($"signatories of {pact.Id}", cancel);
        var data = Typed();
        DemandFree([.. (await PartsAsync(write.Db, cancel)).Signatories.Where(s => s.Id != signatory.Id)], data.Name);
        signatory.Describe(data);
    }, L["Salvato."], cancel);

    public Task<IActionResult> OnPostPaperAsync(CancellationToken cancel) => ChangeOneAsync((pact, signatory, write) =>
    {
        signatory.Sign(pact, SigningWay.Paper, SignedOn, Delegate ?? "", Role ?? "", write.Now);
        return Task.CompletedTask;
    }, L["Firma registrata. Se hai la copia del foglio, allegala qui."], cancel);

    public async Task<IActionResult> OnPostFileAsync(CancellationToken cancel)
    {
        var file = await SignedPact.ReadAsync(Get<FileStore>(), SignedCopy, nameof(SignedCopy), Now, cancel);
        return await ChangeOneAsync(async (pact, signatory, write) =>
        {
            signatory.Sign(pact, SigningWay.SignedFile, file.Day, Delegate ?? "", Role ?? "", write.Now, file.Signatures);
            await file.KeepAsync(write, Process, signatory, nameof(SignedCopy), cancel);
        }, L["La firma torna ed è registrata: il file è qui sotto."], cancel);
    }

    public Task<IActionResult> OnPostAgainAsync(CancellationToken cancel) => ChangeOneAsync((pact, signatory, write) =>
    {
        RuleViolation.Unless(pact.State != PactState.Draft, "signatory.draft", "Il patto è ancora in bozza: prima si apre alla firma.");
        signatory.Ask(write.Now, isAgain: true);
        write.Get<PactLetters>().Ask(Process, pact, signatory);
        return Task.CompletedTask;
    }, L["Lettera mandata, con un collegamento nuovo."], cancel);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancel) => ChangeOneAsync((_, signatory, write) =>
    {
        signatory.Withdraw(WithdrawnOn, WithdrawnWhy ?? "", write.Now);
        return Task.CompletedTask;
    }, L["Registrato: resta nell'elenco, con il motivo."], cancel);

    /// <summary>The signature stays, without a name of a person.</summary>
    public Task<IActionResult> OnPostForgetAsync(CancellationToken cancel) => ChangeOneAsync((_, signatory, _) =>
    {
        signatory.ForgetAsked();
        return Task.CompletedTask;
    }, L["Nomi di persone e indirizzo non ci sono più. La firma resta."], cancel);

    public Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel) => ChangeOneAsync(async (_, signatory, write) =>
    {
        RuleViolation.Unless(!(await PartsAsync(write.Db, cancel)).Commitments.Exists(c => c.IsKeptBy(signatory)), "signatory.keeps",
            "Mantiene degli impegni: prima dalli ad altri, o toglili.");
        signatory.Remove();
        write.Db.Remove(signatory);
    }, L["Tolto."], cancel);

    private Task<IActionResult> ChangeOneAsync(Func<Pact, Signatory, WriteScope, Task> change, string said, CancellationToken cancel) =>
        ChangeAsync(async (pact, write) =>
        {
            if (It is null) throw new Unknown();
            var signatory = await write.Db.Signatories.SingleAsync(s => s.Id == It.Id, cancel);
            await change(pact, signatory, write);
            return write.Db.Entry(signatory).State == EntityState.Deleted ? PactUrls.Work(Process.Slug, pact.Id)
                : PactUrls.Signatory(Process.Slug, pact.Id, signatory.Id);
        }, said, cancel);

    // Who is chosen from the register brings its name and address, where nothing else was typed.
    private SignatoryData Typed()
    {
        var body = Body is { } id ? Bodies.FirstOrDefault(b => b.Id.Value == id) ?? throw new Unknown() : null;
        var mail = string.IsNullOrWhiteSpace(Mail) && It is null ? body?.Email ?? "" : Mail ?? "";
        return new(Kind, string.IsNullOrWhiteSpace(Name) ? body?.Name ?? "" : Name, body?.Id, IsNamed, Delegate ?? "", Role ?? "", mail);
    }

    private static void DemandFree(IReadOnlyCollection<Signatory> others, string name) => RuleViolation.UnlessAt(nameof(Name),
        others.All(s => NameOrder.SameKey(s.Name) != NameOrder.SameKey(name)), "signatory.twice",
        "Fra i firmatari c'è già questo nome: correggi quello, o scrivi che cosa li distingue.");
}
