using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Patto.Tests.Web;

/// <summary>What was typed and could not be taken in comes back: the session had ended, the page was too old, the file too large, the form
/// could not be read.</summary>
public sealed class UnsentTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private const string TooOld = "CfDJ8-a-token-of-another-time";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Typed(string field) => $"prova {field}";

    private static void Tell(string what) => TestContext.Current.TestOutputHelper!.WriteLine(what);

    private static async Task<(HttpStatusCode Status, IHtmlDocument Page)> SendAsync(Visitor visitor, string target, HttpContent content)
    {
        using var answer = await visitor.Client.PostAsync(target, content, Cancel);
        return (answer.StatusCode, await Visitor.ParseAsync(answer));
    }

    // What of the text fields did not come back; a password never does.
    private static string? Lost(SentForm form, IHtmlDocument page) => form.Again(page) is not { } again ? "the form is not there"
        : Visitor.Prefilled(again).Where(f => form.Typed.Contains(f.Key) && f.Value != Typed(f.Key)).ToList() is { Count: > 0 } lost
            ? string.Join("; ", lost.Select(f => $"{f.Key}={f.Value}")) : null;

    [Fact]
    public async Task Who_is_signed_out_while_writing_signs_in_on_the_spot_and_finds_the_form_as_it_was()
    {
        var forms = (await Afternoon.FormsAsync()).Where(f => f.By.Length > 0 && f.Form.Button == 0 && f.Form.Fields
            .Any(x => x.Key == "__form")).ToList();
        List<string> wrong = [];
        var (back, fields, open) = (0, 0, 0);
        foreach (var (who, _, form) in forms)
        {
            var visitor = demo.Host.Visitor();
            var (status, page) = await SendAsync(visitor, form.Target, form.With(TooOld, Typed));
            if (status == HttpStatusCode.UnprocessableEntity)
            {
                open++; // who has no account may send it too: it comes back at once
                if (Lost(form, page) is { } mine) wrong.Add($"{form.Name}: {mine}");
                continue;
            }
            var door = page.Forms.OfType<IHtmlFormElement>().FirstOrDefault(f => f.GetAttribute("action") == "/accedi");
            if (status != HttpStatusCode.Unauthorized || door is null) { wrong.Add($"{form.Name}: {(int)status}"); continue; }
            (status, page) = await SendAsync(visitor, "/accedi", new FormUrlEncodedContent(Visitor.Prefilled(door)
                .Where(f => f.Key is not ("Email" or "Password"))
                .Concat([new("Email", who + "@fontelieta.example"), new("Password", Demo.Fontelieta.Password)])));
            (back, fields) = (back + 1, fields + form.Typed.Count);
            if (status != HttpStatusCode.OK) wrong.Add($"{form.Name}: after the sign-in {(int)status}");
            else if (Lost(form, page) is { } lost) wrong.Add($"{form.Name}: {lost}");
            else if (!page.QuerySelectorAll("[role=alert]").Any(e => e.TextContent.Contains("Sei dentro di nuovo",
                StringComparison.Ordinal))) wrong.Add($"{form.Name}: nothing is said");
        }
        Tell($"{back} forms came back after a sign-in, with {fields} text fields; {open} may be sent without an account");
        if (wrong.Count > 0) Assert.Fail($"{wrong.Count} of {forms.Count}:\n" + string.Join("\n", wrong));
        Assert.True(back >= 82 && fields >= 177, $"{back} forms, {fields} fields");
    }

    [Fact]
    public async Task A_wrong_password_loses_nothing_and_nothing_is_done_before_the_button_is_pressed_again()
    {
        var (by, _, form) = (await Afternoon.FormsAsync()).First(f => f.Route.EndsWith("/modifica/{part?}", StringComparison.Ordinal)
            && f.Form.Key == "parte");
        var visitor = demo.Host.Visitor();
        var (_, page) = await SendAsync(visitor, form.Target, form.With(TooOld, f => f == "Title" ? "Titolo scritto fuori" : null));
        foreach (var (password, expected) in new[] { ("sbagliata", HttpStatusCode.UnprocessableEntity),
            (Demo.Fontelieta.Password, HttpStatusCode.OK) })
        {
            HttpStatusCode status;
            var door = page.Forms.OfType<IHtmlFormElement>().First(f => f.QuerySelector("input[name=Kept]") is not null);
            Assert.DoesNotContain("Titolo scritto fuori", door.OuterHtml, StringComparison.Ordinal);
            (status, page) = await SendAsync(visitor, "/accedi", new FormUrlEncodedContent(Visitor.Prefilled(door)
                .Where(f => f.Key is not ("Email" or "Password"))
                .Concat([new("Email", by + "@fontelieta.example"), new("Password", password)])));
            Assert.Equal(expected, status);
        }
        var again = form.Again(page)!;
        Assert.Equal("Titolo scritto fuori", again.QuerySelector<IHtmlInputElement>("input[name=Title]")!.Value);
        Assert.DoesNotContain("Titolo scritto fuori", (await visitor.ReadAsync(form.Page)).Body!.InnerHtml, StringComparison.Ordinal);
        using var saved = await visitor.Client.PostAsync(again.GetAttribute("action"),
            new FormUrlEncodedContent(Visitor.Prefilled(again)), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("Titolo scritto fuori", (await visitor.ReadAsync(form.Page)).Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_was_open_too_long_comes_back_filled_and_nothing_was_done()
    {
        var forms = (await Afternoon.FormsAsync()).Where(f => f.By.Length == 0 && f.Form.Button == 0
            && f.Form.Fields.Any(x => x.Key == "__form") && f.Form.Typed.Count > 0).ToList();
        List<string> wrong = [];
        foreach (var (_, _, form) in forms)
        {
            var (status, page) = await SendAsync(demo.Host.Visitor(), form.Target, form.With(TooOld, Typed));
            if (status != HttpStatusCode.UnprocessableEntity) wrong.Add($"{form.Name}: {(int)status}");
            else if (Lost(form, page) is { } lost) wrong.Add($"{form.Name}: {lost}");
        }
        Tell($"{forms.Count} forms that need no account");
        if (wrong.Count > 0) Assert.Fail(string.Join("\n", wrong));
        Assert.True(forms.Count >= 10, $"{forms.Count} forms");
    }

    [Fact]
    public async Task What_another_site_sends_is_not_shown_to_anybody()
    {
        var visitor = demo.Host.Visitor();
        foreach (var (header, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://altrove.example") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/accedi")
            {
                Content = new FormUrlEncodedContent([new("Email", "chi@altrove.example"), new("Password", "x")]),
            };
            request.Headers.Add(header, value);
            using var answer = await visitor.Client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.DoesNotContain("chi@altrove.example", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_that_is_too_large_comes_back_as_the_form_with_what_was_typed()
    {
        var forms = (await Afternoon.FormsAsync()).Where(f => f.Form.Files.Count > 0 && f.Form.Button == 0).ToList();
        foreach (var (who, _, form) in forms)
        {
            var visitor = await demo.ComeAsync(who);
            var token = (await visitor.ReadAsync(form.Page)).QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!;
            using var content = new MultipartFormDataContent();
            foreach (var (name, value) in form.Sent(token.Value, Typed)) content.Add(new StringContent(value), name);
            content.Add(new ByteArrayContent(new byte[30 * 1024 * 1024]), form.Files[0], "scansione.pdf");
            var (status, page) = await SendAsync(visitor, form.Target, content);
            Assert.Equal((form.Name, HttpStatusCode.RequestEntityTooLarge), (form.Name, status));
            Assert.Null(Lost(form, page));
            // The page may have several forms alike: the one that was sent says it.
            var told = page.QuerySelectorAll(".field.bad input[type=file]").Single(e => e.GetAttribute("name") == form.Files[0]);
            Assert.Contains("il massimo è 25 MB", told.Closest(".field")!.QuerySelector(".err")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("30,0 MB", told.Closest(".field")!.TextContent, StringComparison.Ordinal);
        }
        Tell($"{forms.Count} forms with a file");
        Assert.True(forms.Count >= 2, $"{forms.Count} forms with a file");
    }

    public static TheoryData<string, string> Unreadable => new()
    {
        { "application/x-www-form-urlencoded", "Email=a%00b&Password=%00" },
        { "application/x-www-form-urlencoded", "%00=%00&Em%00ail=x" },
        { "application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 3000).Select(n => $"f{n}=1")) },
        { "application/x-www-form-urlencoded", "Email=" + new string('x', 12 * 1024 * 1024) },
        { "multipart/form-data", "without a boundary" },
        { "multipart/form-data; boundary=xx", "--xx\r\nContent-Disposition: form-data; name=\"Email\"\r\n\r\nbroken off" },
        { "multipart/form-data; boundary=xx", "--xx\r\nno header at all\0\r\n\r\nx\r\n--xx--" },
        { "multipart/form-data; boundary=xx", $"--xx\r\nX: {new string('y', 40_000)}\r\n\r\nx\r\n--xx--" },
        { "multipart/form-data; boundary=xx", "--xx\r\nContent-Disposition: form-data; name=\"Logo\"; filename=\"a\0b\"\r\n\r\nx\r\n--xx--" },
    };

    [Theory, MemberData(nameof(Unreadable))]
    public async Task A_form_that_cannot_be_read_gets_a_page_of_the_town(string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var (status, page) = await SendAsync(demo.Host.Visitor(), "/accedi", content);
        Assert.InRange((int)status, 400, 499);
        Assert.NotNull(page.QuerySelector("main#contenuto h1"));
        Assert.True(page.QuerySelector("[role=alert], .error-page") is not null, $"{(int)status} says nothing");
    }
}
