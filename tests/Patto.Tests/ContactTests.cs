using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Contributions;
using Patto.Modules.Processes;
using Patto.People;
using Patto.Tests.Processes;
using Person = Patto.People.Person;

namespace Patto.Tests;

/// <summary>One reader of addresses and one of numbers, wherever somebody writes a contact.</summary>
public sealed partial class ContactTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("anna.d'angelo@comune.fontelieta.it", "anna.d'angelo@comune.fontelieta.it"),
        InlineData("anna.d’angelo@comune.it", "anna.d'angelo@comune.it")]
    [InlineData("Mario Rossi <mario@esempio.it>", "mario@esempio.it"),
        InlineData("\"Rossi, Mario\" <mario@esempio.it>;", "mario@esempio.it")]
    [InlineData(" mailto:Mario@esempio.it ", "Mario@esempio.it"), InlineData("<mario@esempio.it>", "mario@esempio.it"),
        InlineData("mario+tavolo@sub.esempio.museum", "mario+tavolo@sub.esempio.museum")]
    [InlineData("info@caffè.example", "info@xn--caff-8oa.example")]
    public void An_address_is_read_however_it_was_copied(string typed, string address) =>
        Assert.Equal(address, EmailAddress.Read(typed, "Email"));

    [Theory]
    [InlineData("", "email.empty"), InlineData("luca@comune", "email.domain"), InlineData("a@x.it; b@x.it", "email.several"),
        InlineData("a@x.it b@x.it", "email.several"), InlineData("a@x.it,b@x.it", "email.several")]
    [InlineData("Mario Rossi <m@x>", "email.domain"), InlineData("mario.esempio.it", "email.at"),
        InlineData("ma rio@esempio.it", "email.blank"), InlineData("mario@", "email.domain"), InlineData("@esempio.it", "email.local")]
    [InlineData("mario..rossi@esempio.it", "email.local"), InlineData("màrio@esempio.it", "email.local"), InlineData("mario@esempio..it",
        "email.domain"), InlineData("mario@-esempio.it", "email.domain"), InlineData("a@1.2.3.4", "email.domain")]
    public void What_is_no_single_address_is_refused_with_what_to_mend(string typed, string code) =>
        Assert.Equal(code, Assert.Throws<RuleViolation>(() => EmailAddress.Read(typed, "Email")).Code);

    [Theory]
    [InlineData("0522 123456", "+390522123456"), InlineData("+39 333 123 4567", "+393331234567"), InlineData("333-1234567",
        "+393331234567"), InlineData("(0522) 12.34.56", "+390522123456"), InlineData("0522/123456", "+390522123456")]
    [InlineData("tel. 06 1234567", "+39061234567"), InlineData("800 123456", "+39800123456"), InlineData("+44 20 7946 0000",
        "+442079460000"), InlineData("0040 721 234 567", "+40721234567"), InlineData("0522 123456 int. 12", "+390522123456x12")]
    [InlineData("0039 347 1234567", "+393471234567")]
    public void A_number_is_read_however_it_is_written(string typed, string key) =>
        Assert.Equal(key, PhoneNumber.Key(PhoneNumber.Read(typed, "Phone")));

    [Theory]
    [InlineData("", "phone.empty"), InlineData("12", "phone.digits"), InlineData("pippo", "phone.signs"), InlineData("abc", "phone.signs"),
        InlineData("333 1234567 oppure 0522 123456", "phone.several"), InlineData("3331234567; 3337654321", "phone.several")]
    [InlineData("333 12345", "phone.digits"), InlineData("+39 333 12345678901", "phone.digits"),
        InlineData("mario@esempio.it", "phone.signs"), InlineData("+1 23", "phone.digits"), InlineData("７７７７７７７７", "phone.signs")]
    public void What_is_no_number_is_refused(string typed, string code) =>
        Assert.Equal(code, Assert.Throws<RuleViolation>(() => PhoneNumber.Read(typed, "Phone")).Code);

    [GeneratedRegex("""<p-field [^>]*?asp-for="(?<name>[^"]*)"[^>]*>""")]
    private static partial Regex Field();

    /// <summary>Every field of every page that takes an e-mail, a phone number or the contact of a channel: each is here with who fills it
    /// and where.</summary>
    [Fact]
    public async Task Every_field_for_a_contact_refuses_what_is_none_and_keeps_what_was_typed()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var @base = $"/percorsi/{process.Slug}";
        var (administrator, officer) = (await _host.SignedInAsync(await _host.AccountAsync("Lorenzo Bassi", town, Role.Administrator)),
            await _host.SignedInAsync(await _host.AccountAsync("Paola Guidetti", town, Role.Officer)));
        var anybody = _host.Visitor();
        const string two = "a@x.it; b@x.it";
        List<(string Page, string Field, Visitor By, string Url, Dictionary<string, string> Fields)> places =
        [
            ("Administration/AuthoritySettings", "Input.Phone", administrator, "/amministrazione/ente",
                new() { ["Input.Phone"] = "pippo" }),
            ("Administration/AuthoritySettings", "Input.Email", administrator, "/amministrazione/ente", new() { ["Input.Email"] = two }),
            ("Administration/AuthoritySettings", "Input.Pec", administrator, "/amministrazione/ente",
            new() { ["Input.Pec"] = "luca@comune" }),
            ("Administration/Forgot", "Email", anybody, "/password", new() { ["Email"] = two }),
            ("Administration/Staff", "Email", administrator, "/amministrazione/persone", new() { ["Name"] = "Rita", ["Email"] = two }),
            ("Administration/ProcessStaff", "Email", officer, $"{@base}/ruoli", new() { ["Name"] = "Rita", ["Email"] = "luca@comune" }),
            ("Communication/Subscribe", "Email", anybody, $"{@base}/avvisi", new() { ["Email"] = two }),
            ("Communication/SubscribeTown", "Email", anybody, "/avvisi", new() { ["Email"] = two }),
            ("Portal/OwnActs", "Email", anybody, "/mie-voci", new() { ["Email"] = two }),
            ("Stakeholders/Suggest", "Email", anybody, $"{@base}/portatori/manca",
            new() { ["Missing"] = "Chi pedala", ["Why"] = "Manca", ["Email"] = two }),
            ("Stakeholders/Register", "Address", anybody, $"{@base}/portatori/iscriviti",
            new() { ["Name"] = "Auser", ["Contact"] = "Rita", ["Channel"] = "Phone", ["Address"] = "12", ["Agree"] = "true" }),
            ("Contributions/Enter", "Address", officer, $"{@base}/contributi/registra",
            new() { ["Text"] = "Una panchina.", ["Channel"] = "Phone", ["Address"] = "abc" }),
        ];
        foreach (var (page, field, who, url, fields) in places)
        {
            var answer = await who.PostAsync(url, fields);
            Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, $"{page}: {(int)answer.StatusCode}");
            var shown = await Visitor.ParseAsync(answer);
            Assert.True(shown.QuerySelector($"[id$='{field.Replace('.', '_')}-err']") is not null, $"{page}: no words next to {field}");
            Assert.True(shown.QuerySelector($"[name='{field}']")!.GetAttribute("value") == fields[field], $"{page}: {field} was lost");
        }
        // Through the same door, each with a test of its own or a form that a process opens only for a time.
        string[] elsewhere =
        [
            "Administration/CorrectContact Address", "Administration/DataRequestNew Address", "Administration/FirstStart Email", "Administration/InviteMany Rows[i].Email",
            "Administration/_MailForm Input.From", "Administration/SignIn Email", "Administration/UseCode Email",
            "Contributions/Mine Address", "Contributions/New Address", "Documents/Amend Address",
            "Documents/Article Address", "Draws/Apply Address", "Groups/Apply Address", "Groups/Compose Email",
                "Groups/Seats Rows[i].Email",
            "Meetings/Called Address", "Meetings/Drafting Address",
            "Meetings/Register Address", "Offices/Offices Mail", "Offices/OneOffice Mail", "Pacts/Signatory Mail",
            "Processes/New People[i].Email",
        ];
        var found = Sources().SelectMany(s => Field().Matches(s.Text).Select(m => (s.Page, Name: m.Groups["name"].Value, Tag: m.Value)))
            // On the sheet of a stakeholder it is where the body has its seat.
            .Where(f => (f.Page, f.Name) != ("Stakeholders/Show", "Address"))
            .Where(f => f.Tag.Contains("type=\"email\"", StringComparison.Ordinal)
                || f.Tag.Contains("type=\"tel\"", StringComparison.Ordinal) || (f.Name == "Address"))
            .Select(f => $"{f.Page} {f.Name}").Distinct().Order(StringComparer.Ordinal).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{found.Count} fields take a contact");
        Assert.Equal(places.Select(p => $"{p.Page} {p.Field}").Concat(elsewhere).Order(StringComparer.Ordinal), found);
    }

    private static IEnumerable<(string Page, string Text)> Sources([CallerFilePath] string here = "") =>
        from file in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(here)!, "../../src/Patto/Modules"), "*.cshtml",
            SearchOption.AllDirectories)
        let parts = file.Replace('\\', '/').Split('/')
        where parts[^2] == "Pages"
        select ($"{parts[^3]}/{Path.GetFileNameWithoutExtension(file)}", File.ReadAllText(file));

    [Fact]
    public async Task Somebody_with_an_apostrophe_is_invited_and_signs_in()
    {
        var town = await _host.AuthorityAsync();
        var administrator = await _host.SignedInAsync(await _host.AccountAsync("Lorenzo Bassi", town, Role.Administrator));
        Assert.Equal(HttpStatusCode.Redirect, (await administrator.PostAsync("/amministrazione/persone",
            new()
            {
                ["Name"] = "Anna D'Angelo",
                ["Email"] = "Anna D'Angelo <anna.d’angelo@fontelieta.example>",
                ["Role"] = "Secretariat"
            })).StatusCode);
        var letter = await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal("anna.d'angelo@fontelieta.example", letter.Address);
        var anna = _host.Visitor();
        Assert.Equal(HttpStatusCode.Redirect,
            (await anna.PostAsync(new Uri(_host.LinkOf(letter)).AbsolutePath,
            new() { ["Password"] = PlatformHost.Password, ["Again"] = PlatformHost.Password })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await _host.Visitor().PostAsync("/accedi",
            new() { ["Email"] = "anna.d'angelo@fontelieta.example", ["Password"] = PlatformHost.Password })).StatusCode);
    }

    [Fact]
    public async Task A_wrong_contact_is_corrected_by_whoever_left_it_and_by_the_desk_and_the_letter_leaves_again()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var secretary = await _host.SignedInAsync(await _host.AccountAsync("Chiara Monti", town, Role.Secretariat));
        var entered = await secretary.PostAsync($"/percorsi/{process.Slug}/contributi/registra",
            new() { ["Text"] = "Una panchina.", ["Name"] = "Rita", ["Channel"] = "Email", ["Address"] = "rita@esempoi.it" });
        var receipt = await secretary.ReadAsync(entered.Headers.Location!.ToString());
        var secret = SecretOf().Match(receipt.Body!.TextContent).Value;
        var rita = await _host.InDb(db => db.Set<Person>().AsNoTracking().SingleAsync(Cancel));
        var page = $"/percorsi/{process.Slug}/recapiti/{rita.Id}";
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await secretary.PostAsync(page, new() { ["Channel"] = "Phone", ["Address"] = "12" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await secretary.PostAsync(page, new() { ["Channel"] = "Email", ["Address"] = "rita@esempio.it" })).StatusCode);
        Assert.Equal("rita@esempio.it", (await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(Cancel))).Address);
        Assert.Equal(HttpStatusCode.Redirect, (await _host.Visitor().GetAsync(page)).StatusCode);

        var own = $"/voce/{secret.Replace("-", "", StringComparison.Ordinal)}";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.Visitor()
            .PostAsync(own, new() { ["Channel"] = "Email", ["Address"] = "rita@comune" }, "#correggi-modulo")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await _host.Visitor()
            .PostAsync(own, new() { ["Channel"] = "Phone", ["Address"] = "333 1234567" }, "#correggi-modulo")).StatusCode);
        rita = await _host.InDb(db => db.Set<Person>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal((Channel.Phone, "333 1234567"), (rita.Channel, rita.Address));
        Assert.Equal(2, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(ContactCorrected), Cancel)));
    }

    [GeneratedRegex("[A-HJ-NP-Z]{4}-[A-HJ-NP-Z]{4}")]
    private static partial Regex SecretOf();
}
