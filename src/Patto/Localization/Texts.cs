using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Patto.Localization;

/// <summary>The Italian text is the key; each room's and module's *.en.json says it in English.</summary>
public sealed class Texts : IStringLocalizer, IStringLocalizerFactory
{
    public static readonly FrozenDictionary<string, string> English = typeof(Texts).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".en.json", StringComparison.Ordinal))
        .SelectMany(name =>
            JsonSerializer.Deserialize<Dictionary<string, string>>(typeof(Texts).Assembly.GetManifestResourceStream(name)!)!)
        .DistinctBy(pair => pair.Key).ToFrozenDictionary();

    private static readonly FrozenSet<string> EnglishTexts = English.Values.ToFrozenSet();
    private static readonly AsyncLocal<Dictionary<string, OwnWords>?> SaidHere = new();
    private static readonly AsyncLocal<List<(string Text, string Language)>?> WrittenHere = new();

    /// <summary>Where the town lives.</summary>
    public static readonly TimeZoneInfo Rome = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome");

    public static readonly CultureInfo Italian = CultureInfo.GetCultureInfo("it-IT");

    public LocalizedString this[string italian] => new(italian, Say(italian));
    public LocalizedString this[string italian, params object[] values] =>
        new(italian, Composed(Say(italian), values));

    /// <summary>A sentence of the interface put together from others and from what people wrote: <c>L.Phrase($"{L["Incontri"]} -
    /// {title}")</c>.</summary>
    public string Phrase(FormattableString words) => Composed(words.Format, words.GetArguments());

    /// <summary>Several things in a row, with commas.</summary>
    public string List(IEnumerable<string> things, string between = ", ")
    {
        var all = things.ToArray<object?>();
        return Composed(string.Join(between, all.Select((_, i) => $"{{{i}}}")), all);
    }

    /// <summary>One or many: <paramref name="one"/> when <paramref name="count"/> is 1; {0} stands for the count, {1} and on for
    /// <paramref name="more"/>.</summary>
    public string Count(int count, string one, string many, params object[] more) => this[count == 1 ? one : many, [count, .. more]];

    /// <summary>The instant as the town reads it: "giovedì 26 novembre 2026, ore 20.30".</summary>
    public string Moment(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Rome);
        return Own(IsEnglish
            ? local.ToString("dddd d MMMM yyyy, H:mm", CultureInfo.GetCultureInfo("en-GB"))
            : local.ToString("dddd d MMMM yyyy', ore 'H.mm", Italian));
    }

    /// <summary>The day as the town reads it: "26 novembre 2026".</summary>
    public string Day(DateOnly day) => Own(day.ToString("d MMMM yyyy", IsEnglish ? CultureInfo.GetCultureInfo("en-GB") : Italian));

    /// <inheritdoc cref="Day(DateOnly)"/>
    public string Day(DateTimeOffset at) => Day(RomeDay(at));

    /// <summary>The day in the town at that instant.</summary>
    public static DateOnly RomeDay(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Rome).DateTime);

    /// <summary>The instant at which that clock time strikes in the town.</summary>
    public static DateTimeOffset RomeTime(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, Rome.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>As it is typed, a day and a clock time; null where one of them is missing.</summary>
    public static DateTimeOffset? RomeTime(DateOnly? day, TimeOnly? time) => day is { } on && time is { } at ? RomeTime(on, at) : null;

    /// <summary>The day and the clock time in the town at that instant, as they are typed.</summary>
    public static (DateOnly Day, TimeOnly Time) RomeParts(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Rome).DateTime;
        return (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>Says something in the language of whoever will read it: letters go out in the recipient's.</summary>
    /// <param name="language"><c>it</c> or <c>en</c>.</param>
    public static T In<T>(string language, Func<T> say)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language == "en" ? CultureInfo.GetCultureInfo("en-GB") : Italian;
        try { return say(); }
        finally { (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before; }
    }

    /// <summary>From here on this request, whose page is not in the language of the town, remembers what the interface says: all other
    /// words on the page are the town's.</summary>
    public static void Listen() => SaidHere.Value = [];

    /// <summary>Is this a page on which the words of the town are in another language than the page?</summary>
    public static bool Listens => SaidHere.Value is not null;

    /// <summary>From here on this request remembers in which language the texts that it read were written, where it is not the town's.
    /// </summary>
    public static void ReadLanguages() => WrittenHere.Value = [];

    /// <summary>A text that is stored with its language, a voice: wherever this page shows it, whole or shortened, it says so.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="language">ISO 639-1: it, en, fr, …</param>
    public static void IsWritten(string? text, string language)
    {
        if (!string.IsNullOrEmpty(text) && language != Italian.TwoLetterISOLanguageName) WrittenHere.Value?.Add((text, language));
    }

    /// <summary>The language in which that text, or the one that it quotes or is the beginning of, was written; null where nothing is
    /// known of it.</summary>
    public static string? LanguageOf(string text)
    {
        if (WrittenHere.Value is not { Count: > 0 } written) return null;
        if (text is ['«', .. var quoted, '»']) text = quoted;
        var start = text.EndsWith('…') ? text[..^1] : null;
        foreach (var (whole, language) in written)
            if (whole == text || start is { Length: > 0 } && whole.StartsWith(start, StringComparison.Ordinal)) return language;
        return null;
    }

    /// <summary>Does this page show anything of which the language is known?</summary>
    public static bool HasLanguages => WrittenHere.Value is { Count: > 0 };

    /// <summary>How the interface said that on this page; null where it did not: then people wrote it.</summary>
    public static OwnWords? OwnIn(string text) => SaidHere.Value?.GetValueOrDefault(text)
        ?? (EnglishTexts.Contains(text) ? new(text, []) : null);

    /// <summary>A word in the language of the page that is no text of the interface: a date, the name of a month.</summary>
    public static string Own(string text)
    {
        SaidHere.Value?.TryAdd(text, new(text, []));
        return text;
    }

    /// <summary>A broken rule's sentence in the language of the page.</summary>
    public string Say(RuleViolation broken) => this[broken.Sentence, [.. broken.Values]];

    private static string Composed(string format, object?[] values)
    {
        var text = string.Format(CultureInfo.CurrentCulture, format, values);
        // What is nothing but its only part is no sentence of its own.
        if (!values.Any(v => v?.ToString() == text)) SaidHere.Value?.TryAdd(text, new(format, values));
        return text;
    }

    private static string Say(string italian) => IsEnglish && English.TryGetValue(italian, out var english) ? english : italian;

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        English.Select(p => new LocalizedString(p.Key, p.Value));
    public IStringLocalizer Create(Type resourceSource) => this;
    public IStringLocalizer Create(string baseName, string location) => this;
}
