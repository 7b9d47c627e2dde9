using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Tests.Processes;

namespace Patto.Tests.Stakeholders;

/// <summary>How much bodies are concerned, how much they weigh, how they stand to each other: drawn and listed for the staff, never
/// public.</summary>
public sealed class MatrixTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private string Matrix => StakeholderUrls.Matrix(_process.Slug);

    private async Task<Visitor> TownAsync(params string[] names)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town);
        await _host.Act(_town, null, write =>
        {
            foreach (var name in names) write.Db.Add(Stakeholder.Note(_town.Id, _process.Id, name, InterestMap.PrivateAndCitizens, "",
                null, write.Now));
            return Task.FromResult(0);
        });
        return await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Curator));
    }

    private async Task EstimateAsync(Visitor carla, string name, int concern, int influence)
    {
        var body = await _host.InDb(db => db.Stakeholders.SingleAsync(s => s.Name == name, Cancel));
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(StakeholderUrls.Show(_process.Slug, body.Id.Value), new()
        {
            ["Concern"] = $"{concern}",
            ["Influence"] = $"{influence}"
        }, "#descrivi")).StatusCode);
    }

    private Task<HttpResponseMessage> RelateAsync(Visitor who, string from, RelationKind kind, string to, string about = "") =>
        who.PostAsync(Matrix, new() { ["From"] = from, ["Kind"] = kind.ToString(), ["To"] = to, ["About"] = about }, "#aggiungi");

    [Fact]
    public async Task Who_was_estimated_stands_in_the_picture_and_in_the_table_under_the_same_number()
    {
        var carla = await TownAsync("Auser", "Badanti", "Comitato di Valle", "Diocesi");
        await EstimateAsync(carla, "Auser", 3, 3);
        await EstimateAsync(carla, "Badanti", 3, 1);
        await EstimateAsync(carla, "Diocesi", 1, 3);
        var page = await carla.ReadAsync(Matrix);
        var rows = page.QuerySelectorAll("section[aria-labelledby=matrice] tbody tr").Select(r => string.Join('|',
            r.QuerySelectorAll("td, th").Select(c => (c.QuerySelector("a") ?? c).TextContent.Trim()))).ToList();
        Assert.Equal(["1|Auser|3|3|Coinvolgere da vicino", "2|Diocesi|1|3|Tenere informati, e ascoltare",
            "3|Badanti|3|1|Dare voce: li riguarda molto e pesano poco"], rows);
        Assert.Equal(["1", "2", "3"], page.QuerySelectorAll("section[aria-labelledby=matrice] svg circle + text")
            .Select(t => t.TextContent).Order());
        Assert.Contains("Di 1 ente manca una stima", page.Body!.TextContent, StringComparison.Ordinal);
        var refused = await carla.PostAsync(StakeholderUrls.Show(_process.Slug, (await _host.InDb(db => db.Stakeholders
            .SingleAsync(s => s.Name == "Auser", Cancel))).Id.Value), new() { ["Concern"] = "7" }, "#descrivi");
        Assert.NotNull((await Visitor.ParseAsync(refused)).QuerySelector("[id$='Concern-err']"));
    }

    [Fact]
    public async Task Relations_are_typed_by_name_drawn_listed_once_and_taken_away()
    {
        var carla = await TownAsync("Auser", "Badanti", "Comitato di Valle");
        Assert.Equal(HttpStatusCode.Redirect, (await RelateAsync(carla, "auser", RelationKind.WorksWith, "BADANTI", "Lo sportello"))
            .StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await RelateAsync(carla, "Auser", RelationKind.Conflicts, "Comitato di valle")).StatusCode);
        foreach (var (from, kind, to, field) in new[] { ("Badanti", RelationKind.WorksWith, "Auser", "To"),
            ("Auser", RelationKind.Funds, "Auser", "To"), ("Auser", RelationKind.Funds, "Nessuno", "To"),
            ("Nessuno", RelationKind.Funds, "Auser", "From") })
        {
            var refused = await RelateAsync(carla, from, kind, to);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var again = await Visitor.ParseAsync(refused);
            Assert.NotNull(again.QuerySelector($"[id$='{field}-err']"));
            Assert.Equal(from, again.QuerySelector("[name=From]")!.GetAttribute("value"));
        }
        var page = await carla.ReadAsync(Matrix);
        Assert.Equal(2, page.QuerySelectorAll("section[aria-labelledby=relazioni] svg line").Length);
        Assert.Contains("Lo sportello", page.QuerySelector("section[aria-labelledby=relazioni] table")!.TextContent,
            StringComparison.Ordinal);
        var valle = await _host.InDb(db => db.Stakeholders.SingleAsync(s => s.Name == "Comitato di Valle", Cancel));
        var sheet = (await carla.ReadAsync(StakeholderUrls.Show(_process.Slug, valle.Id.Value))).Body!.TextContent;
        Assert.Contains("Auser è in conflitto con Comitato di Valle", sheet, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(Matrix, [], "form[action*=Remove]")).StatusCode);
        Assert.Single((await carla.ReadAsync(Matrix)).QuerySelectorAll("section[aria-labelledby=relazioni] tbody tr"));
        Assert.Equal(2, await _host.InDb(db => db.Relations.CountAsync(Cancel)));
    }

    [Fact]
    public async Task What_the_office_thinks_of_a_body_is_read_by_nobody_outside()
    {
        var carla = await TownAsync("Auser", "Badanti");
        await EstimateAsync(carla, "Auser", 3, 1);
        await RelateAsync(carla, "Auser", RelationKind.Conflicts, "Badanti", "Lite di marzo");
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(Matrix)).StatusCode);
        var rita = await _host.SignedInAsync(await _host.AccountAsync("Rita Blu", _town, Role.TableMember, _process.Subject));
        Assert.Equal(HttpStatusCode.Forbidden, (await rita.GetAsync(Matrix)).StatusCode);
        var bruno = await _host.SignedInAsync(await _host.AccountAsync("Bruno Verdi", _town, Role.Guarantor, _process.Subject));
        Assert.Null((await bruno.ReadAsync(Matrix)).QuerySelector("#aggiungi"));
        var auser = await _host.InDb(db => db.Stakeholders.SingleAsync(s => s.Name == "Auser", Cancel));
        foreach (var url in new[] { StakeholderUrls.Show(_process.Slug, auser.Id.Value), StakeholderUrls.Maps(_process.Slug),
            $"/percorsi/{_process.Slug}/dati/portatori.csv" })
        {
            var text = await (await _host.Visitor().GetAsync(url)).Content.ReadAsStringAsync(Cancel);
            Assert.Contains("Auser", text, StringComparison.Ordinal);
            foreach (var inside in new[] { "Lite di marzo", "conflitto", "Dare voce", "Quanto lo riguarda" })
                Assert.DoesNotContain(inside, text, StringComparison.Ordinal);
        }
    }
}
