using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Groups.Pages;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Groups;

internal sealed class GroupsManifest : ModuleManifest
{
    public override IReadOnlyList<ProcessEntry> ProcessPages =>
        [new(50, "Il Tavolo", GroupUrls.Table), new(55, "I filoni", GroupUrls.Tracks)];

    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        new(typeof(ApplyModel), nameof(ApplyModel.OnPostAsync),
            Hold.None("it is answered with a yes or a reason on the contact that was asked for"),
            Hold.None("a new application says it better; the first is answered too"),
            Hold.None("who applied says no when the office calls: no seat is taken by an application")),
    ];

    public override IReadOnlyList<Act> Acts => [GroupActs.Apply, GroupActs.Compose, GroupActs.ReadApplications, GroupActs.WriteInside];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(GroupFormed), typeof(GroupDescribed), typeof(GroupEnlarged), typeof(MemberSeated), typeof(MemberLeft),
        typeof(SeatDescribed), typeof(MemberCorrected), typeof(LeavingUndone), typeof(EnlargementUndone), typeof(RefusalUndone),
        typeof(ApplicationReceived), typeof(ApplicationAnswered), typeof(WideningPlanned), typeof(WideningTakenBack),
        typeof(GroupWidened), typeof(GroupNarrowed),
        typeof(PaperWritten), typeof(PaperCorrected), typeof(PaperRemoved), typeof(PaperOpened),
    ];

    public override IReadOnlyList<Type> Exports => [typeof(SeatsTable), typeof(MandatesTable), typeof(TracksTable)];

    public override IReadOnlyList<string> Findable => ["paper"];

    public override IReadOnlyList<Type> FirstSteps => [typeof(SeatsStep)];

    public override GlossaryWord? Word => new("Tavolo di Negoziazione", ["Group"], "the table of those who hold an interest, by seats",
        "LR 15/2018, art. 17");

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Membership>(new PersonalDatum("Posto al Tavolo e mandato",
            "Trasparenza di chi siede al Tavolo e per quale interesse",
            "Per la durata del mandato e cinque anni dopo"))
        {
            Of = (db, who) => { var ids = who.Ids<Person>(); return db.Memberships.Where(m => ids.Contains(m.Person)); },
            Tell = m => [("Nome", m.Name), ("Organizzazione", m.Organisation), ("Atto del mandato", m.Mandate),
                ("Supplente", m.IsSubstitute), ("Dal", m.Since),
            ("Al", m.Until), ("Prima delle correzioni", string.Join("; ",
                m.Before.Select(b => $"{b.Name}, {b.Organisation}, {b.Since}, {b.Mandate}")))],
            Forget = (m, _) => m.Forget(),
        },
        new PersonalTable<Application>(new PersonalDatum("Richiesta di entrare nel Tavolo", "Decidere sulla richiesta e rispondere",
        PersonalDatum.FiveYears))
        {
            Of = (db, who) => { var ids = who.Ids<Person>(); return db.Applications.Where(a => ids.Contains(a.Person)); },
            Tell = a => [("Nome", a.Name), ("Interesse", a.Interest), ("Organizzazione", a.Organisation), ("Perché", a.Why),
            ("Quando", a.At),
                ("Stato", a.State.Italian()), ("Motivo della risposta", a.Reason)],
            Forget = (a, _) => a.Forget(),
        },
        new PersonalTable<Paper>(new PersonalDatum("Chi ha scritto nello spazio riservato di un gruppo", "Lasciar correggere a chi ha scritto",
            PersonalDatum.Unnamed))
        {
            Of = (db, who) => db.Papers.Where(p => p.By != null && who.Actors.Contains(p.By.Value)),
            Tell = p => [("Che cosa", p.Kind.Italian()), ("Titolo", p.Title), ("Testo", p.Text), ("Quando", p.At)],
            ErasedWith = "AspNetUsers",
        },
    ];

    public override IReadOnlyList<Impersonal> Impersonal => [new(typeof(Group), "the name of a group", "Name")];
}
