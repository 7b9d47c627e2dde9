using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;

namespace Patto.Web;

/// <summary>Who works at the machine is the second person of an administrator who is alone: <c>bin/run --second</c>.</summary>
public static class SecondAtTheMachine
{
    /// <summary>A sheet for the safe, where none lies there yet.</summary>
    public static async Task PrintFirstSheetAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<SealedSheets>().IsThereAsync(CancellationToken.None)) return;
        await scope.ServiceProvider.GetRequiredService<Writes>()
            .RunAsync(write => write.Get<SealedSheets>().PrintAsync(CancellationToken.None));
    }

    /// <summary>Without a word: what waits. <c>sheet</c>: another sheet. A code: confirms it.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, string[] words, TextWriter said)
    {
        await using var scope = services.CreateAsyncScope();
        var (writes, command) = (scope.ServiceProvider.GetRequiredService<Writes>(), services.GetRequiredService<MachineCommand>());
        if (words is ["sheet"]) { await writes.RunAsync(write => write.Get<SealedSheets>().PrintAsync(CancellationToken.None)); return 0; }
        var waiting = await WaitingAsync(scope.ServiceProvider);
        if (words is not [var code]) { await ListAsync(scope.ServiceProvider, waiting, said); return 0; }
        if (waiting.Find(w => string.Equals(w.Change.Code, code, StringComparison.OrdinalIgnoreCase)) is not { Change: { } change } chosen)
        {
            said.WriteLine($"Nessuna richiesta che aspetta ha il codice {code}: scrivi {command.Line("--second")} per vederle.");
            return 2;
        }
        scope.ServiceProvider.GetRequiredService<CurrentAuthority>().MoveTo(chosen.Authority);
        try
        {
            await writes.RunAsync(async write => await write.Get<RoleChanges>()
                .ConfirmAsync(await write.Db.Set<RoleChange>().SingleAsync(c => c.Id == change.Id), null, CancellationToken.None));
        }
        catch (RuleViolation broken)
        {
            said.WriteLine(broken.Message);
            return 1;
        }
        said.WriteLine($"Confermato: {What(change)}.");
        return 0;
    }

    private static async Task<List<(RoleChange Change, Authority Authority)>> WaitingAsync(IServiceProvider services)
    {
        var (db, now) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        List<(RoleChange, Authority)> waiting = [];
        foreach (var authority in await db.Set<Authority>().AsNoTracking().OrderBy(a => a.Name).ToListAsync())
            waiting.AddRange((await services.GetRequiredService<RoleBook>().WaitingAt(authority.Id, now).AsNoTracking().ToListAsync())
                .Select(c => (c, authority)));
        return waiting;
    }

    private static async Task ListAsync(IServiceProvider services, List<(RoleChange Change, Authority Authority)> waiting, TextWriter said)
    {
        if (waiting.Count == 0) { said.WriteLine("Nessun ruolo aspetta una seconda persona."); return; }
        var names = await services.GetRequiredService<AppDb>().Users.AsNoTracking().ToDictionaryAsync(a => a.Id, a => a.Name);
        foreach (var (change, authority) in waiting)
            said.WriteLine(
                $"{change.Code}  {authority.Name}: {What(change)}, chiesto da {names.GetValueOrDefault(change.AskedBy)} il {Localization.Texts.RomeDay(change.Asked):dd/MM/yyyy}");
        said.WriteLine($"Per confermare: {services.GetRequiredService<MachineCommand>().Line("--second CODICE")}");
    }

    private static string What(RoleChange change) =>
        $"{(change.IsEnd ? "togliere" : "dare")} il ruolo di {change.Role.Italian()} a {change.Name}";
}
