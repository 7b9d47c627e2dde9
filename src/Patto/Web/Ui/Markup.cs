using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace Patto.Web.Ui;

/// <summary>A piece of HTML written as an interpolated string: the words between are encoded, the pieces of markup are not.</summary>
[InterpolatedStringHandler]
public sealed class Markup(int literals, int holes) : IHtmlContent
{
    internal static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    internal static readonly Markup None = $"";
    private readonly StringBuilder _text = new(literals + holes * 16);

    public static Markup Of(Markup text) => text;
    public static Markup Join(IEnumerable<Markup> parts)
    {
        Markup all = $"";
        foreach (var part in parts) all._text.Append(part._text);
        return all;
    }

    public void AppendLiteral(string html) => _text.Append(html);
    public void AppendFormatted(string? words) => _text.Append(words is null ? "" : Encoder.Encode(words));
    public void AppendFormatted(int number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");
    public void AppendFormatted(double number) => _text.Append(CultureInfo.InvariantCulture, $"{number:0.##}");
    public void AppendFormatted(Markup? piece) => _text.Append(piece?._text);
    public void AppendFormatted(IEnumerable<Markup> pieces) => _text.Append(Join(pieces)._text);

    public void AppendFormatted(IHtmlContent? piece)
    {
        using var writer = new StringWriter(_text, CultureInfo.InvariantCulture);
        piece?.WriteTo(writer, Encoder);
    }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(_text);
    public override string ToString() => _text.ToString();
}
