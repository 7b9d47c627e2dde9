using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Communication.Pages;
using Patto.Web;

namespace Patto.Modules.Communication;

internal sealed class CommunicationManifest : ModuleManifest
{
    private static readonly TimeSpan Unconfirmed = TimeSpan.FromDays(30);

    public override IReadOnlyList<ProcessEntry> ProcessPages =>
        [new(130, "Aggiornamenti", CommunicationUrls.Updates)];

    public override IReadOnlyList<Type> Events => [typeof(NoticesAsked), typeof(NoticesConfirmed), typeof(NoticesEnded),
        typeof(NoticesTimed), typeof(CircularSent)];

    public override IReadOnlyList<MenuEntry> Menu =>
        [new(MenuPlace.FootParticipate, 40, "Ricevi gli avvisi", CommunicationUrls.SubscribeToTown)];

    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        new(typeof(SubscribeModel), nameof(SubscribeModel.OnPostAsync), Hold.On(typeof(ConfirmModel)),
            Hold.On(typeof(UnsubscribeModel), nameof(UnsubscribeModel.OnPostTimeAsync)),
            Hold.On(typeof(UnsubscribeModel), nameof(UnsubscribeModel.OnPostAsync))),
        new(typeof(SubscribeTownModel), nameof(SubscribeTownModel.OnPostAsync), Hold.On(typeof(ConfirmModel)),
            Hold.On(typeof(UnsubscribeModel), nameof(UnsubscribeModel.OnPostTimeAsync)),
            Hold.On(typeof(UnsubscribeModel), nameof(UnsubscribeModel.OnPostAsync))),
        CitizenAct.KeepsNothing(typeof(UnsubscribeModel), nameof(UnsubscribeModel.OnPostAllAsync), "it ends all that the address follows"),
        CitizenAct.KeepsNothing(typeof(OneClickModel), nameof(OneClickModel.OnPostAsync), "it ends what a letter belongs to"),
        CitizenAct.KeepsNothing(typeof(ConfirmModel), nameof(ConfirmModel.OnPostAsync),
            "it confirms the address of the letter it came by"),
    ];

    public override IReadOnlyList<Act> Acts => [CommunicationActs.WriteLetters];

    public override IReadOnlyList<DashboardSection> Sections =>
        [new(85, "Lettere a molti", "mail", CommunicationUrls.Letters, CommunicationActs.WriteLetters)];

    public override GlossaryWord? Word => new("lettera a molti", ["Circular", "Audience"],
        "a letter of the office to a group, a meeting, the register, or everybody who took part");

    public override IReadOnlyList<Type> Exports => [typeof(UpdatesTable)];

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Circular>(new PersonalDatum("Chi ha scritto una lettera a molti", "Rispondere di ciò che si fa",
            PersonalDatum.Unnamed))
        {
            Of = (db, who) => db.Circulars.Where(c => c.By != null && who.Actors.Contains(c.By.Value)),
            Tell = c => [("Oggetto", c.Title), ("Quando", c.At)],
            ErasedWith = "AspNetUsers",
        },
        new PersonalTable<Subscription>(new PersonalDatum("E-mail di chi chiede gli avvisi, e che cosa segue", "Mandare gli avvisi",
            "Finché la persona non li disdice; 30 giorni se non conferma l'indirizzo"))
        {
            Of = (db, who) => { var authority = who.At<Authority>();
                return db.Subscriptions.Where(s => s.Authority == authority && who.Emails.Contains(s.Email)); },
            Tell = s => [("E-mail", s.Email), ("Percorso", s.Process is { } process ? Subject.Of("process", process) : null),
                ("Tema", s.Theme), ("Che cosa segue", s.Thing), ("Quanto spesso", s.Frequency.Italian()), ("Chiesti il", s.Asked),
                ("Confermati il", s.Confirmed)],
            Forget = (s, now) => s.End(now),
            Lapsed = (db, now) => { var oldest = now - Unconfirmed;
            return db.Subscriptions.Where(s => s.Confirmed == null && s.Asked < oldest && s.Ended == null).OrderBy(s => s.Asked); },
        },
    ];
}
