using Patto.Authorities;
using Patto.Grants;

namespace Patto.Modules.Processes.Contracts;

public enum StepState { Open, Half, Done }

/// <summary>A step of the guide as it stands today.</summary>
/// <param name="Why">What it is good for while it is open; what there is once it is done.</param>
/// <param name="Minutes">How long it takes; nothing is said of a step that is done.</param>
/// <param name="Url">Where it is done, and changed later.</param>
public sealed record StepView(string Name, string Why, StepState State, int Minutes, string Url);

/// <summary>A step of the guide "Primi passi": what must be there before people can be asked anything. Each module brings its own
/// (<c>ModuleManifest.FirstSteps</c>); whether it is done is read from what there is, never ticked.</summary>
public abstract class FirstStep
{
    /// <summary>Among those of the same kind; tens, so that a new one fits between.</summary>
    public abstract int Order { get; }

    /// <summary>Who may do it; to the others the guide says who that is.</summary>
    public abstract Act Demands { get; }
}

/// <summary>A step that is taken once, and holds for all processes of a public body.</summary>
public abstract class BodyStep : FirstStep
{
    public abstract Task<StepView> LookAsync(Authority authority, CancellationToken cancel);
}

/// <summary>A step of one process.</summary>
public abstract class ProcessStep : FirstStep
{
    /// <returns>Null: this process needs no such step.</returns>
    public abstract Task<StepView?> LookAsync(ProcessInfo process, CancellationToken cancel);
}
