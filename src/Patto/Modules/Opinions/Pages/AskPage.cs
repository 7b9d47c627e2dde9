using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Localization;

namespace Patto.Modules.Opinions.Pages;

/// <summary>A page on which a map of opinions is typed: the one that begins it, and the one that prepares it.</summary>
public abstract class AskPage : SurveyPage
{
    private const int LongestList = (OpinionSurvey.LongestInterest + 2) * (OpinionSurvey.MostInterests + 4);

    [BindProperty, StringLength(OpinionSurvey.LongestTitle)] public string? Title { get; set; }
    [BindProperty, StringLength(OpinionSurvey.LongestText)] public string? Text { get; set; }
    [BindProperty] public DateOnly? OpensOn { get; set; }
    [BindProperty] public TimeOnly? OpensAt { get; set; }
    [BindProperty] public DateOnly? ClosesOn { get; set; }
    [BindProperty] public TimeOnly? ClosesAt { get; set; }
    [BindProperty, StringLength(LongestList)] public string? Interests { get; set; }

    internal SurveyData Data() => new(Title ?? "", Text ?? "", At(OpensOn, OpensAt), At(ClosesOn, ClosesAt),
        (Interests ?? "").ReplaceLineEndings("\n").Split('\n'));

    private static DateTimeOffset? At(DateOnly? day, TimeOnly? time) => day is { } on && time is { } at ? Texts.RomeTime(on, at) : null;

    protected void FillFrom(OpinionSurvey survey)
    {
        var (opens, closes) = (TimeZoneInfo.ConvertTime(survey.Opens, Texts.Rome).DateTime,
            TimeZoneInfo.ConvertTime(survey.Closes, Texts.Rome).DateTime);
        (Title, Text, Interests) = (survey.Title, survey.Text, string.Join('\n', survey.Interests));
        (OpensOn, OpensAt) = (DateOnly.FromDateTime(opens), TimeOnly.FromDateTime(opens));
        (ClosesOn, ClosesAt) = (DateOnly.FromDateTime(closes), TimeOnly.FromDateTime(closes));
    }
}
