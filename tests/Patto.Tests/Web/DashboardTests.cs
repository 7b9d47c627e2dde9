using System.Net;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Tests.Documents;
using Patto.Tests.Processes;

namespace Patto.Tests.Web;

/// <summary>Whoever works on a process finds on its dashboard only doors that open.</summary>
public sealed class DashboardTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(Role.Officer)]
    [InlineData(Role.Curator)]
    [InlineData(Role.Facilitator)]
    [InlineData(Role.Secretariat)]
    [InlineData(Role.DecisionMaker)]
    [InlineData(Role.Guarantor)]
    public async Task Every_link_of_the_dashboard_opens_for_who_sees_it(Role role)
    {
        var (process, visitor) = await WorkingAsync(role);
        var page = await visitor.ReadAsync(ProcessUrls.Dashboard(process.Slug));
        var links = page.QuerySelectorAll("a[href^='/']").Select(a => a.GetAttribute("href")!.Split('#')[0])
            .Where(h => !h.StartsWith("/lingua/", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(links.Count > 10, string.Join(" ", links));
        List<string> shut = [];
        foreach (var link in links)
            if (await visitor.GetAsync(link) is { StatusCode: not HttpStatusCode.OK } answer) shut.Add(
                $"{link}: {(int)answer.StatusCode} {answer.Headers.Location}");
        Assert.Empty(shut);
    }

    [Fact]
    public async Task The_curator_carries_the_letters_of_the_process_and_no_others()
    {
        var (process, curator) = await WorkingAsync(Role.Curator);
        var page = await curator.ReadAsync($"/percorsi/{process.Slug}/posta");
        Assert.Contains("Bianca Sì", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Altro ufficio", page.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Segreto per e-mail", page.Body.TextContent, StringComparison.Ordinal);
        var letter = page.QuerySelector("table a")!.GetAttribute("href")!;
        Assert.Contains("La risposta alla tua voce", (await curator.ReadAsync(letter)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await curator.PostAsync(letter, [], "form[action*=posta]")).StatusCode);
        Assert.DoesNotContain("Bianca Sì", (await curator.ReadAsync($"/percorsi/{process.Slug}/posta")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await curator.GetAsync("/posta")).StatusCode);
    }

    // A text open to remarks, texts still to write, a letter on paper: each puts something on the dashboard.
    private async Task<(Modules.Processes.Process Process, Visitor Visitor)> WorkingAsync(Role role)
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        await _host.DocumentAsync(town, process);
        await _host.Act(town, null, write =>
        {
            var (people, mail) = (write.Get<PeopleBook>(), write.Get<Outbox>());
            mail.Post(Recipient.Of(people.Meet("Bianca Sì", Channel.Post, "Via Roma 1")),
                new("La risposta alla tua voce", "Eccola.", Process: process.Subject));
            mail.Post(Recipient.Of(people.Meet("Dora No", Channel.Email, "dora@esempio.it")),
                new("Segreto per e-mail", "Solo per Dora.", Process: process.Subject));
            mail.Post(Recipient.Of(people.Meet("Elio Fuori", Channel.Post, "Via Po 2")), new("Altro ufficio", "Non del percorso."));
            return Task.FromResult(0);
        });
        return (process, await _host.SignedInAsync(await _host.AccountAsync("Vera Prova", town, role, process.Subject)));
    }
}
