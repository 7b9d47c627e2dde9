using Deliberation.Formats;

namespace Deliberation.Opinions;

/// <summary>What the moderator decided of a statement.</summary>
public enum Moderation
{
    /// <summary>Taken out: it does not count.</summary>
    Out = -1,

    /// <summary>Not yet looked at.</summary>
    Waiting = 0,

    /// <summary>Let in.</summary>
    In = 1,
}

/// <summary>A sentence on which people say whether they agree.</summary>
/// <param name="Id">Unique; not blank.</param>
/// <param name="Text">What it says; may be empty when only numbers are known.</param>
/// <param name="Moderation">What the moderator decided.</param>
/// <param name="IsMeta">It asks about the person ("I live in the centre") and takes no part in forming groups.</param>
/// <param name="Line">1-based line of the file it came from; 0 without a file.</param>
public sealed record Statement(string Id, string Text = "", Moderation Moderation = Moderation.Waiting, bool IsMeta = false, int Line = 0)
{
    /// <summary>Moderated out or about the person: it takes no part in forming groups.</summary>
    public bool IsZeroed => Moderation == Moderation.Out || IsMeta;
}

/// <summary>One answer of one person.</summary>
/// <param name="Participant">A pseudonym; not blank.</param>
/// <param name="Statement">The statement's identifier; not blank.</param>
/// <param name="Value">1 agree, −1 disagree, 0 pass.</param>
/// <param name="Line">1-based line of the file it came from; 0 without a file.</param>
public sealed record Vote(string Participant, string Statement, int Value, int Line = 0);

/// <summary>Who said what of which statement; immutable, and valid once made.</summary>
/// <remarks>
/// Rows are participants in the order of their first vote, columns are statements in the order given (or of their first
/// vote). A later vote on the same statement replaces the earlier one. Shapes: n participants, m statements, v votes;
/// memory linear in n + m + v.
/// </remarks>
public sealed class VoteTable
{
    private readonly int[] _rowStart;
    private readonly int[] _columns;
    private readonly sbyte[] _values;

    /// <summary>Checks and keeps the votes.</summary>
    /// <param name="votes">At least one, in the order they were cast.</param>
    /// <param name="statements">The statements in their order; null to take those that are voted on.</param>
    /// <exception cref="FormatError">No votes; a blank or repeated identifier; a value other than −1, 0, 1; a vote on a
    /// statement that is not listed. The error names the line.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="votes"/> is null.</exception>
    public VoteTable(IEnumerable<Vote> votes, IEnumerable<Statement>? statements = null)
    {
        ArgumentNullException.ThrowIfNull(votes);
        var columns = new VoteColumns(statements);
        var rows = new VoteRows(columns);
        foreach (var vote in votes) rows.Add(vote);
        if (rows.Participants.Count == 0)
            throw new FormatError(0, 0, "Non c'è nessun voto: ne serve almeno uno.", "There is no vote: at least one is needed.");

        Participants = rows.Participants;
        Statements = columns.Statements;
        (_rowStart, _columns, _values) = rows.Compress();
    }

    private VoteTable(IReadOnlyList<string> participants, IReadOnlyList<Statement> statements, int[] rowStart, int[] columns,
        sbyte[] values)
    {
        (Participants, Statements, _rowStart, _columns, _values) = (participants, statements, rowStart, columns, values);
    }

    /// <summary>The participants, one a row.</summary>
    public IReadOnlyList<string> Participants { get; }

    /// <summary>The statements, one a column.</summary>
    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>How many votes there are.</summary>
    public int VoteCount => _values.Length;

    /// <summary>How many statements a participant voted on, whatever the moderation.</summary>
    /// <param name="participant">Row, from 0.</param>
    public int VotesOf(int participant) => _rowStart[participant + 1] - _rowStart[participant];

    /// <summary>The votes of a participant, by column.</summary>
    /// <param name="participant">Row, from 0.</param>
    /// <returns>Column and value (1, −1, 0), in ascending columns.</returns>
    public IEnumerable<(int Statement, int Value)> Row(int participant)
    {
        for (int at = _rowStart[participant]; at < _rowStart[participant + 1]; at++) yield return (_columns[at], _values[at]);
    }

    internal ReadOnlySpan<int> ColumnsOf(int participant) => _columns.AsSpan(_rowStart[participant], VotesOf(participant));

    internal ReadOnlySpan<sbyte> ValuesOf(int participant) => _values.AsSpan(_rowStart[participant], VotesOf(participant));

