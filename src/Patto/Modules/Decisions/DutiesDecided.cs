using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Decisions;

/// <summary>Actions with a day: what is said of one under way is why it is not done yet.</summary>
internal sealed class DutiesDecided(AppDb db, Texts L) : ITellDuties
{
    public async Task<IReadOnlyList<Duty>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var actions = await db.FollowUps.AsNoTracking().Where(a => a.Process == process.Id && a.Due != null
            && a.State != ActionState.Dropped).OrderBy(a => a.Code).ToListAsync(cancel);
        return [.. actions.Select(a => new Duty(a.Text, a.Office, L["Azione {0}, decisa con un atto", a.Code].Value,
            a.From, a.Due, a.State == ActionState.Done ? Texts.RomeDay(a.Steps[^1].At) : null, DecisionUrls.Action(process.Slug, a.Id))
        {
            Delay = a.Steps.LastOrDefault(s => s.State == ActionState.InProgress && s.Note.Length > 0) is { } told
                && Texts.RomeDay(told.At) > a.Due ? new(told.Note, null, told.At) : null,
        })];
    }
}
