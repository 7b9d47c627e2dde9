using Patto.Database;
using Patto.Grants;
using Patto.Modules.Observatory.Contracts;
using Patto.Search;

namespace Patto.Modules.Observatory;

/// <summary>A record of the catalogue is found by its title and its goals.</summary>
internal sealed class IndexTheRecord(AppDb db, SearchBook search) : IHandle<RecordImported>, IHandle<RecordWithdrawn>
{
    public async Task HandleAsync(RecordImported happened, CancellationToken cancel)
    {
        if (await db.Records.FindAsync([happened.Record], cancel) is not { } record) return;
        await search.IndexAsync(happened.About, record.Title, record.Sheet["goals"]?.Text ?? "", RecordUrls.Show(record.Id.Value),
            Visibility.Public, record.Authority.Value, record.Imported, cancel);
    }

    public Task HandleAsync(RecordWithdrawn happened, CancellationToken cancel) => search.RemoveAsync(happened.About, cancel);
}
