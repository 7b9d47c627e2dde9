using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Patto.Localization;
using Patto.Web.Ui;

namespace Patto.Modules.Documents;

/// <summary>Words as HTML: what came and went is marked for the eye and said to the ear; line breaks stay.</summary>
public static class WordsMarkup
{
    public static IHtmlContent Write(this Texts L, IEnumerable<Span> words)
    {
        var html = new HtmlContentBuilder();
        foreach (var span in words)
            switch (span.Change)
            {
                case Change.Added: Marked(html, "ins", L["[testo aggiunto]"], span.Text, L["[fine aggiunta]"]); break;
                case Change.Removed: Marked(html, "del", L["[testo tolto]"], span.Text, L["[fine testo tolto]"]); break;
                default: Lines(html, span.Text); break;
            }
        return html;
    }

    public static IHtmlContent Lines(string text) => Lines(new HtmlContentBuilder(), text);

    private static void Marked(HtmlContentBuilder html, string element, string before, string text, string after)
    {
        html.AppendHtml($"<{element}><span class=\"visually-hidden\">").Append(before).AppendHtml(" </span>");
        Lines(html, text);
        html.AppendHtml("<span class=\"visually-hidden\"> ").Append(after).AppendHtml($" </span></{element}>");
    }

    private static HtmlContentBuilder Lines(HtmlContentBuilder html, string text)
    {
        var lines = HtmlEncoder.Default.Encode(text.Replace("\n", "\u2028", StringComparison.Ordinal))
            .Replace("&#x2028;", "<br>", StringComparison.Ordinal).Replace("\u2028", "<br>", StringComparison.Ordinal);
        html.AppendHtml(OtherLanguage.Written(text, new HtmlString(lines), OtherLanguage.OfTheTown));
        return html;
    }
}
