using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Web;

namespace Patto.Tests.Web;

/// <summary>Who may do what, when: one table for every act, one for every route. What is not in the tables is refused.</summary>
public sealed class WhoAndWhenTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static readonly string[] Cast = ["", "lorenzo.bassi", "paola.guidetti", "anna.ferri", "davide.lodi", "chiara.monti",
        "rita.bonora", "irene.zanella", "elisabetta.ravani", "giorgio.santini", "marta.rossetti"];
    // Between them they come to every page.
    private static readonly string[] Walkers = ["", "lorenzo.bassi", "paola.guidetti", "anna.ferri", "rita.bonora"];

    [Fact]
    public void Every_act_is_held_by_those_that_the_table_says()
    {
        var said = Act.All.Values.OrderBy(a => a.Name, StringComparer.Ordinal)
            .Select(a => $"{a.Name}: {string.Join(" ", a.Standing.Order())}".TrimEnd());
        Compare("acts.txt", said);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_role_of_another_authority_opens_nothing(bool administrator)
    {
        var elsewhere = new Place(Id<Authority>.New());
        var here = new Place(demo.Town.Id);
        foreach (var role in Enum.GetValues<Role>().Except([Role.Visitor, Role.Participant]))
        {
            var grant = RoleGrant.Give(Guid.NewGuid(), administrator ? Role.Administrator : role, elsewhere.Authority,
                Subject.Of("authority", elsewhere.Authority), demo.Host.Clock.Now);
            Assert.False(grant.Holds(here, demo.Host.Clock.Now));
            Assert.True(grant.Holds(elsewhere, demo.Host.Clock.Now));
        }
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Every_route_opens_to_those_that_the_table_says()
    {
        var addresses = await AddressesAsync();
        List<string> said = [];
        foreach (var (route, url) in addresses.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            List<string> open = [];
            foreach (var name in Cast)
                if ((await _visitors[name].GetAsync(url)).StatusCode == HttpStatusCode.OK) open.Add(name.Length == 0 ? "anybody"
                    : RoleOf(name));
            said.Add($"{route}: {(open.Count == Cast.Length ? "everybody" : string.Join(" ", open))}");
        }
        Compare("routes.txt", said);
    }

    [Fact]
    public async Task An_administrator_of_another_town_reads_what_anybody_reads_and_no_more()
    {
        var other = await demo.Host.AuthorityAsync("Comune di Altrove", "altrove.example");
        var stranger = await demo.Host.SignedInAsync(await demo.Host.AccountAsync("Elsa Estranea", other, Role.Administrator),
            "altrove.example");
        var anybody = demo.Host.Visitor();
        stranger.Client.DefaultRequestHeaders.Host = "localhost";
        foreach (var (route, url) in await AddressesAsync())
        {
            if (route is "/area-personale" or "/accedi") continue;
            var (mine, theirs) = ((await anybody.GetAsync(url)).StatusCode, (await stranger.GetAsync(url)).StatusCode);
            Assert.True((mine == HttpStatusCode.OK) == (theirs == HttpStatusCode.OK),
                $"{url}: anybody {(int)mine}, another town's administrator {(int)theirs}");
        }
    }

    [Fact]
    public async Task What_a_page_demands_is_demanded_of_its_posts_too()
    {
        var (token, anybody) = (await TokenAsync(_visitors[""] = demo.Host.Visitor()), _visitors[""]);
        List<string> open = [];
        foreach (var (route, url) in await AddressesAsync())
        {
            if (!PostsOf(route)) continue;
            var answer = await anybody.Client.PostAsync(url,
                new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("__once", Guid.NewGuid().ToString())]));
            Assert.True((int)answer.StatusCode < 500, $"{url}: {(int)answer.StatusCode}");
            if (answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound)) open.Add(route);
        }
        Compare("public-posts.txt", open.Order(StringComparer.Ordinal));
    }

    private static readonly Dictionary<string, Visitor> _visitors = [];
    private static Dictionary<string, string>? s_addresses;

    // One address of every route, found by walking; the same for all tests of the class.
    private async Task<Dictionary<string, string>> AddressesAsync()
    {
        foreach (var name in Cast) if (!_visitors.ContainsKey(name)) _visitors[name] = await demo.ComeAsync(name);
        if (s_addresses is not null) return s_addresses;
        List<Step> steps = [];
        foreach (var name in Walkers) steps.AddRange(await Afternoon.OfAsync(name));
        var found = Afternoon.AddressesOf(steps);
        Assert.True(found.Count > 80, $"the walk came to {found.Count} routes only");
        return s_addresses = found;
    }

    private static string RoleOf(string name) => name switch
    {
        "lorenzo.bassi" => "administrator",
        "paola.guidetti" => "officer",
        "anna.ferri" => "curator",
        "davide.lodi" => "facilitator",
        "chiara.monti" => "secretariat",
        "rita.bonora" => "tableMember",
        "irene.zanella" => "drafter",
        "elisabetta.ravani" => "decisionMaker",
        "giorgio.santini" => "guarantor",
        _ => "participant",
    };

    private bool PostsOf(string route) => demo.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => "/" + e.RoutePattern.RawText?.TrimStart('/') == route)
            .Select(e => e.Metadata.GetMetadata<CompiledPageActionDescriptor>() ?? (object?)e.Metadata.GetMetadata<PageActionDescriptor>())
        .OfType<PageActionDescriptor>().Any(p => PageTypes().TryGetValue(p.ViewEnginePath, out var model) && model.GetMethods()
            .Any(m => m.Name.StartsWith("OnPost", StringComparison.Ordinal)));

    private static Dictionary<string, Type>? s_pages;

    private static Dictionary<string, Type> PageTypes() => s_pages ??= OwnTypes.All.Where(t => t.IsSubclassOf(typeof(BasicPage))
        && !t.IsAbstract && t.Namespace!.StartsWith("Patto.Modules.", StringComparison.Ordinal))
        .GroupBy(t => $"/{t.Namespace!["Patto.Modules.".Length..].Replace('.', '/')}/{t.Name[..^"Model".Length]}")
            .ToDictionary(g => g.Key, g => g.First());

    private static async Task<string> TokenAsync(Visitor visitor) =>
        (await visitor.ReadAsync("/accedi")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    // The tables are read by people: a change of who may do what is a change of these files, seen in the review.
    /// <param name="whole">False: some lines of the table were not asked for.</param>
    internal static void Compare(string file, IEnumerable<string> said, bool whole = true, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, file);
        var now = said.ToList();
        if (whole && Environment.GetEnvironmentVariable("PATTO_WRITE_TABLES") == "1") File.WriteAllLines(path, now);
        var table = File.Exists(path) ? File.ReadAllLines(path) : [];
        var differences = now.Except(table).Select(l => "now:   " + l)
            .Concat(whole ? table.Except(now).Select(l => "table: " + l) : []).ToList();
        if (differences.Count > 0) Assert.Fail($"{file} says otherwise (PATTO_WRITE_TABLES=1 writes it anew):\n"
            + string.Join("\n", differences));
    }
}
