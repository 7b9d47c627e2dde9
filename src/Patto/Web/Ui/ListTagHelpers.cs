using System.Net;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <summary>A table whose rows become cards on narrow screens; explicit roles keep what it means (Safari forgets it with display:
/// block).</summary>
[HtmlTargetElement("table", Attributes = "p-stack")]
public sealed class StackTableTagHelper : UiTagHelper
{
    internal const string Inside = "p-stack";

    /// <summary>What its parts tell one another: the headings as they were written, and at which column a row is.</summary>
    internal sealed class Columns
    {
        public List<string> Headings { get; } = [];
        public bool InHead { get; set; }
        public int HeadRows { get; set; }
        public int At { get; set; }

        /// <summary>The heading of the cell that begins here; none where it is more than words, or headings are of several rows.</summary>
        public string? Heading => HeadRows == 1 && At < Headings.Count && Headings[At].Length > 0 ? Headings[At] : null;
    }

    public string Caption { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        context.Items[Inside] = new Columns();
        var rows = await output.GetChildContentAsync();
        var classes = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", $"table mb-0 align-middle stack {classes}".TrimEnd());
        output.Attributes.RemoveAll("p-stack");
        output.Attributes.SetAttribute("role", "table");
        output.PreElement.SetHtmlContent(Markup.Of($"""<div class="table-responsive tile p-0 h-auto" tabindex="0" role="region" aria-label="{Caption}">"""));
        output.PostElement.SetHtmlContent(Markup.Of($"</div>"));
        output.Content.SetHtmlContent(Markup.Of($"""<caption class="visually-hidden">{Caption}</caption>{rows}"""));
    }
}

/// <summary>The parts of such a table.</summary>
[HtmlTargetElement("thead"), HtmlTargetElement("tbody"), HtmlTargetElement("tr"), HtmlTargetElement("th"), HtmlTargetElement("td")]
public sealed class StackPartTagHelper : TagHelper
{
    /// <summary>On a td: what to show beside the value when the row is a card, in the place of the heading of its column; empty:
    /// nothing.</summary>
    public string? Label { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(StackTableTagHelper.Inside, out var inside) || inside is not StackTableTagHelper.Columns columns)
            return;
        switch (context.TagName)
        {
            case "thead" or "tbody":
                columns.InHead = context.TagName == "thead";
                output.Attributes.SetAttribute("role", "rowgroup");
                break;
            case "tr":
                columns.At = 0;
                if (columns.InHead) columns.HeadRows++;
                output.Attributes.SetAttribute("role", "row");
                break;
            case "th":
                output.Attributes.SetAttribute("role", columns.InHead ? "columnheader" : "rowheader");
                if (!output.Attributes.ContainsName("scope")) output.Attributes.SetAttribute("scope", columns.InHead ? "col" : "row");
                if (columns.InHead)
                {
                    var words = (await output.GetChildContentAsync()).GetContent().Trim();
                    var heading = words.Contains('<', StringComparison.Ordinal) ? "" : WebUtility.HtmlDecode(words);
                    columns.Headings.AddRange(Enumerable.Repeat(heading, WidthOf(output)));
                }
                columns.At += WidthOf(output);
                break;
            default:
                output.Attributes.SetAttribute("role", "cell");
                if ((Label ?? (WidthOf(output) == 1 ? columns.Heading : null)) is { Length: > 0 } label)
                    output.Attributes.SetAttribute("data-label", label);
                columns.At += WidthOf(output);
                break;
        }
    }

    private static int WidthOf(TagHelperOutput output) =>
        output.Attributes["colspan"]?.Value is { } span && int.TryParse(span.ToString(), out var width) ? width : 1;
}

