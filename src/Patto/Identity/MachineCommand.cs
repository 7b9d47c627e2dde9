namespace Patto.Identity;

/// <summary>How whoever works at the machine calls this program, as it was called: <c>bin/run</c> where it was built, the command
/// <c>patto</c> of an installation otherwise.</summary>
public sealed class MachineCommand(IConfiguration settings)
{
    /// <summary>The whole line to type, the data folder included where it is not the usual one.</summary>
    public string Line(string words)
    {
        var line = $"{(settings["PATTO_COMMAND"] is { Length: > 0 } called ? called : "bin/run")} {words}";
        return settings["data"] is { Length: > 0 } data && data != "data" ? $"{line} --data {Quoted(data)}" : line;
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;
}
