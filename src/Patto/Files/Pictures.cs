using SkiaSharp;

namespace Patto.Files;

/// <summary>Pictures are drawn anew: what is kept holds the points and nothing of what stood around them (place, camera, time, a second
/// file behind the first).</summary>
internal static class Pictures
{
    /// <summary>The longest side, in points.</summary>
    public const int Large = 2048, Medium = 1024, Small = 320;

    private const int Quality = 85;

    // A JPEG can be read at an eighth of its size; the others are unpacked whole, four bytes for each point.
    private const long MostPoints = 40_000_000, MostPointsOfJpeg = 200_000_000;

    // One at a time: each may take some hundred megabytes for a moment.
    private static readonly Lock OneByOne = new();

    public static FileContent Read(byte[] bytes, string contentType, string ending)
    {
        lock (OneByOne)
        {
            using var data = SKData.CreateCopy(bytes);
            using var codec = SKCodec.Create(data);
            RuleViolation.Unless(codec is not null && codec.Info is { Width: > 0, Height: > 0 }, "file.broken-picture", Broken);
            var points = (long)codec!.Info.Width * codec.Info.Height;
            RuleViolation.Unless(points <= (ending == ".jpg" ? MostPointsOfJpeg : MostPoints), "file.points",
                "L'immagine ha troppi punti ({0} milioni): riducila a meno di {1} milioni e caricala di nuovo.",
                points / 1_000_000, (ending == ".jpg" ? MostPointsOfJpeg : MostPoints) / 1_000_000);
            using var drawn = Draw(codec);
            var format = ending == ".jpg" ? SKEncodedImageFormat.Jpeg : ending == ".png" ? SKEncodedImageFormat.Png
                : SKEncodedImageFormat.Webp;
            var (large, width, height) = Encode(drawn, Large, format);
            return new(new(contentType, ending, FileSort.Picture), large, width, height, Encode(drawn, Medium, format).Bytes,
                Encode(drawn, Small, format).Bytes);
        }
    }

    private const string Broken = "L'immagine è rovinata o non è intera: aprila, salvala di nuovo e riprova.";

    // Upright, whatever way the camera was held.
    private static SKBitmap Draw(SKCodec codec)
    {
        var size = codec.Info.Size;
        for (var scale = 0.125f; scale < 1; scale *= 2)
            if (codec.GetScaledDimensions(scale) is var smaller && Math.Max(smaller.Width, smaller.Height) >= Large)
            {
                size = smaller;
                break;
            }
        using var read = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul,
            SKColorSpace.CreateSrgb()));
        RuleViolation.Unless(codec.GetPixels(read.Info, read.GetPixels()) == SKCodecResult.Success, "file.broken-picture", Broken);
        var turned = (int)codec.EncodedOrigin >= (int)SKEncodedOrigin.LeftTop;
        var upright = new SKBitmap(read.Info.WithSize(turned ? read.Height : read.Width, turned ? read.Width : read.Height));
        using var canvas = new SKCanvas(upright);
        canvas.SetMatrix(Turning(codec.EncodedOrigin, read.Width, read.Height));
        canvas.DrawBitmap(read, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        return upright;
    }

    // From the points as they lie in the file to where they stand, by the eight ways that Exif knows.
    private static SKMatrix Turning(SKEncodedOrigin origin, int w, int h) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, w, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, w, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, h, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, h, -1, 0, w, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, w, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static (byte[] Bytes, int Width, int Height) Encode(SKBitmap drawn, int longest, SKEncodedImageFormat format)
    {
        var scale = Math.Min(1d, longest / (double)Math.Max(drawn.Width, drawn.Height));
        var (width, height) = (Math.Max(1, (int)Math.Round(drawn.Width * scale)), Math.Max(1, (int)Math.Round(drawn.Height * scale)));
        using var resized = scale < 1
            ? drawn.Resize(drawn.Info.WithSize(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)) : null;
        using var image = SKImage.FromBitmap(resized ?? drawn);
        using var encoded = image.Encode(format, Quality);
        return (encoded.ToArray(), width, height);
    }
}
