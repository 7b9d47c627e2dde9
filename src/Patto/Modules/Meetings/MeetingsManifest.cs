using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Meetings.Pages;
using Patto.People;
using Patto.Web;
#pragma warning disable CA1304, CA1311 // the database does it

namespace Patto.Modules.Meetings;

internal sealed class MeetingsManifest : ModuleManifest
{
    public override IReadOnlyList<ProcessEntry> ProcessPages =>
        [new(80, "Incontri", MeetingUrls.List)];

    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        new(typeof(RegisterModel), nameof(RegisterModel.OnPostAsync), Hold.On(typeof(RegisteredModel)),
            Hold.None("the seat is given back and taken anew"), Hold.On(typeof(RegisteredModel), nameof(RegisteredModel.OnPostAsync))),
        new(typeof(DraftingModel), nameof(DraftingModel.OnPostAsync),
            Hold.None("the office calls whoever offered to write, on the contact that was asked for"),
            Hold.None("told when the office calls"), Hold.None("told when the office calls: nobody is drawn in by an offer")),
        new(typeof(RoomModel), nameof(RoomModel.OnPostAsync), Hold.On(typeof(RoomModel)),
            Hold.None("a voice is taken back and said anew, on the page of its letters"),
            Hold.None("the letters of the receipt open the page of the voice, and take it back there")),
        new(typeof(SessionModel), nameof(SessionModel.OnPostAsync),
            Hold.None("the report of a session stands on the wall of the room, under the name of its caller"),
            Hold.On(typeof(SessionModel), nameof(SessionModel.OnPostCorrectAsync)),
            Hold.None("it is what many said together: it is corrected, with the reason")),
        new(typeof(CallModel), nameof(CallModel.OnPostAsync), Hold.None("the call stands at once on the wall of the room"),
            Hold.None("who leads the room moves or renames it"), Hold.None("who leads the room takes it off the wall")),
        new(typeof(MinutesToReadModel), nameof(MinutesToReadModel.OnPostAsync), Hold.On(typeof(MinutesToReadModel)),
            Hold.None("the same link says how they answered"), Hold.None("having read is not taken back; what is wrong is remarked")),
        new(typeof(MinutesToReadModel), nameof(MinutesToReadModel.OnPostRemarkAsync), Hold.On(typeof(MinutesToReadModel)),
            Hold.None("a further remark by the same link"), Hold.None("the minutes are put right, or the remark is answered")),
        new(typeof(RoomVoteModel), nameof(RoomVoteModel.OnPostAsync), Hold.None("the phone holds its own answer until the vote is closed"),
            Hold.On(typeof(RoomVoteModel), nameof(RoomVoteModel.OnPostAsync)),
            Hold.None("nothing ties an answer to a person; it is changed until the vote is closed")),
        new(typeof(AnswerModel), nameof(AnswerModel.OnPostAsync), Hold.On(typeof(AnswerModel)),
            Hold.On(typeof(AnswerModel), nameof(AnswerModel.OnPostAsync)), Hold.On(typeof(AnswerModel), nameof(AnswerModel.OnPostAsync))),
    ];

    public override IReadOnlyList<Act> Acts =>
    [
        MeetingActs.Organise, MeetingActs.Lead, MeetingActs.SeeInside, MeetingActs.PublishMinutes,
    ];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(MeetingPlanned), typeof(MeetingChanged), typeof(MeetingPublished), typeof(MeetingCancelled),
        typeof(MeetingDiscarded), typeof(MeetingOpened),
        typeof(MeetingClosed), typeof(RegistrationMade), typeof(RegistrationWithdrawn), typeof(RegistrationPromoted),
        typeof(AttendanceTaken), typeof(AttendanceImported), typeof(HeadsCounted), typeof(ArrivalNoted), typeof(ArrivalSettled),
        typeof(MinutesWritten), typeof(AgreementMade), typeof(AgreementKept), typeof(SessionCalled), typeof(SessionReported),
        typeof(SessionCorrected), typeof(AgreementCorrected),
        typeof(SessionRemoved), typeof(SessionPutBack),
        typeof(DraftingOffered), typeof(ConvocationSent), typeof(ConvocationRegistered), typeof(RemindersSet),
        typeof(RemindersSent), typeof(SummonsAnswered), typeof(SummonsProved), typeof(MinutesSentOut), typeof(MinutesRead),
        typeof(AgreementReminded), typeof(TablesPlanned), typeof(TablesTurned),
        typeof(RoomVoteWritten), typeof(RoomVoteDiscarded), typeof(RoomVoteOpened), typeof(RoomVoteCounted), typeof(RoomVoteAnnulled),
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

    public override IReadOnlyList<Type> Exports =>
        [typeof(MeetingsTable), typeof(SessionsTable), typeof(MinutesTable), typeof(RoomVotesTable)];

    public override IReadOnlyList<string> Findable => ["meeting"];

    public override IReadOnlyList<Type> FirstSteps => [typeof(MeetingsStep), typeof(ConvocationStep)];

    public override GlossaryWord? Word => new("incontro", ["Meeting", "Registration", "Attendance"],
        "people in a room; who signed up and who came are two things");

    public override IReadOnlyList<PersonalDatum> Passing =>
        [new("Note scritte in sala che aspettano la rete",
            "Non perdere quello che si dice quando manca la rete: restano sul solo apparecchio di chi scrive",
            "Finché arrivano; su un computer condiviso finché la pagina è aperta")];

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
        new PersonalTable<Arrival>(new PersonalDatum("Numero scritto all'ingresso di un incontro",
            "Segnare chi c'è anche senza rete, e sistemare i numeri sbagliati", "30 giorni dopo l'incontro"))
        {
            Of = (db, who) => { var ids = who.Ids<Person>();
                return db.Arrivals.Where(a => a.Person != null && ids.Contains(a.Person.Value)); },
            Tell = a => [("Incontro", Subject.Of("meeting", a.Meeting)), ("Numero", a.Typed), ("Quando", a.At)],
            Forget = (a, _) => a.Forget(),
            Lapsed = (db, now) => { var (oldest, meetings) = (now - Meeting.NeedsKept, db.Meetings);
                return db.Arrivals.Where(a => (a.Typed != "" || a.Person != null)
                    && meetings.Any(m => m.Id == a.Meeting && m.End < oldest)).OrderBy(a => a.At); },
            Lapse = a => a.Forget(),
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
                return db.Sessions.IgnoreQueryFilters()
                    .Where(s => names.Any(n => n.Meeting == s.Meeting && n.Name == s.Caller.ToUpper())); },
