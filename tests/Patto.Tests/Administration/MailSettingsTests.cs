using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Journeys.Journey;
using Patto.Mail;
using Patto.Modules.Administration.Contracts;
using Patto.People;
using Patto.Tests.Processes;

namespace Patto.Tests.Administration;

/// <summary>The mail server is set on a page; a test letter says what happened; while there is none no page lets people wait.</summary>
public sealed partial class MailSettingsTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private const string Page = AdministrationUrls.MailServer, Waits = "La lettera aspetta: il server di posta non è impostato.";
    private PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<(Authority Town, Account Ada, Visitor Visitor)> AdministratorAsync()
    {
        var town = await _host.AuthorityAsync(host: "partecipa.comune.example");
        var ada = await _host.AccountAsync("Ada Verdi", town, Role.Administrator);
        return (town, ada, await _host.SignedInAsync(ada));
    }

    private static Task<HttpResponseMessage> SetAsync(Visitor ada, MailSink sink, string security, string certificate = "") =>
        ada.PostAsync(Page, new()
        {
            ["Input.Host"] = "127.0.0.1",
            ["Input.Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
            ["Input.Security"] = security,
            ["Input.From"] = "partecipa@comune.example",
            ["Input.Certificate"] = certificate,
        });

    private static async Task<IHtmlDocument> TestLetterAsync(Visitor ada)
    {
        var answer = await ada.PostAsync(Page, [], "form[action*='handler=Test']");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Visitor.ParseAsync(answer);
    }

    private static string Said(IHtmlDocument page) => page.QuerySelector("[role=status]")!.TextContent.Trim();

    private async Task BeImpatientAsync()
    {
        await _host.DisposeAsync();
        _host = new() { Settings = { ["Mail:Patience"] = "2" } };
    }

    [Theory]
    [InlineData("StartTls"), InlineData("Tls"), InlineData("None")]
    public async Task A_test_letter_is_read_at_the_server_that_was_set_on_the_page(string security)
    {
        await using var sink = new MailSink { IsImplicit = security == "Tls" };
        var (town, account, ada) = await AdministratorAsync();
        Assert.Contains("Il server di posta non è impostato", (await ada.ReadAsync(Page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await SetAsync(ada, sink, security, sink.Certificate)).StatusCode);
        Assert.Contains("ha preso la lettera", Said(await TestLetterAsync(ada)), StringComparison.Ordinal);
        var letter = Assert.Single(sink.Letters);
        Assert.Equal(("partecipa@comune.example", account.Email, "Lettera di prova"), (letter.From, letter.To, letter.Subject));
        Assert.Contains("se la leggi", letter.Plain, StringComparison.Ordinal);
        Assert.Contains(town.Name, letter.Html, StringComparison.Ordinal);
        Assert.EndsWith("@partecipa.comune.example>", letter.Headers["message-id"], StringComparison.Ordinal);
        Assert.Equal(security == "None" ? 1 : 0, sink.InClear);
        // It is no letter of the outbox: nothing of it is kept.
        Assert.False(await _host.InDb(db => db.Set<Letter>().AnyAsync(Cancel)));
    }

    [Fact]
    public async Task A_server_that_refuses_is_quoted_and_one_that_is_not_trusted_shows_its_certificate()
    {
        await using var sink = new MailSink { Refusal = "550 5.7.1 Mittente sconosciuto in questa casa" };
        var (_, _, ada) = await AdministratorAsync();
        await SetAsync(ada, sink, "StartTls");
        Assert.Contains(sink.Certificate, Said(await TestLetterAsync(ada)), StringComparison.Ordinal);
        await SetAsync(ada, sink, "StartTls", sink.Certificate);
        Assert.Contains("«550 5.7.1 Mittente sconosciuto in questa casa»", Said(await TestLetterAsync(ada)), StringComparison.Ordinal);
        await SetAsync(ada, sink, "Tls", sink.Certificate);
        Assert.Contains("Il collegamento cifrato", Said(await TestLetterAsync(ada)), StringComparison.Ordinal);
        Assert.Empty(sink.Letters);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_after_its_seconds_and_one_that_is_not_there_is_called_so()
    {
        await BeImpatientAsync();
        var (_, _, ada) = await AdministratorAsync();
        await using (var silent = new MailSink { IsSilent = true })
        {
            await SetAsync(ada, silent, "StartTls");
            Assert.Contains($"127.0.0.1:{silent.Port} non ha risposto entro 2 secondi", Said(await TestLetterAsync(ada)),
                StringComparison.Ordinal);
        }
        Assert.Contains("non si raggiunge", Said(await TestLetterAsync(ada)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_costs_one_letter_an_attempt_and_the_others_nothing()
    {
        await BeImpatientAsync();
        await using var silent = new MailSink { IsSilent = true };
        var (town, _, ada) = await AdministratorAsync();
        await SetAsync(ada, silent, "StartTls");
        await PostAsync(town, 5);
        await CarryAsync();
        var letters = await _host.InDb(db => db.Set<Letter>().AsNoTracking().ToListAsync(Cancel));
        Assert.Equal((1, 4), (letters.Count(l => l.Attempts == 1), letters.Count(l => l.Attempts == 0)));
        Assert.Contains("nessuna risposta entro 2 secondi", letters.Single(l => l.Attempts == 1).LastError!, StringComparison.Ordinal);
    }

    private Task PostAsync(Authority town, int letters) => _host.Act(town, null, write =>
    {
        for (var n = 0; n < letters; n++)
            write.Get<Outbox>().Post(Recipient.Email($"n{n}@esempio.it", "Rossi, Ada"), new("Ciao", "Testo."));
        return Task.FromResult(0);
    });

    private async Task CarryAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var sender = ActivatorUtilities.CreateInstance<MailSender>(scope.ServiceProvider);
        while (await sender.RunAsync(scope.ServiceProvider, Cancel)) { }
    }

    [Fact]
    public async Task Letters_written_before_a_server_was_set_leave_as_soon_as_it_is()
    {
        await using var sink = new MailSink();
        var (town, _, ada) = await AdministratorAsync();
        await PostAsync(town, 25);
        await CarryAsync();
        Assert.Contains("Ne aspettano 25.", (await ada.ReadAsync(Page)).Body!.TextContent, StringComparison.Ordinal);
        var list = (await ada.ReadAsync("/posta")).Body!.TextContent;
        Assert.Contains("Le lettere aspettano: il server di posta non è impostato.", list, StringComparison.Ordinal);
        Assert.Contains("aspetta: il server di posta non è impostato", list, StringComparison.Ordinal);
        await SetAsync(ada, sink, "StartTls", sink.Certificate);
        await CarryAsync();
        Assert.Equal(25, sink.Letters.Select(l => l.To).Distinct().Count());
        Assert.All(sink.Letters, l => Assert.Contains("\"Rossi, Ada\"", l.Headers["to"], StringComparison.Ordinal));
        Assert.DoesNotContain("aspetta", (await ada.ReadAsync("/posta")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_of_the_mail_server_is_sealed_never_shown_and_never_told_to_another_server()
    {
        const string Password = "pesce-luna-42";
        await using var sink = new MailSink();
        var (town, _, ada) = await AdministratorAsync();
        Dictionary<string, string> form = new()
        {
            ["Input.Host"] = "smtp.comune.example",
            ["Input.Port"] = "465",
            ["Input.Security"] = "Tls",
            ["Input.User"] = "partecipa",
            ["Input.Password"] = Password,
        };
        await ada.PostAsync(Page, form);
        var server = await _host.InDb(db => db.Set<MailServer>().AsNoTracking().SingleAsync(Cancel));
        Assert.DoesNotContain(Password, server.SealedPassword, StringComparison.Ordinal);
        Assert.Equal(Password, _host.Services.GetRequiredService<InstallationKey>().Open(server.SealedPassword));
        Assert.DoesNotContain(Password, (await ada.ReadAsync(Page)).Source.Text, StringComparison.Ordinal);
        // Left empty it stays, for the same account at the same server.
        await ada.PostAsync(Page, new() { ["Input.Port"] = "587", ["Input.Security"] = "StartTls" });
        Assert.Equal(Password, (await RouteAsync(town))!.Password);
        await ada.PostAsync(Page, new() { ["Input.Host"] = "smtp.altrove.example" });
        Assert.Equal("", (await RouteAsync(town))!.Password);
        var answer = await ada.PostAsync(Page, new() { ["Input.Host"] = "http://smtp.example/", ["Input.From"] = "non è un indirizzo" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private async Task<MailRoute?> RouteAsync(Authority town)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MailRoutes>().OfAsync(town.Id, Cancel);
    }

    [Fact]
    public async Task A_demo_sends_no_letter_by_the_server_of_the_page_either()
    {
        await using var sink = new MailSink();
        var (town, _, ada) = await AdministratorAsync();
        await SetAsync(ada, sink, "None");
        Assert.NotNull(await RouteAsync(town));
        _host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<MailSettings>>().Value.IsDemo = true;
        Assert.Null(await RouteAsync(town));
        Assert.Contains("nessuna lettera esce", (await ada.ReadAsync(Page)).Body!.TextContent, StringComparison.Ordinal);
        await PostAsync(town, 2);
        await CarryAsync();
        Assert.Empty(sink.Letters);
    }

    [Fact]
    public async Task Whoever_is_promised_a_letter_learns_that_it_waits_until_a_server_is_set()
    {
        await using var sink = new MailSink();
        var (town, _, ada) = await AdministratorAsync();
        var process = await _host.ProcessAsync(town);
        var bea = await _host.SignedInAsync(await _host.AccountAsync("Bea Neri", town, Role.Officer));
        async Task<string> MainsAsync() => string.Join('\n', (await ada.ReadAsync("/password")).QuerySelector("main")!.TextContent,
            (await ada.ReadAsync("/amministrazione/persone")).QuerySelector("main")!.TextContent,
            (await bea.ReadAsync($"/percorsi/{process.Slug}/cruscotto")).QuerySelector("main")!.TextContent);
        async Task<string> InviteAsync(string name)
        {
            var answer = await ada.PostAsync("/amministrazione/persone",
                new() { ["Email"] = $"{name}@comune.example", ["Name"] = name, ["Role"] = "Secretariat" });
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return (await ada.ReadAsync(answer.Headers.Location!.ToString())).QuerySelector(".flash")?.TextContent ?? "";
        }
        Assert.Contains(Waits, await InviteAsync("rita"), StringComparison.Ordinal);
        Assert.Equal(3, (await MainsAsync()).Split(Waits).Length - 1);
        await SetAsync(ada, sink, "None");
        Assert.DoesNotContain(Waits, await InviteAsync("carla"), StringComparison.Ordinal);
        Assert.DoesNotContain(Waits, await MainsAsync(), StringComparison.Ordinal);
    }

    /// <summary>Every sentence of a page that promises a letter, found in the sources: the same page says when letters wait.</summary>
    [Fact]
    public void Every_page_that_promises_a_letter_says_when_it_waits()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../src/Patto/Modules"));
        var pages = Directory.EnumerateFiles(root, "*.cshtml", SearchOption.AllDirectories)
            .Select(p => (Page: Path.GetRelativePath(root, p), Text: File.ReadAllText(p)))
            .Where(p => Promise().IsMatch(p.Text)).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{pages.Count} pages promise a letter");
        Assert.True(pages.Count >= 9, $"{pages.Count}");
        Assert.Empty(pages.Where(p => !p.Text.Contains("<p-letters-wait", StringComparison.Ordinal)).Select(p => p.Page));
    }

    private static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    [GeneratedRegex("L\\[\"[^\"]*(ti scriv(iamo|eremo) (quando|se)|ti mandiamo un|riceve una lettera e sceglie|arriva una lettera|lo riceve subito|per e-mail partono da sole|per e-mail, \\{2\\}|come ti avvisiamo)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Promise();
}
