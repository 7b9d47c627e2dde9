using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Cli;

/// <summary>The program <c>patto</c>: reads the words typed, runs one command, answers with an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line; writes results to <paramref name="output"/>, all else to <paramref name="error"/>.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = ChosenIn(args);
        try
        {
            ParseResult parsed = Root(output, error).Parse(args.Length == 0 ? ["--help"] : args);
            if (parsed.Errors.Count == 0) return parsed.Invoke(Configuration(output, error));
            foreach (var wrong in parsed.Errors) error.WriteLine(wrong.Message);
            error.WriteLine(Say("Aiuto: patto --help", "Help: patto --help --lang en"));
            return ExitCode.WrongCommandLine;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static InvocationConfiguration Configuration(TextWriter output, TextWriter error) =>
        new() { Output = output, Error = error, EnableDefaultExceptionHandler = false };

    private static RootCommand Root(TextWriter output, TextWriter error)
    {
        var root = new RootCommand(Say(
            "Strumenti per decidere insieme: sorteggio, opinioni, priorità, calendari, prove." + ExitCode.Legend.Italian,
            "Tools for deciding together: sortition, opinions, priorities, schedules, proofs." + ExitCode.Legend.English));
        foreach (HelpOption help in root.Options.OfType<HelpOption>()) help.Description = Say("Mostra questo aiuto.", "Shows this help.");
        root.Options.Add(SharedOptions.Language());
        root.Options.Add(SharedOptions.Json());
        root.Options.Add(SharedOptions.Output());
        foreach (Command command in CommandList.All()) root.Subcommands.Add(command);
        Session.Streams.Value = (output, error);
        return root;
    }
}
