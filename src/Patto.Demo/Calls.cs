using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Mail;
using Patto.Modules.Communication;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Convening;

namespace Patto.Demo;

/// <summary>The table is called to its sixth sitting, and most have answered; of the fifth it is known who sat where.</summary>
internal static class Calls
{
    private const int Sent = -8, Sixth = 6, Fifth = -11;

    private static readonly int[] ByCertifiedMail = [1, 9], OnPaper = [5, 7, 10];

    /// <summary>Seat, and who comes in the holder's place; null where the holder comes.</summary>
    private static readonly (int Seat, string? Substitute)[] Coming =
        [(1, null), (2, null), (3, "Donata Vezzani"), (5, null), (6, "Elena Cavicchi"), (8, null), (9, null), (10, null), (11, null)];

    public static void Schedule(Stage stage)
    {
        stage.At(Sent, "09:40", "monti", async write =>
        {
            var (meeting, group) = (await MeetingAsync(stage, write, "tavolo-6"), await GroupAsync(stage, write));
            await write.Get<ConvocationBook>().SendAsync(stage.Process, meeting, group,
                "Rispondiamo agli emendamenti arrivati. Chi cerca un passaggio lo scriva nella risposta.", stage.Story.Day(Sixth - 3),
                "10412", stage.Story.Day(Sent), [.. group.Seats.Select(s => (s.Id.Value, WayOf(s.Number), ""))], [], default);
        });
        stage.At(Sent + 2, "11:00", "monti", async write =>
        {
            var (meeting, call, group) = await CallAsync(stage, write);
            foreach (var summons in call.Summonses.Where(s => ByCertifiedMail.Concat(OnPaper).Contains(NumberOf(group, s))))
                summons.Prove(meeting, stage.Story.Day(Sent + 2), NumberOf(group, summons) is 1 or 9 ? "ricevuta di avvenuta consegna"
                    : "firma sul registro di consegna", write.Now);
        });
        stage.At(Sent + 3, "12:20", "monti", async write =>
        {
            var letter = Circular.Write(stage.Process, Audience.Group, stage.Get<Id<Group>>("group:tavolo").Value, "",
                "Chi cerca e chi offre un passaggio per la seduta 6",
                "La seduta finisce tardi e l'ultimo autobus parte alle 20.\n\nChi ha un posto in macchina lo dica all'ufficio: mettiamo in contatto noi.",
                stage.Account("monti").Actor, write.Now);
            write.Db.Add(letter);
            var (byMail, otherwise) = await write.Get<Mailings>().PostAsync(CircularMailing.Kind, letter.Subject, stage.Process.Subject,
                null,
                default);
            letter.Send(byMail, otherwise);
        });
        foreach (var (n, (seat, substitute)) in Coming.Index())
            Answer(stage, n, seat, substitute is null ? SummonsAnswer.Comes : SummonsAnswer.Substitute, substitute ?? "");
        Answer(stage, 9, 4, SummonsAnswer.Absent, "");
        for (var seat = 1; seat <= 14; seat++) Mark(stage, seat);
    }

    private static SummonsWay WayOf(int seat) => ByCertifiedMail.Contains(seat) ? SummonsWay.Pec
        : OnPaper.Contains(seat) ? SummonsWay.Letter : SummonsWay.Email;

    private static void Answer(Stage stage, int n, int seat, SummonsAnswer answer, string substitute)
    {
        // Those on paper told it to the office; the others by their link.
        var byVoice = WayOf(seat) != SummonsWay.Email;
        stage.At(Sent + 1 + n % 5, $"1{n}:1{n % 6}", byVoice ? "monti" : null, async write =>
        {
            var (meeting, call, group) = await CallAsync(stage, write);
            await write.Get<ConvocationBook>().AnswerAsync(stage.Process, meeting, call,
                call.Summonses.Single(s => NumberOf(group, s) == seat), answer, substitute, seat == 5 ? "Se qualcuno passa, grazie" : "",
                byVoice ? stage.Account("monti").Actor : null, default);
        });
    }

    // One sent somebody, one gave a proxy, the others came.
    private static void Mark(Stage stage, int seat) => stage.At(Fifth, $"17:{45 + seat}", "ferri", async write =>
    {
        var (meeting, group) = (await MeetingAsync(stage, write, "tavolo-5"), await GroupAsync(stage, write));
        var sits = group.Seats.Single(s => s.Number == seat);
        var marked = SeatAttendance.Of(meeting, sits.Id);
        var presence = seat switch { 6 => SeatPresence.Substitute, 7 => SeatPresence.Proxy, _ => SeatPresence.Holder };
        var who = presence == SeatPresence.Proxy ? null : sits.Members.FirstOrDefault(m => m.IsSubstitute == (seat == 6));
        marked.Mark(meeting, presence, who?.Person, "", presence == SeatPresence.Proxy ? group.Seats.Single(s => s.Number == 5).Id : null,
            write.Now);
        write.Db.Add(marked);
    });

    private static int NumberOf(GroupView group, Summons summons) => group.Seats.Single(s => s.Id == summons.Seat).Number;

    private static async Task<(Meeting, Convocation, GroupView)> CallAsync(Stage stage, WriteScope write)
    {
        var meeting = await MeetingAsync(stage, write, "tavolo-6");
        return (meeting, (await write.Get<ConvocationBook>().OfAsync(meeting.Id, default))!, await GroupAsync(stage, write));
    }

    private static Task<Meeting> MeetingAsync(Stage stage, WriteScope write, string key)
    {
        var id = stage.Get<Id<Meeting>>($"meeting:{key}");
        return write.Db.Set<Meeting>().SingleAsync(m => m.Id == id);
    }

    private static async Task<GroupView> GroupAsync(Stage stage, WriteScope write) =>
        (await write.Get<GroupBook>().GetAsync(stage.Get<Id<Group>>("group:tavolo")))!;
}
