using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Monitoring.Contracts;

[Sentence("È stato aggiunto un indicatore.")]
public sealed record IndicatorDefined(Id<Indicator> Indicator, Id<Process> In, string Code) : IDomainEvent
{
    public Subject About => Subject.Of("indicator", Indicator);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un indicatore è stato precisato.")]
public sealed record IndicatorDescribed(Id<Indicator> Indicator, Id<Process> In, string Code) : IDomainEvent
{
    public Subject About => Subject.Of("indicator", Indicator);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un indicatore è stato misurato.")]
public sealed record IndicatorMeasured(Id<Indicator> Indicator, Id<Process> In, string Code, DateOnly Day, decimal Value) : IDomainEvent
{
    public Subject About => Subject.Of("indicator", Indicator);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un indicatore è stato ritirato, con un motivo.")]
public sealed record IndicatorWithdrawn(Id<Indicator> Indicator, Id<Process> In, string Code) : IDomainEvent
{
    public Subject About => Subject.Of("indicator", Indicator);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un indicatore ritirato è stato ripreso.")]
public sealed record IndicatorTakenUp(Id<Indicator> Indicator, Id<Process> In, string Code) : IDomainEvent
{
    public Subject About => Subject.Of("indicator", Indicator);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("È stato pubblicato un documento di monitoraggio.")]
public sealed record MonitoringPublished(Id<MonitoringReport> Report, Id<Process> In, int Number, string Hash) : IDomainEvent
{
    public Subject About => Subject.Of("monitoring-report", Report);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>It went to everybody who took part.</summary>
/// <param name="Mailed">How many by e-mail.</param>
/// <param name="ToPrint">How many letters wait for paper, a call or the desk.</param>
[Sentence("Il documento di monitoraggio è stato inviato a chi ha partecipato.")]
public sealed record MonitoringSent(Id<MonitoringReport> Report, Id<Process> In, int Number, int Mailed, int ToPrint) : IDomainEvent
{
    public Subject About => Subject.Of("monitoring-report", Report);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}
