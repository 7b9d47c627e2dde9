using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Audit;
using Patto.Database;
using Patto.Modules.Documents.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Documents.Pages;

/// <summary>Several amendments answered with the same words: first what each author will read, then, confirmed, the answers.</summary>
public sealed class TogetherModel : ChosenPage
{
    [BindProperty] public Answer Answer { get; set; }
    [BindProperty, StringLength(3000)] public string? Reasons { get; set; }
    [BindProperty, StringLength(40)] public string? By { get; set; }

    /// <summary>The answer is complete and is shown before it is given.</summary>
    public bool IsPreview { get; private set; }
    public IEnumerable<SelectListItem> Answers => Choices(a => !a.Enters());
    public int WithLetter => Chosen.Count(a => a.Author is not null);

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        await ReadChosenAsync(DeskModel.MostTogether, cancel);
        Trail((Document.Title, Home), (L["Osservazioni"], Desk), (L["Rispondi insieme"], null));
        return true;
    }

    public void OnGet() { }

    /// <summary>Nothing is kept: what is missing is said, or what will be told is shown.</summary>
    public IActionResult OnPostPreview()
    {
        if (!ModelState.IsValid) return Page();
        Demand();
        IsPreview = true;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        Demand();
        return await ActAsync(async w =>
        {
            var drafting = w.Get<Drafting>();
            var (document, amendments) = (await drafting.LoadAsync(Document.Id), await TakeUpAsync(w));
            var together = await drafting.ReplyToManyAsync(Process, document, amendments, Answer, Reasons ?? "", By ?? "", w.Now);
            await w.Get<UndoBook>().OfferAsync(Process.Authority, Process.Subject, UndoReplies.Name, Document.Subject,
                UndoReplies.DataOf(together, amendments.Count), HttpContext.RequestAborted);
            return Desk;
        }, L.Count(Chosen.Count, "Risposta registrata: chi ha lasciato un recapito riceve la sua lettera.",
            "{0} risposte registrate: chi ha lasciato un recapito riceve la sua lettera."));
    }

    private void Demand()
    {
        RuleViolation.Unless(Chosen.Count > 0, "amendment.chosen", "Scegli almeno un emendamento che aspetta una risposta.");
        RuleViolation.UnlessAt(nameof(Answer), Answer != Answer.Waiting, "amendment.answer",
            "Scegli l'esito: per esempio accolto, accolto in parte o non accolto.");
        RuleViolation.UnlessAt(nameof(Reasons), !Answer.NeedsReason() || !string.IsNullOrWhiteSpace(Reasons), "amendment.reasons",
            "Se l'emendamento non è accolto per intero, scrivi il motivo.");
        RuleViolation.UnlessAt(nameof(By), !Answer.RestsOnAnother() || !string.IsNullOrWhiteSpace(By), "amendment.by",
            "Scrivi il codice dell'emendamento accolto che lo assorbe o lo preclude.");
    }
}
