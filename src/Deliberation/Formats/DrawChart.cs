using System.Globalization;
using System.Net;

namespace Deliberation.Formats;

/// <summary>One line of a chart: everybody's chance under one rule.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Chances">0 to 1, in any order.</param>
public sealed record ChanceCurve(string Name, IReadOnlyList<double> Chances);

/// <summary>Draws chances as an SVG picture: people from the lowest chance to the highest, one line a rule.</summary>
public static class DrawChart
{
    private const double Left = 60, Top = 20, Width = 620, Height = 280;

    private static readonly (string Colour, string Dash)[] Styles = [("#0066cc", ""), ("#c23b22", "7 4"), ("#3b7a2a", "2 3")];

    /// <summary>Writes the picture.</summary>
    /// <param name="writer">Left open.</param>
    /// <param name="title">Said to those who cannot see it.</param>
    /// <param name="people">Caption of the horizontal axis.</param>
    /// <param name="chance">Caption of the vertical axis.</param>
    /// <param name="curves">1 to 3; as many chances each, at least one.</param>
    public static void Write(TextWriter writer, string title, string people, string chance, IReadOnlyList<ChanceCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(curves);
        double most = NiceCeiling(curves.Max(c => c.Chances.Max()));
        writer.Write(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 700 {360 + (18 * curves.Count)}\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\">\n<title>{Escape(title)}</title>\n");
        writer.Write($"<rect width=\"700\" height=\"{360 + (18 * curves.Count)}\" fill=\"#fff\"/>\n");
        for (int i = 0; i <= 4; i++) Grid(writer, i, most);
        Text(writer, Left + (Width / 2), Top + Height + 22, "middle", people);
        Text(writer, Left, Top - 6, "start", chance);
        for (int i = 0; i < curves.Count; i++) Curve(writer, curves[i], i, most);
        writer.Write("</svg>\n");
    }

    private static void Grid(TextWriter writer, int quarter, double most)
    {
        double y = Top + (Height * (4 - quarter) / 4);
        writer.Write($"<path d=\"M{N(Left)} {N(y)}H{N(Left + Width)}\" stroke=\"#ccd\"/>\n");
        Text(writer, Left - 6, y + 4, "end", (most * quarter * 25).ToString("0.#", CultureInfo.InvariantCulture) + " %");
    }

    private static void Curve(TextWriter writer, ChanceCurve curve, int index, double most)
    {
        var (colour, dash) = Styles[index % Styles.Length];
        double[] ordered = [.. curve.Chances.Order()];
        var path = new System.Text.StringBuilder();
        for (int i = 0; i < ordered.Length; i++)
        {
            string y = N(Top + (Height * (1 - (ordered[i] / most))));
            if (i == 0) path.Append('M').Append(N(Left)).Append(' ').Append(y);
            else if (y != N(Top + (Height * (1 - (ordered[i - 1] / most))))) path.Append('V').Append(y);
            path.Append('H').Append(N(Left + (Width * (i + 1) / ordered.Length)));
        }
        writer.Write($"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"/>\n");
        double line = Top + Height + 46 + (18 * index);
        writer.Write($"<path d=\"M{N(Left)} {N(line - 4)}h40\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"/>\n");
        Text(writer, Left + 50, line, "start", curve.Name);
    }

    private static double NiceCeiling(double value)
    {
        double[] steps = [0.02, 0.04, 0.08, 0.12, 0.2, 0.32, 0.4, 0.6, 0.8, 1];
        return steps.FirstOrDefault(s => s >= value, 1);
    }

    private static void Text(TextWriter writer, double x, double y, string anchor, string text) =>
        writer.Write($"<text x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\" fill=\"#17324d\">{Escape(text)}</text>\n");

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
