using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Processes;

namespace Patto.Tests.Meetings;

/// <summary>Notes that a device sends when it can: each is recorded once, and what is not taken says why.</summary>
public sealed class NoteTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Meeting _meeting = null!;
    private string Url => $"/percorsi/{_process.Slug}/incontri/{_meeting.Id}/note";

    private async Task EveningAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        _meeting = await PlanAsync(Texts.RomeTime(new(2026, 3, 3), new(18, 0)));
        _host.Clock.Now = _meeting.Start.AddMinutes(30);
    }

    private Task<Meeting> PlanAsync(DateTimeOffset from) => _host.Act(_town, null, async write =>
    {
        var info = new ProcessInfo(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);
        var meeting = await write.Get<MeetingBook>().PlanAsync(info, "Muoversi", Method.FocusGroup, from, from.AddHours(2), Cancel);
        meeting.Describe("Muoversi", Method.FocusGroup, "", null, null, from, from.AddHours(2), "Biblioteca", [], null, true);
        meeting.Publish();
        return meeting;
    });

    private async Task<Visitor> SignedInAsync(string name, Role? role = Role.Secretariat) =>
        await _host.SignedInAsync(await _host.AccountAsync(name, _town, role));

    private async Task<string> SealAsync(Visitor visitor) =>
        (await visitor.ReadAsync(Url)).QuerySelector("[data-noter] [name=__RequestVerificationToken]")!.GetAttribute("value")!;

    /// <summary>As the script sends it.</summary>
    private async Task<(HttpStatusCode Status, JsonElement Told)> SendAsync(Visitor visitor, string seal, string text, Guid? id = null,
        string speaker = "", string handler = "", string code = "", string kind = "Need")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url + (handler.Length > 0 ? $"?handler={handler}" : ""))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = seal,
                ["Text"] = text,
                ["Speaker"] = speaker,
                ["Kind"] = kind,
                ["SentAs"] = id?.ToString() ?? "",
                ["Code"] = code,
            }),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await visitor.Client.SendAsync(request, Cancel);
        Assert.Equal(answer.IsSuccessStatusCode ? "application/json" : "application/problem+json",
            answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement);
    }

    private static string Told(JsonElement told, string name) => told.GetProperty(name).GetString()!;

    private Task<List<Contribution>> StoredAsync() =>
        _host.InDb(db => db.Set<Contribution>().AsNoTracking().OrderBy(c => c.Number).ToListAsync(Cancel));

    [Theory]
    [InlineData("P3 Torno che è buio.", "P1", "P3", "Torno che è buio.")]
    [InlineData("  p12\u00a0Lo dico io", null, "P12", "Lo dico io")]
    [InlineData("P7", "P2", "P7", "")]
    [InlineData("P3bis non c'entra", " p4 ", "P4", "P3bis non c'entra")]
    [InlineData("P0 nessuno", null, null, "P0 nessuno")]
    [InlineData("P100 è un treno", "", null, "P100 è un treno")]
    [InlineData("Il P3 è un palazzo", "P2", "P2", "Il P3 è un palazzo")]
    [InlineData("P5\nA capo", null, "P5", "A capo")]
    public void A_number_at_the_beginning_says_who_speaks(string typed, string? before, string? speaker, string text) =>
        Assert.Equal(new NoteLine(speaker, text), NoteLine.Read(typed, before));

    [Fact]
    public async Task A_note_sent_twice_together_or_by_another_is_one_row_and_what_is_refused_says_why()
    {
        await EveningAsync();
        var (carla, davide, id) = (await SignedInAsync("Carla Neri"), await SignedInAsync("Davide Lodi", Role.Facilitator), Guid.NewGuid());
        var (seal, other) = (await SealAsync(carla), await SealAsync(davide));

        var first = await SendAsync(carla, seal, "P3 Prendo tre mezzi.", id, "P1", kind: "Problem");
        Assert.Equal((HttpStatusCode.OK, "Reading", "Problem"), (first.Status, Told(first.Told, "state"), Told(first.Told, "kind")));
        var code = Told(first.Told, "code");
        var again = await SendAsync(carla, seal, "Prendo quattro mezzi.", id);
        Assert.Equal((code, "Prendo tre mezzi."), (Told(again.Told, "code"), Told(again.Told, "text")));
        var theirs = await SendAsync(davide, other, "Prendo tre mezzi.", id);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "note.of-another"), (theirs.Status, Told(theirs.Told, "code")));
        var stored = Assert.Single(await StoredAsync());
        Assert.Equal((code, "P3", "Prendo tre mezzi.", id), (stored.Code, stored.Pseudonym, stored.Text, stored.SentAs));

        var twin = Guid.NewGuid();
        var together = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SendAsync(carla, seal, "Insieme.", twin)));
        Assert.All(together, t => Assert.Equal(HttpStatusCode.OK, t.Status));
        Assert.Single(together.Select(t => Told(t.Told, "code")).Distinct());
        Assert.Equal(2, (await StoredAsync()).Count);

        // A form has an identity too: kept for months in a browser's history and sent with other words, it loses none.
        var form = await carla.PostAsync(Url, new() { ["Text"] = "Altre parole.", ["SentAs"] = twin.ToString() });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, form.StatusCode);
        var shown = await Visitor.ParseAsync(form);
        Assert.Equal("Altre parole.", shown.QuerySelector("[data-noter] textarea")!.TextContent.Trim());
        Assert.NotEqual(twin.ToString(), shown.QuerySelector("[data-noter] [name=SentAs]")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(Url, new() { ["Text"] = "P4 Altre parole." })).StatusCode);
        Assert.Equal(("P4", 3), ((await StoredAsync())[^1].Pseudonym, (await StoredAsync()).Count));

        var empty = await SendAsync(carla, seal, "", Guid.NewGuid());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Scrivi che cosa dice."), (empty.Status, Told(empty.Told, "title")));
        var stranger = await SendAsync(_host.Visitor(), seal, "Da fuori.", Guid.NewGuid());
        Assert.Equal((HttpStatusCode.Unauthorized, "session"), (stranger.Status, Told(stranger.Told, "code")));
        var stale = await SendAsync(davide, seal, "Con il sigillo di Carla.", Guid.NewGuid());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "seal"), (stale.Status, Told(stale.Told, "code")));
        var elsa = await _host.SignedInAsync(await _host.AccountAsync("Elsa Bianchi", _town));
        var elsas = (await elsa.ReadAsync("/esci")).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var refused = await SendAsync(elsa, elsas, "Senza ruolo.", Guid.NewGuid());
        Assert.Equal((HttpStatusCode.Forbidden, "refused"), (refused.Status, Told(refused.Told, "code")));
        Assert.NotEmpty(Told(refused.Told, "title"));

        _meeting = await PlanAsync(_meeting.Start.AddDays(2));
        var early = await SendAsync(carla, await SealAsync(carla), "Troppo presto.", Guid.NewGuid());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "notes.early"), (early.Status, Told(early.Told, "code")));
        Assert.Equal(3, (await StoredAsync()).Count);
    }

    [Fact]
    public async Task A_note_is_put_right_taken_off_and_put_back_and_another_page_hears_of_it()
    {
        await EveningAsync();
        var (carla, davide) = (await SignedInAsync("Carla Neri"), await SignedInAsync("Davide Lodi", Role.Facilitator));
        var seal = await SealAsync(carla);
        var code = Told((await SendAsync(carla, seal, "Il pulmino è fermo.", Guid.NewGuid(), "P1")).Told, "code");

        using var stream = await davide.Client.GetAsync($"{Url}?handler=Stream", HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Cancel));
        var before = await NextAsync(lines);

        var right = await SendAsync(carla, seal, "Il pulmino è fermo in rimessa.", handler: "Correct", code: code, kind: "Resource");
        Assert.Equal((HttpStatusCode.OK, "Il pulmino è fermo in rimessa.", "Resource"),
            (right.Status, Told(right.Told, "text"), Told(right.Told, "kind")));
        Assert.NotEqual(before, await NextAsync(lines));
        Assert.Equal("Il pulmino è fermo.", Assert.Single(Assert.Single(await StoredAsync()).Corrected!).Text);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(carla, seal, "", handler: "Remove", code: code)).Status);
        // The device never heard that it is off, and says it again.
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(carla, seal, "", handler: "Remove", code: code)).Status);
        var late = await SendAsync(carla, seal, "Ancora.", handler: "Correct", code: code);
        Assert.Equal("note.read", Told(late.Told, "code"));
        var page = await davide.ReadAsync(Url);
        Assert.Empty(page.QuerySelectorAll(".said [data-code]"));
        Assert.Equal(HttpStatusCode.Redirect, (await davide.PostAsync(Url, [], "[data-undo] form")).StatusCode);
        Assert.Equal(code, Assert.Single((await davide.ReadAsync(Url)).QuerySelectorAll(".said [data-code]")).GetAttribute("data-code"));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(carla, seal, "Chi?", handler: "Correct", code: "LWF-C9999")).Status);

        var console = await carla.ReadAsync(Url.Replace("/note", "/conduzione", StringComparison.Ordinal));
        Assert.Equal(Url, console.QuerySelector("form[data-noter]")!.GetAttribute("action"));
        Assert.Contains("fino alle 20.00", console.QuerySelector(".step-now")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["P1 1"], console.QuerySelectorAll("#chi ~ .talk li").Select(li => li.TextContent));
        Assert.Single(console.QuerySelectorAll("#note [data-code]"));
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(Url.Replace("/note", "/conduzione", StringComparison.Ordinal),
            new() { ["Text"] = "p2 Senza script, dalla conduzione." })).StatusCode);
        Assert.Equal(2, (await StoredAsync()).Count);

        // Without script: the button of the list, then the process is closed and the note is told why it cannot come in.
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(Url, [], "form[action*=Remove]")).StatusCode);
        await _host.InDb(db => db.Set<Process>().Where(p => p.Id == _process.Id)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.Concluded, _host.Clock.Now), Cancel));
        var closed = await SendAsync(carla, seal, "Dopo la chiusura.", Guid.NewGuid());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "process.is-concluded"), (closed.Status, Told(closed.Told, "code")));
    }

    private static async Task<string> NextAsync(StreamReader lines)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
            if (await lines.ReadLineAsync(limit.Token) is { } line && line.StartsWith("data:", StringComparison.Ordinal)) return line;
    }
}
