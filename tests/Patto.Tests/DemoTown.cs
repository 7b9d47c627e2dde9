using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Demo;

namespace Patto.Tests;

/// <summary>The demo town, played once for all the tests; each class begins with a copy of its own.</summary>
public class DemoTown : IAsyncLifetime
{
    private static readonly DateTimeOffset Today = new(2026, 11, 21, 11, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<Task<PlatformHost>> Played = new(PlayOnceAsync);

    public PlatformHost Host { get; private set; } = null!;
    public Authority Town { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = new(await Played.Value) { Prints = Prints };
        Host.Clock.Now = Today;
        Open(Host);
        // The town answers at its own name, also when a second authority comes to the installation.
        Town = await Host.Act(null, null, async write =>
        {
            var town = await write.Db.Set<Authority>().SingleAsync();
            town.Describe(town.Name, town.SiteName, town.Tagline, town.Theme, [.. town.Hosts, "localhost"]);
            return town;
        });
    }

    protected virtual bool Prints => false;

    /// <summary>Where the host is given an address before it starts.</summary>
    protected virtual void Open(PlatformHost host) { }

    /// <summary>Plays the story, where it was not played yet.</summary>
    public Task<bool> PlayAsync() => PlayAsync(Host);

    private static Task<bool> PlayAsync(PlatformHost host) => Fontelieta.PlayAsync(host.Services, at => host.Clock.Now = at, Today);

    private static async Task<PlatformHost> PlayOnceAsync()
    {
        var host = new PlatformHost { Keeps = true };
        host.Clock.Now = Today;
        Assert.True(await PlayAsync(host));
        await host.DisposeAsync();
        return host;
    }

    /// <summary>Somebody of the cast, signed in; an empty name is anybody.</summary>
    public async Task<Visitor> ComeAsync(string name)
    {
        var visitor = Host.Visitor();
        if (name.Length == 0) return visitor;
        var answer = await visitor.PostAsync("/accedi",
            new() { ["Email"] = name + "@fontelieta.example", ["Password"] = Fontelieta.Password });
        // Over a real address the redirect has been followed already.
        Assert.True(answer.StatusCode is System.Net.HttpStatusCode.Redirect or System.Net.HttpStatusCode.OK,
            $"{name}: {(int)answer.StatusCode}");
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
