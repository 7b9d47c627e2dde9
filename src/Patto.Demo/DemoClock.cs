namespace Patto.Demo;

/// <summary>The clock of the demo's past: moved from act to act, so that everything happens when the story says.</summary>
public sealed class DemoClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = System.GetUtcNow();
    public override DateTimeOffset GetUtcNow() => Now;
}
