using System.Text;

namespace Deliberation.Formats.Regulations;

/// <summary>The words of a paragraph while it is read: all of them in their order, and what our own styles say of some.</summary>
internal sealed class LineWords
{
    private readonly StringBuilder _all = new(), _bare = new(), _mark = new(), _name = new();
    private readonly List<string> _notes = [];
    private bool _gone;

    internal bool Empty => _all.Length == 0;

    internal bool Blank { get; private set; } = true;

    internal void Add(string text, WordsKind kind)
    {
        _all.Append(text);
        Blank &= string.IsNullOrWhiteSpace(text);
        if (kind == WordsKind.Name) _name.Append(text);
        // A number behind other words is no number of this paragraph: two of them were joined.
        if (kind == WordsKind.Mark && _bare.Length == 0) _mark.Append(text);
        else if (kind == WordsKind.Gone) _gone |= text.Length > 0;
        else _bare.Append(text);
    }

    internal void Note(string text) => _notes.Add(text);

    /// <summary>The line: what its style says, and where no style says anything what its words and its automatic number look
    /// like.</summary>
    internal SourceLine Line(LineRole? role, string label, bool heading, bool title, bool contents)
    {
        if (role is null && _name.Length > 0) role = LineRole.Premise;
        if (contents || role == LineRole.Space && !Blank) role = null;
        bool given = role is not null && !(role == LineRole.Premise && _mark.Length > 0);
        string text = given ? _bare.ToString() : _all.ToString();
        return new(label.Length > 0 ? $"{label} {text.TrimStart()}" : text)
        {
            Whole = true,
            Heading = heading,
            Title = title,
            Contents = contents && !Blank,
            Notes = _notes,
            Role = role,
            Literal = role is not null,
            Mark = given ? SourceText.CleanOf(_mark.ToString()).Trim() : "",
            Gone = given && _gone,
            Name = SourceText.CleanOf(_name.ToString()).Trim(),
        };
    }
}
