using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Draws.Pages;

/// <summary>A draw is begun; its quotas come afterwards.</summary>
public sealed class NewModel(GroupBook groups) : AskPage(groups)
{
    public override Act Demands => DrawActs.Keep;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        await FindFieldsAsync(cancel);
        ViewData["App"] = true;
        Trail((L["Prepara un sorteggio"].Value, null));
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            var code = await write.Get<Codes>().NextAsync(Process.Authority.Value, Process.Key, "S", cancel);
            var draw = Draws.Draw.Write(Process, code, Data(), write.Now);
            write.Db.Add(draw);
            return DrawUrls.Quotas(Process.Slug, draw.Id);
        }, L["La bozza c'è. Adesso scrivi le quote."]);
    }
}
