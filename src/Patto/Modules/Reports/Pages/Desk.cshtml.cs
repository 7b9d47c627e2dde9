using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports.Contracts;
using Patto.Web;

namespace Patto.Modules.Reports.Pages;

/// <summary>All that waits for the guarantor, process by process.</summary>
public sealed class DeskModel(ProcessBook processes, IEnumerable<IWhatWaits> waits) : PattoPage
{
    public override Act Demands => ReportActs.Ask;

    /// <param name="Unanswered">What was asked and not answered.</param>
    public sealed record Guarded(ProcessInfo Process, IReadOnlyList<Waiting> Waiting, int Unanswered);
    public IReadOnlyList<Guarded> All { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        var open = await Db.GuarantorNotes.Where(n => n.Authority == authority && n.AnsweredAt == null && n.Withdrawn == null)
            .GroupBy(n => n.Process).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        List<Guarded> found = [];
        foreach (var card in await processes.ListAsync(authority, cancel))
        {
            var place = new Place(authority, Kernel.Subject.Of("process", card.Id));
            if (!(await Gate.RolesAsync(place, cancel)).Overlaps(ReportActs.Ask.Standing)
                || await processes.GetAsync(card.Id, cancel) is not { } process) continue;
            var waiting = await waits.OfAsync(process, act => Gate.MayAsync(act, place, cancel), cancel);
            found.Add(new(process, [.. waiting.OrderByDescending(w => w.Late)], open.GetValueOrDefault(card.Id)));
        }
        All = found;
    }
}