    /// <summary>The same statements with some of the rows only, for resampling.</summary>
    internal VoteTable Rows(IReadOnlyList<int> participants)
    {
        var start = new int[participants.Count + 1];
        for (int i = 0; i < participants.Count; i++) start[i + 1] = start[i] + VotesOf(participants[i]);
        var columns = new int[start[^1]];
        var values = new sbyte[start[^1]];
        for (int i = 0; i < participants.Count; i++)
        {
            ColumnsOf(participants[i]).CopyTo(columns.AsSpan(start[i]));
            ValuesOf(participants[i]).CopyTo(values.AsSpan(start[i]));
        }

        return new VoteTable([.. participants.Select(row => Participants[row])], Statements, start, columns, values);
    }

    /// <summary>The same with the votes on each statement dealt anew among those who voted on it: how each statement divides stays, that
    /// anybody's answers hang together does not.</summary>
    internal VoteTable Shuffled(ref SeededRandom random)
    {
        var votesOf = new List<int>[Statements.Count];
        for (int s = 0; s < votesOf.Length; s++) votesOf[s] = [];
        for (int at = 0; at < _columns.Length; at++) votesOf[_columns[at]].Add(at);
        var values = new sbyte[_values.Length];
        foreach (var places in votesOf)
        {
            sbyte[] dealt = [.. places.Select(at => _values[at])];
            random.Shuffle<sbyte>(dealt);
            for (int i = 0; i < dealt.Length; i++) values[places[i]] = dealt[i];
        }

        return new VoteTable(Participants, Statements, _rowStart, _columns, values);
    }

    /// <summary>The columns of a table while it is being made.</summary>
    private sealed class VoteColumns
    {
        private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
        private readonly bool _open;

        internal VoteColumns(IEnumerable<Statement>? statements)
        {
            _open = statements is null;
            foreach (var statement in statements ?? []) Add(statement);
        }

        internal List<Statement> Statements { get; } = [];

        internal int Of(Vote vote)
        {
            if (_index.TryGetValue(vote.Statement, out int column)) return column;
            if (!_open)
                throw new FormatError(vote.Line, 0,
                    $"L'affermazione «{vote.Statement}» non è nell'elenco delle affermazioni: aggiungila o togli il voto.",
                    $"The statement \"{vote.Statement}\" is not in the list of statements: add it or remove the vote.");
            return Add(new Statement(vote.Statement, Line: vote.Line));
        }

        private int Add(Statement statement)
        {
            if (string.IsNullOrWhiteSpace(statement.Id))
                throw new FormatError(statement.Line, 0,
                    "Un'affermazione è senza identificativo: dagliene uno.",
                    "A statement has no identifier: give it one.");
            if (!_index.TryAdd(statement.Id, Statements.Count))
                throw new FormatError(statement.Line, 0,
                    $"L'affermazione «{statement.Id}» c'è già: rendi unico l'identificativo.",
                    $"The statement \"{statement.Id}\" is already there: make the identifier unique.");
            Statements.Add(statement);
            return Statements.Count - 1;
        }
    }

    /// <summary>The rows of a table while it is being made.</summary>
    private sealed class VoteRows(VoteColumns columns)
    {
        private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
        private readonly List<Dictionary<int, sbyte>> _votes = [];

        internal List<string> Participants { get; } = [];

        internal void Add(Vote vote)
        {
            if (string.IsNullOrWhiteSpace(vote.Participant))
                throw new FormatError(vote.Line, 0,
                    "Un voto è senza partecipante: scrivi il suo pseudonimo.",
                    "A vote has no participant: write the pseudonym.");
            if (vote.Value is < -1 or > 1)
                throw new FormatError(vote.Line, 0,
                    $"Il voto {vote.Value} non esiste: 1 è d'accordo, -1 è contrario, 0 è passo.",
                    $"There is no vote {vote.Value}: 1 is agree, -1 is disagree, 0 is pass.");
            int column = columns.Of(vote);
            if (!_index.TryGetValue(vote.Participant, out int row))
            {
                _index.Add(vote.Participant, row = Participants.Count);
                Participants.Add(vote.Participant);
                _votes.Add([]);
            }

            _votes[row][column] = (sbyte)vote.Value;
        }

        internal (int[] RowStart, int[] Columns, sbyte[] Values) Compress()
        {
            var start = new int[_votes.Count + 1];
            for (int row = 0; row < _votes.Count; row++) start[row + 1] = start[row] + _votes[row].Count;
            var sorted = _votes.SelectMany(row => row.OrderBy(vote => vote.Key)).ToList();
            return (start, [.. sorted.Select(vote => vote.Key)], [.. sorted.Select(vote => vote.Value)]);
        }
    }
}
