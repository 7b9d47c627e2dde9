using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Patto.Modules.Choices;

/// <summary>What stands on a ballot: a number for each option, in the order of the list; 0 where it gives none.</summary>
/// <param name="IsSpoilt">A paper ballot that cannot be counted.</param>
/// <param name="Receipt">Twelve letters that its voter alone holds.</param>
internal sealed record Ballot(int[] Marks, bool IsSpoilt, string Receipt)
{
    private const int ReceiptLetters = 12;

    /// <summary>Without I, L, O, U: what is read from paper is not mistaken.</summary>
    public const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public bool IsBlank => !IsSpoilt && Marks.All(m => m == 0);

    public static string NewReceipt() => RandomNumberGenerator.GetString(Letters, ReceiptLetters);

    /// <summary>The receipt of a paper ballot, printed on its part to keep: it follows from the code, which nobody keeps.</summary>
    public static string ReceiptOf(string code)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes($"patto receipt {code}"));
        return string.Concat(hash[..ReceiptLetters].Select(b => Letters[b % Letters.Length]));
    }

    /// <summary>In three groups of four.</summary>
    public static string Shown(string receipt) => string.Join('-', receipt.Chunk(4).Select(c => new string(c)));

    /// <summary>What was typed, as it is kept; empty for what cannot be a code.</summary>
    public static string Bare(string? typed) => string.Concat((typed ?? "").ToUpper(CultureInfo.InvariantCulture)
        .Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', 'U' => 'V', _ => c }).Where(Letters.Contains));

    /// <summary>How long every ballot of a choice is, closed.</summary>
    public static int LengthOf(int options) => 1 + ReceiptLetters + options;

    /// <summary>Of one length, whatever stands on it.</summary>
    public byte[] Write() => [(byte)(IsSpoilt ? 1 : 0), .. Encoding.ASCII.GetBytes(Receipt), .. Marks.Select(m => (byte)m)];

    /// <summary>Reads what came out of an envelope. What a strange program put into it is a spoilt ballot, never a fault.</summary>
    public static Ballot Read(Choice choice, byte[]? written)
    {
        var spoilt = new Ballot(new int[choice.Options.Count], true, new string('?', ReceiptLetters));
        if (written is null || written.Length != LengthOf(choice.Options.Count)) return spoilt;
        var receipt = Encoding.ASCII.GetString(written, 1, ReceiptLetters);
        if (receipt.All(Letters.Contains)) spoilt = spoilt with { Receipt = receipt };
        int[] marks = [.. written.Skip(1 + ReceiptLetters).Select(b => (int)b)];
        return written[0] != 0 || Fault(choice, marks) is not null ? spoilt : new(marks, false, spoilt.Receipt);
    }

    /// <summary>What is wrong with it, in a sentence; null when it can be counted.</summary>
    public static RuleViolation? Fault(Choice choice, IReadOnlyList<int> marks)
    {
        if (marks.Count != choice.Options.Count || marks.Any(m => m < 0 || m > choice.Highest))
            return At("ballot.range", choice.Rule switch
            {
                ChoiceRule.Approval => "Ogni opzione si segna o non si segna.",
                ChoiceRule.Ranking or ChoiceRule.Transferable => "I posti vanno da 1 a {0}.",
                ChoiceRule.Judgment => "I giudizi vanno da 1 a {0}.",
                _ => "I punti a ogni opzione vanno da 0 a {0}.",
            }, choice.Highest);
        if (choice.Rule == ChoiceRule.Transferable && marks.Where(m => m > 0).CountBy(m => m).FirstOrDefault(p => p.Value > 1) is
            { Value: > 1 } twice)
            return At("ballot.equal", "Il posto {0} è dato a più opzioni: con questa regola ogni posto va a una sola.", twice.Key);
        var given = marks.Sum();
        return choice.Rule is ChoiceRule.Points or ChoiceRule.EqualShares && given > choice.Points
            ? At("ballot.points", "Punti dati: {0}. Da dare: {1}. Togline {2}: i numeri che hai scritto sono ancora qui.", given,
                choice.Points, given - choice.Points)
            : null;
    }

    private static RuleViolation At(string code, string sentence, params object[] values) => new(code, sentence,
        values)
    { Field = "Marks" };
}