/// <summary>How many a list has in all, and which of them are on this page: no list is cut without a word.</summary>
[HtmlTargetElement("p-total", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TotalTagHelper : UiTagHelper
{
    public int Shown { get; set; }
    public int Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) => Replace(output, Of <= Shown ? Markup.None
        : Markup.Of($"""<p class="small muted total">{L["Qui ce ne sono {0} su {1}.", Shown, Of]}</p>"""));
}

/// <summary>The next page of a list, by the key after which it starts.</summary>
[HtmlTargetElement("p-more", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MoreTagHelper : UiTagHelper
{
    public object? After { get; set; }
    public string Param { get; set; } = "dopo";
    public string? Text { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (After?.ToString() is not { Length: > 0 } after)
        {
            output.SuppressOutput();
            return;
        }
        var query = Http.Request.Query.Where(q => q.Key != Param).Append(new(Param, after));
        Replace(output, Markup.Of($"""
            <p class="more"><a class="btn btn-plain" rel="next" href="{Http.Request.PathBase + Http.Request.Path + QueryString.Create(query)}">{Text ?? L["Mostra i successivi"].Value}</a></p>
            """));
    }
}

/// <summary>A table to take away: for a spreadsheet, as CSV, as CSV with commas.</summary>
[HtmlTargetElement("p-download", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DownloadTagHelper : UiTagHelper
{
    /// <summary>An address that answers with a <see cref="Table"/>.</summary>
    public string Href { get; set; } = "";
    /// <summary>What is in it: "Tutti i contributi".</summary>
    public string Text { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var and = Href.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        var (xlsx, ods) = ($"{Href}{and}{Table.FormatKey}=xlsx", $"{Href}{and}{Table.FormatKey}=ods");
        var commas = $"{Href}{and}{Table.SeparatorKey}=virgola";
        Markup other = Localization.Texts.IsEnglish ? Markup.None : $""", <a href="{commas}">{L["CSV con le virgole"]}<span class="visually-hidden">: {Text}</span></a>""";
        Markup sheet = $"""<a href="{xlsx}">{L["foglio di calcolo"]}<span class="visually-hidden">: {Text}</span></a>""";
        Markup open = $"""<a href="{ods}">ODS<span class="visually-hidden">: {Text}</span></a>""";
        Markup plain = $"""<a href="{Href}">CSV<span class="visually-hidden">: {Text}</span></a>""";
        Replace(output, Markup.Of($"""
            <p class="small no-print">{Icon("download")}{L["Scarica"]}: {Text}, {sheet}, {open}, {plain}{other}</p>
            """));
    }
}

/// <summary>The head of an office page: title, subtitle, actions.</summary>
[HtmlTargetElement("p-head")]
public sealed class HeadTagHelper : UiTagHelper
{
    public string Title { get; set; } = "";
    public string? Sub { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var actions = await output.GetChildContentAsync();
        Markup sub = Sub is null ? Markup.None : $"<p class=\"sub\">{Sub}</p>";
        Replace(output, Markup.Of($"""
            <div class="head"><div><h1>{Title}</h1>{sub}</div><div class="head-actions">{actions}</div></div>
            """));
    }
}

public sealed record Tab(string Label, string Url, string? Icon = null, int? Count = null);

/// <summary>The sections of an office page; the one that the address belongs to is marked.</summary>
[HtmlTargetElement("p-tabs", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TabsTagHelper : UiTagHelper
{
    public string Label { get; set; } = "";
    public IReadOnlyList<Tab> Of { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var path = Http.Request.Path.Value ?? "/";
        var here = path + Http.Request.QueryString;
        // The very address first; else the longest way that leads here, a plain one before one with a choice in it.
        var current = Of.FirstOrDefault(tab => tab.Url == here)
            ?? Of.Where(tab => path == PathOf(tab) || path.StartsWith(PathOf(tab) + "/", StringComparison.Ordinal))
                .OrderByDescending(tab => PathOf(tab).Length).ThenBy(tab => tab.Url.Length).FirstOrDefault();
        Replace(output, Markup.Of($"""<nav class="tabs" aria-label="{Label}"><ul class="appnav">{Of.Select(tab => One(tab, tab == current))}</ul></nav>"""));
    }

    private static string PathOf(Tab tab) => tab.Url.Split('?')[0].TrimEnd('/');

    private Markup One(Tab tab, bool current)
    {
        Markup sign = tab.Icon is null ? Markup.None : Icon(tab.Icon);
        Markup count = tab.Count is { } number ? $" <span class=\"muted\">({number})</span>" : Markup.None;
        Markup here = current ? $" aria-current=\"page\"" : Markup.None;
        return $"""<li><a href="{tab.Url}"{here}>{sign}{tab.Label}{count}</a></li>""";
    }
}

/// <summary>A part of the page that renews itself, and can be stopped.</summary>
[HtmlTargetElement("p-live")]
public sealed class LiveTagHelper : UiTagHelper
{
    public string Id { get; set; } = "live";
    /// <summary>Seconds between two looks; 0: only when the stream speaks.</summary>
    public int Every { get; set; }
    /// <summary>The address of an event stream on this site.</summary>
    public string? Source { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("id", Id);
        // Nothing renews it now: there is nothing to stop either.
        if (Every == 0 && Source is null) return;
        output.Attributes.SetAttribute("data-live", Every);
        if (Source is not null) output.Attributes.SetAttribute("data-live-source", Source);
        output.PreElement.SetHtmlContent(Markup.Of($"""
            <div class="live-bar needs-js no-print"><span>{L["Questa parte si aggiorna da sola."]}</span> <button
                type="button" class="btn-text" data-live-toggle="{Id}" data-stop="{L["Ferma gli aggiornamenti"]}"
                data-resume="{L["Riprendi gli aggiornamenti"]}">{L["Ferma gli aggiornamenti"]}</button></div>
            """));
    }
}
