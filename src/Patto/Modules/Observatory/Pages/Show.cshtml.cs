using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Caching;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Observatory.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Observatory.Pages;

/// <summary>One record of the catalogue, as its document says it.</summary>
[PublicCache]
public sealed class ShowModel(RecordBook book) : PattoPage
{
    public override Act? DemandsToPost => RecordActs.Import;

    [FromRoute] public Guid Id { get; set; }
    public ProcessRecord Record { get; private set; } = null!;
    public bool MayImport { get; private set; }

    protected override async Task<bool> FindAsync(CancellationToken cancel) => (Record = (await book.FindAsync(Id, cancel))!) is not null;

    public async Task OnGetAsync() => MayImport = await MayAsync(RecordActs.Import);

    public FileContentResult OnGetJson() => Files.Json($"scheda-{Id}", Record.Sheet);

    public Table OnGetCsv() => RecordExchange.AsTable($"scheda-{Id}", Record.Sheet, L);

    public Task<IActionResult> OnPostRemoveAsync() => ActAsync(async write =>
    {
        (await write.Db.Records.SingleAsync(r => r.Id == new Id<ProcessRecord>(Id))).Withdraw(write.Now);
        return RecordUrls.Catalogue;
    }, L["Scheda tolta dal catalogo."]);
}
