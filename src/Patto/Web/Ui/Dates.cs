using System.Globalization;
using Patto.Localization;

namespace Patto.Web.Ui;

/// <summary>Dates as people read them, in the reader's language and in Italian time: "giovedì 26 novembre 2026, ore 20.30".</summary>
public static class Dates
{
    public static readonly TimeZoneInfo Rome = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome");
    private static readonly CultureInfo Italian = CultureInfo.GetCultureInfo("it-IT"), British = CultureInfo.GetCultureInfo("en-GB");

    private static bool InEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
    private static CultureInfo Culture => InEnglish ? British : Italian;

    public static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Rome).DateTime;
    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Local(at));

    /// <param name="format">long: day and time; or day, short, time, month, year.</param>
    public static string Say(DateTimeOffset at, string format = "long") => Texts.Own(format switch
    {
        "long" => $"{Say(Day(at), "day")}, {Time(at)}",
        "time" => Time(at),
        _ => Say(Day(at), format),
    });

    /// <inheritdoc cref="Say(DateTimeOffset, string)"/>
    public static string Say(DateOnly day, string format = "day") => Texts.Own(day.ToString(format switch
    {
        "short" => "d MMM yyyy",
        "month" => "MMMM yyyy",
        "year" => "yyyy",
        "plain" => "d MMMM yyyy",
        _ => "dddd d MMMM yyyy",
    }, Culture));

    /// <summary>"giovedì 26 novembre 2026, ore 20.30–22.30"; over more days both ends are said in full.</summary>
    public static string Range(DateTimeOffset from, DateTimeOffset until) =>
        Texts.Own(Day(from) == Day(until) ? $"{Say(from)}–{Hour(until)}" : $"{Say(from)} – {Say(until)}");

    /// <summary>"ore 20.30–22.30" where the day stands beside it; over more days both ends are said in full.</summary>
    public static string Hours(DateTimeOffset from, DateTimeOffset until) =>
        Day(from) == Day(until) ? $"{Time(from)}–{Hour(until)}" : Range(from, until);

    /// <summary>"8–29 settembre 2026", "20 ottobre – 18 dicembre 2026".</summary>
    public static string Range(DateOnly from, DateOnly until)
    {
        if (from == until) return Say(from, "plain");
        if (from.Year == until.Year && from.Month == until.Month) return Texts.Own($"{from.Day}–{Say(until, "plain")}");
        return Texts.Own(from.Year == until.Year ? $"{from.ToString("d MMMM", Culture)} – {Say(until, "plain")}"
            : $"{Say(from, "plain")} – {Say(until, "plain")}");
    }

    internal static string Part(DateOnly day, string format) => Texts.Own(day.ToString(format, Culture));
    private static string Time(DateTimeOffset at) => InEnglish ? Hour(at) : "ore " + Hour(at);
    private static string Hour(DateTimeOffset at) => Local(at).ToString(InEnglish ? "HH:mm" : "H.mm", CultureInfo.InvariantCulture);
}
