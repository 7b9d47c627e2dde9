using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Patto.Localization;

namespace Patto.Modules.Monitoring;

/// <summary>The line of an indicator from baseline to target, as SVG with attributes only; the table beside it says the same in
/// words.</summary>
public static class Chart
{
    private const int Width = 480, Height = 220, Left = 48, Right = 16, Top = 16, Bottom = 32;

    /// <param name="title">What a screen reader says of it.</param>
    public static IHtmlContent Draw(Indicator indicator, string title, Texts L)
    {
        var line = Points(indicator);
        var target = indicator is { Target: { } value, TargetDay: { } day } ? ((DateOnly Day, decimal Value)?)(day, value) : null;
        var all = target is { } t ? [.. line, t] : line;
        if (all.Count == 0) return HtmlString.Empty;
        var frame = new Frame(all);
        var svg = new HtmlContentBuilder();
        svg.AppendFormat("<svg class=\"chart\" viewBox=\"0 0 {0} {1}\" role=\"img\" aria-label=\"{2}\" width=\"100%\">", Width,
            Height, title);
        Axes(svg, frame, L);
        if (target is { } goal) Goal(svg, frame, goal, L);
        if (line.Count > 1) svg.AppendHtml(
            $"<polyline fill=\"none\" stroke=\"#a1295b\" stroke-width=\"3\" points=\"{string.Join(' ', line.Select(p => $"{N(frame.X(p.Day))},{N(frame.Y(p.Value))}"))}\"/>");
        foreach (var (at,
            measured) in line) svg.AppendHtml($"<circle cx=\"{N(frame.X(at))}\" cy=\"{N(frame.Y(measured))}\" r=\"5\" fill=\"#a1295b\"/>");
        return svg.AppendHtml("</svg>");
    }

    private static List<(DateOnly Day, decimal Value)> Points(Indicator indicator)
    {
        List<(DateOnly, decimal)> points = [.. indicator.InOrder.Select(m => (m.Day, m.Value))];
        if (indicator is { Baseline: { } value, BaselineDay: { } day } && indicator.Measurements.All(m => m.Day != day)) points.Insert(0,
            (day, value));
        return points;
    }

    private static void Axes(HtmlContentBuilder svg, Frame frame, Texts L)
    {
        svg.AppendHtml($"<path d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\" fill=\"none\" stroke=\"#8a8f8c\"/>");
        foreach (var value in new[] { frame.Low, frame.High }.Distinct()) Label(svg, Left - 8, frame.Y(value) + 5, "end",
            Indicator.Say(value));
        Label(svg, Left, Height - 8, "start", L.Day(frame.First));
        if (frame.Last > frame.First) Label(svg, Width - Right, Height - 8, "end", L.Day(frame.Last));
    }

    private static void Goal(HtmlContentBuilder svg, Frame frame, (DateOnly Day, decimal Value) goal, Texts L)
    {
        var y = N(frame.Y(goal.Value));
        svg.AppendHtml($"<path d=\"M{Left} {y}H{Width - Right}\" stroke=\"#085966\" stroke-dasharray=\"6 5\" stroke-width=\"2\"/>");
        Label(svg, Width - Right, frame.Y(goal.Value) - 7, "end", L["obiettivo {0}", Indicator.Say(goal.Value)]);
    }

    private static void Label(HtmlContentBuilder svg, double x, double y, string anchor, string text) =>
        svg.AppendHtml(
            $"<text x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\" font-size=\"14\" fill=\"#44525c\">{HtmlEncoder.Default.Encode(text)}</text>");

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Days and values mapped into the drawing; zero is always in it when all values are positive.</summary>
    private sealed class Frame(IReadOnlyList<(DateOnly Day, decimal Value)> points)
    {
        public DateOnly First { get; } = points.Min(p => p.Day);
        public DateOnly Last { get; } = points.Max(p => p.Day);
        public decimal Low { get; } = Math.Min(0, points.Min(p => p.Value));
        public decimal High { get; } = Math.Max(points.Max(p => p.Value), Math.Min(0, points.Min(p => p.Value)) + 1);

        public double X(DateOnly day) => Last == First ? (Left + Width - Right) / 2.0
            : Left + (double)(day.DayNumber - First.DayNumber) / (Last.DayNumber - First.DayNumber) * (Width - Right - Left);
        public double Y(decimal value) => Height - Bottom - (double)((value - Low) / (High - Low)) * (Height - Bottom - Top);
    }
}
