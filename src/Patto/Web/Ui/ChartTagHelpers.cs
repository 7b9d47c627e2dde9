using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <param name="Kind">ok, part, no, wait; or a kind of the chain.</param>
public sealed record Bar(string Label, int Count, string Kind);

/// <summary>Parts of a whole: a stacked bar, and the same numbers in words.</summary>
[HtmlTargetElement("p-bars", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BarsTagHelper : UiTagHelper
{
    public IReadOnlyList<Bar> Of { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var shown = Of.Where(bar => bar.Count > 0).ToList();
        var total = shown.Sum(bar => bar.Count);
        Markup drawing = total == 0 ? Markup.None : $"""<svg class="bars" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">{Pieces(shown, total)}</svg>""";
        Replace(output, Markup.Of($"""{drawing}<ul class="legend">{Of.Select(Line)}</ul>"""));
    }

    private static IEnumerable<Markup> Pieces(List<Bar> bars, int total)
    {
        var x = 0d;
        foreach (var bar in bars)
        {
            var width = 100d * bar.Count / total;
            yield return $"""<rect class="b-{bar.Kind}" x="{x}" width="{Math.Max(width - (bar == bars[^1] ? 0 : .35), .1)}" height="28"></rect>""";
            x += width;
        }
    }

    private static Markup Line(Bar bar) =>
        $"""<li><svg class="sw" viewBox="0 0 16 16" aria-hidden="true"><rect class="b-{bar.Kind}" width="16" height="16" rx="3"></rect></svg><strong>{bar.Count}</strong> {bar.Label}</li>""";
}

/// <summary>A value on its scale, with the mark of what is aimed at. The numbers stand beside it in words.</summary>
[HtmlTargetElement("p-meter", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MeterTagHelper : UiTagHelper
{
    public double Value { get; set; }
    public double? Target { get; set; }
    public double Max { get; set; } = 100;
    public string Kind { get; set; } = "primary";

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        Replace(output, Draw(Value, Target, Max, Kind, "meter"));

    internal static Markup Draw(double value, double? target, double max, string kind, string classes)
    {
        var scale = max > 0 ? 100 / max : 0;
        Markup mark = target is { } aim ? $"""<rect class="b-mark" x="{Math.Clamp(aim * scale - .6, 0, 98.8)}" width="1.2" height="12"></rect>""" : Markup.None;
        return $"""<svg class="{classes}" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><rect class="b-ground" y="2" width="100" height="8"></rect><rect class="b-{kind}" y="2" width="{Math.Clamp(value * scale, 0, 100)}" height="8"></rect>{mark}</svg>""";
    }
}

/// <summary>A number that matters, what it means, what is aimed at. Inside &lt;ul class="kpis"&gt;.</summary>
[HtmlTargetElement("p-kpi", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class KpiTagHelper : UiTagHelper
{
    public string Label { get; set; } = "";
    public string Value { get; set; } = "";
    public string? Sub { get; set; }
    public IReadOnlyList<int>? Spark { get; set; }
    public double? Of { get; set; }
    public double? Target { get; set; }
    public double Max { get; set; } = 100;
    public string Kind { get; set; } = "primary";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Markup sub = Sub is null ? Markup.None : $"<span class=\"d\">{Sub}</span>";
        Replace(output, Markup.Of($"""<li class="kpi"><span class="l">{Label}</span> <span class="n">{Value}</span> {sub}{Drawing()}</li>"""));
    }

    private Markup Drawing() => Spark is { Count: > 0 } ? Columns(Spark) : Of is { } value
        ? MeterTagHelper.Draw(value, Target, Max, Kind, "") : Markup.None;

    private Markup Columns(IReadOnlyList<int> values)
    {
        double width = 100d / values.Count, highest = Math.Max(1, values.Max());
        return $"""<svg viewBox="0 0 100 34" preserveAspectRatio="none" aria-hidden="true">{values.Select((value, i) => Markup.Of($"<rect class=\"b-{Kind}\" x=\"{i * width + .8}\" y=\"{34 - value / highest * 32}\" width=\"{Math.Max(width - 1.6, .5)}\" height=\"{value / highest * 32}\"></rect>"))}</svg>""";
    }
}
