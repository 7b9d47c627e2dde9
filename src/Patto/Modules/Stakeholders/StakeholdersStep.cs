using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Stakeholders;

/// <summary>Those who must be told of the process are in the register.</summary>
internal sealed class StakeholdersStep(AppDb db, Texts L) : ProcessStep
{
    public override int Order => 30;
    public override Act Demands => StakeholderActs.Keep;

    public override async Task<StepView?> LookAsync(ProcessInfo process, CancellationToken cancel)
    {
        var count = await db.Stakeholders.CountAsync(s => s.Process == process.Id, cancel);
        return new(L["Portatori di interesse"], count > 0 ? L.Count(count, "Uno nel registro.", "{0} nel registro.")
            : L["Chi non siede al Tavolo e va avvisato. Se hai un elenco in un foglio di calcolo, si importa."],
            count > 0 ? StepState.Done : StepState.Open, 10, count > 0 ? StakeholderUrls.Registry(process.Slug)
            : StakeholderUrls.Import(process.Slug));
    }
}
