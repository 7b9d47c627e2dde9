using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Administration.Pages;

/// <summary>The desk corrects the contact of somebody who took part: the letters that did not arrive leave again.</summary>
public sealed class CorrectContactModel : ProcessPage
{
    public Person Person { get; private set; } = null!;
    [BindProperty] public Channel Channel { get; set; }
    [BindProperty, StringLength(300, ErrorMessage = "Il recapito è troppo lungo.")] public string? Address { get; set; }
    public override Act Demands => AdministrationActs.HandLetters;

    public IEnumerable<SelectListItem> Channels =>
        [new(L["Per e-mail"], nameof(Channel.Email)), new(L["Per telefono"], nameof(Channel.Phone)),
            new(L["Per posta"], nameof(Channel.Post)), new(L["Torna allo sportello"], nameof(Channel.Desk))];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Id<Person>.TryParse(RouteData.Values["person"] as string, null, out var id)) return false;
        Person = (await Get<PeopleBook>().WhoTookPart(Process.Subject).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel))!;
        return Person is not null;
    }

    protected internal override void Fill() => (Channel, Address) = (Person.Channel, Person.Address);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var person = await write.Db.Set<Person>().SingleAsync(p => p.Id == Person.Id, cancel);
            person.Correct(Channel, Address ?? "");
            foreach (var letter in await write.Db.Set<Letter>().Where(l => l.Person == person.Id && l.Sent == null).ToListAsync(cancel))
                letter.Readdress(person.Channel, person.Address, write.Now);
            return AdministrationUrls.Letters(Process.Slug);
        }, L["Recapito corretto: le lettere non ancora arrivate ripartono."]);
    }
}
