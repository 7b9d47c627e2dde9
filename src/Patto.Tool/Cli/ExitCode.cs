using Deliberation;

namespace Patto.Tool.Cli;

/// <summary>What the program's exit code means; scripts may rely on it.</summary>
internal static class ExitCode
{
    /// <summary>Done; for a check: it holds.</summary>
    public const int Done = 0;

    /// <summary>A check was made and does not hold.</summary>
    public const int DoesNotHold = 1;

    /// <summary>The command line is wrong.</summary>
    public const int WrongCommandLine = 2;

    /// <summary>An input is missing, unreadable or wrong; the error says where.</summary>
    public const int WrongInput = 3;

    /// <summary>The input is well-formed but no answer can meet what it demands.</summary>
    public const int NoAnswer = 4;

    /// <summary>Stopped by the user (as shells do: 128 + SIGINT).</summary>
    public const int Stopped = 130;

    public static readonly Bilingual Legend = new(
        "\n\nCodici di uscita: 0 fatto (o: la verifica regge), 1 la verifica non regge, 2 comando sbagliato, "
        + "3 dati mancanti o sbagliati (file:riga:colonna), 4 nessuna soluzione possibile, 130 interrotto.",
        "\n\nExit codes: 0 done (or: the check holds), 1 the check does not hold, 2 wrong command line, "
        + "3 input missing or wrong (file:line:column), 4 no answer is possible, 130 stopped.");
}
