using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Patto.Database;
using SkiaSharp;

namespace Patto.Web;

/// <summary>What the picture of a public page says, where its address is sent to somebody: what kind of thing it is, its name as the town
/// gave it, and one line of how it stands. Never words that a person wrote: a picture that has left is not taken back.</summary>
public sealed record PageCard(string Kind, string Title, string Line);

/// <summary>Pictures of public pages (OpenGraph). What a picture says stands in its address under the key of the installation: it is drawn
/// without asking the database, and nobody has one drawn that this site does not say.</summary>
public sealed class PageCards(InstallationKey key, IWebHostEnvironment environment)
{
    /// <summary>In points; what messaging apps show without cutting.</summary>
    public const int Width = 1200, Height = 630;
    private const int LongestTitle = 140, LongestLine = 90, MostKept = 200;

    private static readonly Dictionary<string, SKColor> Colours = new()
    {
        ["acqua"] = SKColor.Parse("#085966"),
        ["mattone"] = SKColor.Parse("#823122"),
    };
    private static readonly SKColor Ink = SKColor.Parse("#17324d"), Paper = SKColors.White;

    private readonly Lock _oneByOne = new();
    private readonly ConcurrentDictionary<string, byte[]> _kept = new();
    private readonly Lazy<(SKTypeface? Bold, SKTypeface? Plain)> _letters =
        new(() => (Read(environment, "600"), Read(environment, "regular")));

    /// <summary>Where its picture is: the same for the same words.</summary>
    public string UrlOf(string site, string theme, PageCard card)
    {
        var said = WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(
            new[] { site, theme, card.Kind, Excerpt.Of(card.Title, LongestTitle), Excerpt.Of(card.Line, LongestLine) }));
        return $"/anteprima/{MarkOf(said)}/{said}.png";
    }

    /// <summary>The picture as PNG; null for an address that this installation did not write.</summary>
    internal byte[]? Find(string mark, string said) => IsOurs(mark, said) && _kept.TryGetValue(said, out var known) ? known : null;

    internal bool IsOurs(string mark, string said) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mark),
        Encoding.UTF8.GetBytes(MarkOf(said)));

    /// <summary>Draws it, and keeps it for whoever asks next; null where the letters are not there.</summary>
    internal byte[]? Draw(string said)
    {
        if (_letters.Value is not ({ } bold, { } plain)) return null;
        var words = JsonSerializer.Deserialize<string[]>(WebEncoders.Base64UrlDecode(said))!;
        lock (_oneByOne)
        {
            var drawn = Draw(words, bold, plain);
            if (_kept.Count >= MostKept) _kept.Clear();
            return _kept[said] = drawn;
        }
    }

    private string MarkOf(string said) => key.Keyed(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said))))[..32];

    private static byte[] Draw(string[] words, SKTypeface bold, SKTypeface plain)
    {
        var (site, theme, kind, title, line) = (words[0], words[1], words[2], words[3], words[4]);
        var colour = Colours.GetValueOrDefault(theme, Colours["acqua"]);
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(Paper);
        using var paint = new SKPaint { IsAntialias = true, Color = colour };
        canvas.DrawRect(0, 0, Width, 110, paint);
        canvas.DrawRect(0, Height - 16, Width, 16, paint);
        Write(canvas, paint, Paper, bold, 44, site, 70, 1);
        Write(canvas, paint, colour, bold, 38, kind, 190, 1);
        var size = title.Length > 80 ? 54 : 66;
        Write(canvas, paint, Ink, bold, size, title, 190 + size + 20, 4);
        Write(canvas, paint, Ink, plain, 38, line, Height - 60, 1);
        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private const int Margin = 70;

    // Words that do not fit go to the next line; what does not fit on the last one ends in "…".
    private static void Write(SKCanvas canvas, SKPaint paint, SKColor colour, SKTypeface letters, int size, string text, int y, int most)
    {
        using var font = new SKFont(letters, size);
        paint.Color = colour;
        foreach (var (at, line) in Lines(Known(text, font), font, most).Index())
            canvas.DrawText(line, Margin, y + at * size * 1.25f, SKTextAlign.Left, font, paint);
    }

    internal static List<string> Lines(string text, SKFont font, int most)
    {
        List<string> lines = [];
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length == 0 || Fits(longer, font)) { line = longer; continue; }
            lines.Add(line);
            line = word;
        }
        if (line.Length > 0) lines.Add(line);
        if (lines.Count > most) lines = [.. lines.Take(most - 1), lines[most - 1] + " …"];
        return [.. lines.Select(l => Shortened(l, font))];
    }

    private static bool Fits(string text, SKFont font) => font.MeasureText(text) <= Width - 2 * Margin;

    private static string Shortened(string line, SKFont font)
    {
        if (Fits(line, font)) return line;
        var (least, most) = (0, line.Length);
        while (least < most)
        {
            var half = (least + most + 1) / 2;
            if (Fits(line[..half] + "…", font)) least = half;
            else most = half - 1;
        }
        return line[..least].TrimEnd() + "…";
    }

    // A sign that these letters do not have would be drawn as a box.
    private static string Known(string text, SKFont font) =>
        string.Concat(text.EnumerateRunes().Select(r => font.GetGlyph(r.Value) == 0 ? " " : r.ToString()));

    private static SKTypeface? Read(IWebHostEnvironment environment, string weight)
    {
        var file = environment.WebRootFileProvider.GetFileInfo($"fonts/titillium-web-v10-latin-ext_latin-{weight}.ttf");
        if (!file.Exists) return null;
        using var stream = file.CreateReadStream();
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/anteprima/{mark}/{said}.png", Show).ExcludeFromDescription();

    /// <summary>Pictures drawn anew for one address: a group chat asks for a few, a script for thousands.</summary>
    internal static readonly Limit Drawings = new("page-cards", 60, TimeSpan.FromMinutes(10));

    // Whoever asks for one that is kept costs nothing and is not counted.
    private static Results<FileContentHttpResult, NotFound, StatusCodeHttpResult> Show(string mark, string said, PageCards cards,
        Limits limits, HttpContext http)
    {
        if (!cards.IsOurs(mark, said)) return TypedResults.NotFound();
        var picture = cards.Find(mark, said);
        if (picture is null)
        {
            if (!limits.CountUpTo(Drawings, http.Connection.RemoteIpAddress))
                return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
            picture = cards.Draw(said);
        }
        if (picture is null) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=604800, immutable";
        return TypedResults.File(picture, "image/png");
    }
}
