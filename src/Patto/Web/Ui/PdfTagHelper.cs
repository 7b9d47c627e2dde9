using Microsoft.AspNetCore.Razor.TagHelpers;
using Patto.Printing;

namespace Patto.Web.Ui;

/// <summary>The same page as a PDF; where none can be made, what to do instead.</summary>
[HtmlTargetElement("p-pdf", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PdfTagHelper(PdfPrinter printer) : UiTagHelper
{
    /// <summary>The print view; empty: this page.</summary>
    public string Url { get; set; } = "";
    /// <summary>Of the link.</summary>
    public string Look { get; set; } = "btn btn-plain btn-sm";

    private string Joined => Url.Contains('?', StringComparison.Ordinal) ? "&" : "?";

    public override void Process(TagHelperContext context, TagHelperOutput output) => Replace(output, printer.IsAvailable
        ? Markup.Of($"""<a class="{Look}" href="{Url}{Joined}pdf">{Icon("download", "sm")}PDF</a>""")
        : Markup.Of($"""<span class="small muted">{L["Il PDF ora non si può fare: stampa questa pagina dal tuo browser."]}</span>"""));
}

/// <summary>For who works here: that nobody gets a PDF, and why.</summary>
[HtmlTargetElement("p-no-pdf", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class NoPdfTagHelper(PdfPrinter printer) : UiTagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (printer.IsAvailable) output.SuppressOutput();
        else Replace(output, Markup.Of(
            $"""<p class="small muted mt-3">{L["I PDF non si possono fare: su questa macchina manca Chromium. Le stesse pagine si stampano dal browser."]}</p>"""));
    }
}
