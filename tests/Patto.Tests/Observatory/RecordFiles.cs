using System.Runtime.CompilerServices;

namespace Patto.Tests.Observatory;

/// <summary>Pages of the register as they are laid out, with invented content.</summary>
internal static class RecordFiles
{
    public static string Text(string file, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "records", file));
}
