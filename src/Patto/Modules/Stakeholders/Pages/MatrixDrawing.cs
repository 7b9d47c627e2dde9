using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace Patto.Modules.Stakeholders.Pages;

/// <summary>The matrix and the net of relations. Each number is that of the table below, so the drawings are hidden from who
/// listens.</summary>
public static class MatrixDrawing
{
    private const int Cell = 150, Left = 40, Top = 10, PerRow = 5, Rows = 5, Radius = 12;
    /// <summary>More bodies than this are no picture any more.</summary>
    public const int MostInNet = 30;

    public static IHtmlContent Of(IReadOnlyList<MatrixLine> lines, string concern, string influence)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg viewBox="0 0 {Left + 3 * Cell + 10} {Top + 3 * Cell + 40}" width="100%" """)
            .Append("""aria-hidden="true" focusable="false" color="#06646e">""");
        for (var weight = 1; weight <= 3; weight++)
            for (var touch = 1; touch <= 3; touch++)
                DrawCell(svg, [.. lines.Where(l => l.Influence == weight && l.Concern == touch)], touch, weight);
        svg.Append(CultureInfo.InvariantCulture, $"""
            <text x="{Left + 1.5 * Cell}" y="{Top + 3 * Cell + 30}" font-size="15" text-anchor="middle"
                fill="currentColor">{Said(concern)} →</text>
            """);
        svg.Append(CultureInfo.InvariantCulture, $"""
            <text transform="translate(20 {Top + 1.5 * Cell}) rotate(-90)" font-size="15" text-anchor="middle"
                fill="currentColor">{Said(influence)} →</text></svg>
            """);
        return new HtmlString(svg.ToString());
    }

    private static void DrawCell(StringBuilder svg, IReadOnlyList<MatrixLine> here, int touch, int weight)
    {
        var (x, y) = (Left + (touch - 1) * Cell, Top + (3 - weight) * Cell);
        svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x}" y="{y}" width="{Cell}" height="{Cell}" fill="none" """)
            .Append("""stroke="currentColor" stroke-opacity="0.3" />""");
        var most = here.Count > PerRow * Rows ? PerRow * Rows - 1 : here.Count;
        for (var n = 0; n < most; n++) Dot(svg, x + 18 + n % PerRow * 28.5, y + 18 + n / PerRow * 28.5, $"{here[n].Number}");
        if (most < here.Count)
            Dot(svg, x + 18 + most % PerRow * 28.5, y + 18 + most / PerRow * 28.5, $"+{here.Count - most}");
    }

    private static void Dot(StringBuilder svg, double x, double y, string said)
    {
        svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{x:0.#}" cy="{y:0.#}" r="{Radius}" fill="#ffffff" """)
            .Append("""stroke="currentColor" stroke-width="2" />""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{x:0.#}" y="{y + 4:0.#}" font-size="11" text-anchor="middle" """)
            .Append(CultureInfo.InvariantCulture, $"""fill="currentColor">{said}</text>""");
    }

    /// <summary>The bodies on a ring, a line for each relation: whole where it holds from both ends, dashed where it goes one way, dotted
    /// where they are in conflict.</summary>
    public static IHtmlContent Net(IReadOnlyList<RelationLine> relations, IReadOnlyList<Id<Stakeholder>> bodies)
    {
        var places = bodies.Select((id, n) => (id, At: PlaceOf(n, bodies.Count))).ToDictionary(p => p.id, p => p.At);
        var svg = new StringBuilder("""<svg viewBox="0 0 440 440" width="100%" aria-hidden="true" focusable="false" color="#06646e">""");
        foreach (var relation in relations.Where(r => places.ContainsKey(r.From) && places.ContainsKey(r.To)))
        {
            var ((x1, y1), (x2, y2)) = (places[relation.From], places[relation.To]);
            var dash = relation.Kind == RelationKind.Conflicts ? "2 5" : Relation.IsMutual(relation.Kind) ? "none" : "9 5";
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" """)
                .Append(CultureInfo.InvariantCulture, $"""stroke="currentColor" stroke-width="2" stroke-dasharray="{dash}" />""");
        }
        for (var n = 0; n < bodies.Count; n++) Dot(svg, places[bodies[n]].X, places[bodies[n]].Y, $"{n + 1}");
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    private static (double X, double Y) PlaceOf(int n, int of)
    {
        var angle = 2 * Math.PI * n / of - Math.PI / 2;
        return (220 + 195 * Math.Cos(angle), 220 + 195 * Math.Sin(angle));
    }

    private static string Said(string words) => System.Text.Encodings.Web.HtmlEncoder.Default.Encode(words);
}
