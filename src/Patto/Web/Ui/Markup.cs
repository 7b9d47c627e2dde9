using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;
using Patto.Localization;

namespace Patto.Web.Ui;

/// <summary>A piece of HTML written as an interpolated string: the words between are encoded, the pieces of markup are not. Words that
/// people wrote are marked with their language (<see cref="OtherLanguage"/>), except in an attribute.</summary>
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

    public void AppendFormatted(string? words)
    {
        if (string.IsNullOrEmpty(words)) return;
        if (!Texts.Listens && !Texts.HasLanguages && !OtherLanguage.RunsLeft(words) || IsInTag()) _text.Append(Encoder.Encode(words));
        else
        {
            using var writer = new StringWriter(_text, CultureInfo.InvariantCulture);
            OtherLanguage.Write(writer, words, Encoder);
        }
    }

    // A piece that is only attributes begins inside a tag: its quotes tell.
    private bool IsInTag()
    {
        var before = _text.ToString();
        var last = before.LastIndexOfAny(['<', '>']);
        return last >= 0 && before[last] == '<' || before.AsSpan(last + 1).Count('"') % 2 == 1;
    }

    /// <summary>Words that stand where there can be no element: in an option, a title, a text area. Their language is said by the element
    /// itself.</summary>
    public void AppendFormatted(OnlyText words) => _text.Append(Encoder.Encode(words.Text ?? ""));

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

/// <inheritdoc cref="Markup.AppendFormatted(OnlyText)"/>
public readonly record struct OnlyText(string? Text);
