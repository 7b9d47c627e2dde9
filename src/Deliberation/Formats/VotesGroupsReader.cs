using Deliberation.Opinions;

namespace Deliberation.Formats;

/// <summary>Groups that were known beforehand, for example the interest that each person represents.</summary>
/// <param name="Names">The groups' names in the order they first appear.</param>
/// <param name="OfParticipant">For each row of the votes its group; −1 for none.</param>
public sealed record KnownGroups(IReadOnlyList<string> Names, IReadOnlyList<int> OfParticipant);

/// <summary>Reads who belongs to which group: CSV <c>participant,group</c> (or <c>group-id</c>, <c>gruppo</c>), an empty group for
/// none.</summary>
public static class VotesGroupsReader
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="reader">The text of the file.</param>
    /// <param name="votes">The votes of these participants; people who did not vote are passed over.</param>
    /// <returns>The groups.</returns>
    /// <exception cref="FormatError">The file is not such a table; the error says where and how to mend it.</exception>
    public static KnownGroups Read(TextReader reader, VoteTable votes)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(votes);
        var table = TextsTable.Read(reader);
        int participant = table.Column("participant", "partecipante"), group = table.Column("group", "gruppo", "group-id");
        var names = new List<string>();
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            string person = row[participant].Filled("il partecipante", "The participant"), name = row[group].Text;
            if (name.Length > 0 && !names.Contains(name)) names.Add(name);
            if (!groups.TryAdd(person, name.Length == 0 ? -1 : names.IndexOf(name)))
                throw row[participant].Refused(
                    $"Il partecipante «{person}» c'è già: tieni una sola riga.",
                    $"The participant \"{person}\" is already there: keep one line.");
        }

        return new KnownGroups(names, [.. votes.Participants.Select(person => groups.GetValueOrDefault(person, -1))]);
    }
}
