using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes;

namespace Patto.Modules.Decisions;

/// <summary>An act (*atto*) of an organ: what kind, which number and day, and where it stood on the notice board.</summary>
[Content("act", "kind", "organ", "number", "day", "about", "link", "corrections")]
public sealed class AdministrativeAct : Entity<AdministrativeAct>
{
    private AdministrativeAct() { }

    /// <param name="data">The organ as the town says it, "Giunta comunale": data, not a list, because unions and assemblies decide too; the
    /// number "88/2026".</param>
    public static AdministrativeAct Cite(Id<Process> process, Id<Authority> authority, ActKind kind, ActData data, DateTimeOffset now)
    {
        var act = new AdministrativeAct { Process = process, Authority = authority, Kind = kind, Recorded = now };
        act.Say(data, now);
        return act;
    }

    /// <summary>What was typed wrongly is put right. Once people can read the act it needs a reason, and what was said before stays
    /// beside it.</summary>
    public void Correct(ActData data, string why, bool isPublic, DateTimeOffset now)
    {
        var was = (Organ, Number, Day, About, AlboFrom, AlboTo, Link);
        Say(data, now);
        RuleViolation.Unless(was != (Organ, Number, Day, About, AlboFrom, AlboTo, Link), "act.same",
            "Non è cambiato niente: correggi quello che è sbagliato.");
        RuleViolation.UnlessAt("Why", !isPublic || !string.IsNullOrWhiteSpace(why), "act.why",
            "Scrivi perché lo correggi: l'atto è pubblico, e il motivo lo legge chiunque.");
        Corrections = [.. Corrections, new(was.Organ, was.Number, was.Day, was.About, was.Link, why.Trim(), now)];
        Raise(new ActCorrected(Id, Process, Number, Day));
    }

    private void Say(ActData data, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Organ", !string.IsNullOrWhiteSpace(data.Organ), "act.organ", "Scrivi quale organo ha fatto l'atto.");
        RuleViolation.UnlessAt("Number", !string.IsNullOrWhiteSpace(data.Number), "act.number", "Scrivi il numero dell'atto.");
        RuleViolation.UnlessAt("Day", data.Day is { } day && day <= Texts.RomeDay(now), "act.day",
            "Scrivi il giorno dell'atto: non può essere nel futuro.");
        RuleViolation.UnlessAt("AlboTo", data.AlboFrom is null == data.AlboTo is null && (data.AlboTo is not { } to || to > data.AlboFrom),
            "act.albo", "Controlla i giorni di pubblicazione all'albo: servono tutti e due, e l'ultimo viene dopo il primo.");
        var link = (data.Link ?? "").Trim();
        RuleViolation.UnlessAt("Link", link.Length == 0 || IsAddress(link), "act.link",
            "Scrivi l'indirizzo intero della pagina, da https:// in poi.");
        (Organ, Number, Day, About) = (data.Organ!.Trim(), data.Number!.Trim(), data.Day!.Value, (data.About ?? "").Trim());
        (AlboFrom, AlboTo, Link) = (data.AlboFrom, data.AlboTo, link);
    }

    private static bool IsAddress(string link) => Uri.TryCreate(link, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

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
    /// <summary>Where anybody reads it, on the body's own site; empty where that is not known.</summary>
    public string Link { get; private set; } = "";
    /// <summary>What it said before, the oldest first.</summary>
    public List<ActCorrection> Corrections { get; private set; } = [];

    /// <summary>As people cite it: "Giunta comunale, n. 88/2026 del 10 novembre 2026".</summary>
    public string Cited => Cite(Organ, Number, Day);

    internal static string Cite(string organ, string number, DateOnly day) =>
        $"{organ}, n. {number} del {day.ToString("d MMMM yyyy", Texts.Italian)}";
}

/// <summary>An act as it is typed.</summary>
public sealed record ActData(string? Organ, string? Number, DateOnly? Day, string? About = null, DateOnly? AlboFrom = null,
    DateOnly? AlboTo = null, string? Link = null);

/// <summary>What an act said until it was corrected.</summary>
/// <param name="Why">Empty only where nobody could read it yet.</param>
public sealed record ActCorrection(string Organ, string Number, DateOnly Day, string About, string Link, string Why, DateTimeOffset At)
{
    /// <summary>As people cited it.</summary>
    public string Cited => AdministrativeAct.Cite(Organ, Number, Day);
}
