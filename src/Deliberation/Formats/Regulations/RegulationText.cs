namespace Deliberation.Formats.Regulations;

/// <summary>What a part of a regulation is, from the widest to the narrowest (Akoma Ntoso 3.0 calls them book, title, chapter, section,
/// article; a group is a heading without number).</summary>
public enum RegulationPartKind
{
    /// <summary>*Libro* or *parte*.</summary>
    Book,
    /// <summary>*Titolo*.</summary>
    Title,
    /// <summary>*Capo*.</summary>
    Chapter,
    /// <summary>*Sezione*.</summary>
    Section,
    /// <summary>A heading without a number above some articles.</summary>
    Group,
    /// <summary>*Articolo*.</summary>
    Article,
    /// <summary>*Allegato*; its entries stand where an article has its *commi*.</summary>
    Annex,
    /// <summary>What follows the last article and is none: formulas, signatures, attestations.</summary>
    Closing,
}

/// <summary>A line of a *comma*: its own words, a letter, a point, or a table.</summary>
/// <param name="Level">0 the words of the *comma* itself, 1 a letter, 2 a point under a letter.</param>
/// <param name="Label">The letter or number as it is printed, without its bracket: <c>a</c>, <c>c-bis</c>, <c>1</c>; <c>–</c> for a dash;
/// empty at level 0.</param>
/// <param name="Text">The words; an end of line that was typed inside stays one.</param>
/// <param name="Table">Rows of cells, as many in each row; null where the line is no table, and then <paramref name="Text"/> is empty.</param>
public sealed record RegulationLine(int Level, string Label, string Text, IReadOnlyList<IReadOnlyList<string>>? Table = null);

/// <summary>A *comma* of an article, or an entry of an annex.</summary>
/// <param name="Label">The number as printed, without its dot: <c>1</c>, <c>01</c>, <c>1-bis</c>; empty where it has none.</param>
/// <param name="Lines">Its words in order; at least one.</param>
/// <param name="Notes">Its footnotes, in the order of their marks.</param>
public sealed record RegulationComma(string Label, IReadOnlyList<RegulationLine> Lines, IReadOnlyList<string> Notes);

/// <summary>A part of a regulation, in reading order: a division stands before what it holds.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Label">The number as printed: <c>I</c>, <c>2-bis</c>, <c>A</c>; empty where it has none.</param>
/// <param name="Heading">Its heading (*rubrica*), without brackets; empty where it has none.</param>
/// <param name="Abrogated">The number stays, the words are gone.</param>
/// <param name="Commi">What it says; of a division mostly nothing.</param>
/// <param name="Plain">What a line «In parole semplici: …» explains of an article; empty where there is none.</param>
public sealed record RegulationPart(RegulationPartKind Kind, string Label, string Heading, bool Abrogated,
    IReadOnlyList<RegulationComma> Commi, string Plain = "")
{
    /// <summary>As Italian regulations call it, with its number: *Titolo II*, *Art. 2-bis*, *Allegato A*; empty for a heading of a group
    /// and for what closes the text.</summary>
    public string Name => (Kind switch
    {
        RegulationPartKind.Book => "Parte ",
        RegulationPartKind.Title => "Titolo ",
        RegulationPartKind.Chapter => "Capo ",
        RegulationPartKind.Section => "Sezione ",
        RegulationPartKind.Article => "Art. ",
        RegulationPartKind.Annex => "Allegato ",
        _ => "",
    } + Label).TrimEnd();
}

/// <summary>A regulation as it was understood; numbers are the source's own.</summary>
/// <param name="Title">What it calls itself; empty where nothing says so. It stands in <paramref name="Premise"/> too.</param>
/// <param name="Premise">The lines before the first part, in order.</param>
/// <param name="Parts">Divisions, articles, annexes, closing, in reading order.</param>
public sealed record RegulationText(string Title, IReadOnlyList<RegulationLine> Premise, IReadOnlyList<RegulationPart> Parts)
{
    /// <summary>The articles alone.</summary>
    public IEnumerable<RegulationPart> Articles => Parts.Where(p => p.Kind == RegulationPartKind.Article);
}

/// <summary>What a remark about a reading is.</summary>
public enum RegulationRemarkKind
{
    /// <summary>Words of the source that are not in the text; they are quoted.</summary>
    LeftOut,
    /// <summary>It was kept as it is, and somebody should look at it.</summary>
    Doubt,
    /// <summary>Only a person can say; until then the reading stands as the remark says.</summary>
    Question,
}

/// <summary>What was left out of a text, doubted or asked.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Text">The sentence for people.</param>
/// <param name="Where">The part it is about, as people call it (*art. 3*); empty where it is the whole text.</param>
/// <param name="Words">The words that were left out; empty otherwise.</param>
public sealed record RegulationRemark(RegulationRemarkKind Kind, Bilingual Text, string Where, string Words = "");

/// <summary>Somebody's tracked changes in a file of a word processor.</summary>
/// <param name="Author">The name that the word processor kept.</param>
/// <param name="Count">How many changes; one insertion beside one deletion counts as one replacement of both.</param>
public sealed record TrackedChanges(string Author, int Count);

/// <summary>A comment beside the text of a word processor; it is no part of the text.</summary>
/// <param name="Author">Who wrote it; empty where the file does not say.</param>
/// <param name="Text">Its words.</param>
public sealed record TextComment(string Author, string Text);

/// <summary>A regulation read from a file or a paste, with all that its reader should see beside it.</summary>
/// <param name="Text">What was understood.</param>
/// <param name="Remarks">What was left out, doubted, asked.</param>
/// <param name="Changes">Whose tracked changes the file holds; where there are any, whoever reads it says first how they count.</param>
/// <param name="Comments">Comments of the word processor.</param>
public sealed record RegulationReading(RegulationText Text, IReadOnlyList<RegulationRemark> Remarks,
    IReadOnlyList<TrackedChanges> Changes, IReadOnlyList<TextComment> Comments);
