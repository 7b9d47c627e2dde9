using Patto.Database;
using Patto.Grants;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Portal;

internal sealed class PortalManifest : ModuleManifest
{
    public override IReadOnlyList<ProcessEntry> ProcessPages =>
        [new(10, "Il percorso", ProcessUrls.Show)];

    public override IReadOnlyList<MenuEntry> Menu =>
    [
        new(MenuPlace.Main, 10, "Home", "/", "home"),
        new(MenuPlace.Main, 60, "Come si partecipa", "/come-si-partecipa", "come"),
        new(MenuPlace.Office, 5, "Primi passi", ProcessUrls.FirstStepsOfBody, Demands: AdministrationActs.Settle),
        new(MenuPlace.Office, 60, "Traduzioni di «come partecipare»", WelcomeUrls.Checks, Demands: WelcomeActs.Check),
        new(MenuPlace.FootParticipate, 50, "Le mie voci", OwnDoor.Page),
        new(MenuPlace.FootOpen, 5, "A che punto siamo", "/a-che-punto-siamo"),
        new(MenuPlace.FootOpen, 20, "Dati aperti", "/dati-aperti"),
    ];

    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        CitizenAct.KeepsNothing(typeof(Pages.OwnActsModel), nameof(Pages.OwnActsModel.OnPostAsync), "it asks for a letter with a link"),
        CitizenAct.KeepsNothing(typeof(Pages.OwnActsModel), nameof(Pages.OwnActsModel.OnPostSeenAsync), "it notes what was read"),
        CitizenAct.KeepsNothing(typeof(Pages.OwnActsModel), nameof(Pages.OwnActsModel.OnPostJoinAsync),
            "it joins to the account what was left with the account's own address"),
        new(typeof(Pages.OwnDataModel), nameof(Pages.OwnDataModel.OnPostAskAsync), Hold.On(typeof(Pages.OwnDataModel)),
            Hold.None("another request says it"), Hold.None("the office answers it; who no longer wants it writes so")),
        CitizenAct.KeepsNothing(typeof(Pages.OwnDataModel), nameof(Pages.OwnDataModel.OnPostCopyAsync), "it shows what is kept"),
        CitizenAct.KeepsNothing(typeof(Pages.OwnDataModel), nameof(Pages.OwnDataModel.OnPostDownloadAsync), "it hands over what is kept"),
        CitizenAct.KeepsNothing(typeof(Pages.OwnDataModel), nameof(Pages.OwnDataModel.OnPostEraseAsync),
            "nothing remains to be held; a letter says that it was done"),
    ];

    public override IReadOnlyList<Act> Acts => [ThreadActs.Cut, AttachmentActs.Attach, WelcomeActs.Check];

    public override IReadOnlyList<Type> Events => [typeof(WelcomeChecked), typeof(WelcomeUnchecked)];

    public override IReadOnlyList<Impersonal> Impersonal =>
        [new(typeof(WelcomeCheck), "the service that checked a translation, never a person", "By")];

    public override IReadOnlyList<Type> Exports => [typeof(FilesTable)];

    public override IReadOnlyList<DashboardSection> Sections =>
    [
        new(10, "Sintesi", "grid", ProcessUrls.Dashboard),
        new(105, "Primi passi", "check", ProcessUrls.FirstSteps),
        new(95, "Collegamenti del filo", "link", ThreadUrls.Links, ThreadActs.Cut),
    ];
}
