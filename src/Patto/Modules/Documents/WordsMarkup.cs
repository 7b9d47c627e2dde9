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

    /// <summary>Whether the words hold a table: lines between bars.</summary>
    public static bool HasTable(string text) => text.Split('\n').Any(IsRow);

    /// <summary>Words in paragraphs, and tables as tables; the first row of a table is its head.</summary>
    public static IHtmlContent Blocks(string text)
    {
        var html = new HtmlContentBuilder();
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length;)
        {
            var table = IsRow(lines[at]);
            var piece = lines[at..].TakeWhile(l => IsRow(l) == table).ToList();
            at += piece.Count;
            if (table)
            {
                Table(html, piece);
                continue;
            }
            html.AppendHtml("<p class=\"mb-0\" dir=\"auto\">");
            Lines(html, string.Join('\n', piece)).AppendHtml("</p>");
        }
        return html;
    }

    internal static bool IsRow(string line) => line.Length > 2 && line.StartsWith("| ", StringComparison.Ordinal) && line.EndsWith('|');

    private static void Table(HtmlContentBuilder html, List<string> rows)
    {
        html.AppendHtml("<div class=\"table-responsive\" tabindex=\"0\"><table class=\"table table-sm\">");
        foreach (var (n, row) in rows.Index())
        {
            html.AppendHtml("<tr>");
            foreach (var cell in row[1..^1].Split('|'))
            {
                html.AppendHtml(n == 0 ? "<th scope=\"col\">" : "<td>");
                Lines(html, cell.Trim());
                html.AppendHtml(n == 0 ? "</th>" : "</td>");
            }
            html.AppendHtml("</tr>");
        }
        html.AppendHtml("</table></div>");
    }

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
