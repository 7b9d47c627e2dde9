using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;
using QRCoder;

namespace Patto.Web.Ui;

/// <summary>A QR code drawn by the server as one SVG path: no picture to fetch, sharp on paper.</summary>
[HtmlTargetElement("p-qr", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class QrTagHelper : UiTagHelper
{
    /// <summary>What the code says: an absolute address.</summary>
    public string Text { get; set; } = "";
    /// <summary>Said to who cannot see it.</summary>
    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        using var data = QRCodeGenerator.GenerateQrCode(Text, QRCodeGenerator.ECCLevel.M);
        // The quiet zone of four modules is part of the standard and of the matrix.
        var side = data.ModuleMatrix.Count;
        Replace(output, Markup.Of($"""<svg class="qr" viewBox="0 0 {side} {side}" role="img" aria-label="{Label}" shape-rendering="crispEdges"><path d="{PathOf(data)}"></path></svg>"""));
    }

    private static string PathOf(QRCodeData data)
    {
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
            for (var x = 0; x < data.ModuleMatrix.Count; x++)
            {
                if (!data.ModuleMatrix[y][x]) continue;
                var from = x;
                while (x + 1 < data.ModuleMatrix.Count && data.ModuleMatrix[y][x + 1]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from + 1}v1H{from}z");
            }
        return path.ToString();
    }
}
