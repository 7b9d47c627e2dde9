using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <param name="From">No dates: the row is the heading of a group.</param>
/// <param name="State">done, now, next or late.</param>
/// <param name="Milestone">A date that counts, drawn as a dot.</param>
public sealed record GanttRow(string Label, DateOnly? From = null, DateOnly? Until = null, string State = "next", bool Milestone = false,
    string? Url = null);

/// <summary>
/// The plan of a process: a real table, whose bars are drawings beside the words. Every month is equally wide;
/// the line is today.
/// </summary>
[HtmlTargetElement("p-gantt", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class GanttTagHelper : UiTagHelper
{
    private const double Month = 100; // width of a month in the drawing's units
    private const int MostLabels = 14;

    public IReadOnlyList<GanttRow> Of { get; set; } = [];
    public DateOnly? Today { get; set; }
    public string Caption { get; set; } = "";

    private DateOnly _first;
    private int _months;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var days = Of.SelectMany(row => new[] { row.From ?? row.Until, row.Until ?? row.From }).OfType<DateOnly>().ToList();
        if (days.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        var today = Today ?? Dates.Day(Now);
        _first = new(days.Min().Year, days.Min().Month, 1);
        _months = (days.Max().Year - _first.Year) * 12 + days.Max().Month - _first.Month + 1;
        Replace(output, Markup.Of($"""
            <table class="gantt" role="table"><caption class="visually-hidden">{Caption}. {L["La linea verticale indica oggi, {0}.", Dates.Say(today, "plain")]}</caption>
            <colgroup><col class="c1"><col></colgroup>
            <thead role="rowgroup"><tr role="row">
            <th role="columnheader" scope="col"><span class="visually-hidden">{L["Attività e periodo"]}</span></th>
            <td role="cell"><ul class="months">{MonthNames()}</ul></td></tr></thead>
            <tbody role="rowgroup">{Of.Select(row => Row(row, today))}</tbody></table>{Legend(today)}
            """));
    }

    private IEnumerable<Markup> MonthNames()
    {
        var step = (_months + MostLabels - 1) / MostLabels;
        for (var i = 0; i < _months; i++)
        {
            var month = _first.AddMonths(i);
            yield return i % step == 0 ? Markup.Of($"<li>{Dates.Part(month, i == 0 || month.Month == 1 ? "MMM yy" : "MMM")}</li>")
                : Markup.Of($"<li></li>");
        }
    }

    private Markup Row(GanttRow row, DateOnly today)
    {
        var (from, until) = (row.From ?? row.Until, row.Until ?? row.From);
        if (from is not { } start || until is not { } end)
            return $"""<tr role="row" class="grp"><th role="rowheader" scope="row">{row.Label}</th><td role="cell" class="mrow">{Drawing(Markup.None, today)}</td></tr>""";
        Markup label = row.Url is null ? Markup.Of($"{row.Label}") : $"<a href=\"{row.Url}\">{row.Label}</a>";
        return $"""<tr role="row"><th role="rowheader" scope="row">{label}<small>{Dates.Range(start, end)}, {Word(row.State)}</small></th><td role="cell">{Drawing(Shape(row, start, end), today)}</td></tr>""";
    }

    private Markup Shape(GanttRow row, DateOnly from, DateOnly until) => row.Milestone
        ? Markup.Of($"""<path class="g-dot gs-{row.State}" d="M{At(from)} 17h.01"></path>""")
        : $"""<rect class="g-{row.State}" x="{At(from)}" y="10" width="{Math.Max(At(until.AddDays(1)) - At(from), 4)}" height="14" rx="4"></rect>""";

    private Markup Drawing(Markup shape, DateOnly today)
    {
        var lines = Enumerable.Range(0, _months + 1).Select(i => Markup.Of($"""<path class="g-grid" d="M{i * Month} 0v34"></path>"""));
        var now = At(today);
        Markup line = now >= 0 && now <= _months * Month ? $"""<line class="g-today" x1="{now}" x2="{now}" y1="0" y2="34"></line>""" : Markup.None;
        return $"""<svg viewBox="0 0 {_months * Month} 34" preserveAspectRatio="none" aria-hidden="true">{lines}{shape}{line}</svg>""";
    }

    private double At(DateOnly day) =>
        Month * ((day.Year - _first.Year) * 12 + day.Month - _first.Month + (day.Day - 1d) / DateTime.DaysInMonth(day.Year, day.Month));

    private string Word(string state) => state switch
    {
        "done" => L["concluso"],
        "now" => L["in corso"],
        "late" => L["in ritardo"],
        _ => L["da fare"],
    };

    private Markup Legend(DateOnly today)
    {
        (string State, string Word)[] states = [("done", L["Concluso"]), ("now", L["In corso"]), ("next", L["Da fare"]),
            ("late", L["In ritardo"])];
        var bars = states.Select(s => Sign($"""<rect class="g-{s.State}" width="22" height="10" rx="3"></rect>""", s.Word));
        Markup dot = Sign($"""<circle class="g-done" cx="11" cy="5" r="5"></circle>""", L["Data chiave"]);
        Markup line = Sign($"""<line class="g-today" x1="11" x2="11" y1="0" y2="10"></line>""", L["Oggi, {0}", Dates.Say(today, "plain")]);
        return $"""<ul class="glegend">{bars}{dot}{line}</ul>""";
    }

    private static Markup Sign(Markup shape, string word) =>
        $"""<li><svg viewBox="0 0 22 10" aria-hidden="true">{shape}</svg>{word}</li>""";
}
