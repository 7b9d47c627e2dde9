namespace Deliberation.Formats;

/// <summary>The header of a table: which column is where.</summary>
internal sealed class Columns
{
    private readonly TextLines _lines;
    private readonly char _separator;

    public Columns(TextLines lines, string header, char separator)
    {
        (_lines, _separator) = (lines, separator);
        Names = lines.Split(header, separator);
        for (int i = 1; i < Names.Length; i++)
        {
            if (Names.Take(i).Any(name => name.Text == Names[i].Text))
            {
                throw new FormatError(
                    lines.Number, Names[i].Column,
                    $"Due colonne si chiamano «{Names[i].Text}»: dai nomi diversi.",
                    $"Two columns are called “{Names[i].Text}”: give them different names.");
            }
        }
    }

    public Field[] Names { get; }

    /// <summary>Where a column is; -1 when there is none of this name.</summary>
    public int Optional(string name) => Array.FindIndex(Names, column => column.Text == name);

    /// <summary>Where a column is that must be there.</summary>
    public int Required(string name)
    {
        int at = Optional(name);
        return at >= 0 ? at : throw new FormatError(
            _lines.Number, 1, $"Manca la colonna «{name}».", $"The column “{name}” is missing.");
    }

    /// <summary>The values of a line; missing ones at its end are empty.</summary>
    public Field[] Values(string line)
    {
        Field[] fields = _lines.Split(line, _separator);
        if (fields.Length > Names.Length && fields[Names.Length..].Any(extra => extra.Text.Length > 0))
        {
            throw new FormatError(
                _lines.Number, fields[Names.Length].Column,
                $"La riga ha {fields.Length} valori e le colonne sono {Names.Length}: metti tra virgolette i testi che contengono «{_separator}».",
                $"The line has {fields.Length} values and there are {Names.Length} columns: put texts that contain “{_separator}” in quotation marks.");
        }

        if (fields.Length >= Names.Length) return fields;
        return [.. fields, .. Enumerable.Repeat(new Field("", line.Length + 1), Names.Length - fields.Length)];
    }
}
