using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;

namespace Patto.Modules.Observatory;

/// <summary>A line of the catalogue.</summary>
public sealed record ListedRecord(Guid Id, string Title, string Source, string State, string Nature, string Level, DateTimeOffset Imported);

/// <summary>The catalogue of records, and the records that processes write of themselves.</summary>
public sealed class RecordBook(AppDb db, CurrentAuthority currentAuthority, ProcessBook processes, GroupBook groups, MeetingBook meetings,
    DocumentBook documents, StakeholderBook stakeholders, PeopleBook people)
{
    /// <summary>The record of one process as its data say it today.</summary>
    public async Task<RecordSheet> OwnAsync(ProcessInfo process, CancellationToken cancel)
    {
        var view = await processes.ReadAsync(process.Id, cancel) ?? throw new Unknown();
        return OwnRecord.Of(new(view, currentAuthority.Required.Name, await groups.OfProcessAsync(process.Id, cancel),
            await meetings.OfProcessAsync(process.Id, drafts: false, cancel),
            await documents.PublicAsync(process.Id, cancel), await stakeholders.CoverageAsync(process.Id, cancel),
            (await stakeholders.MapAsync(process.Id, cancel)).Count,
            await people.CountAsync(process.Subject, cancel), await ByHandAsync(process.Id, cancel)));
    }

    public async Task<IReadOnlyDictionary<string, string>> ByHandAsync(Id<Process> process, CancellationToken cancel) =>
        await db.ManualEntry.AsNoTracking().Where(h => h.Process == process).Select(h => h.Texts).SingleOrDefaultAsync(cancel) ?? [];

    /// <summary>The imported records, newest first; each filter where it is said.</summary>
    /// <param name="words">Words of the title, all of them.</param>
    /// <param name="after">The last of the page before; null for the first page.</param>
    public async Task<(IReadOnlyList<ListedRecord> Records, int Total)> ListAsync(string? words, string? nature, string? level, Guid? after,
        int size, CancellationToken cancel)
    {
        var found = Visible();
        if (!string.IsNullOrWhiteSpace(nature)) found = found.Where(r => r.Nature == nature);
        if (!string.IsNullOrWhiteSpace(level)) found = found.Where(r => r.Level == level);
        foreach (var word in (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
        {
            var lower = word.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // translated to SQL lower(): there is no culture there
            found = found.Where(r => r.Title.ToLower().Contains(lower));
#pragma warning restore CA1304, CA1311, CA1862
        }
        var total = await found.CountAsync(cancel);
        if (after is { } last && new Id<ProcessRecord>(last) is var id && await Visible().Where(r => r.Id == id)
            .Select(r => (DateTimeOffset?)r.Imported).SingleOrDefaultAsync(cancel) is { } at)
            found = found.Where(r => r.Imported < at);
        return (await found.OrderByDescending(r => r.Imported).Take(size)
            .Select(r => new ListedRecord(r.Id.Value, r.Title, r.Source, r.State, r.Nature, r.Level, r.Imported))
                .ToListAsync(cancel), total);
    }

    public Task<ProcessRecord?> FindAsync(Guid id, CancellationToken cancel)
    {
        var wanted = new Id<ProcessRecord>(id);
        return Visible().SingleOrDefaultAsync(r => r.Id == wanted, cancel);
    }

    public Task<List<ProcessRecord>> AllAsync(CancellationToken cancel) => Visible().OrderBy(r => r.Imported).ToListAsync(cancel);

    private IQueryable<ProcessRecord> Visible()
    {
        var records = db.Records.AsNoTracking().Where(r => r.Withdrawn == null);
        return currentAuthority.Authority is { } town ? records.Where(r => r.Authority == town.Id) : records;
    }
}
