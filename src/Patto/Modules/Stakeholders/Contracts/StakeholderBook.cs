using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;

namespace Patto.Modules.Stakeholders.Contracts;

/// <summary>How an interest of the checklist stands.</summary>
public enum Coverage { Missing, Contacted, Represented }

/// <param name="Stakeholders">How many of the register speak for it.</param>
public sealed record CoverageView(Id<Interest> Id, string Name, InterestMap Map, string Examples, Coverage Coverage, int Stakeholders);

/// <summary>What the public map shows of somebody.</summary>
public sealed record StakeholderView(Id<Stakeholder> Id, string Name, InterestMap Map, string What, string Area, StakeholderState State,
    IReadOnlyList<string> Differences);

/// <summary>The register of stakeholders and the checklist, for whoever seats, invites and reports.</summary>
public sealed class StakeholderBook(AppDb db)
{
    /// <summary>The checklist with its coverage: who is represented, who was only contacted, who is missing.</summary>
    public async Task<IReadOnlyList<CoverageView>> CoverageAsync(Id<Process> process, CancellationToken cancel = default)
    {
        var interests = await db.Interests.AsNoTracking().Where(i => i.Process == process && i.Removed == null).OrderBy(i => i.Number)
            .ToListAsync(cancel);
        var holders = await db.Stakeholders.AsNoTracking().Where(s => s.Process == process && s.Interest != null)
            .Select(s => new { s.Interest, s.State, Contacted = s.Contacts.Any() }).ToListAsync(cancel);
        var byInterest = holders.ToLookup(h => h.Interest!.Value);
        return [.. interests.Select(i => new CoverageView(i.Id, i.Name, i.Map, i.Examples,
            i.Seated || byInterest[i.Id].Any(h => h.State == StakeholderState.AtTable) ? Coverage.Represented
            : byInterest[i.Id].Any(h => h.Contacted || h.State != StakeholderState.ToReach) ? Coverage.Contacted : Coverage.Missing,
                byInterest[i.Id].Count()))];
    }

    /// <summary>Who is on the public maps.</summary>
    public async Task<IReadOnlyList<StakeholderView>> MapAsync(Id<Process> process, CancellationToken cancel = default) =>
        await Views(db.Stakeholders.AsNoTracking().Where(s => s.Process == process && s.Shown)).ToListAsync(cancel);

    internal static IQueryable<StakeholderView> Views(IQueryable<Stakeholder> holders) =>
        holders.OrderBy(s => EF.Property<string>(s, NameOrder.Key))
            .Select(s => new StakeholderView(s.Id, s.Name, s.Map, s.What, s.Area, s.State, s.Differences));

    /// <summary>A seat that stands for this interest was taken, or left: the checklist and the organisation's state follow.</summary>
    public async Task SeatAsync(Id<Process> process, string interest, string organisation, bool taken, CancellationToken cancel = default)
    {
        foreach (var item in (await db.Interests.Where(i => i.Process == process && i.Removed == null).ToListAsync(cancel))
            .Where(i => Same(i.Name, interest))) item.Seat(taken);
        if (organisation.Length == 0) return;
        foreach (var holder in (await db.Stakeholders.Where(s => s.Process == process).ToListAsync(cancel))
            .Where(s => Same(s.Name, organisation)))
            holder.Move(taken ? StakeholderState.AtTable : StakeholderState.Involved);
    }

    private static bool Same(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);
}

public static class StakeholderUrls
{
    public static string Maps(string process) => $"/percorsi/{process}/portatori";
    public static string Registry(string process) => $"/percorsi/{process}/portatori/registro";
    public static string Import(string process) => $"/percorsi/{process}/portatori/importa";
    public static string Show(string process, Guid stakeholder) => $"/percorsi/{process}/portatori/{stakeholder}";
    public static string Register(string process) => $"/percorsi/{process}/portatori/iscriviti";
}

public static class StakeholderWords
{
    public static string Italian(this StakeholderState state) => state switch
    {
        StakeholderState.ToReach => "da raggiungere",
        StakeholderState.Informed => "informato",
        StakeholderState.Involved => "coinvolto",
        _ => "al Tavolo",
    };

    public static string Italian(this ContactWay way) => way switch
    {
        ContactWay.Letter => "lettera",
        ContactWay.Mail => "e-mail",
        ContactWay.Pec => "PEC",
        ContactWay.Phone => "telefono",
        ContactWay.Meeting => "incontro",
        ContactWay.Visit => "visita",
        _ => "manifesto",
    };

    public static string Italian(this ContactAnswer answer) => answer switch
    {
        ContactAnswer.Waiting => "in attesa di risposta",
        ContactAnswer.Yes => "ha detto sì",
        ContactAnswer.Later => "più avanti",
        ContactAnswer.No => "ha detto no",
        _ => "nessuna risposta",
    };

    public static string Italian(this SheetField field) => field switch
    {
        SheetField.Name => "Denominazione",
        SheetField.Kind => "Tipo: pubblico, privato, terzo settore",
        SheetField.ContactPerson => "Chi risponde",
        SheetField.Phone => "Telefono",
        SheetField.Email => "E-mail",
        SheetField.Pec => "PEC",
        SheetField.Address => "Indirizzo",
        SheetField.Themes => "Temi",
        SheetField.What => "Che cosa porta",
        _ => "Note",
    };

    public static string Italian(this InterestMap map) =>
        map == InterestMap.PublicBodies ? "Enti pubblici" : "Privati, terzo settore e cittadini";

    public static string Italian(this Coverage coverage) =>
        coverage switch { Coverage.Missing => "manca", Coverage.Contacted => "contattato", _ => "rappresentato" };
}
