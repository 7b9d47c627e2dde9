using System.CommandLine;
using Deliberation.Formats;
using Deliberation.Formats.Tables;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Cli;

/// <summary>Options that every command understands, and those that several share.</summary>
internal static class SharedOptions
{
    public const string LanguageName = "--lang", JsonName = "--json", OutputName = "--output";

    public static Option<string> Language() => new Option<string>(LanguageName)
    {
        Description = Say("Lingua delle risposte: it oppure en.", "Language of the answers: it or en."),
        Recursive = true,
        DefaultValueFactory = _ => "it",
    }.AcceptOnlyFromAmong("it", "en");

    public static Option<bool> Json() => new(JsonName)
    {
        Description = Say("Risponde in JSON, per i programmi.", "Answers in JSON, for programs."),
        Recursive = true,
    };

    public static Option<FileInfo?> Output() => new(OutputName, "-o")
    {
        Description = Say(
            "Scrive il risultato in questo file, solo quando è completo.",
            "Writes the result to this file, only when it is whole."),
        Recursive = true,
    };

    /// <summary><c>--seed N</c>: the same input and seed give the same answer on every machine.</summary>
    public static Option<ulong> Seed() => new("--seed")
    {
        Description = Say(
            "Seme dei numeri casuali: stesso seme, stesso risultato.",
            "Seed of the random numbers: same seed, same result."),
        DefaultValueFactory = _ => 1,
    };

    /// <summary><c>--time-limit SECONDS</c>: an emergency brake.</summary>
    public static Option<double?> TimeLimit()
    {
        var limit = new Option<double?>("--time-limit")
        {
            Description = Say(
                "Secondi dopo i quali accontentarsi del meglio trovato.",
                "Seconds after which to settle for the best found."),
        };
        limit.Validators.Add(typed =>
        {
            if (typed.GetValueOrDefault<double?>() is { } seconds && seconds is not (> 0 and < 1e6))
                typed.AddError(Say("--time-limit: un numero di secondi maggiore di zero.",
                    "--time-limit: a number of seconds above zero."));
        });
        return limit;
    }

    /// <summary><c>--decimal comma|point</c>: what parts decimals, where a file leaves it open.</summary>
    public static Option<string?> Decimals() => new Option<string?>("--decimal")
    {
        Description = Say("Che cosa divide i decimali quando il file non lo dice: comma (1.234,5) o point (1,234.5).",
            "What parts decimals where the file does not tell: comma (1.234,5) or point (1,234.5)."),
    }.AcceptOnlyFromAmong("comma", "point");

    /// <summary>An amount of money as people type it: <c>50.000</c>, <c>100,5</c>; what can be read in two ways is asked.</summary>
    /// <exception cref="FormatError">It is no amount, or it can be read in two ways and <c>--decimal</c> does not say which.</exception>
    public static decimal? Amount(string option, string? typed, DecimalStyle? style)
    {
        if (typed is null) return null;
        var read = NumberColumn.Read([new TableCell(typed, default)], italian: false, style);
        if (read.Question is { } open)
        {
            string choices = string.Join("; ", open.Choices.Select(choice => $"--decimal {choice.Key}: {choice.Text}"));
            throw new FormatError(0, 0, $"{option}: «{typed}» si può leggere in due modi. {choices}.",
                $"{option}: “{typed}” can be read in two ways. {choices}.");
        }

        return read.Values[0] is { } amount and >= 0 ? amount : throw new FormatError(0, 0,
            $"{option}: «{typed}» non è un importo: scrivi cifre, come 1500 o 1.500,50.",
            $"{option}: “{typed}” is not an amount: write digits, as 1500 or 1,500.50.");
    }

    /// <summary>The style that was typed; null when none was.</summary>
    public static DecimalStyle? Style(string? typed) => typed switch
    {
        "comma" => DecimalStyle.Comma,
        "point" => DecimalStyle.Point,
        _ =>
        null
    };

    /// <summary>A whole number of at least one.</summary>
    public static Option<T> AtLeastOne<T>(this Option<T> option)
    {
        option.Validators.Add(typed =>
        {
            if (typed.GetValueOrDefault<T>() is int and < 1)
                typed.AddError(Say($"{option.Name}: un numero intero da 1 in su.", $"{option.Name}: a whole number from 1 up."));
        });
        return option;
    }
}
