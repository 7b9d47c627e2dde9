using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Patto.Tests.Web;

/// <summary>Two officers open the same form and both save: the second one is shown both versions, and nobody's work goes unseen.</summary>
public sealed class TwoOfficersTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Forms whose fields are filled with something that is not a thing of the town which others change too.</summary>
    private static readonly string[] NothingShared =
    [
        "/osservatorio/importa -", // where a record usually comes from
        "/percorsi/{process}/azioni/nuova -", // what the decision says of it, for a thing that begins here
        "/percorsi/{process}/concludi concludi", // the body that decides, which is proposed
        "/percorsi/{process}/decisioni/consegna -", // a letter that is proposed
        "/percorsi/{process}/decisioni/consegna/{handover}/decisione -", // an act that is added: what was decided is refused
        "/percorsi/{process}/documenti-finali comincia", // a title that is proposed, for a document that begins here
        "/percorsi/{process}/documenti/{id}/risposta/{amendment} -", // the words of the amendment, which stay
        "/percorsi/{process}/duplica duplica", // a title and a day that are proposed, for a process that begins here
        "/percorsi/{process}/modello modello", // a name that is proposed, for a template that begins here
        "/percorsi/{process}/proposte/{code}/modifica verifica", // lines of several officers, each compared by itself (ProposalTests)
        "/percorsi/{process}/sorteggi/{draw:guid}/quote quote", // quotas that a call got wider by
    ];

    private static async Task<List<(string By, string Route, SentForm Form)>> FormsAsync() =>
        [.. (await Afternoon.FormsAsync()).Where(f => f.Form.Button == 0 && f.Form.Fields.Any(x => x.Key == "__form"))];

    [Fact]
    public async Task Every_form_that_shows_what_is_stored_carries_the_version_that_was_seen()
    {
        var filled = (await FormsAsync()).Where(f => f.Form.Fields.Any(x => f.Form.Typed.Contains(x.Key) && x.Value.Length > 0)).ToList();
        var without = filled.Where(f => f.Form.Fields.All(x => x.Key != "__seen")).Select(f => $"{f.Route} {f.Form.Key}").ToList();
        var told = TestContext.Current.TestOutputHelper!;
        told.WriteLine($"{filled.Count} forms come filled, {filled.Count - without.Count} carry a version");
        // Whose contact stands first in the list may have left none: that form comes empty then.
        Assert.True(filled.Count >= 16, $"{filled.Count} forms");
        Assert.Equal(NothingShared, without.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Whoever_saves_second_is_shown_both_versions_and_may_save_again()
    {
        var forms = (await FormsAsync()).Where(f => f.Form.Fields.Any(x => x.Key == "__seen")).ToList();
        List<string> wrong = [];
        var shown = 0;
        foreach (var (who, route, form) in forms)
        {
            var (first, second) = (await demo.ComeAsync(who), await demo.ComeAsync(who));
            var mine = form.Again(await first.ReadAsync(form.Page));
            var theirs = form.Again(await second.ReadAsync(form.Page));
            if (mine is null || theirs is null) { wrong.Add($"{form.Name}: not there"); continue; }
            // Not every text may be any text: a number, a date written in words.
            var which = 0;
            var changed = Changed(theirs, 1, which);
            var (status, page) = await SendAsync(second, theirs, changed.Fields);
            var refusal = page;
            while (status == HttpStatusCode.UnprocessableEntity && ++which < 5)
                (status, page) = await SendAsync(second, theirs, (changed = Changed(theirs, 1, which)).Fields);
            if (status != HttpStatusCode.Redirect)
            {
                var said = refusal.QuerySelectorAll("[id$='-err'], [role=alert]").Select(e => e.TextContent.Trim());
                wrong.Add($"{form.Name}: the first to save, {changed.Name}: {(int)status} {string.Join(" ", said)}");
                continue;
            }
            var own = Changed(mine, 2, which);
            (status, page) = await SendAsync(first, mine, own.Fields);
            var versions = page.QuerySelector(".versions")?.TextContent ?? "";
            if (status != HttpStatusCode.Conflict || form.Again(page) is not { } again)
            {
                wrong.Add($"{form.Name}: the second {(int)status}");
                continue;
            }
            if (!versions.Contains(changed.Said, StringComparison.Ordinal) || !versions.Contains(own.Said, StringComparison.Ordinal))
                wrong.Add($"{form.Name}: «{changed.Said}» or «{own.Said}» is not shown: {versions}");
            if (Visitor.Prefilled(again).First(f => f.Key == own.Name).Value != own.Value)
                wrong.Add($"{form.Name}: what was typed is lost");
            shown++;
            (status, page) = await SendAsync(first, again, [.. Visitor.Prefilled(again)]);
            if (status is not (HttpStatusCode.Redirect or HttpStatusCode.UnprocessableEntity))
                wrong.Add($"{form.Name}: saved again {(int)status}");
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{shown} of {forms.Count} forms of two officers");
        if (wrong.Count > 0) Assert.Fail(string.Join("\n", wrong));
        Assert.True(shown >= 19, $"{shown} forms");
    }

    private static async Task<(HttpStatusCode Status, IHtmlDocument Page)> SendAsync(Visitor visitor, IHtmlFormElement form,
        IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var answer = await visitor.Client.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(fields), Cancel);
        return (answer.StatusCode, await Visitor.ParseAsync(answer));
    }

    // One field changed, the way its kind allows; and a reason where one is asked.
    private static (string Name, string Value, string Said, List<KeyValuePair<string, string>> Fields) Changed(IHtmlFormElement form, int n,
        int which)
    {
        List<KeyValuePair<string, string>> fields = [.. Visitor.Prefilled(form)];
        var (name, value, said) = Change(form, n, which);
        List<KeyValuePair<string, string>> changed = [.. fields.Select(f => f.Key == name ? new(name, value)
            : f.Key is "Reason" or "Why" ? new(f.Key, "Lo chiede la prova.") : f)];
        return (name, value, said, changed);
    }

    private static (string Name, string Value, string Said) Change(IHtmlFormElement form, int n, int which)
    {
        var elements = form.Elements.Where(e => e.GetAttribute("name") is { Length: > 0 } name && name is not ("Reason" or "Why" or "Note"))
            .ToList();
        if (elements.Where(e => e is IHtmlTextAreaElement { Value.Length: > 0 } or IHtmlInputElement { Type: "text", Value.Length: > 0 })
            .ElementAtOrDefault(which) is { } text)
        {
            var isPhone = text.GetAttribute("name") == "Address" && Text(text).All(c => char.IsDigit(c) || c is ' ' or '+');
            if (isPhone)
                return ("Address", $"{Text(text)[..^2]}{90 + n}", $"{Text(text)[..^2]}{90 + n}");
            return (text.GetAttribute("name")!, Text(text).Contains('@', StringComparison.Ordinal) ? $"prova{n}{Text(text)}"
                : Text(text) + $" prova{n}", $"prova{n}");
        }
        if (elements.FirstOrDefault(e => e is IHtmlInputElement { Type: "number" }) is IHtmlInputElement number)
            return (number.Name!, (40 + n).ToString(CultureInfo.InvariantCulture), (40 + n).ToString(CultureInfo.InvariantCulture));
        if (elements.LastOrDefault(e => e is IHtmlInputElement { Type: "date", Value.Length: > 0 }) is IHtmlInputElement date)
        {
            var day = DateOnly.Parse(date.Value, CultureInfo.InvariantCulture).AddDays(n)
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return (date.Name!, day, day);
        }
        // An empty day between two bounds, in a row that is ticked.
        if (elements.OfType<IHtmlInputElement>().LastOrDefault(e => e is { Type: "date", Minimum.Length: > 0 } && elements.Any(c =>
            c is IHtmlInputElement { Type: "checkbox", IsChecked: true } && c.GetAttribute("name") == e.Name!.Split('.')[0] + ".Open"))
            is { } bounded)
        {
            var day = DateOnly.Parse(bounded.Minimum!, CultureInfo.InvariantCulture).AddDays(n)
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return (bounded.Name!, day, day);
        }
        if (elements.FirstOrDefault(e => e is IHtmlSelectElement { Options.Length: > 1 }) is IHtmlSelectElement select)
        {
            var option = select.Options.Where(o => !o.IsSelected && o.Value.Length > 0).ElementAt(n - 1);
            return (select.Name!, option.Value, option.Text);
        }
        var area = elements.Where(e => e is IHtmlTextAreaElement).ElementAtOrDefault(which)
            ?? elements.First(e => e is IHtmlInputElement { Type: "text" });
        return (area.GetAttribute("name")!, $"prova{n}", $"prova{n}");
    }

    private static string Text(IElement element) => element is IHtmlTextAreaElement area ? area.Value : ((IHtmlInputElement)element).Value;
}
