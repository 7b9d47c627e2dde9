using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <summary>An icon of the sprite: decorative, unless it has a <see cref="Label"/>.</summary>
[HtmlTargetElement("p-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : UiTagHelper
{
    public string Name { get; set; } = "";
    public string? Label { get; set; }
    public string? Size { get; set; }
    public string? Class { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var kind = string.Join(' ', new[] { Size is null ? null : "ic-" + Size, Class }.OfType<string>());
        Replace(output, Label is null ? Icon(Name, kind)
            : Markup.Of($"""<span role="img" aria-label="{Label}">{Icon(Name, kind)}</span>"""));
    }
}

/// <summary>A state: never colour alone, always icon and word.</summary>
[HtmlTargetElement("p-tag", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TagTagHelper : UiTagHelper
{
    public string Kind { get; set; } = "open";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var words = await output.GetChildContentAsync();
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "tag tag-" + Kind);
        Markup text = words.IsEmptyOrWhiteSpace ? Markup.Of($"{Word()}") : $"{words}";
        output.Content.SetHtmlContent(Markup.Of($"{Sign()}{text}"));
    }

    private string Word() => Kind switch
    {
        "ok" => L["Accolto"],
        "part" => L["Accolto in parte"],
        "no" => L["Non accolto"],
        "wait" => L["In valutazione"],
        "now" => L["In corso"],
        "warn" => L["In ritardo"],
        _ => L["Aperto"],
    };

    private Markup Sign() => Kind switch
    {
        "ok" => Icon("checkc"),
        "part" => Icon("half"),
        "no" => Icon("xc"),
        "wait" => Icon("wait"),
        "now" => Icon("megaphone"),
        "warn" => Icon("alert"),
        _ => Markup.None,
    };
}

/// <summary>A code of the platform (LWF-C0147, DG 88/2026).</summary>
[HtmlTargetElement("p-code")]
public sealed class CodeTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", "mono");
    }
}

/// <summary>Text that a version adds, told also to who listens.</summary>
[HtmlTargetElement("p-ins")]
public sealed class AddedTagHelper : UiTagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        Changes.Mark(output, "ins", L["[testo aggiunto]"], L["[fine aggiunta]"]);
}

/// <summary>Text that a version takes away.</summary>
[HtmlTargetElement("p-del")]
public sealed class RemovedTagHelper : UiTagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        Changes.Mark(output, "del", L["[testo tolto]"], L["[fine testo tolto]"]);
}

internal static class Changes
{
    public static void Mark(TagHelperOutput output, string element, string before, string after)
    {
        output.TagName = element;
        output.PreContent.SetHtmlContent(Markup.Of($"<span class=\"visually-hidden\">{before} </span>"));
        output.PostContent.SetHtmlContent(Markup.Of($"<span class=\"visually-hidden\"> {after} </span>"));
    }
}

/// <summary>What is missing, when or how it will fill, one action. Never "nothing found" alone.</summary>
[HtmlTargetElement("p-empty", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class EmptyTagHelper : UiTagHelper
{
    [HtmlAttributeName("icon")] public string Sign { get; set; } = "search";
    public string Title { get; set; } = "";
    public string? Text { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var action = await output.GetChildContentAsync();
        Replace(output, Markup.Of($"""
            <div class="empty">{Icon(Sign, "ic-lg")}<p class="h4">{Title}</p>{(Text is null ? Markup.None : Markup.Of($"<p>{Text}</p>"))}{action}</div>
            """));
    }
}

/// <summary>Text and a button that copies it (only with JavaScript).</summary>
[HtmlTargetElement("p-copy")]
public sealed class CopyTagHelper : UiTagHelper
{
    public string Text { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var shown = await output.GetChildContentAsync();
        Markup words = shown.IsEmptyOrWhiteSpace ? Markup.Of($"<code class=\"mono\">{Text}</code>") : $"{shown}";
        Replace(output, Markup.Of($"""
            <span class="copy">{words} <button type="button" class="btn btn-plain btn-sm needs-js" data-copy="{Text}"
                data-done="{L["Copiato"]}">{Icon("copy")}{L["Copia"]} <span role="status"></span></button></span>
            """));
    }
}

/// <summary>The print button (only with JavaScript).</summary>
[HtmlTargetElement("p-print", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PrintTagHelper : UiTagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        Replace(output, Markup.Of($"""<button type="button" class="btn btn-plain btn-sm needs-js" data-print>{Icon("print")}{L["Stampa"]}</button>"""));
}
