using System.Globalization;
using System.Security;
using Deliberation.Similarity;
using Deliberation.Statistics;

namespace Deliberation.Formats;

/// <summary>Draws measures as SVG, one line a row, with a title and a description for those who cannot see them.</summary>
public static class StatementsChart
{
    private const int LineHeight = 26, Labels = 230, Plot = 360, Width = Labels + Plot + 50;

    /// <summary>Draws how well each kind of people is represented: the ratio with its interval, 1 being as in the population.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="measures">The measures; kinds too few to be shown have no mark.</param>
    /// <param name="culture">The language.</param>
    public static void Write(TextWriter writer, IReadOnlyList<CategoryRepresentation> measures, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(measures);
        var lines = measures.SelectMany(category =>
            category.Features.Select(feature => (Name: $"{category.Category}: {feature.Feature}", Feature: feature))).ToList();
        double most = Math.Max(2, lines.Max(line => line.Feature.High ?? 0));
        double X(double ratio) => Labels + (Plot * ratio / most);
        Begin(writer, lines.Count, new Bilingual(
            "Quanto i partecipanti rispecchiano la popolazione",
            "How well the participants mirror the population").In(culture),
            string.Join(' ', measures.Select(each => each.Explanation.In(culture))));
        Write(writer, $"<path d=\"M{X(1):F1} 10V{20 + (LineHeight * lines.Count)}\" stroke=\"#555\" stroke-dasharray=\"4 3\"/>\n");
        for (int i = 0; i < lines.Count; i++)
        {
            int y = 28 + (LineHeight * i);
            Label(writer, lines[i].Name, y);
            if (lines[i].Feature is not { Ratio: { } ratio, Low: { } low, High: { } high }) continue;
            Write(writer, $"<path d=\"M{X(low):F1} {y - 5}H{X(high):F1}\" stroke=\"#0072B2\" stroke-width=\"3\"/>");
            Write(writer, $"<circle cx=\"{X(ratio):F1}\" cy=\"{y - 5}\" r=\"6\" fill=\"#0072B2\"/>\n");
        }

        Write(writer, $"<text x=\"{X(1):F1}\" y=\"{38 + (LineHeight * lines.Count)}\" text-anchor=\"middle\">{new Bilingual(
            "1 = come nella popolazione",
            "1 = as in the population").In(culture)}</text>\n</svg>\n");
    }

    /// <summary>Draws how many texts each theme has, with the words that characterise it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="themes">The themes.</param>
    /// <param name="culture">The language.</param>
    public static void Write(TextWriter writer, Themes themes, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(themes);
        double most = Math.Max(1, themes.Groups.Select(theme => theme.Members.Count).DefaultIfEmpty(1).Max());
        Begin(writer, themes.Groups.Count, new Bilingual(
            "I temi dei contributi",
            "The themes of the contributions").In(culture), themes.Explanation.In(culture));
        for (int i = 0; i < themes.Groups.Count; i++)
        {
            int y = 28 + (LineHeight * i);
            double length = Plot * themes.Groups[i].Members.Count / most;
            Label(writer, string.Join(", ", themes.Groups[i].Words.Take(3).Select(word => word.Word)), y);
            Write(writer, $"<rect x=\"{Labels}\" y=\"{y - 15}\" width=\"{length:F1}\" height=\"20\" fill=\"#0072B2\"/>");
            Write(writer, $"<text x=\"{Labels + length + 6:F1}\" y=\"{y}\">{themes.Groups[i].Members.Count}</text>\n");
        }

        writer.Write("</svg>\n");
    }

    private static void Begin(TextWriter writer, int lines, string title, string description)
    {
        Write(writer, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {50 + (LineHeight * lines)}\" role=\"img\"");
        writer.Write(" aria-labelledby=\"t d\" font-family=\"sans-serif\" font-size=\"14\">\n");
        writer.Write($"<title id=\"t\">{SecurityElement.Escape(title)}</title>\n");
        writer.Write($"<desc id=\"d\">{SecurityElement.Escape(description)}</desc>\n");
        writer.Write("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    }

    private static void Label(TextWriter writer, string label, int y) =>
        Write(writer, $"<text x=\"{Labels - 10}\" y=\"{y}\" text-anchor=\"end\">{SecurityElement.Escape(label)}</text>\n");

    private static void Write(TextWriter writer, FormattableString line) => writer.Write(FormattableString.Invariant(line));
}
