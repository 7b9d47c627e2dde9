using System.Globalization;
using System.Security;
using Deliberation.Opinions;

namespace Deliberation.Formats;

/// <summary>Draws a map of opinions as SVG: a mark for each person, its form and colour by group, with a title and a description.</summary>
public static class VotesPicture
{
    private const double Width = 640, Height = 480, Margin = 40;

    /// <summary>Colours told apart also by those who do not see red from green (Okabe and Ito 2008).</summary>
    private static readonly string[] s_colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00"];

    /// <summary>Writes the picture. People in no group are small and grey; nobody is named.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="map">The map.</param>
    /// <param name="culture">The language of title and description.</param>
    public static void Write(TextWriter writer, OpinionMap map, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(map);
        var title = new Bilingual("Mappa delle opinioni", "Map of opinions");
        writer.Write(string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-labelledby=\"t d\" font-family=\"sans-serif\" font-size=\"14\">\n"));
        writer.Write(
            $"<title id=\"t\">{title.In(culture)}</title>\n<desc id=\"d\">{SecurityElement.Escape(map.Explanation.In(culture))}</desc>\n");
        writer.Write("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        var place = Scale(map);
        for (int row = 0; row < map.Positions.Count; row++) writer.Write(Mark(place(map.Positions[row]), map.Groups[row]));
        for (int group = 0; group < map.GroupCount; group++) writer.Write(Label(map, group, place, culture));
        writer.Write("</svg>\n");
    }

    private static Func<Point, Point> Scale(OpinionMap map)
    {
        double left = map.Positions.Min(p => p.X), right = map.Positions.Max(p => p.X), low = map.Positions.Min(p => p.Y),
            high = map.Positions.Max(p => p.Y);
        double unit = Math.Min((Width - (2 * Margin)) / Math.Max(right - left, 1e-9), (Height - (2 * Margin)) / Math.Max(high - low, 1e-9));
        return p => new Point((Width / 2) + (unit * (p.X - ((left + right) / 2))), (Height / 2) - (unit * (p.Y - ((low + high) / 2))));
    }

    private static string Mark(Point at, int group)
    {
        if (group < 0) return string.Create(CultureInfo.InvariantCulture,
            $"<circle cx=\"{at.X:F1}\" cy=\"{at.Y:F1}\" r=\"1.5\" fill=\"#999\"/>\n");
        string shape = (group % 5) switch
        {
            0 => "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
            1 => "M-4-4h8v8h-8z",
            2 => "M0-5L5 4H-5z",
            3 => "M0-5L5 0L0 5L-5 0z",
            _ => "M-1.5-5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z",
        };
        return string.Create(CultureInfo.InvariantCulture,
            $"<path transform=\"translate({at.X:F1} {at.Y:F1})\" d=\"{shape}\" fill=\"{s_colours[group % 5]}\" fill-opacity=\".7\"/>\n");
    }

    private static string Label(OpinionMap map, int group, Func<Point, Point> place, CultureInfo culture)
    {
        var members = Enumerable.Range(0, map.Groups.Count).Where(row => map.Groups[row] == group)
            .Select(row => map.Positions[row]).ToList();
        var at = place(new Point(members.Average(p => p.X), members.Average(p => p.Y)));
        string name = new Bilingual($"Gruppo {(char)('A' + group)} ({members.Count})", $"Group {(char)('A' + group)} ({members.Count})")
            .In(culture);
        return string.Create(CultureInfo.InvariantCulture,
            $"<text x=\"{at.X:F1}\" y=\"{at.Y:F1}\" text-anchor=\"middle\" font-weight=\"bold\" stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\">{name}</text>\n");
    }
}
