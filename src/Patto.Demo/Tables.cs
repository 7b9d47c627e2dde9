using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Demo;

/// <summary>The negotiation table with its fourteen seats, three of them filled after the Open Space; coordination, drafting and
/// guarantee.</summary>
internal static class Tables
{
    private const int Enlarged = -34;

    public static void Schedule(Stage stage)
    {
        var told = stage.Story.Read<GroupsFile>("fontelieta.groups.json");
        foreach (var group in told.Groups) Form(stage, group);
        stage.At(Enlarged, "18:00", "ferri", async write => (await LoadAsync(stage, write, "tavolo")).Enlarge(write.Now));
        Prepare(stage);
        foreach (var (asked, n) in told.Applications.Select((a, n) => (a, n))) Apply(stage, told, asked, n);
    }

    private static void Form(Stage stage, StoryGroup told)
    {
        stage.At(told.Opened, "09:00", "ferri", write =>
        {
            var group = Group.Form(stage.Town.Id, stage.Process.Id, told.Key, KindOf(told.Kind), told.Name, write.Now, told.Mandate,
                told.DecisionMode ?? "", told.Quorum);
            foreach (var seat in told.Seats) group.AddSeat(seat.Interest, ByOf(seat.By), seat.RecruitedAtOpenSpace,
                seat.RecruitedAtOpenSpace ? "Dopo l'Open Space" : "");
            write.Db.Add(group);
            stage.Made[$"group:{told.Key}"] = group.Id;
        });
        // Who watches over the process is not seated by who curates it.
        var by = KindOf(told.Kind) == GroupKind.Guarantee ? "guidetti" : "ferri";
        var comings = told.Seats.SelectMany(s => s.Members.Select(m => (Seat: s, Member: m))).GroupBy(x => x.Member.From);
        foreach (var day in comings) stage.At(day.Key, "09:15", by, write => SeatAsync(stage, write, told, day));
        foreach (var (seat, member) in told.Seats.SelectMany(s => s.Members.Select(m => (s, m))).Where(x => x.m.Until is not null))
            stage.At(member.Until!.Value, "19:00", by, async write =>
            {
                var group = await LoadAsync(stage, write, told.Key);
                await write.Get<GroupBook>().LeaveAsync(group, group.Members.Single(m => m.Name == member.Name && m.Until is null),
                    stage.Story.Day(member.Until.Value), default);
            });
    }

    private static async Task SeatAsync(Stage stage, WriteScope write, StoryGroup told,
        IEnumerable<(StorySeat Seat, StoryMember Member)> coming)
    {
        var group = await LoadAsync(stage, write, told.Key);
        foreach (var (seat, member) in coming)
        {
            var person = await Voices.PersonAsync(stage, write, member.Name, member.Account is { } key ? stage.Account(key).Email!
                : Voices.Address(member.Name));
            var account = member.Account is { } known ? stage.Account(known) : null;
            if (account is not null && person.Account is null) person.Attach(account.Id, write.Now);
            await write.Get<GroupBook>().SeatAsync(group, group.Seats.Single(s => s.Number == seat.Number), person,
                seat.Stakeholder is { } holder ? stage.NameOf(holder) : "",
                substitute: member.As == "substitute", stage.Story.Day(member.From), default,
                member.Mandate ?? "");
        }
    }

    // The offices prepare among themselves what they bring to the table; it is not out yet.
    private static void Prepare(Stage stage) => stage.At(-40, "11:00", "ferri", async write =>
    {
        var group = await LoadAsync(stage, write, "coordinamento");
        var key = await write.Get<TrackBook>().AddAsync(stage.Process.Id, "Gli uffici si preparano", TrackKind.Internal,
            group.Id.Value, default);
        Paper Of(PaperKind kind, string title, string text, DateOnly? day, string place, bool flows) =>
            Paper.Write(group, flows ? key : null, kind, title, text, day, place, null, write.Now);
        write.Db.AddRange(
            Of(PaperKind.Meeting, "Sportelli e servizi sociali", "1. Che cosa chiede la gente allo sportello\n2. Chi porta i dati",
                stage.Story.Day(-38),
                "ore 9, sala del secondo piano", flows: true),
            Of(PaperKind.Text, "Che cosa sappiamo già", "Nell'ultimo anno lo sportello ha avuto 1.240 richieste: la metà riguarda chi assiste un familiare.",
                null, "", flows: true),
            Of(PaperKind.Voice, "", "Chi viene allo sportello racconta tre volte la stessa cosa a tre uffici diversi.", null, "",
                flows: true),
            Of(PaperKind.Text, "Turni di chi tiene i verbali", "A rotazione, un incontro a testa.", null, "", flows: false));
    });

    private static void Apply(Stage stage, GroupsFile told, StoryApplication asked, int n)
    {
        Id<Application> application = default;
        var seat = told.Groups.Single(g => g.Key == asked.Group).Seats.Single(s => s.Number == asked.Seat);
        stage.At(asked.Day, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"20:{n * 7:00}"), null, async write =>
        {
            var person = await Voices.PersonAsync(stage, write, asked.Name, MailOf(stage, seat, asked.Name));
            var sent = Application.Send(await LoadAsync(stage, write, asked.Group), person.Id, asked.Name, seat.Interest, "",
                asked.Reason, write.Now);
            write.Db.Add(sent);
            application = sent.Id;
        });
        stage.At(seat.Members.Min(m => m.From), "09:10", "ferri", async write =>
        {
            var answered = await write.Db.Applications.SingleAsync(a => a.Id == application);
            if (seat.Members.Any(m => m.Name == asked.Name)) answered.Accept(write.Now);
            else answered.Refuse(
                "I posti sono meno delle richieste: il sorteggio pubblico ha dato la precedenza ad altri. Resti in riserva, e ti aspettiamo agli incontri aperti.", write.Now);
        });
    }

    private static string MailOf(Stage stage, StorySeat seat, string name) =>
        seat.Members.FirstOrDefault(m => m.Name == name)?.Account is { } key ? stage.Account(key).Email! : Voices.Address(name);

    private static Task<Group> LoadAsync(Stage stage, WriteScope write, string key)
    {
        var id = stage.Get<Id<Group>>($"group:{key}");
        return write.Db.Groups.Where(g => g.Id == id).Whole().SingleAsync();
    }

    private static GroupKind KindOf(string kind) =>
        Enum.Parse<GroupKind>(kind.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    private static SeatBy ByOf(string by) => Enum.Parse<SeatBy>(by, ignoreCase: true);
}
