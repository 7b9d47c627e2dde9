using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Patto.Journeys;

/// <summary>A journey with script on a phone; in a long run also at a desk, and without script on the smallest screen. What a server does
/// without script is what every test of a page does; what each page looks like at every width is looked at in every run
/// (<see cref="EveryPageLooksRightTests"/>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ViewsAttribute : DataAttribute
{
    private static readonly (bool JavaScript, int Width)[] All = [(true, 390), (true, 1280), (false, 320)];

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. (TestRun.IsLong ? All : All[..1]).Select(v => new TheoryDataRow(v.JavaScript, v.Width))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
