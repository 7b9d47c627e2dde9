using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;

namespace Patto.Modules.Stakeholders.Contracts;

/// <summary>What became of an answer to "Manca qualcuno?".</summary>
public enum SuggestionState { Waiting, Added, Listed, AlreadyThere, Declined }

/// <summary>An answer to "Manca qualcuno?" with what was said back, as everybody reads it.</summary>
/// <param name="Body">The body of the register, where it is on the public map.</param>
public sealed record AnsweredSuggestion(string Missing, SuggestionState State, string Answer, DateTimeOffset Answered, bool Corrected,
    Id<Stakeholder>? Body);

/// <summary>How an interest of the checklist stands.</summary>
public enum Coverage { Missing, Contacted, Represented }

/// <param name="Stakeholders">How many of the register speak for it.</param>
public sealed record CoverageView(Id<Interest> Id, string Name, InterestMap Map, string Examples, Coverage Coverage, int Stakeholders);

/// <summary>What the public map shows of somebody.</summary>
public sealed record StakeholderView(Id<Stakeholder> Id, string Name, InterestMap Map, string What, string Area, StakeholderState State,
    IReadOnlyList<string> Differences);

/// <summary>Who answers for a body of the register.</summary>
/// <param name="Name">The person, or the body where none is named.</param>
public sealed record StakeholderContact(Id<Stakeholder> Id, string Name, string Email);

/// <summary>A body of the register, to choose from.</summary>
/// <param name="Email">Its first address; empty where it left none.</param>
public sealed record BodyInfo(Id<Stakeholder> Id, string Name, string Email);

