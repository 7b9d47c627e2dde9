using System.Diagnostics;

namespace Patto.Journeys.Journey;

/// <summary>Reads a PDF as somebody with the paper in hand: only what is printed; or asks what is not seen.</summary>
public static class Pdf
{
    public static Task<string> TextAsync(byte[] pdf) => ReadAsync(pdf, "pdftotext", file => ["-layout", file, "-"]);

    /// <summary>Its title, whether it is tagged, its pages: a line each.</summary>
    public static Task<string> AboutAsync(byte[] pdf) => ReadAsync(pdf, "pdfinfo", file => [file]);

    /// <summary>Its tags, as a reader for the blind goes through them.</summary>
    public static Task<string> StructureAsync(byte[] pdf) => ReadAsync(pdf, "pdfinfo", file => ["-struct", file]);

    private static async Task<string> ReadAsync(byte[] pdf, string program, Func<string, string[]> words)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf);
            using var reader = Process.Start(new ProcessStartInfo(program, words(file)) { RedirectStandardOutput = true })!;
            var text = await reader.StandardOutput.ReadToEndAsync();
            await reader.WaitForExitAsync();
            Assert.Equal(0, reader.ExitCode);
            return text;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
