using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Stakeholders.Pages;

/// <summary>A map as rings around the table: the nearer to the middle, the farther in. Each number is that of the list beside it, so the
/// drawing is hidden from who listens.</summary>
public static class MapDrawing
{
    private const int Centre = 220;
    private static readonly (StakeholderState State, int Radius)[] Rings =
        [(StakeholderState.AtTable, 50), (StakeholderState.Involved, 105), (StakeholderState.Informed, 155),
            (StakeholderState.ToReach, 203)];

    public static IHtmlContent Of(IReadOnlyList<StakeholderView> on, int first = 1)
    {
        var svg = new StringBuilder("""<svg class="stakeholder-map" viewBox="0 0 440 440" width="100%" aria-hidden="true" focusable="false" color="#06646e">""");
        foreach (var (_, radius) in Rings) svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{Centre}" cy="{Centre}" r="{radius}" fill="none" stroke="currentColor" stroke-opacity="0.25" />""");
        foreach (var (state, radius) in Rings)
        {
            var here = on.Select((s, i) => (s, Number: first + i)).Where(x => x.s.State == state).ToList();
            for (var i = 0; i < here.Count; i++)
            {
                var angle = 2 * Math.PI * (i + 0.5 * ((int)state % 2)) / here.Count - Math.PI / 2;
                var (x, y) = (Centre + radius * Math.Cos(angle), Centre + radius * Math.Sin(angle));
                svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{x:0.#}" cy="{y:0.#}" r="13" fill="#ffffff" stroke="currentColor" stroke-width="2" /><text x="{x:0.#}" y="{y + 4.5:0.#}" font-size="13" text-anchor="middle" fill="currentColor">{here[i].Number}</text>""");
            }
        }
        return new HtmlString(svg.Append("</svg>").ToString());
    }
}
