using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Choices.Pages;

/// <summary>Where a choice is prepared, opened, counted or annulled.</summary>
public sealed class WorkModel(GroupBook groups, VoteKeys keys) : AskPage(groups)
{
    public override Act Demands => ChoiceActs.Keep;

    [BindProperty, StringLength(200)] public string? SecretKey { get; set; }
    [BindProperty, StringLength(Choice.LongestReason)] public string? Why { get; set; }

    /// <summary>The private key, in the one answer that shows it.</summary>
    public string? Sheet { get; private set; }
    public bool KeyIsHere => keys.IsHere(Choice.Id);
    public int Voted { get; private set; }
    public int Listed { get; private set; }

    protected override async Task<bool> FindInChoiceAsync(CancellationToken cancel)
    {
        await FindFieldsAsync(cancel);
        var lines = await Db.Voters.AsNoTracking().Where(v => v.Choice == Choice.Id).GroupBy(v => v.Voted != null)
            .Select(g => new { HasVoted = g.Key, Count = g.Count() }).ToListAsync(cancel);
        (Voted, Listed) = (lines.Where(l => l.HasVoted).Sum(l => l.Count), lines.Sum(l => l.Count));
        ViewData["App"] = true;
        Trail((Choice.Question, ChoiceUrls.Show(Process.Slug, Choice.Id)), (L["Prepara il voto"].Value, null));
        return true;
    }

    protected internal override void Fill()
    {
        FillFrom(Choice);
        (SecretKey, Why) = (null, null);
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostDescribeAsync(CancellationToken cancel) => ChangeAsync((choice, _) =>
    {
        choice.Describe(Data());
        return Task.FromResult<Done>(Work);
    }, L["Salvato."], cancel);

    public Task<IActionResult> OnPostOpenAsync(CancellationToken cancel) => ChangeAsync(async (choice, write) =>
    {
        var group = choice.Group is { } id ? await write.Get<GroupBook>().GetAsync(id, cancel) : null;
        choice.Open(() => keys.Make(choice.Id), write.Now);
        if (group is not null) write.Get<BallotBox>().List(choice, group);
        foreach (var proposal in choice.Options.Select(o => o.Proposal).OfType<Id<Proposals.Proposal>>().Distinct())
            write.Get<Filo>().TieNew(Subject.Of("proposal", proposal), Relation.VotedIn, choice.Subject, Process.Subject);
        return Work;
    }, L["Il voto è aperto. Adesso stampa il foglio con la chiave, per la cassaforte."], cancel);

    /// <summary>Shown in this answer and in no other.</summary>
    public async Task<IActionResult> OnPostSheetAsync(CancellationToken cancel)
    {
        string? shown = null;
        await ActAsync(async write =>
        {
            var choice = await write.Db.Choices.SingleAsync(c => c.Id == Choice.Id, cancel);
            choice.ShowSheet(write.Now);
            shown = keys.Sheet(choice.Id) ?? throw new RuleViolation("choice.key-elsewhere",
                "La chiave non è su questo server: il foglio si stampa dal nodo che ha aperto il voto.");
            return Work;
        }, keepsAnswer: false);
        Sheet = shown;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    public Task<IActionResult> OnPostCountAsync(CancellationToken cancel) => ActAsync(async write =>
    {
        var box = write.Get<BallotBox>();
        await box.StandAsync(Choice.Id, cancel);
        var choice = await write.Db.Choices.SingleAsync(c => c.Id == Choice.Id, cancel);
        await box.CountAsync(choice, SecretKey, write.Now, cancel);
        return ChoiceUrls.Result(Process.Slug, choice.Id);
    }, L["Contato: le schede chiuse e la chiave non ci sono più. Distruggi anche il foglio della cassaforte."], keepsAnswer: false);

    public Task<IActionResult> OnPostAnnulAsync(CancellationToken cancel) => ChangeAsync(async (choice, write) =>
    {
        choice.Annul(Why ?? "");
        await write.Get<BallotBox>().AnnulAsync(choice, cancel);
        var code = await write.Get<Codes>().NextAsync(Process.Authority.Value, Process.Key, "V", cancel);
        var again = choice.Again(Process, code, write.Now);
        write.Db.Add(again);
        return ChoiceUrls.Work(Process.Slug, again.Id);
    }, L["Annullato: chi legge la pagina trova il motivo. Questa è la bozza del voto nuovo."], cancel);

    public Task<IActionResult> OnPostDiscardAsync(CancellationToken cancel) => ChangeAsync((choice, write) =>
    {
        choice.Discard();
        write.Db.Remove(choice);
        return Task.FromResult<Done>(ChoiceUrls.All(Process.Slug));
    }, L["La bozza non c'è più."], cancel);
}
