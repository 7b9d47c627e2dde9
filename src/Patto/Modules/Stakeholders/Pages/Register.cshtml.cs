using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Stakeholders.Pages;

/// <summary>An organisation or a group of people puts itself on the map.</summary>
public sealed class RegisterModel(StakeholderBook book) : ProcessPage
{
    public override Act Demands => StakeholderActs.Register;

    [BindProperty, Required(ErrorMessage = "Scrivi il nome dell'organizzazione o del gruppo di persone."),
        StringLength(200)]
    public string? Name { get; set; }
    [BindProperty] public InterestMap Map { get; set; } = InterestMap.PrivateAndCitizens;
    [BindProperty] public Guid? Interest { get; set; }
    [BindProperty, StringLength(600)] public string? What { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi nome e cognome di chi possiamo cercare."),
        StringLength(200)]
    public string? Contact { get; set; }
    [BindProperty] public Channel Channel { get; set; } = Channel.Email;
    [BindProperty, StringLength(300)] public string? Address { get; set; }
    [BindProperty] public bool Agree { get; set; }

    public IReadOnlyList<CoverageView> Checklist { get; private set; } = [];
    public IEnumerable<SelectListItem> Interests => Checklist.Select(i => new SelectListItem(i.Name, i.Id.ToString()));
    public IEnumerable<SelectListItem> MapChoices => Enum.GetValues<InterestMap>().Select(m => new Choice(m.ToString(), L[m.Italian()]));
    public IEnumerable<SelectListItem> Channels =>
        [new Choice(nameof(Channel.Email), L["Per e-mail"]), new Choice(nameof(Channel.Phone), L["Per telefono"]),
            new Choice(nameof(Channel.Post), L["Per posta"])];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (Process.IsConcluded) return false;
        Checklist = await book.CoverageAsync(Process.Id, cancel);
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Agree) ModelState.AddModelError(nameof(Agree), L["Per iscriverti serve il tuo consenso a usare questi dati."]);
        if (Channel is not (Channel.Email or Channel.Phone or Channel.Post)) ModelState.AddModelError(nameof(Channel),
            L["Scegli come possiamo cercarti."]);
        if (Interest is { } chosen && Checklist.All(i => i.Id.Value != chosen)) ModelState.AddModelError(nameof(Interest),
            L["Scegli un interesse dell'elenco."]);
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("stakeholder", HttpContext, CurrentUser);
        return await ActAsync(async write =>
        {
            var look = await SameQuestion.LookAsync(this, write);
            if (look.SaysSame(await write.Db.Stakeholders.Where(s => s.Process == Process.Id).Named(Name!).AnyAsync(), Name!,
                L["Fra i portatori di interesse c'è già «{0}»: siete gli stessi?", Name!],
                L["Siamo gli stessi: quello che c'è scritto resta com'è"], L["Siamo altri: iscrivi anche noi"]))
                return new(StakeholderUrls.Maps(Process.Slug),
                    L["Eravate già nell'elenco: non serve iscriversi di nuovo. Per cambiare qualcosa cercate chi cura il percorso."]);
            var person = write.Get<PeopleBook>().Meet(Contact!, Channel, Address ?? "", Texts.IsEnglish ? "en" : "it");
            write.Db.Add(Stakeholder.Note(Authority.Id, Process.Id, Name!, Map, What ?? "", Interest is { } id ? new Id<Interest>(id)
                : null, write.Now, person.Id));
            return StakeholderUrls.Maps(Process.Slug);
        }, L["Iscrizione ricevuta: comparirà sulla mappa appena la segreteria l'ha letta."]);
    }
}
