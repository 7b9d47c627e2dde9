using System.Collections.Immutable;

namespace Deliberation.Formats.Tables;

/// <summary>What a file leaves open. It is asked, never guessed.</summary>
public enum QuestionKind
{
    /// <summary>Whether a comma or a point parts the decimals of a column: <c>comma</c>, <c>point</c>.</summary>
    Decimals,

    /// <summary>In which order a column writes its days: the names of <see cref="DateOrder"/>.</summary>
    Dates,

    /// <summary>In which character set the file was written: the names of <see cref="TableFile.Encoding"/>.</summary>
    Encoding,

    /// <summary>Which of several lists is meant: their 1-based numbers.</summary>
    List,

    /// <summary>What an e-mail address or a telephone number should be: the value offered, or <c>leave</c>.</summary>
    Contact,
}

/// <summary>One answer that may be given.</summary>
/// <param name="Key">What a form or a command sends back.</param>
/// <param name="Text">What it would mean, said with the file's own values.</param>
public sealed record TableChoice(string Key, Bilingual Text);

/// <summary>A question that only a person can answer, with the cell that raises it and what each answer would mean.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Place">The first cell in doubt; row 0 when the whole file is.</param>
/// <param name="Text">The question.</param>
/// <param name="Choices">Two or more answers.</param>
public sealed record TableQuestion(QuestionKind Kind, CellPlace Place, Bilingual Text, ImmutableArray<TableChoice> Choices)
{
    /// <summary>For a command, which cannot ask: the same as an error that names the cell and the option which answers.</summary>
    /// <param name="option">As typed: <c>--decimal</c>.</param>
    public FormatError AsError(string option)
    {
        string keys = string.Join('|', Choices.Select(choice => choice.Key));
        string cell = Place.Row > 0 ? Place.ToString() : "";
        return new FormatError(Place,
            $"{(cell.Length > 0 ? $"Cella {cell}: " : "")}{Text.Italian} Decidi con {option} {keys}. {Told(c => c.Text.Italian)}",
            $"{(cell.Length > 0 ? $"Cell {cell}: " : "")}{Text.English} Decide with {option} {keys}. {Told(c => c.Text.English)}");
    }

    private string Told(Func<TableChoice, string> text) => string.Join("; ", Choices.Select(c => $"{c.Key}: {text(c)}")) + ".";
}

/// <summary>Something about a file that is told and needs no answer: what was taken for a title, left out, found twice.</summary>
/// <param name="Place">Where; row 0 when the whole file is meant.</param>
/// <param name="Text">What was done, and how to have it otherwise.</param>
public sealed record TableNote(CellPlace Place, Bilingual Text);
