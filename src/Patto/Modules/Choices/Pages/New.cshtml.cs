using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Choices.Pages;

/// <summary>A choice is begun; its options come afterwards.</summary>
public sealed class NewModel(GroupBook groups) : AskPage(groups)
{
    public override Act Demands => ChoiceActs.Keep;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        await FindFieldsAsync(cancel);
        ViewData["App"] = true;
        Trail((L["Prepara una scelta"].Value, null));
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            var code = await write.Get<Codes>().NextAsync(Process.Authority.Value, Process.Key, "V", cancel);
            var choice = Choice.Write(Process, code, Data(), write.Now);
            write.Db.Add(choice);
            return ChoiceUrls.Work(Process.Slug, choice.Id);
        }, L["La bozza c'è. Adesso scrivi le opzioni."]);
    }
}
