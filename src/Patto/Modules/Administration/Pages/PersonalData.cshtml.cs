using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Administration.Contracts;
using Patto.Privacy;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>Who asks for their data gets them, on paper or as a file, or has them erased. What was looked for stands in no address:
/// everything is posted.</summary>
public sealed class PersonalDataModel(PersonalDataBook book, PersonalCopies copies) : PattoPage
{
    private const int Most = 50;

    [BindProperty, StringLength(200)] public string? Search { get; set; }
    [BindProperty] public List<Guid> Person { get; set; } = [];
    [BindProperty] public Guid? Account { get; set; }
    [BindProperty, StringLength(200)] public string? Email { get; set; }
    [BindProperty] public bool Sure { get; set; }

    public IReadOnlyList<Candidate>? Persons { get; private set; }
    public IReadOnlyList<Candidate> Accounts { get; private set; } = [];
    /// <summary>The address that was looked for, where something is kept under it alone.</summary>
    public string? Alone { get; private set; }
    public PersonalCopy? Told { get; private set; }

    public override Act Demands => AdministrationActs.HandPersonalData;

    public void OnGet() { }

    public async Task<IActionResult> OnPostSearchAsync(CancellationToken cancel)
    {
        if (Search is not { } words || words.Trim().Length < 3)
        {
            ModelState.AddModelError(nameof(Search), L["Scrivi almeno tre lettere del nome o del recapito."]);
            return Page();
        }
        (Persons, Accounts) = (await book.FindPersonsAsync(words, Most, cancel), await book.FindAccountsAsync(words, Most, cancel));
        if (words.Contains('@', StringComparison.Ordinal)
            && (await book.TellAsync(await book.WhoAsync([], null, words, cancel), cancel)).Count > 0) Alone = words.Trim();
        return Page();
    }

    public async Task<IActionResult> OnPostViewAsync(CancellationToken cancel)
    {
        if (!await TellAsync(cancel)) return Page();
        await Get<Writes>().RunAsync(NoteAsync, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostDownloadAsync(CancellationToken cancel)
    {
        if (!await TellAsync(cancel)) return Page();
        await Get<Writes>().RunAsync(NoteAsync, cancel);
        return File(Told!.ToJson(Authority.Name, L), "application/json", "dati-personali.json");
    }

    public async Task<IActionResult> OnPostEraseAsync(CancellationToken cancel)
    {
        if (!await TellAsync(cancel)) return Page();
        if (!Sure)
        {
            ModelState.AddModelError(nameof(Sure), L["Spunta la casella: cancellare non si può annullare."]);
            return Page();
        }
        return await ActAsync(async write =>
        {
            var there = write.Get<PersonalDataBook>();
            await there.EraseAsync(await there.WhoAsync(Person, Account, Email, cancel), cancel);
            return AdministrationUrls.PersonalData;
        }, L["I dati sono stati cancellati. Quello che la persona ha detto resta, senza il suo nome."]);
    }

    private static Task NoteAsync(WriteScope write)
    {
        write.Db.Tell(new PersonalDataTold(Guid.CreateVersion7()));
        return Task.CompletedTask;
    }

    private async Task<bool> TellAsync(CancellationToken cancel)
    {
        if (Person.Count == 0 && Account is null && string.IsNullOrWhiteSpace(Email))
        {
            ModelState.AddModelError(nameof(Search), L["Scegli almeno una riga: chi è venuto più volte ne ha più d'una."]);
            return false;
        }
        Told = await copies.OfAsync(await book.WhoAsync(Person, Account, Email, cancel), cancel);
        return true;
    }
}