#pragma warning restore CA1862
            // Off the wall, and not put back in time: it goes.
            Lapsed = (db, now) => { var over = now - UndoableAct.Time;
                return db.Sessions.IgnoreQueryFilters().Where(s => s.Removed < over).OrderBy(s => s.Removed); },
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
        new PersonalTable<Convocation>(new PersonalDatum("Chi ha convocato un gruppo", "Rispondere di ciò che si fa",
            PersonalDatum.Unnamed))
        {
            Of = (db, who) => db.Convocations.Where(c => c.By != null && who.Actors.Contains(c.By.Value)),
            Tell = c => [("Incontro", Subject.Of("meeting", c.Meeting)), ("Quando", c.Sent)],
            ErasedWith = "AspNetUsers",
        },
        new PersonalTable<Summons>(new PersonalDatum("Convocazione a un incontro e risposta",
        "Provare che chi siede nel gruppo è stato chiamato, e sapere se ci sarà il numero legale", PersonalDatum.FiveYears),
            new PersonalDatum("Di che cosa ha bisogno chi è convocato", "Preparare la sala", "30 giorni dopo l'incontro"))
        {
            Of = (db, who) => { var ids = who.Ids<Person>(); return db.Set<Summons>().Where(s => ids.Contains(s.Person)); },
            Tell = s => [("Quando", s.At), ("Come", s.Way.Italian()), ("Risposta", s.Answer.Italian()), ("Sostituto", s.Substitute),
                ("Nota", s.Note), ("PEC", s.Pec), ("Consegnata il", s.Delivered),
                ("Prova", s.Proof)],
            Forget = (s, _) => s.Forget(),
            Lapsed = (db, now) => { var (oldest, meetings, calls) = (now - Meeting.NeedsKept, db.Meetings, db.Convocations);
                return db.Set<Summons>().Where(s => s.Note != "" && calls.Any(c => c.Id == s.Convocation
                    && meetings.Any(m => m.Id == c.Meeting && m.End < oldest))).OrderBy(s => s.At); },
            Lapse = s => s.ForgetNote(),
        },
        new PersonalTable<SeatAttendance>(new PersonalDatum("Presenza per posto", "Il numero legale e il verbale",
            PersonalDatum.FiveYears))
        {
            Of = (db, who) => { var ids = who.Ids<Person>();
                return db.SeatAttendances.Where(a => a.Person != null && ids.Contains(a.Person.Value)); },
            Tell = a => [("Incontro", Subject.Of("meeting", a.Meeting)), ("Presenza", a.Presence.Italian()), ("Dalle", a.At),
                ("Uscita", a.Left)],
            Forget = (a, _) => a.Forget(),
        },
        new PersonalTable<MinutesReading>(new PersonalDatum("Risposta di chi c'era sul verbale", "Approvare il verbale",
            PersonalDatum.FiveYears))
        {
            Of = (db, who) => { var ids = who.Ids<Person>(); return db.MinutesReadings.Where(r => ids.Contains(r.Person)); },
            Tell = r => [("Incontro", Subject.Of("meeting", r.Meeting)), ("Versione", r.Version), ("Va bene", r.Agrees),
                ("Che cosa correggere", r.Remark), ("Quando", r.Answered)],
            Forget = (r, _) => r.Forget(),
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
