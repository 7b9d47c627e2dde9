using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Monitoring;

/// <summary>Indicators as they read on the thread.</summary>
internal sealed class IndicatorCards(AppDb db, ProcessBook processes, Texts L) : IDescribe, IBearCodes
{
    public IReadOnlyCollection<string> Kinds { get; } = ["indicator"];

    public async Task<Subject?> FindAsync(string code, CancellationToken cancel) =>
        await db.Indicators.Where(i => i.Code == code).Select(i => (Guid?)i.Id.Value).SingleOrDefaultAsync(cancel) is { } id ? new("indicator", id) : null;

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        List<Id<Indicator>> ids = [.. subjects.Select(s => new Id<Indicator>(s.Id))];
        var found = await db.Indicators.AsNoTracking().Include(i => i.Measurements).Where(i => ids.Contains(i.Id)).ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(found.Select(i => i.Process), reader, cancel);
        return [.. found.Where(i => slugs.ContainsKey(i.Process)).Select(i => new Card(i.Subject, i.Code, i.Name, NoteOf(i), MonitoringUrls.Indicator(slugs[i.Process], i.Code)))];
    }

    private string NoteOf(Indicator i)
    {
        var now = i.Last is { } last ? L["{0} {1}", Indicator.Say(last.Value), i.Unit].Value : L["non ancora misurato"].Value;
        return i.Target is { } target ? L["{0}, l'obiettivo è {1}", now, Indicator.Say(target)] : now;
    }
}
