using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Database;
using Patto.Grants;
using Patto.Web;

namespace Patto.Tests.Web;

/// <summary>Every handler that takes something in: which act it declares, and who may send it before, during and after the phases that open
/// it.</summary>
public sealed class HandlersTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static readonly (string Name, string Role)[] Cast =
    [
        ("", "anybody"), ("lorenzo.bassi", "administrator"), ("paola.guidetti", "officer"), ("anna.ferri", "curator"),
            ("davide.lodi", "facilitator"), ("chiara.monti", "secretariat"),
        ("rita.bonora", "tableMember"), ("irene.zanella", "drafter"), ("elisabetta.ravani", "decisionMaker"),
        ("giorgio.santini", "guarantor"), ("marta.rossetti", "participant"),
    ];

    // The draft of the pact is open to amendments and comments from 20 November to 10 December 2026.
    private static readonly (string Name, DateTimeOffset At)[] Times =
        [("before", new(2026, 11, 10, 11, 0, 0, TimeSpan.Zero)), ("during", new(2026, 11, 21, 11, 0, 0, TimeSpan.Zero)),
            ("after", new(2027, 1, 15, 11, 0, 0, TimeSpan.Zero))];

    internal sealed record Handler(string Route, string Name, Act? Act, string? Why, bool IsDeclared)
    {
        public string Url(string address) =>
            Name.Length == 0 ? address : address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=" + Name;
        public override string ToString() => $"{Route} {(Name.Length == 0 ? "-" : Name)}: {Act?.Name ?? "anybody, " + Why}";
    }

    /// <summary>All of the assembly, with the routes of their pages.</summary>
    private List<Handler> Handlers() => HandlersOf(demo.Host);

    internal static List<Handler> HandlersOf(PlatformHost host)
    {
        var pages = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        var loader = host.Services.GetRequiredService<PageLoader>();
        List<Handler> found = [];
        foreach (var endpoint in pages)
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } descriptor) continue;
            var page = loader.LoadAsync(descriptor, endpoint.Metadata).GetAwaiter().GetResult();
            if (!page.ModelTypeInfo!.IsSubclassOf(typeof(PattoPage))) continue;
            var ofPage = ((PattoPage)RuntimeHelpers.GetUninitializedObject(page.ModelTypeInfo)).DemandsToPost;
            found.AddRange(from handler in page.HandlerMethods
                           where handler.HttpMethod == "Post"
                           let demand = HandlerDemand.Of(handler, ofPage)
                           select new Handler("/" + endpoint.RoutePattern.RawText?.TrimStart('/'), handler.Name ?? "", demand.Act,
                               handler.MethodInfo.GetCustomAttribute<AnybodyAttribute>()?.Why, demand.IsDeclared));
        }
        return [.. found.DistinctBy(h => (h.Route, h.Name)).OrderBy(h => h.ToString(), StringComparer.Ordinal)];
    }

    [Fact]
    public void Every_handler_of_the_assembly_declares_its_act_or_says_why_it_needs_none()
    {
        var handlers = Handlers();
        var methods = OwnTypes.All.Where(t => t.IsSubclassOf(typeof(PattoPage)) && !t.IsAbstract).SelectMany(t => t.GetMethods())
            .Count(m => m.Name.StartsWith("OnPost", StringComparison.Ordinal));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{handlers.Count} handlers, {handlers.Count(h => h.Act is not null)} of them with an act");
        Assert.Empty(handlers.Where(h => !h.IsDeclared).Select(h => h.ToString()));
        Assert.True(handlers.Count >= methods && methods >= 85, $"{handlers.Count} handlers of {methods} methods");
    }

    [Fact]
    public void A_handler_of_which_nothing_was_said_is_run_for_nobody()
    {
        Assert.False(HandlerDemand.Of(new()
        {
            MethodInfo = typeof(HandlersTests)
            .GetMethod(nameof(A_handler_of_which_nothing_was_said_is_run_for_nobody))!
        }, null).IsDeclared);
        Assert.True(HandlerDemand.Of(null, ProcessActsEdit).IsDeclared);
    }

    private static Act ProcessActsEdit => Act.All["processes.edit"];

    [Fact]
    public async Task Every_handler_runs_for_those_that_the_table_says_before_during_and_after()
    {
        List<Step> steps = [];
        foreach (var name in new[] { "", "lorenzo.bassi", "paola.guidetti", "anna.ferri",
            "rita.bonora" }) steps.AddRange(await Afternoon.OfAsync(name));
        var addresses = Afternoon.AddressesOf(steps);
        var handlers = Handlers();
        var opened = await OpenedAsync();
        var lines = PlatformHost.Asked(handlers).ToDictionary(h => h, h => h.ToString());
        foreach (var (when, at) in Times)
        {
            demo.Host.Clock.Now = at;
            // What no phase opens is the same at all times.
            var asked = lines.Keys.Where(h =>
                addresses.ContainsKey(h.Route) && (when == "during" || h.Act is null || opened.Contains(h.Act.Name))).ToList();
            var open = asked.ToDictionary(h => h, _ => new List<string>());
            foreach (var (name, role) in Cast)
            {
                var visitor = await demo.ComeAsync(name);
                var token = (await visitor.ReadAsync("/accedi"))
                    .QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
                foreach (var handler in asked)
                    if (await RunsAsync(visitor, handler.Url(addresses[handler.Route]), token)) open[handler].Add(role);
            }
            foreach (var handler in asked)
                lines[handler] += $" | {when}: {(open[handler].Count == Cast.Length ? "everybody" : open[handler].Count == 0 ? "nobody" : string.Join(" ", open[handler]))}";
        }
        foreach (var handler in lines.Keys.Where(h => !addresses.ContainsKey(h.Route))) lines[handler] += " | no link leads there";
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{lines.Count} of {handlers.Count} handlers, {lines.Keys.Count(h => addresses.ContainsKey(h.Route))} sent by {Cast.Length} people at {Times.Length} times");
        WhoAndWhenTests.Compare("posts.txt", handlers.Where(lines.ContainsKey).Select(h => lines[h]), whole: lines.Count == handlers.Count);
    }

    // The acts that a phase opens for a time, in any process of the town.
    private async Task<HashSet<string>> OpenedAsync()
    {
        await using var scope = demo.Host.Services.CreateAsyncScope();
        var cancel = TestContext.Current.CancellationToken;
        var processes = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Modules.Processes.Process>().Select(p => p.Id)
            .ToListAsync(cancel);
        HashSet<string> names = [];
        foreach (var opener in scope.ServiceProvider.GetServices<IActOpenings>())
            foreach (var process in processes)
                names.UnionWith((await opener.OpeningsAsync(Subject.Of("process", process), cancel)).Select(o => o.Act));
        return names;
    }

    // The handler itself is refused in the test, so that nothing changes: only the question who may is asked.
    private static async Task<bool> RunsAsync(Visitor visitor, string url, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("__once", Guid.NewGuid().ToString())]),
        };
        request.Headers.Add(Refusing.Header, Refusing.Silently);
        using var answer = await visitor.Client.SendAsync(request);
        var reached = answer.Headers.Contains(Refusing.Reached);
        Assert.True(reached || answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Redirect
            or HttpStatusCode.UnprocessableEntity, $"{url}: {(int)answer.StatusCode}");
        return reached;
    }
}
