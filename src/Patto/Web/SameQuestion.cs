using System.Security.Cryptography;
using System.Text;
using Patto.Database;

namespace Patto.Web;

/// <summary>Is what is about to be written there already? Nobody is merged and nobody is turned away without a word: the form comes back
/// with what was typed, a question and two answers.</summary>
/// <param name="Sentence">"C'è già …: è la stessa persona?"</param>
/// <param name="Same">What happens when it is the same.</param>
/// <param name="Another">What happens when it is not.</param>
/// <param name="Mark">Of what was typed: an answer holds for it alone, and not for another name typed afterwards.</param>
internal sealed record SameQuestion(string Sentence, string Same, string Another, string Mark)
{
    /// <summary>The field that carries the answer.</summary>
    public const string Field = "__same";
    internal const string SameWord = "same:", AnotherWord = "another:";
    private const string Unsaid = "same.unsaid", Whole = "{0}";

    /// <summary>The question of this request, whether answered or not.</summary>
    public static SameQuestion? Of(HttpContext http) => http.Items[typeof(SameQuestion)] as SameQuestion;

    /// <summary>The answers that came with the form.</summary>
    public static IEnumerable<string> Given(HttpContext http) =>
        http.Request.HasFormContentType ? http.Request.Form[Field].OfType<string>() : [];

    /// <summary>Comes before looking whether it is there: from here on others who are about to look, at the same body, wait for this act.
    /// So of two at the very same instant the second is asked.</summary>
    public static async Task<SameLook> LookAsync(PattoPage page, WriteScope write, CancellationToken cancel = default)
    {
        await write.StandInLineAsync($"same {page.Authority.Id}", cancel);
        return new(page);
    }

    /// <summary>True: whoever sent the form says that it is the same. False: there is none like it, or it is another.</summary>
    /// <param name="found">There is one like it.</param>
    /// <param name="typed">The name or contact that is alike.</param>
    /// <exception cref="RuleViolation">The question is still to be answered.</exception>
    internal static bool SaysSame(BasicPage page, bool found, string typed, string sentence, string same, string another)
    {
        if (!found) return false;
        var question = new SameQuestion(sentence, same, another, MarkOf(page, typed));
        page.HttpContext.Items[typeof(SameQuestion)] = question;
        var given = Given(page.HttpContext).ToList();
        if (given.Contains(SameWord + question.Mark)) return true;
        if (given.Contains(AnotherWord + question.Mark)) return false;
        page.ModelState.SetModelValue(Field, null, null);
        throw new RuleViolation(Unsaid, Whole, sentence) { Field = Field };
    }

    private static string MarkOf(BasicPage page, string typed) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{page.Request.Path} {page.Request.Query["handler"]} {NameOrder.SameKey(typed)}")))[..16];
}

/// <summary>Whoever has it looks alone.</summary>
internal readonly struct SameLook(PattoPage page)
{
    /// <inheritdoc cref="SameQuestion.SaysSame"/>
    public bool SaysSame(bool found, string typed, string sentence, string same, string another) =>
        SameQuestion.SaysSame(page, found, typed, sentence, same, another);
}
