using System.CommandLine;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary>The option <c>--svg FILE</c>: the answer as a picture, besides the answer in words.</summary>
internal static class Picture
{
    public static Option<FileInfo?> Option() => new("--svg")
    {
        Description = Say("Scrive qui il risultato come figura.", "Writes the result here as a picture."),
    };

    /// <summary>Writes a file whole, if one was asked for.</summary>
    public static void Save(FileInfo? file, Action<TextWriter> write)
    {
        if (file is null) return;
        using var writer = new StringWriter { NewLine = "\n" };
        write(writer);
        File.WriteAllText(file.FullName, writer.ToString());
    }
}
