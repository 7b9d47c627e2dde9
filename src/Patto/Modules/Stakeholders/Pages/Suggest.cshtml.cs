using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Stakeholders.Pages;

/// <summary>Anybody says who is missing among those who are heard.</summary>
public sealed class SuggestModel : ProcessPage
{
    public override Act Demands => StakeholderActs.Suggest;

    [BindProperty, Required(ErrorMessage = "Scrivi chi manca."), StringLength(200)] public string? Missing { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi perché va ascoltato: basta una frase."), StringLength(1000)]
    public string? Why { get; set; }
    [BindProperty, StringLength(200)] public string? Email { get; set; }

    protected override Task<bool> FindHereAsync(CancellationToken cancel) => Task.FromResult(!Process.IsConcluded);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("suggestion", HttpContext, CurrentUser);
        return await ActAsync(async write =>
        {
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            var person = string.IsNullOrWhiteSpace(Email) ? null : write.Get<PeopleBook>().Meet("", Channel.Email, Email!,
                Texts.IsEnglish ? "en" : "it", nameof(Email));
            var code = await write.Get<Codes>().NextAsync(Authority.Id.Value, Process.Key, "Q", cancel);
            write.Db.Add(Suggestion.Send(Authority.Id, Process.Id, Missing!, Why!, person?.Id, write.Now, code));
            return new($"/filo/{code}", L["Grazie. Il codice è {0}: stampa o copia questa pagina, qui leggerai la risposta.", code]);
        });
    }
}
