using Patto.Tool.Cli;

namespace Deliberation.Tests.Tool;

/// <summary>A command line typed in this process.</summary>
internal static class Typed
{
    public static (int Code, string Output, string Error) Line(params string[] words)
    {
        using StringWriter output = new(), error = new();
        int code = CommandLine.Run(words, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
