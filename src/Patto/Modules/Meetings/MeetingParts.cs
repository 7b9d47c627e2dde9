using System.Globalization;
using Patto.Database;

namespace Patto.Modules.Meetings;

/// <summary>A point of the agenda, with its clock time where it has one.</summary>
/// <param name="At">Clock time in Rome, HH:mm:ss; null for a point without an hour.</param>
/// <param name="Text">What is done then, one line.</param>
public sealed record AgendaItem(TimeOnly? At, string Text)
{
    /// <summary>Lines like "18.00 Benvenuto"; a line without an hour is a point without one.</summary>
    public static List<AgendaItem> Read(string? lines) => [.. Lines.Of(lines).Select(line =>
        Lines.Time(line.Split(' ', 2)[0]) is { } at && line.Contains(' ') ? new AgendaItem(at, line.Split(' ', 2)[1].Trim())
            : new AgendaItem(null, line))];

    public override string ToString() => At is { } at ? $"{Lines.Written(at)} {Text}" : Text;
}

/// <summary>A stretch of time on the wall of an Open Space.</summary>
/// <param name="Together">What all do together in it (welcome, lunch); null where sessions are called.</param>
public sealed record Slot(string Key, TimeOnly From, TimeOnly To, string? Together = null)
{
    /// <summary>Lines like "10.30-11.30" or "12.45-14.00 Pranzo".</summary>
    public static List<Slot> Read(string? lines) => [.. Lines.Of(lines).Select(One).OrderBy(s => s.From)];

    private static Slot One(string line)
    {
        var parts = line.Replace('–', '-').Split(' ', 2);
        var hours = parts[0].Split('-');
        RuleViolation.UnlessAt("Slots", hours.Length == 2 && Lines.Time(hours[0]) is not null && Lines.Time(hours[1]) is not null
            && Lines.Time(hours[0]) < Lines.Time(hours[1]),
            "meeting.slot", "Non capisco «{0}»: scrivi gli orari come 10.30-11.30, uno per riga.", line);
        var (from, to) = (Lines.Time(hours[0])!.Value, Lines.Time(hours[1])!.Value);
        return new(from.ToString("HHmm", CultureInfo.InvariantCulture), from, to, parts.Length == 2 ? parts[1].Trim() : null);
    }

    public override string ToString() => $"{Lines.Written(From)}-{Lines.Written(To)}{(Together is null ? "" : " " + Together)}";
}

/// <summary>A place on the wall: a circle, a room.</summary>
public sealed record WallPlace(string Key, string Name, string? Note = null)
{
    /// <summary>Lines like "Cerchio A | vicino all'ingresso". A place keeps its key, and with it what is called there, wherever it moves:
    /// by its name; where it has another name, by standing between the same neighbours. A new one gets a key that no other had.</summary>
    /// <param name="before">The places as they are now.</param>
    public static List<WallPlace> Read(string? lines, IReadOnlyList<WallPlace>? before = null)
    {
        var read = Lines.Of(lines).Select(line => line.Split('|', 2, StringSplitOptions.TrimEntries)).Select(parts =>
            new WallPlace("", parts[0], parts is [_, { Length: > 0 } note] ? note : null)).ToList();
        var old = (before ?? []).ToList();
        for (var n = 0; n < read.Count; n++)
            if (old.Find(o => o.Name == read[n].Name && read.TrueForAll(r => r.Key != o.Key)) is { } same)
                read[n] = read[n] with { Key = same.Key };
        Rename(read, old);
        var taken = old.Select(o => o.Key).Concat(read.Select(r => r.Key)).ToHashSet();
        for (var n = 0; n < read.Count; n++)
            if (read[n].Key.Length == 0) read[n] = read[n] with { Key = Free(taken) };
        return read;
    }

    // Between two places that kept their names, as many new names as old ones are gone: the same places, renamed.
    private static void Rename(List<WallPlace> read, List<WallPlace> old)
    {
        for (var n = 0; n < read.Count; n++)
        {
            if (read[n].Key.Length > 0) continue;
            var run = read.Skip(n).TakeWhile(r => r.Key.Length == 0).Count();
            var from = n == 0 ? 0 : old.FindIndex(o => o.Key == read[n - 1].Key) + 1;
            var gone = old.Skip(from).TakeWhile(o => read.TrueForAll(r => r.Key != o.Key)).ToList();
            if (gone.Count == run)
                for (var m = 0; m < run; m++) read[n + m] = read[n + m] with { Key = gone[m].Key };
            n += run - 1;
        }
    }

    private static string Free(HashSet<string> taken)
    {
        for (var n = 0; ; n++)
        {
            var key = n < 26 ? $"{(char)('a' + n)}" : $"z{n}";
            if (taken.Add(key)) return key;
        }
    }

    public override string ToString() => Note is null ? Name : $"{Name} | {Note}";
}

/// <summary>People counted at a meeting; nobody is named.</summary>
/// <param name="Total">All who came, 0 or more.</param>
/// <param name="Women">Of these, women.</param>
/// <param name="Men">Of these, men.</param>
/// <param name="NotStated">Of these, who did not say.</param>
/// <param name="Under18">Of these, younger than 18.</param>
/// <param name="From18To34">Of these, from 18 to 34 years.</param>
/// <param name="Over65">Of these, 65 and older.</param>
public sealed record Tally(int Total, int Women = 0, int Men = 0, int NotStated = 0, int Under18 = 0, int From18To34 = 0, int Over65 = 0)
{
    /// <summary>True when no part is larger than the whole.</summary>
    public bool Adds => Women + Men + NotStated <= Total && Under18 + From18To34 + Over65 <= Total
        && new[] { Total, Women, Men, NotStated, Under18, From18To34, Over65 }.All(n => n >= 0);
}

internal static class Lines
{
    public static IEnumerable<string> Of(string? text) =>
        (text ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>"9", "9.30" or "9:30".</summary>
    public static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text.Replace('.', ':'), ["H:mm", "HH:mm", "%H"], CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var time) ? time : null;

    public static string Written(TimeOnly time) => time.ToString("H.mm", CultureInfo.InvariantCulture);
}
