namespace Patto.Modules.Opinions.Contracts;

/// <summary>The Italian of the module's terms.</summary>
public static class SurveyWords
{
    public static string Italian(this StatementState state) => state switch
    {
        StatementState.Waiting => "da leggere",
        StatementState.In => "si chiede",
        _ => "non si chiede",
    };

    /// <summary>Where it stands now.</summary>
    public static string Italian(this OpinionSurvey survey, DateTimeOffset now) => survey.State switch
    {
        SurveyState.Draft => "in bozza",
        _ => survey.IsAsking(now) ? "si risponde adesso" : survey.IsOver(now) ? "chiusa" : "si risponde fra poco",
    };

    /// <summary>The kind of a tag: never colour alone.</summary>
    public static string Tag(this OpinionSurvey survey, DateTimeOffset now) => survey.State switch
    {
        SurveyState.Draft => "wait",
        _ => survey.IsAsking(now) ? "now" : survey.IsOver(now) ? "ok" : "open",
    };

    /// <summary>What an answer is called.</summary>
    public static string Answer(int value) => value switch
    {
        1 => "Sono d'accordo",
        -1 => "Non sono d'accordo",
        _ => "Passo",
    };

    /// <summary>Groups are called by a letter until somebody gives them a name.</summary>
    public static string Letter(int group) => $"{(char)('A' + group)}";
}
