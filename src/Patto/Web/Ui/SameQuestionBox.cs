namespace Patto.Web.Ui;

/// <summary>The question whether it is the same, and its two answers, at the head of the form that was sent.</summary>
internal static class SameQuestionBox
{
    private const string Id = "same";

    /// <summary>Makes the question a field of the form: the summary of errors leads to it.</summary>
    public static Markup Of(HttpContext http, FormState state)
    {
        if (!state.Refused) return Markup.None;
        var question = SameQuestion.Of(http);
        var given = SameQuestion.Given(http).Distinct().ToList();
        Markup kept = $"{given.Where(g => question is null || !g.EndsWith(question.Mark, StringComparison.Ordinal)).Select(Kept)}";
        if (question is null) return kept;
        state.Fields.TryAdd(SameQuestion.Field, new($"{Id}-0", question.Sentence, -1));
        Markup answers = $"{One(0, SameQuestion.SameWord, question.Same)}{One(1, SameQuestion.AnotherWord, question.Another)}";
        return $"""{kept}<fieldset class="field bad"><legend>{question.Sentence}</legend><div class="choices">{answers}</div></fieldset>""";

        Markup One(int index, string word, string text)
        {
            var value = word + question.Mark;
            var on = FieldTagHelper.Flag("checked", given.Contains(value));
            return $"""<div class="check"><input type="radio" id="{Id}-{index}" name="{SameQuestion.Field}" value="{value}"{on}><label for="{Id}-{index}">{text}</label></div>""";
        }
    }

    // Answers to what the form was asked before.
    private static Markup Kept(string value) => $"""<input type="hidden" name="{SameQuestion.Field}" value="{value}">""";
}
