using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Opinions.Contracts;
using Patto.Web;

namespace Patto.Modules.Opinions.Pages;

/// <summary>Sheets of paper are typed here, many at a time: what cannot be taken in comes back with its reason.</summary>
public sealed class DeskModel : SurveyPage
{
    private const int Longest = 60_000;

    public override Act Demands => SurveyActs.Enter;

    [BindProperty, StringLength(Longest)] public string? Lines { get; set; }

    internal IReadOnlyList<RefusedSheet> Refused { get; private set; } = [];
    public int? Taken { get; private set; }

    protected override Task<bool> FindInSurveyAsync(CancellationToken cancel)
    {
        ViewData["App"] = true;
        Trail((Survey.Title, Survey.State == SurveyState.Draft ? null : Show), (L["Fogli di carta"].Value, null));
        return Task.FromResult(Survey.State == SurveyState.Open);
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var went = await ActAsync(async write =>
        {
            var survey = await write.Db.Surveys.SingleAsync(s => s.Id == Survey.Id, cancel);
            (Taken, Refused) = await write.Get<AnswerBox>().EnterAsync(survey, Lines ?? "", cancel);
            if (Taken > 0) survey.Type(Taken.Value);
            return new Done(SurveyUrls.Desk(Process.Slug, survey.Id), Refused.Count > 0 ? null
                : L.Count(Taken.Value, "Un foglio è registrato.", "{0} fogli sono registrati."));
        });
        if (Refused.Count == 0) return went;
        ModelState.Clear();
        // What was taken in goes from the field; what was not stays, to be put right.
        Lines = string.Join('\n', Refused.Select(r => r.Line));
        return Page();
    }
}
