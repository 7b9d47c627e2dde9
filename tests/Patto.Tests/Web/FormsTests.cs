using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Reflection;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Web;

namespace Patto.Tests.Web;

/// <summary>What holds for every form of the town, found by walking through it: a refusal is told, nothing typed is lost, no text is
/// cut.</summary>
public sealed class FormsTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static Task<List<(string By, string Route, SentForm Form)>> FormsAsync() => Afternoon.FormsAsync();

    private readonly Dictionary<string, (Visitor Visitor, string Token)> _cast = [];

    private async Task<(Visitor Visitor, string Token)> ComeAsync(string name)
    {
        if (_cast.TryGetValue(name, out var known)) return known;
        var visitor = await demo.ComeAsync(name);
        return _cast[name] = (visitor, await TokenAsync(visitor));
    }

    private static async Task<string> TokenAsync(Visitor visitor) =>
        ((IHtmlInputElement)(await visitor.ReadAsync("/stile")).QuerySelector("input[name=__RequestVerificationToken]")!).Value;

    private static async Task<(HttpStatusCode Status, IHtmlDocument Page)> SendAsync(Visitor visitor, string target, HttpContent content,
        string? refused = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = content };
        if (refused is not null) request.Headers.Add(Refusing.Header, refused);
        using var answer = await visitor.Client.SendAsync(request);
        return (answer.StatusCode, await Visitor.ParseAsync(answer));
    }

    [Fact]
    public async Task Whichever_button_of_a_form_was_pressed_the_page_says_why_it_was_refused()
    {
        var forms = await FormsAsync();
        List<string> mute = [];
        var folded = 0;
        foreach (var (who, _, form) in forms)
        {
            var (visitor, token) = await ComeAsync(who);
            var (status, page) = await SendAsync(visitor, form.Target, form.With(token), Refusing.Handler);
            var alerts = page.QuerySelectorAll("[role=alert]")
                .Where(e => e.TextContent.Contains(Refusing.Words, StringComparison.Ordinal)).ToList();
            var told = alerts.Count;
            // Without JavaScript nobody sees what is told in a fold that is closed.
            var folds = alerts.SelectMany(e => e.GetAncestors()).OfType<IHtmlDetailsElement>().ToList();
            folded += folds.Count > 0 ? 1 : 0;
            if (folds.Any(fold => !fold.IsOpen)) mute.Add($"{form.Name}: told in a fold that is closed");
            // Who was shown a button may have it no more, once it is asked again: that is told by another page.
            if (status == HttpStatusCode.UnprocessableEntity ? told != 1 : status is not (HttpStatusCode.NotFound
                or HttpStatusCode.Forbidden)) mute.Add($"{form.Name}: {(int)status}, told {told} times");
        }
        var several = forms.Where(f => f.Form.Buttons > 1).Select(f => (f.Route, f.Form.Key)).Distinct().Count();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{forms.Count} buttons of {forms.Select(f => (f.Route, f.Form.Key)).Distinct().Count()} forms, {several} with several buttons, {folded} in folds");
        if (mute.Count > 0) Assert.Fail(string.Join("\n", mute));
        Assert.True(several >= 2 && forms.Count >= 100 && folded >= 10,
            $"{forms.Count} buttons, {several} forms with several, {folded} in folds");
    }

    [Fact]
    public async Task An_act_refused_at_its_end_is_not_told_as_done_on_the_next_page()
    {
        var forms = await FormsAsync();
        List<string> lies = [], away = [];
        var acts = 0;
        foreach (var (who, _, form) in forms.Where(f => !f.Form.Target.StartsWith("/accedi", StringComparison.Ordinal)))
        {
            var (visitor, token) = await ComeAsync(who);
            using var request = new HttpRequestMessage(HttpMethod.Post, form.Target) { Content = form.With(token, Plausible) };
            request.Headers.Add(Refusing.Header, Refusing.Commit);
            using var answer = await visitor.Client.SendAsync(request);
            var says = answer.Headers.TryGetValues("Set-Cookie", out var set)
                && set.Any(c => c.StartsWith("avviso=", StringComparison.Ordinal) && !c.StartsWith("avviso=;", StringComparison.Ordinal));
            var status = answer.StatusCode;
            if (status == HttpStatusCode.UnprocessableEntity) acts++;
            if (status == HttpStatusCode.Redirect) { away.Add(form.Name); continue; } // it needs no act: a search, a sign-in
            if (says) lies.Add($"{form.Name}: {(int)status}, and the next page says that it was done");
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{acts} acts refused of {forms.Count}; without an act: {string.Join(", ", away)}");
        if (lies.Count > 0) Assert.Fail(string.Join("\n", lies));
        Assert.True(acts >= 60, $"{acts} acts");
    }

    private static string Plausible(string field) =>
        field.Contains("mail", StringComparison.OrdinalIgnoreCase) ? "prova@esempio.it" : "Una prova lunga abbastanza";

    [Fact]
    public async Task An_error_in_one_form_keeps_what_was_typed_there_and_leaves_the_others_as_they_were()
    {
        var pages = (await FormsAsync()).GroupBy(f => f.Route)
            .Select(g => (g.First().By, Url: g.First().Form.Page, g.Key)).ToList();
        List<string> lost = [];
        var (compared, several) = (0, 0);
        foreach (var (who, url, route) in pages)
        {
            var (visitor, token) = await ComeAsync(who);
            using var opened = await visitor.GetAsync(url);
            var before = await Visitor.ParseAsync(opened);
            var stored = Forms(before);
            if (stored.Count > 1) several++;
            foreach (var sent in SentForm.On(url, before).Where(f => f.Button == 0 && f.Fields.Any(x => x.Key == "__form")))
            {
                var (status, after) = await SendAsync(visitor, sent.Target, sent.With(token, name => $"prova {name}"), Refusing.Handler);
                if (status != HttpStatusCode.UnprocessableEntity) continue;
                foreach (var (key, fields) in Forms(after))
                {
                    compared++;
                    var mine = key == sent.Fields.First(f => f.Key == "__form").Value;
                    if (!stored.TryGetValue(key, out var was)) continue;
                    var should = mine ? was.Select(f => sent.Typed.Contains(f.Key) ? new(f.Key, $"prova {f.Key}") : f) : was;
                    if (should.SequenceEqual(fields)) continue;
                    lost.Add($"{route}: {key} after an error in {sent.Key}: {Said(fields.Except(should))} instead of {Said(should.Except(fields))}");
                }
            }
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{compared} forms compared, on {pages.Count} pages, {several} of them with several forms");
        if (lost.Count > 0) Assert.Fail(string.Join("\n", lost.Take(60)));
        Assert.True(several >= 13 && compared >= 100, $"{several} pages with several forms, {compared} forms");
    }

    private static string Said(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join("; ", fields.Select(f => $"{f.Key}={f.Value}"));

    // What every form would send, but for the marks of safety.
    private static Dictionary<string, List<KeyValuePair<string, string>>> Forms(IHtmlDocument page) => page.Forms.OfType<IHtmlFormElement>()
        .Where(f => SentForm.IsPosted(f) && f.QuerySelector("input[name=__form]") is not null)
        .Select(f => (Key: f.QuerySelector("input[name=__form]")!.GetAttribute("value")!, Fields: Visitor.Prefilled(f)
            .Where(x => x.Key is not "__RequestVerificationToken" and not "__once").ToList()))
        .DistinctBy(f => f.Key).ToDictionary(f => f.Key, f => f.Fields);

    [Fact]
    public async Task A_text_that_is_too_long_is_never_cut_the_page_says_limit_and_length()
    {
        var forms = (await FormsAsync()).Where(f => f.Form.Typed.Count > 0).DistinctBy(f => (f.Route, f.Form.Key)).ToList();
        var tooLong = string.Concat(Enumerable.Repeat("riga di testo\r\n", TextLength.Longest / 13));
        List<string> wrong = [], unseen = [];
        var fields = 0;
        foreach (var (who, _, form) in forms)
        {
            var (visitor, token) = await ComeAsync(who);
            var (status, page) = await SendAsync(visitor, form.Target, form.With(token, name => IsLaterRow(form, name) ? null : tooLong));
            if (status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
            {
                unseen.Add($"{form.Name}: {(int)status}");
                continue;
            }
            foreach (var field in form.Typed.Where(f => !IsLaterRow(form, f)))
            {
                fields++;
                var control = page.QuerySelectorAll("input, textarea")
                    .FirstOrDefault(e => e.GetAttribute("name") == field && e.GetAttribute("aria-invalid") == "true");
                var said = control?.Closest(".field")?.QuerySelector(".err")?.TextContent;
                // A new line goes as two characters and counts as one; in a field of one line a browser has none.
                var kept = control is IHtmlTextAreaElement area ? TextLength.Of(area.Value) : TextLength.Of(tooLong);
                if (status != HttpStatusCode.UnprocessableEntity || said?.Contains("il limite è", StringComparison.Ordinal) != true
                    || !said.Contains($"{TextLength.Of(tooLong):N0}".Replace(',', '.'), StringComparison.Ordinal))
                    wrong.Add($"{form.Name} {field}: {(int)status}, said {said}");
                else if (kept != TextLength.Of(tooLong)) wrong.Add($"{form.Name} {field}: {kept} characters came back");
            }
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{fields} text fields of {forms.Count} forms; not there any more: {string.Join(", ", unseen)}");
        if (wrong.Count > 0) Assert.Fail($"{wrong.Count} of {fields}:\n" + string.Join("\n", wrong));
        Assert.True(fields >= 208, $"{fields} text fields");
    }

    private static bool IsLaterRow(SentForm form, string field) => TableRows.IsLater(field, form.Typed.Count);

    [Fact]
    public void Every_text_that_a_page_takes_in_has_a_limit_of_its_own()
    {
        var pages = typeof(BasicPage).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(BasicPage)) && !t.IsAbstract).ToList();
        var texts = pages.SelectMany(p => p.GetProperties()
            .Where(x => x.GetCustomAttribute<BindPropertyAttribute>() is { SupportsGet: false })
            .SelectMany(x => Texts($"{p.FullName}.{x.Name}", x))).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"{texts.Count} bound texts of {pages.Count} pages");
        Assert.Empty(texts.Where(t => !t.Limited).Select(t => t.Name));
        Assert.True(texts.Count >= 229, $"{texts.Count} texts");
    }

    private static IEnumerable<(string Name, bool Limited)> Texts(string name, PropertyInfo property)
    {
        var type = property.PropertyType;
        if (type == typeof(string) || type.IsAssignableTo(typeof(IEnumerable<string>)))
            return [(name, property.IsDefined(typeof(StringLengthAttribute)))];
        var inner = type.IsGenericType && type.IsAssignableTo(typeof(System.Collections.IEnumerable))
            ? type.GetGenericArguments()[0] : type;
        return inner.Namespace?.StartsWith("Patto.Modules", StringComparison.Ordinal) != true || inner.IsEnum ? []
            : inner.GetProperties().Where(p => p.SetMethod is { IsPublic: true }).SelectMany(p => Texts($"{name}.{p.Name}", p));
    }

    [Fact]
    public async Task No_field_has_a_limit_that_the_browser_enforces_without_a_word()
    {
        var pages = (await FormsAsync()).DistinctBy(f => f.Route).ToList();
        foreach (var (who, _, form) in pages)
        {
            using var answer = await (await ComeAsync(who)).Visitor.GetAsync(form.Page);
            Assert.Null((await Visitor.ParseAsync(answer)).QuerySelector("[maxlength]"));
        }
        Assert.True(pages.Count > 40, $"{pages.Count} pages");
    }
}
