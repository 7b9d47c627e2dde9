using System.Globalization;
using Deliberation.Formats.Tables;

namespace Deliberation.Formats;

/// <summary>What is wrong in an input, where it is, and how to mend it, in Italian and in English.</summary>
/// <remarks>
/// Readers throw this and nothing else for whatever they are fed; input types throw it when they refuse their values.
/// <see cref="Exception.Message"/> is Italian, as the product is: use <see cref="Text"/> to choose.
/// </remarks>
public sealed class FormatError : FormatException
{
    /// <summary>An error at one place of the input.</summary>
    /// <param name="line">1-based line of the file; 0 when the input did not come from a file.</param>
    /// <param name="column">1-based character of the line; 0 when the whole line is meant.</param>
    /// <param name="italian">What is wrong and how to mend it, in Italian.</param>
    /// <param name="english">The same in English.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    public FormatError(int line, int column, string italian, string english, Exception? inner = null)
        : base(italian, inner)
    {
        Line = line;
        Column = column;
        Text = new Bilingual(italian, english);
    }

    /// <summary>An error at one cell of a table.</summary>
    /// <param name="place">The cell; its line and character are the error's.</param>
    /// <param name="italian">What is wrong and how to mend it, in Italian.</param>
    /// <param name="english">The same in English.</param>
    public FormatError(CellPlace place, string italian, string english)
        : this(place.Line, place.Character, italian, english) => Place = place;

    /// <summary>The cell of the table; null when the input is no table, or the whole file is meant.</summary>
    public CellPlace? Place { get; }

    /// <summary>1-based line; 0 when the input did not come from a file.</summary>
    public int Line { get; }

    /// <summary>1-based character of the line; 0 when the whole line is meant.</summary>
    public int Column { get; }

    /// <summary>What is wrong and how to mend it, in both languages.</summary>
    public Bilingual Text { get; }

    /// <summary>The error as compilers print it: <c>file:line:column: sentence</c>.</summary>
    /// <param name="file">The file's name as the reader of the message knows it.</param>
    /// <param name="culture">English cultures get English; every other culture gets Italian.</param>
    public string At(string file, CultureInfo culture) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}:{Line}:{Column}: {Text.In(culture)}");
}
