using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Groups.Pages;

/// <summary>Somebody asks to sit at the table; also written by the staff for who has no e-mail.</summary>
public sealed class ApplyModel(GroupBook book) : ProcessPage
{
    public override Act Demands => GroupActs.Apply;

    [BindProperty, Required(ErrorMessage = "Scrivi nome e cognome."), StringLength(200)] public string? Name { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi quale interesse o esperienza porti."),
        StringLength(160)]
    public string? Interest { get; set; }
    [BindProperty, StringLength(200)] public string? Organisation { get; set; }
    [BindProperty, StringLength(1500)] public string? Why { get; set; }
    [BindProperty] public Channel Channel { get; set; } = Channel.Email;
    [BindProperty, StringLength(300)] public string? Address { get; set; }
    [BindProperty] public bool Agree { get; set; }

    public GroupView Table { get; private set; } = null!;
    public IEnumerable<SelectListItem> Channels =>
        [new Choice(nameof(Channel.Email), L["Per e-mail"]), new Choice(nameof(Channel.Phone), L["Per telefono"]),
            new Choice(nameof(Channel.Post), L["Per posta"]), new Choice(nameof(Channel.Desk), L["Passo io allo sportello"])];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel) =>
        (Table = (await book.TableAsync(Process.Id, cancel))!) is not null;

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Agree) ModelState.AddModelError(nameof(Agree), L["Per mandare la richiesta serve il tuo consenso a usare questi dati."]);
        if (Channel == Channel.None) ModelState.AddModelError(nameof(Channel), L["Scegli come vuoi la risposta."]);
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("application", HttpContext, CurrentUser);
        return await ActAsync(async write =>
        {
            if (await AskedAlreadyAsync(write)) return new(GroupUrls.Table(Process.Slug),
                L["C'era già: non è stata aggiunta un'altra richiesta."]);
            var person = write.Get<PeopleBook>().Meet(Name!, Channel, Address ?? "", Texts.IsEnglish ? "en" : "it");
            var group = await write.Db.Groups.FindAsync(Table.Id) ?? throw new Unknown();
            write.Db.Add(Application.Send(group, person.Id, Name!, Interest!, Organisation ?? "", Why ?? "", write.Now));
            return GroupUrls.Table(Process.Slug);
        }, L["Richiesta ricevuta. Chi cura il percorso ti risponde con un sì o con un motivo."]);
    }

    private async Task<bool> AskedAlreadyAsync(WriteScope write)
    {
        var look = await SameQuestion.LookAsync(this, write);
        var waiting = write.Db.Applications.Where(a => a.Group == Table.Id && a.State == ApplicationState.Waiting);
        var asked = await PeopleBook.LikeAsync(write.Db.Set<Person>().Where(p => waiting.Any(a => a.Person == p.Id)), Name!, Channel,
            Address, HttpContext.RequestAborted) is not null;
        var sits = Table.Sitting.Any(s => NameOrder.SameKey(s.Member.Name) == NameOrder.SameKey(Name!));
        return look.SaysSame(asked || sits, $"{Name} {Channel} {Address}",
            sits ? L["{0} siede già al Tavolo: è la stessa persona?", Name!]
                : L["Una richiesta con questo nome o questo recapito, «{0}», aspetta già una risposta: è la stessa persona?", Name!],
            L["È la stessa persona: resta quello che c'è"], L["È un'altra persona: manda la richiesta"]);
    }
}
