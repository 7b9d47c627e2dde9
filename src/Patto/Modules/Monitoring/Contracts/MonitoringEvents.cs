using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Monitoring.Contracts;

public sealed record IndicatorDefined(Id<Indicator> Indicator, Id<Process> In, string Code) : IDomainEvent
{
    public Subject About => Subject.Of("indicator", Indicator);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

public sealed record IndicatorMeasured(Id<Indicator> Indicator, Id<Process> In, string Code, DateOnly Day, decimal Value) : IDomainEvent
{
    public Subject About => Subject.Of("indicator", Indicator);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

public sealed record MonitoringPublished(Id<MonitoringReport> Report, Id<Process> In, int Number, string Hash) : IDomainEvent
{
    public Subject About => Subject.Of("monitoring-report", Report);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>It went to everybody who took part.</summary>
/// <param name="Mailed">How many by e-mail.</param>
/// <param name="ToPrint">How many letters wait for paper, a call or the desk.</param>
public sealed record MonitoringSent(Id<MonitoringReport> Report, Id<Process> In, int Number, int Mailed, int ToPrint) : IDomainEvent
{
    public Subject About => Subject.Of("monitoring-report", Report);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}
