using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Groups;

/// <summary>Somebody sits on every seat that is open.</summary>
internal sealed class SeatsStep(GroupBook book, Texts L) : ProcessStep
{
    public override int Order => 20;
    public override Act Demands => GroupActs.Compose;

    public override async Task<StepView?> LookAsync(ProcessInfo process, CancellationToken cancel)
    {
        var groups = await book.OfProcessAsync(process.Id, cancel);
        var (free, taken) = (groups.Sum(g => g.Empty.Count()), groups.Sum(g => g.Seats.Count(s => s.Members.Count > 0)));
        if (groups.Count == 0) return new(L["I posti al Tavolo"], L["Forma il Tavolo, o un gruppo: è chi lavora sulla proposta."],
            StepState.Open, 15, GroupUrls.New(process.Slug));
        return new(L["I posti al Tavolo"], free > 0 && taken > 0 ? L.Count(free, "Un posto è ancora libero. Gli altri sono presi.",
                "{0} posti sono ancora liberi. Gli altri sono presi.")
            : free > 0 ? L["Servono per convocare la prima seduta. Si riempiono tutti insieme, o si incollano da un foglio di calcolo."]
            : taken > 0 ? L.Count(taken, "Un posto preso, nessuno libero.", "{0} posti presi, nessuno libero.")
            : L["Il gruppo non ha ancora posti: di' quali interessi ci siedono."],
            free == 0 && taken > 0 ? StepState.Done : taken > 0 ? StepState.Half : StepState.Open, 15, GroupUrls.Seats(process.Slug));
    }
}
