using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Opinions.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Opinions.Pages;

/// <summary>A map of opinions is begun; its statements come afterwards.</summary>
public sealed class NewModel : AskPage
{
    public override Act Demands => SurveyActs.Keep;

    protected override Task<bool> FindHereAsync(CancellationToken cancel)
    {
        ViewData["App"] = true;
        Trail((L["Prepara una mappa"].Value, null));
        return Task.FromResult(true);
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            var code = await write.Get<Codes>().NextAsync(Process.Authority.Value, Process.Key, "F", cancel);
            var survey = OpinionSurvey.Write(Process, code, Data(), write.Now);
            write.Db.Add(survey);
            return SurveyUrls.Work(Process.Slug, survey.Id);
        }, L["La bozza c'è. Adesso scrivi le frasi."]);
    }
}
