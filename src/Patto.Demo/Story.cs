using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Patto.Localization;

namespace Patto.Demo;

/// <summary>The written story of the invented town, with its days counted from the day the demo is set up.</summary>
/// <remarks>Day 0 is the Saturday nearest to today, so that evenings and market days fall on their weekdays; nothing past is ever later
/// than now.</remarks>
public sealed partial class Story(DateTimeOffset now)
{
    private readonly DateOnly _zero = NearestSaturday(Texts.RomeDay(now));

    public DateTimeOffset Now { get; } = now;

    public DateOnly Day(int day) => _zero.AddDays(day);

    /// <summary>That clock time in the town; what lies in the past of the story stays in the past.</summary>
    public DateTimeOffset At(int day, string time)
    {
        var instant = Texts.RomeTime(Day(day), TimeOnly.Parse(time, CultureInfo.InvariantCulture));
        return day <= 0 && instant > Now ? Now : instant;
    }

    /// <summary>One of the demo's files, with <c>{13:d MMMM}</c> and the like written out as days of this story.</summary>
    public T Read<T>(string file)
    {
        using var stream = typeof(Story).Assembly.GetManifestResourceStream($"Patto.Demo.{file}")
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        var written = DayInText().Replace(new StreamReader(stream).ReadToEnd(), m =>
            Day(int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToString(m.Groups[2].Value, Texts.Italian));
        return JsonSerializer.Deserialize<T>(written, Strict)!;
    }

    // A word that the reader does not know is a mistake in the story, and is told with its line.
    private static readonly JsonSerializerOptions Strict =
        new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    private static DateOnly NearestSaturday(DateOnly day)
    {
        var since = ((int)day.DayOfWeek + 1) % 7;
        return day.AddDays(since <= 3 ? -since : 7 - since);
    }

    [GeneratedRegex(@"\{(-?\d+):(d MMMM|MMMM|yyyy)\}")]
    private static partial Regex DayInText();
}
