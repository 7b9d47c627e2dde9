using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Moderation.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Moderation;

/// <summary>Reports and appeals that nobody has decided.</summary>
internal sealed class ReportsThatWait(AppDb db, Texts L, TimeProvider clock) : IWhatWaits
{
    /// <summary>Who reported or appealed should not wait longer.</summary>
    internal static readonly TimeSpan Soon = TimeSpan.FromDays(3);

    public IReadOnlyCollection<Enum> States => [ReportedState.Waiting, ReportedState.Appealed];
    public bool EndsWithTheProcess => false;

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        var decides = await may(ModerationActs.Moderate);
        if (!decides && !await may(ModerationActs.Judge)) return [];
        var open = await db.Set<TextReport>().AsNoTracking().Where(r => r.Process == process.Id
            && (decides && r.State == ReportedState.Waiting || r.State == ReportedState.Appealed))
            .Select(r => new { r.State, Since = r.Appealed ?? r.At }).ToListAsync(cancel);
        if (open.Count == 0) return [];
        var isLate = open.Exists(r => r.Since + Soon < clock.GetUtcNow());
        return [new(L.Count(open.Count, "Una segnalazione o un ricorso aspetta una decisione",
            "{0} segnalazioni e ricorsi aspettano una decisione"),
            L["Il testo intanto resta com'è. Chi ha segnalato legge l'esito e il motivo nel registro."],
            L["Decidi delle segnalazioni"], ModerationUrls.Queue(process.Slug), isLate)];
    }
}
