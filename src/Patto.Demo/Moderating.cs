using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Moderation;
using Patto.Modules.Moderation.Contracts;

namespace Patto.Demo;

/// <summary>What somebody reported among the voices of the town, and what was decided.</summary>
internal static class Moderating
{
    public static void Schedule(Stage stage)
    {
        stage.At(-20, "21:10", null, async write => stage.Made["report"] = (await SendAsync(stage, write, 2, ReportGround.Names,
            "Parla della figlia e del dottore: qualcuno potrebbe capire chi è.")).Id);
        stage.At(-18, "09:20", "monti", async write => (await write.Db.Set<TextReport>().FindAsync(stage.Get<Id<TextReport>>("report")))!
            .Decide(pause: false, "Non c'è un nome né un luogo che dica chi è: è quello che capita a molti. Resta com'è.",
                write.Get<CurrentUser>().Actor, write.Now));
        stage.At(-1, "19:35", null, async write => await SendAsync(stage, write, 3,
            ReportGround.Other, "Offre dei soldi: non so se si può."));
    }

    private static async Task<TextReport> SendAsync(Stage stage, WriteScope write, int voice, ReportGround ground, string words)
    {
        var code = await write.Get<Codes>().NextAsync(stage.Process.Authority.Value, stage.Process.Key, "R");
        var sent = TextReport.Send(stage.Process, code, stage.Get<Recorded>($"contribution:{voice}").Subject, ground, words, write.Now);
        write.Db.Add(sent);
        return sent;
    }
}
