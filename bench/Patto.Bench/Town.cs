using System.Diagnostics;

namespace Patto.Bench;

/// <summary>The demo town on one engine: set up by the product itself, with as many voices more as are asked for.</summary>
/// <param name="Postgres">An empty database; null for SQLite.</param>
/// <param name="Room">The control group that limits its memory; null where there is none.</param>
internal sealed record Town(string Product, string Folder, string? Postgres, string? Room)
{
    public string Engine => Postgres is null ? "SQLite" : "PostgreSQL";

    /// <summary>How much memory it is given, in MB; null: as much as there is.</summary>
    public long? Megabytes => Room is null ? null
        : long.Parse(File.ReadAllText(new[] { "memory.max", "memory.limit_in_bytes" }.Select(name => Path.Combine(Room, name))
            .First(File.Exists)), System.Globalization.CultureInfo.InvariantCulture) >> 20;

    public string[] Words => ["--contentRoot", Path.GetDirectoryName(Product)!, "--data", Folder];

    public (string, string)[] Variables => [("PATTO_DATABASE", Postgres ?? "")];

    /// <summary>Plays the story of the demo where it has not been played, and adds so many voices to its process.</summary>
    public async Task SeedAsync(int voices, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Product) { RedirectStandardOutput = true };
        foreach (string word in (string[])["seed", .. Words, "--demo", "on", "--crowd",
            voices.ToString(System.Globalization.CultureInfo.InvariantCulture)]) start.ArgumentList.Add(word);
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        using var process = Process.Start(start)!;
        string said = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0) throw new InvalidOperationException($"Seeding ended with {process.ExitCode}: {said}");
    }
}
