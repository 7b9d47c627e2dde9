namespace Deliberation.Sortition;

/// <summary>A sentence in the two languages of the product.</summary>
/// <param name="Italian">For the page and the act.</param>
/// <param name="English">For research and reports abroad.</param>
public sealed record Sentence(string Italian, string English)
{
    /// <summary>The sentence in the language asked for: "en" gives English, anything else Italian.</summary>
    public string In(string language) => language == "en" ? English : Italian;
}

/// <summary>One thing that is wrong with the input, where it is and how to mend it.</summary>
/// <param name="Code">Stable name for machines, such as <c>person.unknown-feature</c>.</param>
/// <param name="What">What is wrong and how to mend it.</param>
/// <param name="File">Name of the file, when it was read from one.</param>
/// <param name="Line">Line in the file, from 1; 0 when it is not one line's fault.</param>
/// <param name="Column">Character in the line, from 1; 0 when unknown.</param>
public sealed record Flaw(string Code, Sentence What, string File = "", int Line = 0, int Column = 0)
{
    /// <summary>"people.csv:12:5: …" in the language asked for.</summary>
    public string In(string language)
    {
        string place = File;
        if (Line > 0) place += $"{(place.Length > 0 ? ":" : language == "en" ? "line " : "riga ")}{Line}{(Column > 0 ? $":{Column}" : "")}";
        return place.Length > 0 ? $"{place}: {What.In(language)}" : What.In(language);
    }
}

/// <summary>The input cannot be used; every flaw found is listed.</summary>
public sealed class FlawedInputException(IReadOnlyList<Flaw> flaws) : Exception(string.Join(Environment.NewLine, flaws.Select(f => f.In("en"))))
{
    /// <summary>At least one.</summary>
    public IReadOnlyList<Flaw> Flaws { get; } = flaws;
}
