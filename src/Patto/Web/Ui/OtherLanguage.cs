using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Patto.Localization;

namespace Patto.Web.Ui;

/// <summary>
/// On a page that is not in the language of the town, words that the interface did not say were written by people: they stand in an
/// element that says their language, so that a screen reader reads them rightly. What runs from right to left says so on every page. Pages
/// and building blocks write through it, whatever they write; to an Italian text on an Italian page nothing is added.
/// </summary>
public static partial class OtherLanguage
{
    /// <summary>The language of what is stored, where nothing else is known of it.</summary>
    public const string OfTheTown = "it";

    internal static Task ListenAsync(HttpContext http, RequestDelegate next)
    {
        if (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != OfTheTown) Texts.Listen();
        Texts.ReadLanguages();
        return next(http);
    }

    /// <summary>As an element's content: what people wrote is marked, also in the places of a sentence of the interface.</summary>
    public static void Write(TextWriter output, string text, HtmlEncoder encoder)
    {
        var own = Texts.Listens ? Texts.OwnIn(text) : null;
        if (Texts.LanguageOf(text) is { } known) Written(text, known).WriteTo(output, encoder);
        else if (own is { Values.Length: > 0 }) WriteParts(output, own, encoder);
        else if (own is null) Mark(output, text, encoder);
        else output.Write(encoder.Encode(text));
    }

    /// <summary>The language of an element that can hold nothing but text (an option, a title, a field with what is stored): null where it
    /// is that of the page.</summary>
    public static string? Of(string? text)
    {
        if (text is null) return null;
        if (Texts.LanguageOf(text) is { } known) return known == CultureInfo.CurrentUICulture.TwoLetterISOLanguageName ? null : known;
        return Texts.Listens && HasWords(text) && Texts.OwnIn(text) is null ? OfTheTown : null;
    }

    /// <inheritdoc cref="Of"/>
    internal static Markup Attribute(string? text) => Of(text) is { } language ? Markup.Of($" lang=\"{language}\"") : Markup.None;

    /// <summary>What somebody wrote, where it is known in which language.</summary>
    public static IHtmlContent Written(string? text, string? language) => Written(text, new Plain(text), language);

    /// <param name="text">What is written.</param>
    /// <param name="html">How it is written: line breaks, marks.</param>
    internal static IHtmlContent Written(string? text, IHtmlContent html, string? language)
    {
        Markup said = language is null || language == CultureInfo.CurrentUICulture.TwoLetterISOLanguageName ? Markup.None
            : Markup.Of($" lang=\"{language}\"");
        if (RunsLeft(text)) said = Markup.Of($"{said} dir=\"auto\"");
        return said == Markup.None ? html : Markup.Of($"<span{said}>{html}</span>");
    }

    // The attributes of a building block are gathered in a plain writer: no element can stand there.
    internal static bool IsTold(TextWriter output, string? text) =>
        !string.IsNullOrEmpty(text) && (Texts.Listens || Texts.HasLanguages || RunsLeft(text)) && output is not StringWriter;

    private static void WriteParts(TextWriter output, OwnWords own, HtmlEncoder encoder)
    {
        var at = 0;
        foreach (Match place in Place().Matches(own.Format))
        {
            output.Write(encoder.Encode(own.Format[at..place.Index]));
            at = place.Index + place.Length;
            var said = string.Format(CultureInfo.CurrentCulture, $"{{0{place.Groups["how"].Value}}}",
                own.Values[int.Parse(place.Groups["which"].Value, CultureInfo.InvariantCulture)]);
            if (said.Length > 0) Write(output, said, encoder);
        }
        output.Write(encoder.Encode(own.Format[at..]));
    }

    private static void Mark(TextWriter output, string text, HtmlEncoder encoder)
    {
        var language = Texts.Listens && HasWords(text) ? $" lang=\"{OfTheTown}\"" : "";
        var direction = RunsLeft(text) ? " dir=\"auto\"" : "";
        var words = encoder.Encode(text);
        output.Write(language.Length + direction.Length == 0 ? words : $"<span{language}{direction}>{words}</span>");
    }

    /// <summary>Does it hold letters that are written from right to left?</summary>
    internal static bool RunsLeft(string? text) => text.AsSpan().IndexOfAnyInRange('\u0590', '\u08FF') >= 0
        || text.AsSpan().IndexOfAnyInRange('\uFB1D', '\uFEFC') >= 0;

    /// <summary>Is there anything in it that is read in a language: not a code, an address, a number?</summary>
    internal static bool HasWords(string? text)
    {
        foreach (var part in text.AsSpan().Split(' '))
            if (IsWord(text.AsSpan(part))) return true;
        return false;
    }

    private static bool IsWord(ReadOnlySpan<char> part)
    {
        var (letters, small, wasDot) = (0, false, false);
        foreach (var sign in part)
        {
            if (sign is '@' or '/' or '_' || char.IsAsciiDigit(sign)) return false;
            if (!char.IsLetter(sign))
            {
                wasDot = sign == '.';
                continue;
            }
            if (wasDot) return false; // partecipa.comune.example
            letters++;
            small |= !char.IsUpper(sign);
        }
        return letters > (small ? 2 : 4);
    }

    [GeneratedRegex(@"\{(?<which>\d+)(?<how>[,:][^}]*)?\}")] private static partial Regex Place();

    private sealed class Plain(string? text) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(encoder.Encode(text ?? ""));
    }
}

/// <summary>Every page is one: what it writes is marked with its language, where that is another than the page's.</summary>
public abstract class TownPage : Page
{
    private bool _inAttribute;

    public override void Write(string? value)
    {
        if (_inAttribute || !OtherLanguage.IsTold(Output, value)) base.Write(value);
        else OtherLanguage.Write(Output, value!, HtmlEncoder);
    }

    public override void BeginWriteAttribute(string name, string prefix, int prefixOffset, string suffix, int suffixOffset, int count)
    {
        _inAttribute = true;
        base.BeginWriteAttribute(name, prefix, prefixOffset, suffix, suffixOffset, count);
    }

    public override void EndWriteAttribute()
    {
        base.EndWriteAttribute();
        _inAttribute = false;
    }
}

/// <summary>A part of a page, in a file of its own: as <see cref="TownPage"/>.</summary>
public abstract class TownPart<TModel> : RazorPage<TModel>
{
    private bool _inAttribute;

    public override void Write(string? value)
    {
        if (_inAttribute || !OtherLanguage.IsTold(Output, value)) base.Write(value);
        else OtherLanguage.Write(Output, value!, HtmlEncoder);
    }

    public override void BeginWriteAttribute(string name, string prefix, int prefixOffset, string suffix, int suffixOffset, int count)
    {
        _inAttribute = true;
        base.BeginWriteAttribute(name, prefix, prefixOffset, suffix, suffixOffset, count);
    }

    public override void EndWriteAttribute()
    {
        base.EndWriteAttribute();
        _inAttribute = false;
    }
}
