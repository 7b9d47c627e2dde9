using Patto.Database;
using Patto.Modules.Communication;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Contributions.Contracts;

namespace Patto.Demo;

/// <summary>Who asked to be told, of what and how often: by e-mail and by account.</summary>
internal static class Following
{
    public static void Schedule(Stage stage) => stage.At(-24, "18:20", "rossetti", async write =>
    {
        var asking = write.Get<Subscribing>();
        var (marta, voice) = (stage.Account("rossetti"), stage.Get<Recorded>("contribution:2"));
        await asking.AskAsync(new Followed(stage.Process.Id), marta.Id, marta.Email!, "it", Frequency.Weekly, write.Now);
        await asking.AskAsync(Followed.Town, marta.Id, marta.Email!, "it", Frequency.Daily, write.Now);
        await asking.AskAsync(new Followed(stage.Process.Id, null, voice.Subject), marta.Id, marta.Email!, "it", Frequency.AtOnce,
            write.Now);
        foreach (var (address, frequency) in new[] { ("iris.malaguti@posta.example", Frequency.AtOnce),
            ("ivo.tosi@posta.example", Frequency.Daily), ("nora.balboni@posta.example", Frequency.Weekly) })
        {
            var asked = Subscription.Ask(new Followed(stage.Process.Id), stage.Town.Id, address, "it", write.Now, frequency);
            asked.Confirm(write.Now);
            write.Db.Add(asked);
        }
    });
}
