using Microsoft.AspNetCore.Mvc;
using Patto.Grants;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>Where somebody who works here begins: their processes, and what their roles open.</summary>
public sealed class OwnModel(ProcessBook processes) : PattoPage
{
    public IReadOnlyList<(ProcessCard Process, bool Works)> Mine { get; private set; } = [];
    public IReadOnlyList<(string Label, string Url)> Links { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Who.IsSignedIn) return LocalRedirect("/accedi?ritorno=/area-personale");
        List<(ProcessCard, bool)> mine = [];
        foreach (var card in await processes.ListAsync(Authority.Id, cancel))
        {
            var place = new Place(Authority.Id, Database.Subject.Of("process", card.Id));
            var roles = await Gate.RolesAsync(place, cancel);
            if (roles.Count > 1) mine.Add((card, await Gate.MayAsync(ProcessActs.Work, place, cancel)));
        }
        Mine = mine;
        (Act Act, string Label, string Url)[] links =
        [
            (ProcessActs.Create, L["Apri un percorso nuovo"], "/percorsi/nuovo"), (AdministrationActs.Settle, L["Impostazioni dell'ente"], "/amministrazione/ente"),
            (AdministrationActs.Invite, L["Persone e ruoli"], "/amministrazione/persone"), (AdministrationActs.SeeMail, L["Lettere"], "/posta"),
        ];
        List<(string, string)> open = [];
        foreach (var (act, label, url) in links)
            if (await MayAsync(act)) open.Add((label, url));
        Links = open;
        return Page();
    }
}
