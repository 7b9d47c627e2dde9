using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Demo;

namespace Patto.Tests;

/// <summary>The demo town, played once for all the tests that share it.</summary>
public class DemoTown : IAsyncLifetime
{
    private static readonly DateTimeOffset Today = new(2026, 11, 21, 11, 0, 0, TimeSpan.Zero);

    public PlatformHost Host { get; } = new();
    public Authority Town { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Host.Clock.Now = Today;
        Assert.True(await PlayAsync());
        // The town answers at its own name, also when a second authority comes to the installation.
        Town = await Host.Act(null, null, async write =>
        {
            var town = await write.Db.Set<Authority>().SingleAsync();
            town.Describe(town.Name, town.SiteName, town.Tagline, town.Theme, [.. town.Hosts, "localhost"]);
            return town;
        });
    }

    public Task<bool> PlayAsync() => Fontelieta.PlayAsync(Host.Services, at => Host.Clock.Now = at, Today);

    /// <summary>Somebody of the cast, signed in; an empty name is anybody.</summary>
    public async Task<Visitor> ComeAsync(string name)
    {
        var visitor = Host.Visitor();
        if (name.Length == 0) return visitor;
        var answer = await visitor.PostAsync("/accedi", new() { ["Email"] = name + "@fontelieta.example", ["Password"] = Fontelieta.Password });
        // Over a real address the redirect has been followed already.
        Assert.True(answer.StatusCode is System.Net.HttpStatusCode.Redirect or System.Net.HttpStatusCode.OK, $"{name}: {(int)answer.StatusCode}");
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
