using Patto.Database;
using Patto.Grants;

namespace Patto.Modules.Opinions.Contracts;

/// <summary>What may be done with maps of opinions. Who answers needs no role.</summary>
public static class SurveyActs
{
    public static readonly Act Keep = new("opinions.keep", "preparare una mappa delle opinioni e leggere le frasi proposte", Roles.Leads);
    public static readonly Act Enter = new("opinions.enter", "registrare le risposte date su carta a una mappa delle opinioni",
        Roles.Staff);
}

public static class SurveyUrls
{
    public static string All(string process) => $"/percorsi/{process}/opinioni";
    public static string New(string process) => $"{All(process)}/nuova";
    /// <summary>Where one answers, and reads what unites and what divides.</summary>
    public static string Show(string process, Id<OpinionSurvey> survey) => $"{All(process)}/{survey}";
    /// <summary>Where it is prepared and opened, and proposed statements are read.</summary>
    public static string Work(string process, Id<OpinionSurvey> survey) => $"{Show(process, survey)}/lavoro";
    /// <param name="statement">Null: one more.</param>
    public static string Statement(string process, Id<OpinionSurvey> survey, Id<SurveyStatement>? statement = null) =>
        $"{Show(process, survey)}/frasi{(statement is { } one ? $"/{one}" : "")}";
    /// <summary>To print: the statements with three boxes each.</summary>
    public static string Sheet(string process, Id<OpinionSurvey> survey) => $"{Show(process, survey)}/foglio";
    /// <summary>Where sheets of paper are typed.</summary>
    public static string Desk(string process, Id<OpinionSurvey> survey) => $"{Show(process, survey)}/carta";
}
