using Patto.Authorities;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Portal;

/// <param name="Number">As the guide counts them, from 1.</param>
/// <param name="DoneBy">Who does it, where it is not this person; empty otherwise.</param>
public sealed record GuideStep(int Number, StepView View, string DoneBy)
{
    public bool IsDone => View.State == StepState.Done;
    public bool IsTheirs => DoneBy.Length == 0;
}

/// <summary>The steps of a body, then those of a process.</summary>
public sealed record GuideView(IReadOnlyList<GuideStep> Body, IReadOnlyList<GuideStep> Process)
{
    public IEnumerable<GuideStep> All => Body.Concat(Process);
    public int Done => All.Count(s => s.IsDone);
    public int Count => All.Count();
    public bool IsComplete => Done == Count;
    public int Minutes => All.Where(s => !s.IsDone).Sum(s => s.View.Minutes);
    /// <summary>The first one that is open to this person.</summary>
    public GuideStep? Next => All.FirstOrDefault(s => !s.IsDone && s.IsTheirs);
}

/// <summary>What is done of the first steps and what is next, as it is now.</summary>
public sealed class Guide(IEnumerable<BodyStep> body, IEnumerable<ProcessStep> steps, Gate gate, Texts L)
{
    public async Task<GuideView> OfBodyAsync(Authority authority, CancellationToken cancel)
    {
        List<GuideStep> found = [];
        foreach (var step in body.OrderBy(s => s.Order))
            found.Add(new(found.Count + 1, await step.LookAsync(authority, cancel), await DoneByAsync(step, new(authority.Id), cancel)));
        return new(found, []);
    }

    public async Task<GuideView> OfProcessAsync(Authority authority, ProcessInfo process, CancellationToken cancel)
    {
        var ofBody = await OfBodyAsync(authority, cancel);
        List<GuideStep> found = [];
        foreach (var step in steps.OrderBy(s => s.Order))
            if (await step.LookAsync(process, cancel) is { } view)
                found.Add(new(ofBody.Body.Count + found.Count + 1, view, await DoneByAsync(step, process.Place, cancel)));
        return ofBody with { Process = found };
    }

    private async Task<string> DoneByAsync(FirstStep step, Place place, CancellationToken cancel) =>
        await gate.MayAsync(step.Demands, place, cancel) ? ""
            : L["Può farlo: {0}.", L.List(step.Demands.Standing.Select(r => L[r.Italian()].Value))];
}
