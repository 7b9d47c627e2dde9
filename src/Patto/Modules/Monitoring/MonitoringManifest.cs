using Patto.Database;
using Patto.Grants;
using Patto.Modules.Monitoring.Contracts;
using Patto.Web;

namespace Patto.Modules.Monitoring;

internal sealed class MonitoringManifest : ModuleManifest
{
    public override IReadOnlyList<ProcessEntry> ProcessPages =>
        [new(110, "Indicatori", MonitoringUrls.Indicators), new(120, "Monitoraggio", MonitoringUrls.Reports)];

    public override IReadOnlyList<Act> Acts => [MonitoringActs.Measure, MonitoringActs.Report];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(IndicatorDefined), typeof(IndicatorDescribed), typeof(IndicatorMeasured), typeof(MonitoringPublished),
        typeof(MonitoringSent), typeof(IndicatorWithdrawn), typeof(IndicatorTakenUp),
    ];

    public override IReadOnlyList<DashboardSection> Sections =>
    [
        new(80, "Monitoraggio", "chart", MonitoringUrls.Reports),
    ];

    public override IReadOnlyList<Type> Exports => [typeof(IndicatorsTable), typeof(MeasurementsTable), typeof(ReportsTable)];

    public override IReadOnlyList<string> Findable => ["monitoring-report"];

    public override GlossaryWord? Word => new("monitoraggio", ["Monitoring"],
        "the account of what came of it, sent to everybody who took part");

    public override IReadOnlyList<Impersonal> Impersonal => [new(typeof(Indicator), "the name of an indicator", "Name")];
}
