using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Patto.Modules.Processes.Contracts;

/// <summary>A day told from the first day of the process: whole months first, then days. Written <c>0</c>, <c>3m</c>, <c>-15d</c>,
/// <c>6m-1d</c>.</summary>
[JsonConverter(typeof(RelativeDayJson))]
public readonly partial record struct RelativeDay(int Months, int Days)
{
    /// <summary>Bounds that keep every computed day within a human span: ten years, four thousand days.</summary>
    private const int MostMonths = 120, MostDays = 4000;

    public DateOnly From(DateOnly start) => start.AddMonths(Months).AddDays(Days);

    public static bool TryParse(string? text, out RelativeDay day)
    {
        day = default;
        if (text is null || text.Length == 0 || Form().Match(text) is not { Success: true } match) return false;
        if (text == "0") return true;
        day = new(Number(match.Groups["m"].Value), Number(match.Groups["d"].Value));
        return (match.Groups["m"].Success || match.Groups["d"].Success) && Math.Abs(day.Months) <= MostMonths
            && Math.Abs(day.Days) <= MostDays;
    }

    public override string ToString() => (Months, Days) switch
    {
        (0, 0) => "0",
        (0, var d) => string.Create(CultureInfo.InvariantCulture, $"{d}d"),
        (var m, 0) => string.Create(CultureInfo.InvariantCulture, $"{m}m"),
        var (m, d) => string.Create(CultureInfo.InvariantCulture, $"{m}m{d:+0;-0}d"),
    };

    private static int Number(string digits) =>
        digits.Length == 0 ? 0 : int.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:0|(?:(?<m>-?\d{1,3})m)?(?:(?<d>[+-]?\d{1,4})d)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

internal sealed class RelativeDayJson : JsonConverter<RelativeDay>
{
    public override RelativeDay Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && RelativeDay.TryParse(reader.GetString(), out var day) ? day
        : throw new JsonException("a day is written as \"0\", \"3m\", \"-15d\" or \"6m-1d\"");

    public override void Write(Utf8JsonWriter writer, RelativeDay value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
