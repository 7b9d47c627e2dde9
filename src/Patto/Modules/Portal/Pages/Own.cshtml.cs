using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>Where somebody who works here begins: their processes, and what their roles open.</summary>
public sealed class OwnModel(ProcessBook processes) : PattoPage
{
    /// <summary>The processes where the person has a role: whether they work on its dashboard, else the place that their role is
    /// for.</summary>
    public IReadOnlyList<(ProcessCard Process, bool Works, (string Label, string Url)? Next)> Mine { get; private set; } = [];
    public IReadOnlyList<(string Label, string Url)> Links { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!CurrentUser.IsSignedIn) return LocalRedirect("/accedi?ritorno=/area-personale");
        List<(ProcessCard, bool, (string, string)?)> mine = [];
        foreach (var card in await processes.ListAsync(Authority.Id, cancel))
        {
            var place = new Place(Authority.Id, Kernel.Subject.Of("process", card.Id));
            var roles = await Gate.RolesAsync(place, cancel);
            var works = await Gate.MayAsync(ProcessActs.Work, place, cancel);
            if (roles.Count > 1) mine.Add((card, works, works ? null : PlaceOf(roles, card.Slug)));
        }
        Mine = mine;
        List<(string, string)> open = [];
        foreach (var link in ModuleManifest.LinksIn(MenuPlace.Office))
            if (link.Demands is null || await MayAsync(link.Demands)) open.Add((L[link.Label], link.Url));
        if (await RoleChangePlaces.OfAsync(CurrentUser, Db, Authority.Id, cancel) is { } guarded
            && await Gate.MayAsync(AdministrationActs.SeeRoleChanges, guarded, cancel))
            open.Add((await Get<RoleBook>().WaitingAt(Authority.Id, Now).CountAsync(cancel) is > 0 and var waiting
                ? L.Count(waiting, "Un ruolo aspetta una seconda persona", "{0} ruoli aspettano una seconda persona")
                : L["Ruoli confermati da una seconda persona"], "/amministrazione/conferme"));
        Links = open;
        return Page();
    }

    private (string, string)? PlaceOf(IReadOnlySet<Role> roles, string slug) =>
        roles.Contains(Role.DecisionMaker) ? (L["Leggi le decisioni e le consegne"], DecisionUrls.List(slug))
        : roles.Contains(Role.Drafter) ? (L["Vai ai testi"], DocumentUrls.All(slug))
        : roles.Contains(Role.TableMember) ? (L["Vai al Tavolo"], GroupUrls.Table(slug)) : null;
}
