using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes;

namespace Patto.Modules.Decisions;

/// <summary>An act (*atto*) of an organ: what kind, which number and day, and where it stood on the notice board.</summary>
[Content("act", "kind", "organ", "number", "day", "about")]
public sealed class AdministrativeAct : Entity<AdministrativeAct>
{
    private AdministrativeAct() { }

    /// <param name="data">The organ as the town says it, "Giunta comunale": data, not a list, because unions and assemblies decide too; the
    /// number "88/2026".</param>
    public static AdministrativeAct Cite(Id<Process> process, Id<Authority> authority, ActKind kind, ActData data, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Organ", !string.IsNullOrWhiteSpace(data.Organ), "act.organ", "Scrivi quale organo ha fatto l'atto.");
        RuleViolation.UnlessAt("Number", !string.IsNullOrWhiteSpace(data.Number), "act.number", "Scrivi il numero dell'atto.");
        RuleViolation.UnlessAt("Day", data.Day is { } day && day <= Texts.RomeDay(now), "act.day",
            "Scrivi il giorno dell'atto: non può essere nel futuro.");
        RuleViolation.UnlessAt("AlboTo", data.AlboFrom is null == data.AlboTo is null && (data.AlboTo is not { } to || to > data.AlboFrom),
            "act.albo", "Controlla i giorni di pubblicazione all'albo: servono tutti e due, e l'ultimo viene dopo il primo.");
        return new()
        {
            Process = process,
            Authority = authority,
            Kind = kind,
            Organ = data.Organ!.Trim(),
            Number = data.Number!.Trim(),
            Day = data.Day!.Value,
            About = (data.About ?? "").Trim(),
            AlboFrom = data.AlboFrom,
            AlboTo = data.AlboTo,
            Recorded = now,
        };
    }

    public Id<Process> Process { get; private set; }
    public Id<Authority> Authority { get; private set; }
    public ActKind Kind { get; private set; }
    public string Organ { get; private set; } = "";
    public string Number { get; private set; } = "";
    public DateOnly Day { get; private set; }
    /// <summary>*Oggetto*.</summary>
    public string About { get; private set; } = "";
    public DateOnly? AlboFrom { get; private set; }
    /// <summary>Last day on the notice board, included.</summary>
    public DateOnly? AlboTo { get; private set; }
    public DateTimeOffset Recorded { get; private set; }

    /// <summary>As people cite it: "Giunta comunale, n. 88/2026 del 10 novembre 2026".</summary>
    public string Cited => Cite(Organ, Number, Day);

    internal static string Cite(string organ, string number, DateOnly day) =>
        $"{organ}, n. {number} del {day.ToString("d MMMM yyyy", Texts.Italian)}";
}

/// <summary>An act as it is typed.</summary>
public sealed record ActData(string? Organ, string? Number, DateOnly? Day, string? About = null, DateOnly? AlboFrom = null,
    DateOnly? AlboTo = null);
