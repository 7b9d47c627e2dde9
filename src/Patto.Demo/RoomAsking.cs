using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.RoomVotes;

namespace Patto.Demo;

/// <summary>What rooms were asked: dots and three questions at the end of the Open Space, what the presentation will be asked.</summary>
internal static class RoomAsking
{
    private const int Phones = 27, Sheets = 6;

    public static void Schedule(Stage stage, OpenSpaceFile told)
    {
        var titles = told.Sessions.Select(s => s.Title).Take(6).ToList();
        var id = $"meeting:{told.Key}";
        stage.At(told.Day, "16:38", "lodi", async write =>
        {
            var (meeting, box) = (await LoadAsync(stage, write, id), write.Get<RoomVoteBox>());
            var vote = RoomVote.Write(meeting, 1, new("Da dove cominciamo?", RoomVoteKind.Dots, titles, 5));
            write.Db.Add(vote);
            vote.Open(meeting, write.Now);
            await write.Db.SaveChangesAsync();
            for (var n = 0; n < Phones; n++) await box.CastAsync(vote.Id, KeyOf(n), DotsOf(n, titles.Count), default);
            await write.Db.SaveChangesAsync();
            await box.CloseAsync(meeting, vote, write.Now, default);
            vote.Count(meeting, new(Sheets, [.. Enumerable.Range(0, titles.Count).Select(o => Enumerable.Range(Phones, Sheets)
                .Sum(n => DotsOf(n, titles.Count)[o]))], 0), write.Now);
        });
        stage.At(told.Day, "17:12", "lodi", async write =>
        {
            var (meeting, box) = (await LoadAsync(stage, write, id), write.Get<RoomVoteBox>());
            foreach (var (question, at) in RoomVote.EvaluationQuestions.Select((q, at) => (q, at)))
            {
                var vote = RoomVote.Evaluate(meeting, at + 2, question);
                write.Db.Add(vote);
                vote.Open(meeting, write.Now);
                await write.Db.SaveChangesAsync();
                for (var n = 0; n < Phones; n++)
                    await box.CastAsync(vote.Id, KeyOf(n), OneOf((n * 7 + at * 5) % 11 / 4, RoomVote.EvaluationAnswers.Count), default);
                await write.Db.SaveChangesAsync();
                await box.CloseAsync(meeting, vote, write.Now, default);
            }
        });
    }

    /// <summary>What will be asked at a meeting that is still to come.</summary>
    public static void Prepare(Stage stage, string key) => stage.At(-1, "10:40", "lodi", async write =>
    {
        var meeting = await LoadAsync(stage, write, $"meeting:{key}");
        write.Db.Add(RoomVote.Write(meeting, 1, new("Quale parte della bozza va spiegata meglio?", RoomVoteKind.One,
            ["Chi può chiedere aiuto", "Chi decide", "Come si controlla", "Nessuna: è chiara"], 1)));
        write.Db.Add(RoomVote.Write(meeting, 2, new("Si presenta la bozza anche in frazione, prima del voto?", RoomVoteKind.Hands,
            ["A favore", "Contro"], 1)));
    });

    private static Task<Meeting> LoadAsync(Stage stage, WriteScope write, string key)
    {
        var id = stage.Get<Id<Meeting>>(key);
        return write.Db.Meetings.SingleAsync(m => m.Id == id);
    }

    private static string KeyOf(int phone) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(phone.ToString(CultureInfo.InvariantCulture))));

    // Five dots each, more for what stands in the middle.
    private static int[] DotsOf(int person, int options)
    {
        var dots = new int[options];
        for (var n = 0; n < 5; n++) dots[(person * 3 + n * n) % (options * 2) / 2]++;
        return dots;
    }

    private static int[] OneOf(int option, int options) => [.. Enumerable.Range(0, options).Select(n => n == option ? 1 : 0)];
}
