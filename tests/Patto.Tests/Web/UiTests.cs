using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Patto.Localization;
using Patto.Web.Ui;

namespace Patto.Tests.Web;

/// <summary>The building blocks of the pages, seen through the page that shows them all.</summary>
public sealed partial class UiTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static Dictionary<string, string> Filled(string seats = "40") =>
        new() { ["Input.Name"] = "Anna", ["Input.Why"] = "Perché sì", ["Input.Seats"] = seats };

    [Fact]
    public async Task A_refused_form_says_which_fields_to_mend_and_keeps_what_was_typed_and_its_once_key()
    {
        await _host.AuthorityAsync();
        var visitor = _host.Visitor();
        var answer = await visitor.PostAsync("/stile", new()
        {
            ["Input.Name"] = "",
            ["Input.Email"] = "anna@esempio.it",
            ["__once"] = "0123456789abcdef0123456789abcdef",
            ["Input.Cost"] = "12.5"
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Visitor.ParseAsync(answer);
        Assert.Equal(["Nome e cognome: compila questo campo.", "Perché: compila questo campo."],
            page.QuerySelectorAll(".errors[role=alert] a").Select(a => a.TextContent));
        var name = page.QuerySelector(page.QuerySelector(".errors a")!.GetAttribute("href")!)!;
        Assert.Equal("true", name.GetAttribute("aria-invalid"));
        Assert.All(name.GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(page.GetElementById(id)));
        Assert.Equal("anna@esempio.it", page.QuerySelector("[name='Input.Email']")!.GetAttribute("value"));
        Assert.Equal("12.5", page.QuerySelector("[name='Input.Cost']")!.GetAttribute("value"));
        Assert.Equal("0123456789abcdef0123456789abcdef", page.QuerySelector("form.form [name=__once]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_fresh_form_has_a_fresh_once_key_each_time()
    {
        await _host.AuthorityAsync();
        var visitor = _host.Visitor();
        async Task<string?> KeyAsync() =>
            (await visitor.ReadAsync("/stile")).QuerySelector("form.form [name=__once]")!.GetAttribute("value");
        Assert.NotEqual(await KeyAsync(), await KeyAsync());
    }

    [Fact]
    public async Task A_rule_that_names_no_field_stands_in_the_summary_without_a_link()
    {
        await _host.AuthorityAsync();
        var page = await Visitor.ParseAsync(await _host.Visitor().PostAsync("/stile", Filled(seats: "13")));
        var line = Assert.Single(page.QuerySelectorAll(".errors li"));
        Assert.Equal("Una regola: tredici posti portano male.", line.TextContent);
        Assert.Null(line.QuerySelector("a"));
    }

    [Fact]
    public async Task After_the_act_the_next_page_says_so_once_and_offers_to_take_it_back()
    {
        await _host.AuthorityAsync();
        var visitor = _host.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.PostAsync("/stile", Filled())).StatusCode);
        var flash = (await visitor.ReadAsync("/stile")).QuerySelector(".flash[role=status]")!;
        Assert.Equal("Salvato.", flash.QuerySelector("p")!.TextContent);
        Assert.Equal("/stile?handler=Undo", flash.QuerySelector("form")!.GetAttribute("action"));
        Assert.Null((await visitor.ReadAsync("/stile")).QuerySelector(".flash"));
    }

    [Fact]
    public async Task Nothing_on_the_page_needs_a_style_or_a_script_written_inside_it()
    {
        await _host.AuthorityAsync();
        var page = await _host.Visitor().ReadAsync("/stile");
        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src])").Select(e => e.OuterHtml));
        Assert.Empty(page.All.SelectMany(e => e.Attributes).Where(a => a.Name.StartsWith("on", StringComparison.Ordinal))
            .Select(a => a.Name));
    }

    [Fact]
    public async Task Every_id_is_used_once_and_every_control_has_a_label()
    {
        await _host.AuthorityAsync();
        var page = await _host.Visitor().ReadAsync("/stile");
        Assert.Empty(page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(same => same.Count() > 1).Select(same => same.Key));
        var unnamed = page.QuerySelectorAll("main input:not([type=hidden]), main select, main textarea")
            .Where(c => page.QuerySelector($"label[for='{c.Id}']") is null);
        Assert.Empty(unnamed.Select(c => c.OuterHtml));
    }

    [Fact]
    public async Task Drawings_speak_with_points_in_numbers_whatever_the_language()
    {
        await _host.AuthorityAsync();
        var page = await _host.Visitor().ReadAsync("/stile");
        var numbers = page.QuerySelectorAll("svg rect").SelectMany(r => new[] { r.GetAttribute("x"), r.GetAttribute("width") })
            .OfType<string>().ToList();
        Assert.NotEmpty(numbers);
        Assert.All(numbers, number => Assert.Matches(@"^-?\d+(\.\d+)?$", number));
    }

    [Theory]
    [InlineData(400), InlineData(403), InlineData(404), InlineData(409), InlineData(413), InlineData(422), InlineData(429), InlineData(500)]
    public async Task Every_error_is_told_in_plain_words_with_a_way_on(int status)
    {
        await _host.AuthorityAsync();
        var answer = await _host.Visitor().GetAsync($"/errore/{status}");
        Assert.Equal(status, (int)answer.StatusCode);
        var page = await Visitor.ParseAsync(answer);
        Assert.False(string.IsNullOrWhiteSpace(page.QuerySelector("h1")!.TextContent));
        Assert.NotEmpty(page.QuerySelectorAll("main a.btn"));
    }

    [Fact]
    public async Task An_unknown_address_gets_the_page_of_what_is_not_there()
    {
        await _host.AuthorityAsync();
        var answer = await _host.Visitor().GetAsync("/questa-pagina-manca");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Questa pagina non c’è", (await Visitor.ParseAsync(answer)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public void Dates_are_said_as_people_read_them_in_italian_time()
    {
        var evening = new DateTimeOffset(2026, 11, 26, 19, 30, 0, TimeSpan.Zero);
        var summer = new DateTimeOffset(2026, 7, 1, 22, 30, 0, TimeSpan.Zero);
        Assert.Equal("giovedì 26 novembre 2026, ore 20.30", Dates.Say(evening));
        Assert.Equal("giovedì 2 luglio 2026, ore 0.30", Dates.Say(summer));
        Assert.Equal("giovedì 26 novembre 2026, ore 20.30–22.30", Dates.Range(evening, evening.AddHours(2)));
        Assert.Equal("8–29 settembre 2026", Dates.Range(new DateOnly(2026, 9, 8), new DateOnly(2026, 9, 29)));
        Assert.Equal("20 ottobre – 18 dicembre 2026", Dates.Range(new DateOnly(2026, 10, 20), new DateOnly(2026, 12, 18)));
    }

    [Fact]
    public void Words_between_the_markup_are_encoded()
    {
        var name = "<script>\"Anna\"";
        Assert.Equal("<b title=\"&lt;script&gt;&quot;Anna&quot;\">è 1.5</b>", Markup.Of($"<b title=\"{name}\">è {1.5}</b>").ToString());
    }

    [Fact]
    public void Every_word_of_the_building_blocks_is_said_in_english()
    {
        var unsaid =
            from source in Sources()
            from Match said in Said().Matches(File.ReadAllText(source))
            let italian = Regex.Unescape(said.Groups[1].Value)
            where !Texts.English.ContainsKey(italian)
            select $"{Path.GetFileName(source)}: {italian}";
        Assert.Empty(unsaid.Distinct());
    }

    private static IEnumerable<string> Sources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Patto.slnx"))) root = root.Parent!;
        var web = Path.Combine(root.FullName, "src", "Patto");
        return Directory.EnumerateFiles(Path.Combine(web, "Web", "Ui"), "*.cs")
            .Concat(Directory.EnumerateFiles(Path.Combine(web, "Modules", "Shared"), "*.cshtml*"));
    }

    [GeneratedRegex("""\bL\["((?:[^"\\]|\\.)*)"[\],]""")]
    private static partial Regex Said();
}
