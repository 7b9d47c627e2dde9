using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;
using Patto.Tests.Processes;

namespace Patto.Tests.Stakeholders;

public sealed class StakeholderTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_process_from_the_template_starts_with_its_checklist_and_everybody_missing()
    {
        var (_, process, _) = await WithCarlaAsync();
        Assert.All(await CoverageAsync(process), i => Assert.Equal(Coverage.Missing, i.Coverage));
        var page = (await _host.Visitor().ReadAsync(StakeholderUrls.Maps(process.Slug))).Body!.TextContent;
        Assert.Contains("Persone con disabilità", page);
        Assert.Contains("Mancano 12 punti di vista", page);
    }

    [Fact]
    public async Task Who_is_contacted_is_no_longer_missing_and_who_sits_is_represented()
    {
        var (town, process, carla) = await WithCarlaAsync();
        var youth = (await CoverageAsync(process)).Single(i => i.Name == "Giovani");
        var registry = $"/percorsi/{process.Slug}/portatori/registro";
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(registry, new()
            {
                ["Name"] = "Circolo La Fonte",
                ["Map"] = "PrivateAndCitizens",
                ["Interest"] = youth.Id.ToString(),
                ["What"] = "Ragazzi del sabato"
            }, "#aggiungi")).StatusCode);
        var circle = await _host.InDb(db => db.Set<Stakeholder>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(Coverage.Missing, await OfAsync(process, "Giovani"));
        var page = $"/percorsi/{process.Slug}/portatori/{circle.Id}";
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync(page, new() { ["On"] = "2026-03-09", ["How"] = "Phone", ["Answer"] = "Yes" }, "#contatto")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(page, new() { ["On"] = "2026-03-01", ["How"] = "Phone", ["Answer"] = "Yes", ["Note"] = "Viene Marco" },
            "#contatto")).StatusCode);
        Assert.Equal(Coverage.Contacted, await OfAsync(process, "Giovani"));

        await _host.Act(town, null, async write =>
        {
            var group = await write.Db.Set<Group>().Where(g => g.Process == process.Id && g.Kind == GroupKind.NegotiationTable).Whole()
                .SingleAsync(Cancel);
            var marco = write.Get<PeopleBook>().Meet("Marco Galli", Channel.Desk, "");
            await write.Get<GroupBook>().SeatAsync(group, group.Seats.Single(s => s.Number == 5), marco, "Circolo La Fonte", false,
                new(2026, 3, 2), Cancel);
            return 0;
        });
        Assert.Equal(Coverage.Represented, await OfAsync(process, "Giovani"));
        var map = await _host.Visitor().ReadAsync(StakeholderUrls.Maps(process.Slug));
        Assert.Contains("Circolo La Fonte", map.Body!.TextContent);
        Assert.DoesNotContain("Viene Marco", map.Body!.TextContent);
        Assert.NotNull(map.QuerySelector("svg.stakeholder-map"));
    }

    [Fact]
    public async Task An_organisation_registers_itself_and_appears_once_the_staff_has_read_it()
    {
        var (_, process, carla) = await WithCarlaAsync();
        var answer = await _host.Visitor().PostAsync(StakeholderUrls.Register(process.Slug), new()
        {
            ["Name"] = "Genitori di Borgo",
            ["Map"] = "PrivateAndCitizens",
            ["What"] = "Il pulmino non passa",
            ["Contact"] = "Lucia Fabbri",
            ["Channel"] = "Email",
            ["Address"] = "lucia@esempio.example",
            ["Agree"] = "true",
        });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.DoesNotContain("Genitori di Borgo", (await _host.Visitor().ReadAsync(StakeholderUrls.Maps(process.Slug))).Body!.TextContent);
        var noted = await _host.InDb(db => db.Set<Stakeholder>().AsNoTracking().SingleAsync(Cancel));
        var page = $"/percorsi/{process.Slug}/portatori/{noted.Id}";
        Assert.Contains("lucia@esempio.example", (await carla.ReadAsync(page)).Body!.TextContent);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(page, new() { ["Shown"] = "true", ["State"] = "Informed", ["Differences"] = "genere" },
            "#descrivi")).StatusCode);
        var map = (await _host.Visitor().ReadAsync(StakeholderUrls.Maps(process.Slug))).Body!.TextContent;
        Assert.Contains("Genitori di Borgo", map);
        Assert.DoesNotContain("Lucia", map);
    }

    [Fact]
    public async Task A_registration_without_consent_or_contact_is_shown_again()
    {
        var (_, process, _) = await WithCarlaAsync();
        var answer = await _host.Visitor().PostAsync(StakeholderUrls.Register(process.Slug),
            new() { ["Name"] = "Genitori di Borgo", ["Contact"] = "", ["Address"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("Genitori di Borgo", (await Visitor.ParseAsync(answer)).QuerySelector("[name=Name]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_contact_log_downloads_as_evidence()
    {
        var (town, process, carla) = await WithCarlaAsync();
        await _host.Act(town, null, write =>
        {
            var school = Stakeholder.Note(town.Id, process.Id, "Istituto \"Rodari\", plesso di Borgo", InterestMap.PublicBodies, "",
                null, write.Now);
            school.Reach(new(2026, 3, 1), ContactWay.Pec, ContactAnswer.Waiting, "", new(2026, 3, 2));
            write.Db.Add(school);
            return Task.FromResult(0);
        });
        var text = await (await carla.GetAsync($"/percorsi/{process.Slug}/portatori/registro?handler=Csv")).Content.ReadAsStringAsync(
            Cancel);
        Assert.Equal(
            "Portatore di interesse;Mappa;Giorno;Canale;Risposta\r\n\"Istituto \"\"Rodari\"\", plesso di Borgo\";Enti pubblici;2026-03-01;PEC;in attesa di risposta\r\n", text);
    }

    [Fact]
    public async Task The_checklist_is_completed_and_shortened()
    {
        var (_, process, carla) = await WithCarlaAsync();
        var registry = $"/percorsi/{process.Slug}/portatori/registro";
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(registry, new()
            {
                ["Name"] = "Pendolari",
                ["Map"] = "PrivateAndCitizens",
                ["Examples"] = "Comitato della stazione"
            }, "#interesse")).StatusCode);
        Assert.Contains(await CoverageAsync(process), i => i.Name == "Pendolari");
        var item = await _host.InDb(db => db.Set<Interest>().AsNoTracking().SingleAsync(i => i.Name == "Pendolari", Cancel));
        var page = await carla.ReadAsync(registry);
        var token = page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var removed = await carla.Client.PostAsync($"{registry}?handler=Remove", new FormUrlEncodedContent(new Dictionary<string,
            string>
        { ["__RequestVerificationToken"] = token, ["Item"] = item.Id.ToString() }), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.DoesNotContain(await CoverageAsync(process), i => i.Name == "Pendolari");
    }

    [Fact]
    public async Task The_register_is_for_the_staff()
    {
        var (town, process, carla) = await WithCarlaAsync();
        var other = await _host.ProcessAsync(town);
        var theirs = await _host.Act(town, null, write =>
        {
            var noted = Stakeholder.Note(town.Id, other.Id, "Altrove", InterestMap.PublicBodies, "", null, write.Now);
            write.Db.Add(noted);
            return Task.FromResult(noted.Id);
        });
        var bruno = await _host.SignedInAsync(await _host.AccountAsync("Bruno", town, Role.TableMember, process.Subject));
        var registry = $"/percorsi/{process.Slug}/portatori/registro";
        Assert.Equal(HttpStatusCode.Forbidden, (await bruno.GetAsync(registry)).StatusCode);
        Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync(registry)).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync($"/percorsi/{process.Slug}/portatori/{theirs}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync($"/percorsi/{process.Slug}/portatori/{Guid.NewGuid()}")).StatusCode);
    }

    private async Task<Coverage> OfAsync(Process process, string interest) =>
        (await CoverageAsync(process)).Single(i => i.Name == interest).Coverage;

    private async Task<IReadOnlyList<CoverageView>> CoverageAsync(Process process)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<StakeholderBook>().CoverageAsync(process.Id, Cancel);
    }

    private async Task<(Authority, Process, Visitor)> WithCarlaAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        return (town, process, await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject)));
    }
}
