using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Monitoring;

/// <summary>Indicators as they read on the thread.</summary>
internal sealed class IndicatorCards(AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, Texts L)
    : IThreadCards, ICodeSource
{
    public IReadOnlyCollection<string> Kinds { get; } = ["indicator"];

    public async Task<IReadOnlyList<Coded>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancel) =>
        [.. (await db.AllIndicators.Where(x => codes.Contains(x.Code) && x.Authority == currentAuthority.Required.Id)
            .Select(x => new { x.Code, x.Id }).ToListAsync(cancel)).Select(x => new Coded(x.Code, Subject.Of("indicator", x.Id)))];

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        List<Id<Indicator>> ids = [.. subjects.Select(s => new Id<Indicator>(s.Id))];
        var found = await db.AllIndicators.Where(i => ids.Contains(i.Id))
            .Select(i => new
            {
                i.Id,
                i.Process,
                i.Code,
                i.Name,
                i.Unit,
                i.Target,
                i.Withdrawn,
                Last = i.Measurements.OrderByDescending(m => m.Day)
                .Select(m => (decimal?)m.Value).FirstOrDefault()
            }).ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(found.Select(i => i.Process), reader, cancel);
        return [.. found.Where(i => slugs.ContainsKey(i.Process))
            .Select(i => new Card(Subject.Of("indicator", i.Id), i.Code, i.Name,
                i.Withdrawn is null ? NoteOf(i.Last, i.Unit, i.Target) : L["ritirato"],
            MonitoringUrls.Indicator(slugs[i.Process], i.Code)))];
    }

    private string NoteOf(decimal? last, string unit, decimal? aim)
    {
        var now = last is { } measured ? L["{0} {1}", Indicator.Say(measured), unit].Value : L["non ancora misurato"].Value;
        return aim is { } target ? L["{0}, l'obiettivo è {1}", now, Indicator.Say(target)] : now;
    }
}
