using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <summary>An instant or a day, in words and for machines.</summary>
[HtmlTargetElement("p-date", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DateTagHelper : UiTagHelper
{
    /// <summary>A <see cref="DateTimeOffset"/> or a <see cref="DateOnly"/>; nothing is written for null.</summary>
    public object? At { get; set; }
    public object? Until { get; set; }
    public string? Format { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        Replace(output, At is null ? Markup.None : Markup.Of($"<time datetime=\"{Machine(At)}\">{Words()}</time>"));

    private string Words() => (At, Until) switch
    {
        (DateTimeOffset from, DateTimeOffset until) when Format is null or "long" => Dates.Range(from, until),
        (DateTimeOffset from, DateTimeOffset until) when Format is "time" => Dates.Hours(from, until),
        (DateTimeOffset from, DateTimeOffset until) => Dates.Range(Dates.Day(from), Dates.Day(until)),
        (DateOnly from, DateOnly until) => Dates.Range(from, until),
        (DateTimeOffset at, _) => Dates.Say(at, Format ?? "long"),
        (DateOnly day, _) => Dates.Say(day, Format ?? "day"),
        _ => Convert.ToString(At, CultureInfo.CurrentCulture) ?? "",
    };

    internal static string Machine(object at) => at switch
    {
        DateTimeOffset instant =>
            TimeZoneInfo.ConvertTime(instant, Dates.Rome).ToString("yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => "",
    };
}

/// <summary>A term that is running, in the accent colour, with the days that are left.</summary>
[HtmlTargetElement("p-deadline", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DeadlineTagHelper : UiTagHelper
{
    public object? At { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var before = await output.GetChildContentAsync();
        if (At is null)
        {
            output.SuppressOutput();
            return;
        }
        var day = At is DateTimeOffset instant ? Dates.Day(instant) : (DateOnly)At;
        var said = At is DateTimeOffset at ? Dates.Say(at) : Dates.Say(day);
        Markup time = $"""<time datetime="{DateTagHelper.Machine(At)}">{said}</time>{Left(day.DayNumber - Dates.Day(Now).DayNumber)}""";
        Replace(output, Markup.Of($"""<p class="deadline mb-0">{Icon("clock", "ic-sm")}<span>{before} {time}</span></p>"""));
    }

    private string Left(int days) => days switch
    {
        0 => L.Phrase($", {L["è l’ultimo giorno"]}"),
        1 => L.Phrase($", {L["manca un giorno"]}"),
        > 1 and <= 60 => L.Phrase($", {L["mancano {0} giorni", days]}"),
        _ => "",
    };
}

/// <summary>The calendar leaf of agendas.</summary>
[HtmlTargetElement("p-daybox", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DayBoxTagHelper : UiTagHelper
{
    public object? At { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (At is null)
        {
            output.SuppressOutput();
            return;
        }
        var day = At is DateTimeOffset instant ? Dates.Day(instant) : (DateOnly)At;
        Replace(output, Markup.Of($"""
            <time class="datebox" datetime="{DateTagHelper.Machine(day)}"><span class="m">{Dates.Part(day, "MMM")}</span> <span
                class="d">{day.Day}</span> <span class="w">{Dates.Part(day, "ddd")}</span></time>
            """));
    }
}
