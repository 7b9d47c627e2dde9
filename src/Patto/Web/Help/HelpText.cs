using System.Collections.Frozen;
using Patto.Grants;
using Patto.Localization;

namespace Patto.Web.Help;

/// <summary>How a piece of work is done here, on one screen: the page "Come si fa", a chapter of the printed handbook and a line of the
/// letter of the first day are all made of it.</summary>
/// <param name="Key">As it stands in the address.</param>
/// <param name="For">Whose work it is.</param>
/// <param name="Pages">The routes from which one comes to it, the first one in the picture.</param>
/// <param name="Picture">Another route to be seen in the picture, where the first one is seldom there.</param>
/// <param name="Words">Words of the field that it uses, by their anchors on the page of words.</param>
public sealed record HelpText(string Key, HelpPart Part, int Order, IReadOnlyList<Role> For, IReadOnlyList<string> Pages, string Picture,
    IReadOnlyList<string> Words, HelpWords Italian, HelpWords English)
{
    public const string Index = "/come-si-fa", Handbook = "/come-si-fa/manuale", Glossary = "/parole";

    public string Url => $"{Index}/{Key}";

    /// <summary>In the language of the page.</summary>
    public HelpWords Said => Texts.IsEnglish ? English : Italian;

    /// <summary>Taken by bin/pictures, in the language of the page.</summary>
    public string PictureFile => $"help/{Key}.{(Texts.IsEnglish ? "en" : "it")}.webp";
}

/// <param name="When">When one comes here.</param>
/// <param name="Then">What happens afterwards.</param>
/// <param name="Mends">What can go wrong, each with the way to mend it.</param>
public sealed record HelpWords(string Title, string When, IReadOnlyList<string> Steps, string Then,
    IReadOnlyList<(string Fault, string Mend)> Mends);

/// <summary>A word of the field, for people.</summary>
public sealed record FieldWord(string Anchor, string Italian, string ItalianMeaning, string English, string EnglishMeaning, string Source)
{
    public string Name => Texts.Own(Texts.IsEnglish ? English : Italian);
    public string Meaning => Texts.Own(Texts.IsEnglish ? EnglishMeaning : ItalianMeaning);
    public string Url => $"{HelpText.Glossary}#{Anchor}";
}

/// <summary>The chapters, in the order in which they are met.</summary>
public enum HelpPart { Body, Process, People, Voices, Meetings, Texts, Account }

public static class HelpPartWords
{
    public static string Italian(this HelpPart part) => part switch
    {
        HelpPart.Body => "L'ente e chi ci lavora",
        HelpPart.Process => "Il percorso, dall'inizio alla fine",
        HelpPart.People => "I portatori di interesse e il Tavolo",
        HelpPart.Voices => "Le voci e le proposte",
        HelpPart.Meetings => "Gli incontri",
        HelpPart.Texts => "I testi e le decisioni",
        HelpPart.Account => "Risultati, lettere e scheda",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };
}

/// <summary>Every help text and every word, read once from the files beside the pages that they tell of.</summary>
public static class HelpBook
{
    public static readonly IReadOnlyList<HelpText> All = [.. Files("help/").Select(f => Read(f.Name, f.Text)).OrderBy(h => h.Part)
        .ThenBy(h => h.Order).ThenBy(h => h.Key, StringComparer.Ordinal)];

    public static readonly IReadOnlyList<FieldWord> Words = [.. Files("words/").SelectMany(f => f.Text.Split('\n'))
        .Where(line => line.Contains('|', StringComparison.Ordinal)).Select(Word)];

    private static readonly FrozenDictionary<string, HelpText> ByKey = All.ToFrozenDictionary(h => h.Key);
    private static readonly FrozenDictionary<string, HelpText> ByPage =
        All.SelectMany(h => h.Pages.Select(p => (Page: p, Help: h))).ToFrozenDictionary(p => p.Page, p => p.Help);
    private static readonly FrozenDictionary<string, FieldWord> ByAnchor = Words.ToFrozenDictionary(w => w.Anchor);

    public static HelpText? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The one that fits a page; null where nobody works.</summary>
    /// <param name="route">As the page writes it: <c>/percorsi/{process}/lettura</c>.</param>
    public static HelpText? OfPage(string route) => ByPage.GetValueOrDefault(route);

    public static IEnumerable<HelpText> Of(Role role) => All.Where(h => h.For.Contains(role));

    public static IEnumerable<FieldWord> WordsOf(HelpText help) => help.Words.Select(w => ByAnchor[w]);

    private static IEnumerable<(string Name, string Text)> Files(string folder)
    {
        var house = typeof(HelpBook).Assembly;
        foreach (var name in house.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(house.GetManifestResourceStream(name)!);
            yield return (Path.GetFileNameWithoutExtension(name[folder.Length..]), reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }

    // A head of "key: value", then twice, Italian and English: "# title", when, "1. step"s, what then, "- fault | mend"s.
    private static HelpText Read(string key, string text)
    {
        var parts = text.Split("\n# ");
        if (parts is not [var top, var italian, var english]) throw new FormatException($"{key}.md: Italian and English, each once.");
        var head = top.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1]);
        var pages = Several(head["pages"]);
        return new(key, Enum.Parse<HelpPart>(head["part"]), int.Parse(head["order"], System.Globalization.CultureInfo.InvariantCulture),
            [.. Several(head["for"]).Select(Enum.Parse<Role>)], pages, head.GetValueOrDefault("picture", pages[0]),
            Several(head.GetValueOrDefault("words", "")), Say(key, italian), Say(key, english));
    }

    private static string[] Several(string value) => value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static HelpWords Say(string key, string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var steps = lines.Where(IsStep).Select(l => l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..]).ToList();
        var mends = lines.Where(l => l.StartsWith("- ", StringComparison.Ordinal)).Select(l => l[2..].Split(" | ")).ToList();
        var said = lines.Skip(1).Where(l => !IsStep(l) && !l.StartsWith("- ", StringComparison.Ordinal)).ToList();
        if (said.Count != 2 || mends.Exists(m => m.Length != 2)) throw new FormatException($"{key}.md: «{lines[0]}»");
        return new(lines[0], said[0], steps, said[1], [.. mends.Select(m => (m[0], m[1]))]);
    }

    private static bool IsStep(string line) => char.IsAsciiDigit(line[0]) && line.Contains(". ", StringComparison.Ordinal);

    private static FieldWord Word(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        return new(AnchorOf(cells[0]), cells[0], cells[1], cells[2], cells[3], cells.Length > 4 ? cells[4] : "");
    }

    private static string AnchorOf(string word) => string.Join('-', word.ToLowerInvariant()
        .Split([' ', '\'', '’', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries));
}
