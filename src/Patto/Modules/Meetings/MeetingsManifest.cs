using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.People;
using Patto.Web;
#pragma warning disable CA1304, CA1311 // the database does it

namespace Patto.Modules.Meetings;

internal sealed class MeetingsManifest : ModuleManifest
{
    public override IReadOnlyList<Act> Acts =>
    [
        MeetingActs.Organise, MeetingActs.Lead, MeetingActs.SeeInside, MeetingActs.PublishMinutes,
    ];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(MeetingPlanned), typeof(MeetingChanged), typeof(MeetingPublished), typeof(MeetingCancelled), typeof(MeetingOpened),
        typeof(MeetingClosed), typeof(RegistrationMade), typeof(RegistrationWithdrawn), typeof(AttendanceTaken), typeof(HeadsCounted),
        typeof(MinutesWritten), typeof(AgreementMade), typeof(AgreementKept), typeof(SessionCalled), typeof(SessionReported),
        typeof(SessionRemoved), typeof(DraftingOffered),
    ];

    public override IReadOnlyList<MenuEntry> Menu =>
    [
        new(MenuPlace.Main, 30, "Incontri", "/incontri", "incontri"),
        new(MenuPlace.FootParticipate, 20, "Calendario degli incontri", "/incontri"),
    ];

    public override IReadOnlyList<DashboardSection> Sections =>
    [
        new(40, "Incontri", "calendar", MeetingUrls.List),
    ];

    public override IReadOnlyList<Type> Exports => [typeof(MeetingsTable), typeof(SessionsTable), typeof(MinutesTable)];

    public override IReadOnlyList<string> Findable => ["meeting"];

    public override IReadOnlyList<Type> FirstSteps => [typeof(MeetingsStep)];

    public override GlossaryWord? Word => new("incontro", ["Meeting", "Registration", "Attendance"],
        "people in a room; who signed up and who came are two things");

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Registration>(new PersonalDatum("Iscrizione agli incontri", "Preparare la sala e avvisare chi viene",
            "Come il nome"))
        {
            Of = (db, who) => { var ids = who.Ids<Person>(); return db.Set<Registration>().Where(r => ids.Contains(r.Person)); },
            Tell = r => [("Incontro", Subject.Of("meeting", r.Meeting)), ("Quando", r.At)],
            Goes = true,
        },
        new PersonalTable<Attendance>(new PersonalDatum("Presenza agli incontri",
        "Il foglio delle presenze e l'invio dei risultati a chi c'era",
            "Cinque anni dopo la fine del percorso; poi resta il conto, senza persone"))
        {
            Of = (db, who) => { var ids = who.Ids<Person>(); return db.Attendances.Where(a => ids.Contains(a.Person)); },
            Tell = a => [("Incontro", Subject.Of("meeting", a.Meeting)), ("Quando", a.At)],
            ErasedWith = "People",
        },
        new PersonalTable<DraftingOffer>(new PersonalDatum("Disponibilità a scrivere i testi", "Richiamare chi si è offerto",
        "Come il nome"))
        {
            Of = (db, who) => { var ids = who.Ids<Person>(); return db.DraftingOffers.Where(o => ids.Contains(o.Person)); },
            Tell = o => [("Incontro", Subject.Of("meeting", o.Meeting)), ("Perché", o.Why), ("Quando", o.At)],
            Goes = true,
        },
        new PersonalTable<Session>(new PersonalDatum("Come si è chiamato chi ha proposto un tema nell'Open Space",
        "Sapere chi cercare nella sala", "Come il nome"))
        {
#pragma warning disable CA1862 // the database compares
            Of = (db, who) => { var names = NamesIn(db, who);
                return db.Sessions.Where(s => names.Any(n => n.Meeting == s.Meeting && n.Name == s.Caller.ToUpper())); },
#pragma warning restore CA1862
            Tell = s => [("Tema", s.Title), ("Proposto da", s.Caller), ("Quando", s.Called)],
            Forget = (s, _) => s.ForgetCaller(),
        },
        new PersonalTable<Agreement>(new PersonalDatum("Chi si occupa di ciò che un incontro ha deciso", "Mantenere gli impegni presi",
        "Come il nome"))
        {
#pragma warning disable CA1862 // the database compares
            Of = (db, who) => { var names = NamesIn(db, who);
                return db.Agreements.Where(a => names.Any(n => n.Meeting == a.Meeting && n.Name == a.Owner.ToUpper())); },
#pragma warning restore CA1862
            Tell = a => [("Che cosa", a.Text), ("Chi se ne occupa", a.Owner), ("Entro", a.Due)],
            Forget = (a, _) => a.ForgetOwner(),
        },
        new PersonalTable<Minutes>(new PersonalDatum("Chi ha scritto un verbale", "Rispondere di ciò che si fa", PersonalDatum.Unnamed))
        {
            Of = (db, who) => db.Minutes.Where(m => m.By != null && who.Actors.Contains(m.By.Value)),
            Tell = m => [("Incontro", Subject.Of("meeting", m.Meeting)), ("Versione", m.Number), ("Quando", m.At)],
            ErasedWith = "AspNetUsers",
        },
    ];

    private sealed class NameThere
    {
        public Id<Meeting> Meeting { get; init; }
        public string Name { get; init; } = "";
    }

    // A name typed on the wall or in the minutes is the person's when they came to that meeting, or registered, with that name.
    private static IQueryable<NameThere> NamesIn(AppDb db, DataSubject who)
    {
        var ids = who.Ids<Person>();
        var there = db.Attendances.Select(a => new { a.Meeting, a.Person })
            .Concat(db.Set<Registration>().Select(r => new { r.Meeting, r.Person }));
        return there.Where(t => ids.Contains(t.Person)).Join(db.Set<Person>().Where(p => p.Name != ""), t => t.Person, p => p.Id,
            (t, p) => new NameThere { Meeting = t.Meeting, Name = p.Name.ToUpper() });
    }
}