/// <summary>A body of the register, as later modules may know it.</summary>
/// <param name="Emails">Its addresses and those of who answers for it.</param>
public sealed record KnownStakeholder(Id<Stakeholder> Id, string Name, IReadOnlyList<string> Emails)
{
    /// <summary>Somebody speaks for it who says its name or has one of its addresses.</summary>
    public bool IsOf(string organisation, string email) => NameOrder.SameKey(organisation) is { Length: > 0 } key
        && key == NameOrder.SameKey(Name)
        || email.Length > 0 && Emails.Contains(email, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Something that the platform knows of a body: a seat, a call, a presence.</summary>
/// <param name="On">When; null where it lasts.</param>
/// <param name="Papers">On what the files hang that prove it.</param>
public sealed record StakeholderFact(string Text, DateOnly? On, string? Url, Subject? Papers = null);

/// <summary>A later module says what it knows of a body of the register, for its page.</summary>
public interface ITellOfStakeholders
{
    /// <summary>Whether anybody reads it. It is then told what is public of whoever bears the body's name, and no address; the rest is
    /// read by the staff only.</summary>
    bool IsPublic => false;
    /// <summary>Where its part stands on the sheet.</summary>
    int Order { get; }
    /// <summary>The heading of its part, Italian.</summary>
    string Title { get; }
    Task<IReadOnlyList<StakeholderFact>> OfAsync(ProcessInfo process, KnownStakeholder body, CancellationToken cancel);
}

/// <summary>The register of stakeholders and the checklist, for whoever seats, invites and reports.</summary>
public sealed class StakeholderBook(AppDb db)
{
    /// <summary>The checklist with its coverage: who is represented, who was only contacted, who is missing.</summary>
    public async Task<IReadOnlyList<CoverageView>> CoverageAsync(Id<Process> process, CancellationToken cancel = default)
    {
        var interests = await db.Interests.AsNoTracking().Where(i => i.Process == process && i.Removed == null).OrderBy(i => i.Number)
            .ToListAsync(cancel);
        var holders = await db.Stakeholders.AsNoTracking().Where(s => s.Process == process && s.Interest != null && s.Archived == null)
            .Select(s => new { s.Interest, s.State, Contacted = s.Contacts.Any() }).ToListAsync(cancel);
        var byInterest = holders.ToLookup(h => h.Interest!.Value);
        return [.. interests.Select(i => new CoverageView(i.Id, i.Name, i.Map, i.Examples,
            i.Seated || byInterest[i.Id].Any(h => h.State == StakeholderState.AtTable) ? Coverage.Represented
            : byInterest[i.Id].Any(h => h.Contacted || h.State != StakeholderState.ToReach) ? Coverage.Contacted : Coverage.Missing,
                byInterest[i.Id].Count()))];
    }

    /// <summary>All of the register that are not in the archive, in the order of their names; for the staff.</summary>
    public async Task<IReadOnlyList<BodyInfo>> BodiesAsync(Id<Process> process, CancellationToken cancel) =>
        [.. (await db.Stakeholders.AsNoTracking().Where(s => s.Process == process && s.Archived == null)
            .OrderBy(s => EF.Property<string>(s, NameOrder.Key)).Select(s => new { s.Id, s.Name, s.Email }).ToListAsync(cancel))
            .Select(s => new BodyInfo(s.Id, s.Name, s.Email.Split("; ")[0]))];

    /// <summary>Who of the register left an e-mail.</summary>
    /// <param name="theme">Only those whose themes name it; empty: all.</param>
    public IQueryable<StakeholderContact> Contacts(Id<Process> process, string theme) => Reached(process, theme).Select(s =>
        new StakeholderContact(s.Id, s.ContactPerson != "" ? s.ContactPerson : s.Name, s.Email));

    /// <summary>As <see cref="Contacts"/>, in the order of their identities, after one of them.</summary>
    public IQueryable<StakeholderContact> ContactsAfter(Id<Process> process, string theme, Id<Stakeholder>? last)
    {
        var holders = Reached(process, theme);
        if (last is { } after) holders = holders.Where(s => s.Id > after);
        return holders.OrderBy(s => s.Id).Select(s => new StakeholderContact(s.Id, s.ContactPerson != "" ? s.ContactPerson : s.Name,
            s.Email));
    }

    /// <summary>The certified addresses of the register, by the name of their body as <see cref="NameOrder.SameKey"/> makes it; of
    /// several the first.</summary>
    public async Task<IReadOnlyDictionary<string, string>> CertifiedAsync(Id<Process> process, CancellationToken cancel) =>
        (await db.Stakeholders.AsNoTracking().Where(s => s.Process == process && s.Pec != "" && s.Archived == null)
            .Select(s => new { s.Name, s.Pec }).ToListAsync(cancel)).GroupBy(s => NameOrder.SameKey(s.Name))
            .ToDictionary(g => g.Key, g => g.First().Pec.Split("; ")[0]);

    /// <summary>The themes that the register names, each once.</summary>
    public async Task<IReadOnlyList<string>> ThemesAsync(Id<Process> process, CancellationToken cancel) =>
        [.. (await db.Stakeholders.Where(s => s.Process == process && s.Themes != ""
            && s.Archived == null).Select(s => s.Themes).Distinct().ToListAsync(cancel))
            .SelectMany(t => t.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(t => t, StringComparer.CurrentCultureIgnoreCase)];

    private IQueryable<Stakeholder> Reached(Id<Process> process, string theme)
    {
        var holders = db.Stakeholders.AsNoTracking().Where(s => s.Process == process && s.Email != "" && s.Archived == null);
        return theme.Length == 0 ? holders : holders.Where(s => s.Themes.Contains(theme));
    }

    /// <summary>How many answers to "Manca qualcuno?" were examined.</summary>
    public Task<int> CountAnsweredAsync(Id<Process> process, CancellationToken cancel) =>
        db.Suggestions.CountAsync(s => s.Process == process && s.State != SuggestionState.Waiting, cancel);

    /// <summary>The answers to "Manca qualcuno?" that were examined, the newest first.</summary>
    public async Task<IReadOnlyList<AnsweredSuggestion>> AnsweredAsync(Id<Process> process, int most, CancellationToken cancel)
    {
        var shown = db.Stakeholders.Where(s => s.Shown && s.Archived == null);
        return [.. (await db.Suggestions.AsNoTracking().Where(s => s.Process == process && s.State != SuggestionState.Waiting)
            .OrderByDescending(s => s.Answered).ThenBy(s => s.Id).Take(most)
            .Select(s => new { It = s, IsShown = shown.Any(b => b.Id == s.Body) }).ToListAsync(cancel))
            .Select(s => new AnsweredSuggestion(s.It.PublicName, s.It.State, s.It.Answer, s.It.Answered!.Value, s.It.Before.Count > 0,
                s.IsShown ? s.It.Body : null))];
    }

    /// <summary>Who is on the public maps.</summary>
    public async Task<IReadOnlyList<StakeholderView>> MapAsync(Id<Process> process, CancellationToken cancel = default) =>
        await Views(db.Stakeholders.AsNoTracking().Where(s => s.Process == process && s.Shown && s.Archived == null)).ToListAsync(cancel);

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
    /// <summary>Interest by influence, and the relations; for the staff.</summary>
    public static string Matrix(string process) => $"/percorsi/{process}/portatori/matrice";
    /// <summary>"Manca qualcuno?", for anybody.</summary>
    public static string Suggest(string process) => $"/percorsi/{process}/portatori/manca";
    /// <summary>What was answered there, for who examines it.</summary>
    public static string Suggestions(string process) => $"/percorsi/{process}/portatori/segnalazioni";
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

    public static string Italian(this TogetherDeed deed) => deed switch
    {
        TogetherDeed.AddTheme => "Aggiungi un tema",
        TogetherDeed.RemoveTheme => "Togli un tema",
        TogetherDeed.Map => "Cambia mappa",
        TogetherDeed.State => "Cambia a che punto sono",
        TogetherDeed.Archive => "Metti in archivio",
        TogetherDeed.Restore => "Riporta nel registro",
        _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, null),
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

    public static string Italian(this SuggestionState state) => state switch
    {
        SuggestionState.Waiting => "aspetta una risposta",
        SuggestionState.Added => "aggiunto al registro",
        SuggestionState.Listed => "aggiunto all'elenco degli interessi",
        SuggestionState.AlreadyThere => "c'era già",
        _ => "non aggiunto",
    };

    public static string Italian(this Coverage coverage) =>
        coverage switch { Coverage.Missing => "manca", Coverage.Contacted => "contattato", _ => "rappresentato" };
}
