using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Decisions.Pages;

/// <summary>The table hands its text and its proposals to the body that decides.</summary>
public sealed class HandOverModel : ProcessPage
{
    public override Act Demands => DecisionActs.HandOver;

    [BindProperty] public Guid? Document { get; set; }
    [BindProperty, StringLength(40)] public List<string> Proposals { get; set; } = [];
    [BindProperty, Required(ErrorMessage = "Scrivi che cosa si consegna."), StringLength(300)] public string What { get; set; } = "";
    [BindProperty, StringLength(200)] public string? By { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi a chi si consegna: la Giunta, il Consiglio, l'assemblea."),
        StringLength(200)]
    public string To { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scegli il giorno.")] public DateOnly? Day { get; set; }

    public IReadOnlyList<DocumentInfo> Final { get; private set; } = [];
    public IReadOnlyList<ProposalInfo> Open { get; private set; } = [];
    public IEnumerable<SelectListItem> Documents =>
        Final.Select(d => new SelectListItem(L.Phrase($"{d.Title} ({L[d.Kind.Italian()]})"), d.Id.ToString()));
    public IEnumerable<SelectListItem> Choices => Open.Select(p => new SelectListItem($"{p.Code} {p.Title}", p.Code));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "decisioni",
            Crumbs.To((L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
                (L["Decisioni"].Value, DecisionUrls.List(Process.Slug)), (L["Consegna a chi decide"].Value, null)));
        Final = [.. (await Get<DocumentBook>().PublicAsync(Process.Id, cancel)).Where(d => d.State == DocumentState.Final)];
        Open = [.. (await Get<ProposalBook>().AllAsync(Process.Id, cancel)).Where(p => ProposalWords.Alive.Contains(p.State))];
        return true;
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        To = (await Get<ProcessBook>().ReadAsync(Process.Id, cancel))?.Bodies.OrganName ?? "";
        (By, Day, What) = (L["Tavolo di Negoziazione"], Localization.Texts.RomeDay(Now), Final is [{ } only] ? only.Title : "");
        Document = Final is [{ } first] ? first.Id.Value : null;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        if (Document is { } id && Final.All(d => d.Id.Value != id)) return NotFound();
        List<Id<Modules.Proposals.Proposal>> chosen = [.. Open.Where(p => Proposals.Contains(p.Code)).Select(p => p.Id)];
        return await ActAsync(async w =>
        {
            await w.Get<Deciding>().HandOverAsync(Process, Document is { } document ? new Id<Modules.Documents.Document>(document)
                : null, chosen, What, By ?? "", To, Day!.Value, w.Now);
            return DecisionUrls.List(Process.Slug);
        }, L["Consegna registrata."]);
    }
}
