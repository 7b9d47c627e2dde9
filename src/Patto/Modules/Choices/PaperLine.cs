using System.Globalization;

namespace Patto.Modules.Choices;

/// <summary>A paper ballot as it is typed at the desk: the code of the envelope, then what stands on it.</summary>
/// <param name="Number">Of the line, from 1.</param>
internal sealed record PaperLine(int Number, string Text, string Code, string Marked)
{
    /// <summary>At a time.</summary>
    public const int Most = 500;

    private static readonly char[] Between = [' ', '\t', ',', ';'];

    /// <summary>Null for an empty line.</summary>
    public static PaperLine? Read(int number, string text)
    {
        text = text.Trim();
        if (text.Length == 0) return null;
        var end = text.IndexOfAny(Between);
        return end < 0 ? new(number, text, Ballot.Bare(text), "") : new(number, text, Ballot.Bare(text[..end]), text[end..].Trim(Between));
    }

    /// <summary>How a ballot of this rule is typed, in Italian.</summary>
    public static string HowTo(Choice choice) => choice.Rule switch
    {
        ChoiceRule.Approval => "Scrivi i numeri delle opzioni segnate: 1 3 4.",
        ChoiceRule.Ranking or ChoiceRule.Transferable => "Scrivi i numeri delle opzioni, dalla preferita in giù: 3 1 2.",
        ChoiceRule.Judgment => "Scrivi opzione=giudizio, da 1 ottimo a 6 da respingere: 1=2 3=1.",
        _ => "Scrivi opzione=punti: 1=4 3=6.",
    };

    /// <summary>Whether it can be understood; whether it can be counted is asked afterwards.</summary>
    public bool TryRead(Choice choice, out int[] marks, out bool spoilt)
    {
        marks = new int[choice.Options.Count];
        spoilt = Marked.Equals("nulla", StringComparison.OrdinalIgnoreCase);
        if (spoilt || Marked.Equals("bianca", StringComparison.OrdinalIgnoreCase)) return true;
        var parts = Marked.Split(Between, StringSplitOptions.RemoveEmptyEntries);
        for (var n = 0; n < parts.Length; n++)
            if (!TryMark(choice, marks, parts[n], n + 1)) return false;
        return parts.Length > 0;
    }

    private static bool TryMark(Choice choice, int[] marks, string part, int at)
    {
        var pair = part.Split('=');
        var takesPair = choice.Rule != ChoiceRule.Approval && !choice.RanksOptions;
        if (pair.Length != (takesPair ? 2 : 1) || !TryNumber(pair[0], out var option) || option < 1 || option > marks.Length
            || marks[option - 1] != 0) return false;
        var given = choice.RanksOptions ? at : 1;
        if (takesPair && !TryNumber(pair[1], out given)) return false;
        marks[option - 1] = given;
        return true;
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture,
        out number);
}
