using Patto.Database;
using Patto.Identity;

namespace Patto.Web;

/// <summary>The way back in for somebody whose sign-in is lost, and who has nobody to ask: <c>bin/run --rescue ADDRESS</c>.</summary>
public static class RescueAtTheMachine
{
    /// <returns>The exit code: 0 the link was printed, 1 it may not be, 2 no address was said.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string? email, TextWriter said)
    {
        if (string.IsNullOrWhiteSpace(email))
        {
            var line = services.GetRequiredService<MachineCommand>().Line("--rescue nome@comune.example");
            said.WriteLine($"Manca l'indirizzo di chi deve rientrare: {line}");
            return 2;
        }
        await using var scope = services.CreateAsyncScope();
        try
        {
            var link = await scope.ServiceProvider.GetRequiredService<Writes>().RunAsync(write =>
                write.Get<Rescue>().LinkAsync(write, email.Trim(), CancellationToken.None));
            said.WriteLine($"Con questo collegamento {email.Trim()} sceglie una password nuova. Vale un giorno e una volta sola:");
            said.WriteLine(link);
            said.WriteLine("Se il sito non si apre ancora a quell'indirizzo, metti quello che usi tu davanti a /password/.");
            said.WriteLine("L'atto è nel registro, il garante lo vede e all'indirizzo parte una lettera.");
            return 0;
        }
        catch (RuleViolation broken)
        {
            said.WriteLine(broken.Message);
            return 1;
        }
    }
}
