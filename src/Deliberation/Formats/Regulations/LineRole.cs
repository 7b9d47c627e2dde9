namespace Deliberation.Formats.Regulations;

/// <summary>What a paragraph is, where its style says it: then nobody has to guess from its words.</summary>
internal enum LineRole
{
    Premise,
    Book,
    Title,
    Chapter,
    Section,
    Group,
    Article,
    Annex,
    /// <summary>A line of what follows the last article; without words it only says that this begins.</summary>
    Closing,
    /// <summary>"In parole semplici: …".</summary>
    Plain,
    /// <summary>The first line of a *comma* with its number.</summary>
    Comma,
    /// <summary>The first line of a *comma* that has none.</summary>
    Unnumbered,
    /// <summary>Another line of the same *comma*.</summary>
    Further,
    Letter,
    Point,
    /// <summary>Without words: the table or letter that follows is a *comma* of its own.</summary>
    Opening,
    /// <summary>Without words: it parts a table from what follows.</summary>
    Space,
}

/// <summary>The names of our own styles, the same in both formats; other files have none of them. They hold no blank, so that every word
/// processor keeps them as they are.</summary>
internal static class LineStyles
{
    /// <summary>Of runs: the number of a part or an entry, as it is printed.</summary>
    internal const string Mark = "PattoNumero";

    /// <summary>Of runs: that an article is gone.</summary>
    internal const string Gone = "PattoAbrogato";

    /// <summary>Of runs: the title of the whole, be it a line or a piece of one.</summary>
    internal const string Name = "PattoNome";

    /// <summary>Of the number of the page.</summary>
    internal const string Page = "PattoPagina";

    internal const string Cell = "PattoCella";

    /// <summary>Of the first row of a table.</summary>
    internal const string Head = "PattoTestata";

    internal const string Table = "PattoTabella";

    private static readonly Dictionary<LineRole, string> s_names = new()
    {
        [LineRole.Premise] = "PattoPremessa",
        [LineRole.Book] = "PattoParte",
        [LineRole.Title] = "PattoTitolo",
        [LineRole.Chapter] = "PattoCapo",
        [LineRole.Section] = "PattoSezione",
        [LineRole.Group] = "PattoGruppo",
        [LineRole.Article] = "PattoArticolo",
        [LineRole.Annex] = "PattoAllegato",
        [LineRole.Closing] = "PattoChiusa",
        [LineRole.Plain] = "PattoSemplice",
        [LineRole.Comma] = "PattoComma",
        [LineRole.Unnumbered] = "PattoCapoverso",
        [LineRole.Further] = "PattoSeguito",
        [LineRole.Letter] = "PattoLettera",
        [LineRole.Point] = "PattoPunto",
        [LineRole.Opening] = "PattoStacco",
        [LineRole.Space] = "PattoSpazio",
    };

    private static readonly Dictionary<string, LineRole> s_roles = s_names.ToDictionary(n => n.Value, n => n.Key,
        StringComparer.OrdinalIgnoreCase);

    internal static string NameOf(LineRole role) => s_names[role];

    internal static LineRole? RoleOf(string style) => s_roles.TryGetValue(style, out var role) ? role : null;

    /// <summary>The first style of a row (a style, the one it is based on, …) that says what its paragraph is.</summary>
    internal static LineRole? RoleOf(IEnumerable<string> styles) => styles.Select(RoleOf).FirstOrDefault(r => r is not null);

    internal static WordsKind? KindOf(string style) => style switch
    {
        Mark => WordsKind.Mark,
        Gone => WordsKind.Gone,
        Name => WordsKind.Name,
        _ => null,
    };

    internal static LineRole RoleOf(RegulationPartKind kind) => kind switch
    {
        RegulationPartKind.Book => LineRole.Book,
        RegulationPartKind.Title => LineRole.Title,
        RegulationPartKind.Chapter => LineRole.Chapter,
        RegulationPartKind.Section => LineRole.Section,
        RegulationPartKind.Group => LineRole.Group,
        RegulationPartKind.Article => LineRole.Article,
        RegulationPartKind.Annex => LineRole.Annex,
        _ => LineRole.Closing,
    };

    internal static RegulationPartKind? PartOf(LineRole role) => role switch
    {
        LineRole.Book => RegulationPartKind.Book,
        LineRole.Title => RegulationPartKind.Title,
        LineRole.Chapter => RegulationPartKind.Chapter,
        LineRole.Section => RegulationPartKind.Section,
        LineRole.Group => RegulationPartKind.Group,
        LineRole.Article => RegulationPartKind.Article,
        LineRole.Annex => RegulationPartKind.Annex,
        LineRole.Closing => RegulationPartKind.Closing,
        _ => null,
    };
}

/// <summary>What a run of words is within its paragraph.</summary>
internal enum WordsKind
{
    Words,
    Mark,
    Gone,
    Name,
    /// <summary>A footnote; it stands beside the words.</summary>
    Note,
}
