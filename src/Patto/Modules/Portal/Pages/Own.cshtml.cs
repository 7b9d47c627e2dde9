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
public sealed class OwnModel(ProcessBook processes, IEnumerable<IWhatWaits> waits) : PattoPage
{
    /// <summary>The processes where the person has a role: whether they work on its dashboard, else the place that their role is
    /// for.</summary>
    public IReadOnlyList<Own> Mine { get; private set; } = [];

    /// <param name="Works">On the dashboard of the process, where what waits stands.</param>
    /// <param name="Next">The place that the role is for.</param>
    /// <param name="ToDo">What waits for who has no dashboard.</param>
    public sealed record Own(ProcessCard Process, bool Works, (string Label, string Url)? Next, IReadOnlyList<Waiting> ToDo);
    public IReadOnlyList<(string Label, string Url)> Links { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!CurrentUser.IsSignedIn) return LocalRedirect("/accedi?ritorno=/area-personale");
        List<Own> mine = [];
        foreach (var card in await processes.ListAsync(Authority.Id, cancel))
        {
            var place = new Place(Authority.Id, Kernel.Subject.Of("process", card.Id));
            var roles = await Gate.RolesAsync(place, cancel);
            var works = await Gate.MayAsync(ProcessActs.Work, place, cancel);
            if (roles.Count > 1) mine.Add(new(card, works, works ? null : PlaceOf(roles, card.Slug),
                works && !roles.Contains(Role.DecisionMaker) ? [] : await WaitingAsync(card, place, cancel)));
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

    private async Task<IReadOnlyList<Waiting>> WaitingAsync(ProcessCard card, Place place, CancellationToken cancel)
    {
        if (await processes.GetAsync(card.Id, cancel) is not { } process) return [];
        var found = await waits.OfAsync(process, act => Gate.MayAsync(act, place, cancel), cancel);
        return [.. found.OrderByDescending(w => w.Late)];
    }

    private (string, string)? PlaceOf(IReadOnlySet<Role> roles, string slug) =>
        roles.Contains(Role.DecisionMaker) ? (L["Leggi le decisioni e le consegne"], DecisionUrls.List(slug))
        : roles.Contains(Role.Drafter) ? (L["Vai ai testi"], DocumentUrls.All(slug))
        : roles.Contains(Role.TableMember) ? (L["Vai al Tavolo"], GroupUrls.Table(slug)) : null;
}
