namespace Deliberation.Tests;

/// <summary>The folder of public data sets named by PATTO_DATA; a test that needs it skips where it is missing.</summary>
internal static class PublicData
{
    internal static string Path(params string[] parts)
    {
        string root = Environment.GetEnvironmentVariable("PATTO_DATA") ?? "";
        if (root.Length == 0) Assert.Skip("PATTO_DATA does not name the folder of public data.");
        string path = System.IO.Path.Combine([root, .. parts]);
        if (!File.Exists(path) && !Directory.Exists(path)) Assert.Skip($"{string.Join('/', parts)} is not among the public data.");
        return path;
    }
}
