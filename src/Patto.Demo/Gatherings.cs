using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Tables;
using Patto.People;

namespace Patto.Demo;

/// <summary>Where people met: focus groups, sittings of the table, the Open Space, and what is still to come.</summary>
internal static class Gatherings
{
    public static void Schedule(Stage stage)
    {
        foreach (var told in stage.Story.Read<MeetingsFile>("fontelieta.meetings.json").Meetings) Hold(stage, told);
        OpenSpace(stage, stage.Story.Read<OpenSpaceFile>("fontelieta.open-space.json"));
    }

    private static void Hold(Stage stage, StoryMeeting told)
    {
        var method = MethodOf(told.Method);
        Plan(stage, told.Key, told.Title, method, told.Day, told.Start, told.End, meeting =>
        {
            meeting.Describe(told.Title, method, told.Description ?? "", told.Theme, told.Area, meeting.Start, meeting.End, told.Place,
                told.Access ?? [], told.Seats, told.Seats is not null);
            meeting.SetAgenda(told.Agenda.Select(a =>
                new AgendaItem(a.At is { } at ? TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture) : null, a.Text)));
        });
        // The group was formed after its meetings were planned, and before it first sat.
        if (told.Group is { } group) stage.At(Math.Min(told.Day, -9), "17:30", "ferri", async write =>
            (await LoadAsync(stage, write, told.Key)).BelongTo(stage.Get<Id<Modules.Groups.Group>>($"group:{group}")));
        if (told.Key == "fg-muoversi") HandOut(stage, told);
        if (told.Key == "presentazione")
        {
            SeatAtTables(stage, told);
            RoomAsking.Prepare(stage, told.Key);
        }
        for (var n = 0; n < (told.Registered ?? 0); n += 6) Register(stage, told, n, Math.Min(6, told.Registered!.Value - n));
        if (told.Status != "held") return;
        stage.At(told.Day, told.End, told.Facilitators?[0] ?? "ferri", async write =>
            (await LoadAsync(stage, write, told.Key)).Count(TallyOf(told)));
        if (told.Agreements is { Length: > 0 } agreements)
            stage.At(told.Day, "22:50", "ferri", async write =>
            {
                var meeting = await LoadAsync(stage, write, told.Key);
                foreach (var made in agreements) write.Db.Add(Agreement.Make(meeting, made.Text, stage.Account(made.Owner).Name,
                    stage.Story.Day(made.Due)));
            });
        if (told.Minutes is { } minutes) WriteDown(stage, told, minutes);
        foreach (var done in (told.Agreements ?? []).Where(a => a is { Late: false, Due: < 0 }))
            stage.At(Math.Max(done.Due - 1, told.Day + 1), "16:00", "ferri", async write =>
            {
                var meeting = await LoadAsync(stage, write, told.Key);
                (await write.Db.Agreements.FirstAsync(a => a.Meeting == meeting.Id && a.Text == done.Text)).Keep(meeting, write.Now);
            });
    }

    // What lay on the tables, for who was not there.
    private static void HandOut(Stage stage, StoryMeeting told) => stage.At(told.Day, told.End, "ferri", async write =>
    {
        var (meeting, store) = (await LoadAsync(stage, write, told.Key), write.Get<FileStore>());
        var text = Encoding.UTF8.GetBytes($"{told.Title}\n\n{string.Join('\n', told.Agenda.Select(a => a.Text))}\n");
        var handed = new FormFile(new MemoryStream(text), 0, text.Length, "scaletta", "scaletta.txt");
        var given = await store.ReadAsync(handed, "scaletta", default);
        var owner = (await write.Get<FileBook>().OwnerAsync(meeting.Subject, default))!;
        await store.KeepAsync(given, "scaletta", new("La scaletta da stampare"), owner, default);
    });

    // Questions are talked about at ten tables, with somebody who works in the services at each.
    private static void SeatAtTables(Stage stage, StoryMeeting told) => stage.At(-1, "10:15", "lodi", async write =>
    {
        var wanted = new TablesWanted([.. Enumerable.Repeat("cittadini", 40), .. Enumerable.Repeat("operatori", 12)], 10, 3, 15,
            ["Che cosa della bozza cambia la tua giornata?", "Che cosa manca?", "Che cosa fai tu, se il regolamento passa?"],
            [new(3, 41)]);
        write.Db.Add(TableRounds.Plan(await LoadAsync(stage, write, told.Key), wanted, TableSeating.Plan(wanted, default)));
    });

    private static void WriteDown(Stage stage, StoryMeeting told, StoryMinutes minutes)
    {
        On(told.Day + 2, MinutesState.Draft);
        if (minutes.Approved is { } approved && approved <= 0
            || minutes.Published is not null) On((minutes.Approved ?? minutes.Published)!.Value, MinutesState.Approved);
        if (minutes.Published is { } published) On(published, MinutesState.Published);

        void On(int day, MinutesState state) => stage.At(day, state == MinutesState.Published ? "12:30" : "12:00", "monti", async write =>
        {
            var meeting = await LoadAsync(stage, write, told.Key);
            var last = await write.Db.Minutes.Where(m => m.Meeting == meeting.Id).OrderByDescending(m => m.Number).FirstOrDefaultAsync();
            write.Db.Add(Minutes.Write(meeting, last, minutes.Text, state, stage.Account("monti").Actor, write.Now));
        });
    }

    // Those who say that they will come, a few at a time over the last days.
    private static void Register(Stage stage, StoryMeeting told, int from, int count) =>
        stage.At(-8 + from % 7, "19:20", null, async write =>
    {
        var meeting = await LoadAsync(stage, write, told.Key);
        for (var n = from; n < from + count; n++)
        {
            var person = await Voices.PersonAsync(stage, write,
                $"{FirstNames[(n * 5 + told.Day) % FirstNames.Length]} {(char)('A' + n % 20)}.", $"iscritto{told.Day}-{n}@posta.example");
            if (meeting.Registrations.All(r => r.Person != person.Id)) meeting.Register(person, write.Now);
            await write.Get<PeopleBook>().TakePartAsync(person.Id, meeting.ProcessSubject, ParticipationKind.Meeting, default);
        }
    });

    private static readonly string[] FirstNames =
        ["Ada", "Bruno", "Carla", "Dario", "Elsa", "Fabio", "Gina", "Hamid", "Ilaria", "Leo", "Mina", "Nino", "Olga", "Pia", "Rosa", "Sara",
            "Tino", "Ugo", "Vera", "Walter", "Zoe"];

    private static void OpenSpace(Stage stage, OpenSpaceFile told)
    {
        Plan(stage, told.Key, told.Title, Method.OpenSpace, told.Day, told.Start, told.End, meeting =>
        {
            meeting.Describe(told.Title, Method.OpenSpace, told.Question, null, told.Area, meeting.Start, meeting.End, told.Place,
                told.Access, told.Seats, takesRegistrations: true);
            meeting.SetWall([.. told.Slots.Select(s => new Slot(s.Key, Time(s.From), Time(s.To)))],
                [.. told.Places.Select(p => new WallPlace(p.Key, p.Name, p.Note))], []);
        });
        stage.At(told.Day, "08:40", "lodi", async write => (await LoadAsync(stage, write, told.Key)).Open(write.Now));
        foreach (var (session, n) in told.Sessions.Select((s, n) => (s, n))) Circle(stage, told, session, n);
        stage.At(told.Day, "17:10", "lodi", async write =>
        {
            var meeting = await LoadAsync(stage, write, told.Key);
            meeting.Count(new(told.Attendance.Total, told.Attendance.Women, told.Attendance.Men, told.Attendance.NotStated,
                told.Attendance.Under18, told.Attendance.From18to34, told.Attendance.Over65));
            foreach (var offer in told.WantToDraft)
                write.Db.Add(DraftingOffer.Of(meeting, await Voices.PersonAsync(stage, write, offer.Name, MailOf(stage, offer.Name)),
                    offer.Why, write.Now));
        });
        RoomAsking.Schedule(stage, told);
        stage.At(told.Day, "17:30", "lodi", async write => (await LoadAsync(stage, write, told.Key)).Close(write.Now));
    }

    private static void Circle(Stage stage, OpenSpaceFile told, StorySession session, int n)
    {
        stage.At(told.Day, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"09:{40 + n:00}"), null, async write =>
        {
            var called = Session.Call(await LoadAsync(stage, write, told.Key), session.Slot, session.Place, session.Title, session.Caller,
                isTaken: false, write.Now);
            write.Db.Add(called);
            stage.Made[$"session:{session.Key}"] = called.Id;
            stage.Made[$"source:{session.Key}"] = called.Subject;
        });
        stage.At(told.Day, told.Slots.Single(s => s.Key == session.Slot).To, null, async write =>
        {
            var id = stage.Get<Id<Session>>($"session:{session.Key}");
            var held = await write.Db.Sessions.SingleAsync(s => s.Id == id);
            held.Report(await LoadAsync(stage, write, told.Key),
                $"{session.Report.Discussion}\n\nChe cosa proponiamo:\n{string.Join('\n', session.Report.Proposals.Select(p => "– " + p))}",
                session.People, session.Report.Proposals.Length, write.Now);
        });
    }

    private static void Plan(Stage stage, string key, string title, Method method, int day, string start, string end,
        Action<Meeting> describe)
    {
        var planned = Math.Min(day, 0) - 14;
        stage.At(planned, "10:15", "lodi", async write =>
        {
            var meeting = await write.Get<MeetingBook>().PlanAsync(stage.Process, title, method, stage.Story.At(day, start),
                stage.Story.At(day, end), default, key);
            describe(meeting);
            meeting.Publish();
            stage.Made[$"meeting:{key}"] = meeting.Id;
            stage.Made[$"source:{key}"] = meeting.Subject;
        });
    }

    private static Task<Meeting> LoadAsync(Stage stage, WriteScope write, string key)
    {
        var id = stage.Get<Id<Meeting>>($"meeting:{key}");
        return write.Db.Meetings.Include(m => m.Registrations).SingleAsync(m => m.Id == id);
    }

    private static string MailOf(Stage stage, string name) =>
        stage.Story.Read<PeopleFile>("fontelieta.people.json").Accounts.FirstOrDefault(a => a.Name == name)?.Mail ?? Voices.Address(name);

    private static Tally TallyOf(StoryMeeting told) => told.Attendance is { } a
        ? new(a.Total, a.Women, a.Men, a.NotStated, a.Under18, a.From18to34, a.Over65)
        : new(told.Present!.Value);

    private static Method MethodOf(string method) => method switch
    {
        "table-meeting" or "working-group" => Method.Table,
        "public-presentation" => Method.Presentation,
        "neighbourhood-consultation" => Method.Neighbourhood,
        "focus-group" => Method.FocusGroup,
        _ => throw new InvalidOperationException(method),
    };

    private static TimeOnly Time(string time) => TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
