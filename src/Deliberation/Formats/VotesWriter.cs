using System.Buffers;
using System.Globalization;
using Deliberation.Opinions;

namespace Deliberation.Formats;

/// <summary>Writes where everybody stands: CSV <c>participant,x,y,group</c>, groups from 1, empty for none.</summary>
public static class VotesWriter
{
    private static readonly SearchValues<char> s_needQuotes = SearchValues.Create(",;\t\"\r\n");

    /// <summary>Writes one line a participant, in the order of the map.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="map">The map.</param>
    /// <remarks>It holds pseudonyms with opinions: for the office, not for publication.</remarks>
    public static void Write(TextWriter writer, OpinionMap map)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(map);
        writer.Write("participant,x,y,group\n");
        for (int row = 0; row < map.Positions.Count; row++)
        {
            string group = map.Groups[row] < 0 ? "" : (map.Groups[row] + 1).ToString(CultureInfo.InvariantCulture);
            writer.Write(string.Create(CultureInfo.InvariantCulture,
                $"{Quoted(map.Votes.Participants[row])},{map.Positions[row].X:R},{map.Positions[row].Y:R},{group}\n"));
        }
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(s_needQuotes) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
