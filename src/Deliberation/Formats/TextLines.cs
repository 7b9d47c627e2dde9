namespace Deliberation.Formats;

/// <summary>One value of a separated line and the 1-based column where it starts.</summary>
internal readonly record struct Field(string Text, int Column);

/// <summary>Reads a text line by line and counts; splits lines at separators outside quotation marks.</summary>
internal sealed class TextLines(TextReader reader)
{
    /// <summary>1-based number of the line read last.</summary>
    public int Number { get; private set; }

    /// <summary>The next line, without a byte order mark; null at the end.</summary>
    public string? Next()
    {
        string? line;
        try
        {
            line = reader.ReadLine();
        }
        catch (Exception unreadable) when (unreadable is IOException or System.Text.DecoderFallbackException)
        {
            throw new FormatError(Number + 1, 0, "Non riesco a leggere questa riga.", "This line cannot be read.", unreadable);
        }

        if (line is null) return null;
        Number++;
        return Number == 1 ? line.TrimStart('\uFEFF') : line;
    }

    /// <summary>The next line that is not blank; null at the end.</summary>
    public string? NextFilled()
    {
        string? line;
        do line = Next();
        while (line is not null && string.IsNullOrWhiteSpace(line));
        return line;
    }

    /// <summary>Splits the line read last: "quoted" values may hold the separator, and "" for a quotation mark.</summary>
    public Field[] Split(string line, char separator)
    {
        var fields = new List<Field>();
        int start = 0;
        while (true)
        {
            (Field field, int end) = Take(line, start, separator);
            fields.Add(field);
            if (end >= line.Length) return [.. fields];
            start = end + 1;
        }
    }

    private (Field Field, int End) Take(string line, int start, char separator)
    {
        int from = start;
        while (from < line.Length && line[from] == ' ') from++;
        if (from < line.Length && line[from] == '"') return Quoted(line, from, separator);
        int end = line.IndexOf(separator, start);
        if (end < 0) end = line.Length;
        return (new Field(line[start..end].Trim(), Math.Min(from, end) + 1), end);
    }

    private (Field Field, int End) Quoted(string line, int opening, char separator)
    {
        var text = new System.Text.StringBuilder();
        for (int i = opening + 1; i < line.Length; i++)
        {
            if (line[i] != '"') text.Append(line[i]);
            else if (i + 1 < line.Length && line[i + 1] == '"') text.Append(line[++i]);
            else return (new Field(text.ToString(), opening + 1), EndAfter(line, i + 1, separator));
        }

        throw new FormatError(
            Number, opening + 1,
            "Virgolette aperte e mai chiuse: chiudile o raddoppia quelle che fanno parte del testo.",
            "Quotation mark never closed: close it, or double those that belong to the text.");
    }

    private int EndAfter(string line, int after, char separator)
    {
        int i = after;
        while (i < line.Length && line[i] == ' ') i++;
        if (i == line.Length || line[i] == separator) return i;
        throw new FormatError(
            Number, i + 1,
            "Testo dopo le virgolette chiuse: metti tutto il valore tra virgolette.",
            "Text after the closing quotation mark: put the whole value inside the marks.");
    }
}
