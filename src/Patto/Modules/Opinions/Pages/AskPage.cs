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

    internal SurveyData Data() => new(Title ?? "", Text ?? "", Texts.RomeTime(OpensOn, OpensAt), Texts.RomeTime(ClosesOn, ClosesAt),
        (Interests ?? "").ReplaceLineEndings("\n").Split('\n'));

    protected void FillFrom(OpinionSurvey survey)
    {
        (Title, Text, Interests) = (survey.Title, survey.Text, string.Join('\n', survey.Interests));
        ((OpensOn, OpensAt), (ClosesOn, ClosesAt)) = (Texts.RomeParts(survey.Opens), Texts.RomeParts(survey.Closes));
    }
}
