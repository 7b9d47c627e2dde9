using Microsoft.AspNetCore.Mvc;
using Patto.Modules.Decisions.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Decisions.Pages;

/// <summary>The organ took note: the document arrived. Nothing is decided here.</summary>
public sealed class TakeNoteModel : ActPage
{
    protected override string Step => L["Presa d'atto"];

    public void OnGet() => (Organ, About) = (HandOver.To, L["Presa d'atto: {0}", HandOver.What]);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            w.Get<Deciding>().TakeNote(await LoadAsync(w, HandOver.Id), Act, w.Now);
            return DecisionUrls.List(Process.Slug);
        }, L["Presa d'atto registrata. La decisione sul merito deve ancora arrivare."]);
    }
}
