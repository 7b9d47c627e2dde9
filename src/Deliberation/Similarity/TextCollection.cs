using Deliberation.Formats;

namespace Deliberation.Similarity;

/// <summary>One contribution: what somebody wrote, and the name it goes by.</summary>
/// <param name="Id">Unique in its collection, compared byte by byte; not blank.</param>
/// <param name="Text">What was written; not blank.</param>
/// <param name="Line">1-based line of the file it came from; 0 when it did not come from a file.</param>
public sealed record Contribution(string Id, string Text, int Line = 0);

/// <summary>Contributions to be compared; immutable, and valid once made.</summary>
public sealed class TextCollection
{
    /// <summary>The most contributions one collection may hold.</summary>
    public const int Most = 200_000;

    /// <summary>Checks and keeps the contributions in the order given.</summary>
    /// <param name="contributions">At least one, at most <see cref="Most"/>.</param>
    /// <exception cref="FormatError">None or too many, an identifier or a text is blank, or an identifier returns.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="contributions"/> is null.</exception>
    public TextCollection(IEnumerable<Contribution> contributions)
    {
        ArgumentNullException.ThrowIfNull(contributions);
        Contributions = [.. contributions];
        RefuseEmptyOrHuge();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var each in Contributions) Check(each, lines);
    }

    /// <summary>The contributions, in the order given.</summary>
    public IReadOnlyList<Contribution> Contributions { get; }

    private void RefuseEmptyOrHuge()
    {
        if (Contributions.Count == 0)
            throw new FormatError(0, 0, "Non c'è nessun testo: ne serve almeno uno.", "There is no text: at least one is needed.");
        if (Contributions.Count > Most)
            throw new FormatError(0, 0,
                $"I testi sono più di {Most}: dividi la raccolta.",
                $"There are more than {Most} texts: divide the collection.");
    }

    private static void Check(Contribution each, Dictionary<string, int> lines)
    {
        if (string.IsNullOrWhiteSpace(each.Id))
            throw new FormatError(each.Line, 0, "Un testo è senza identificativo: dagliene uno.", "A text has no identifier: give it one.");
        if (string.IsNullOrWhiteSpace(each.Text))
            throw new FormatError(each.Line, 0,
                $"Il testo di «{each.Id}» è vuoto: scrivilo o togli la riga.",
                $"The text of \"{each.Id}\" is empty: write it or remove the line.");
        if (!lines.TryAdd(each.Id, each.Line))
            throw new FormatError(each.Line, 0,
                $"L'identificativo «{each.Id}» c'è già (riga {lines[each.Id]}): rendilo unico.",
                $"The identifier \"{each.Id}\" is already there (line {lines[each.Id]}): make it unique.");
    }
}
