using Patto.Grants;

namespace Patto.Modules.Monitoring.Contracts;

/// <summary>What may be done to measure and to give account.</summary>
public static class MonitoringActs
{
    public static readonly Act Measure = new("monitoring.measure", "registrare indicatori e misure", Roles.Staff);
    public static readonly Act Report = new("monitoring.report", "pubblicare il documento di monitoraggio", Roles.Leads);
}

public static class MonitoringUrls
{
    public static string Indicators(string slug) => $"/percorsi/{slug}/indicatori";
    public static string NewIndicator(string slug) => $"/percorsi/{slug}/indicatori/nuovo";
    public static string Indicator(string slug, string code) => $"/percorsi/{slug}/indicatori/{code}";
    public static string Reports(string slug) => $"/percorsi/{slug}/monitoraggio";
    public static string Report(string slug, int number) => $"/percorsi/{slug}/monitoraggio/{number}";
    public static string PrintReport(string slug, int number) => $"{Report(slug, number)}/stampa";
    public static string Letters(string slug, int number) => $"{Report(slug, number)}/lettere";
}
