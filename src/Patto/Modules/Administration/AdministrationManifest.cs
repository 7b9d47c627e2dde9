using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Administration.Pages;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Administration;

internal sealed class AdministrationManifest : ModuleManifest
{
    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        .. new[]
        {
            (typeof(SignInModel), nameof(SignInModel.OnPostAsync)), (typeof(SignOutModel), nameof(SignOutModel.OnPostAsync)),
            (typeof(SignOutModel), nameof(SignOutModel.OnPostEverywhereAsync)), (typeof(ForgotModel), nameof(ForgotModel.OnPostAsync)),
            (typeof(ResetModel), nameof(ResetModel.OnPostAsync)), (typeof(UseCodeModel), nameof(UseCodeModel.OnPostAsync)),
            (typeof(AcceptModel), nameof(AcceptModel.OnPostAsync)), (typeof(FirstStartModel), nameof(FirstStartModel.OnPostAsync)),
        }.Select(h => CitizenAct.KeepsNothing(h.Item1, h.Item2, "it is about signing in, and nothing is said by it")),
    ];

    public override IReadOnlyList<Act> Acts =>
    [
        AdministrationActs.Settle, AdministrationActs.Invite, AdministrationActs.SeeMail, AdministrationActs.HandLetters,
        AdministrationActs.SeeHistory, AdministrationActs.Suspend, AdministrationActs.SeeRoleChanges, AdministrationActs.ConfirmRole,
        AdministrationActs.HandPersonalData, AdministrationActs.PrintCode,
    ];

    public override IReadOnlyList<Type> Events => [typeof(DataRequested), typeof(DataRequestExtended), typeof(DataRequestAnswered)];

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<DataRequest>(new PersonalDatum("Chi chiede una copia, una correzione o la cancellazione dei suoi dati",
            "Rispondere entro il termine di legge, e dimostrarlo", "Cinque anni dopo la risposta, o fino alla cancellazione chiesta dalla persona"))
        {
            Of = (db, who) =>
            {
                var (ids, authority) = (who.Ids<Person>(), who.At<Authority>());
                return db.DataRequests.Where(r => r.Authority == authority && (r.Person != null && ids.Contains(r.Person.Value)
                    || r.Account != null && who.Accounts.Contains(r.Account.Value)));
            },
            Tell = r => [("Numero", r.Number), ("Che cosa chiede", r.Kind.Italian()), ("Testo", r.Text), ("Quando", r.At),
                ("Come è stato accertato chi è", r.CheckedBy), ("Risposta entro", r.Due), ("Perché serve più tempo", r.ExtendedWhy),
                ("Stato", r.State.Italian()), ("Risposta", r.Answer), ("Risposta il", r.Answered)],
            Forget = (r, now) => r.Forget(now),
            Lapsed = (db, now) =>
            {
                var limit = now.AddYears(-5);
                return db.DataRequests.Where(r => r.Answered != null && r.Answered < limit).OrderBy(r => r.Answered);
            },
        },
    ];

    public override IReadOnlyList<MenuEntry> Menu =>
    [
        new(MenuPlace.FootOpen, 30, "Registro degli atti del sito", "/registro"),
        new(MenuPlace.Office, 20, "Impostazioni dell'ente", "/amministrazione/ente", Demands: AdministrationActs.Settle),
        new(MenuPlace.Office, 30, "Persone e ruoli", "/amministrazione/persone", Demands: AdministrationActs.Invite),
        new(MenuPlace.Office, 40, "Lettere", "/posta", Demands: AdministrationActs.SeeMail),
        new(MenuPlace.Office, 50, "Dati di una persona", AdministrationUrls.PersonalData, Demands: AdministrationActs.HandPersonalData),
        new(MenuPlace.Office, 55, "Richieste sui dati", AdministrationUrls.DataRequests, Demands: AdministrationActs.HandPersonalData),
        new(MenuPlace.Administration, 10, "Ente", "/amministrazione/ente", Icon: "home"),
        new(MenuPlace.Administration, 20, "Persone e ruoli", "/amministrazione/persone", Icon: "people"),
        new(MenuPlace.Administration, 25, "Conferme", "/amministrazione/conferme", Icon: "key"),
        new(MenuPlace.Administration, 30, "Informativa", "/amministrazione/informativa", Icon: "doc"),
        new(MenuPlace.Administration, 35, "Dati di una persona", AdministrationUrls.PersonalData, Icon: "user"),
        new(MenuPlace.Administration, 37, "Richieste sui dati", AdministrationUrls.DataRequests, Icon: "wait"),
        new(MenuPlace.Administration, 40, "Lettere", "/posta", Icon: "chat"),
        new(MenuPlace.Administration, 42, "Posta in uscita", AdministrationUrls.MailServer, Icon: "mail"),
        new(MenuPlace.Administration, 45, "Installazione", AdministrationUrls.Installation, Icon: "grid"),
        new(MenuPlace.Administration, 50, "Registro", "/registro", Icon: "check"),
    ];

    public override IReadOnlyList<Type> FirstSteps =>
        [typeof(ContactsStep), typeof(NeighbourhoodsStep), typeof(NoticeStep), typeof(MailStep), typeof(HelpersStep)];

    public override IReadOnlyList<DashboardSection> Sections =>
    [
        new(100, "Lettere da consegnare", "mail", AdministrationUrls.Letters, AdministrationActs.HandLetters),
        new(110, "Ruoli", "people", AdministrationUrls.Staff, ProcessActs.Appoint),
    ];
}
