using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.People;
#pragma warning disable CA1304, CA1311, CA1862 // the database compares

namespace Patto.Privacy;

/// <summary>Whoever knows until when people are remembered for what they took part in: the processes.</summary>
public interface IKnowWhatGoesOn
{
    /// <summary>What goes on at that public body, or ended after <paramref name="since"/>: who took part in it is remembered.</summary>
    Task<IReadOnlyList<Subject>> GoingOnAsync(Id<Authority> authority, DateTimeOffset since, CancellationToken cancel);
}

/// <summary>What one table holds of a person.</summary>
public sealed record ToldTable(PersonalDatum Datum, IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows);

/// <summary>Somebody who may be the person that is looked for.</summary>
public sealed record Candidate(Guid Id, string Name, string Contact, DateTimeOffset Since);

/// <summary>Gathers everything about a person, and erases it: over the tables that the manifests declare, and no others.</summary>
public sealed class PersonalDataBook(AppDb db, CurrentAuthority currentAuthority, IEnumerable<IKnowWhatGoesOn> calendars,
    TimeProvider clock)
{
    private const int YearsKept = 5;

    /// <summary>How many rows one act of the purge takes.</summary>
    public const int Handful = 200;

    /// <summary>Persons whose name or contact holds these words, the last who came first.</summary>
    public async Task<IReadOnlyList<Candidate>> FindPersonsAsync(string words, int most, CancellationToken cancel)
    {
        var (authority, said) = (currentAuthority.Required.Id, words.Trim().ToLowerInvariant());
        return await db.Set<Person>().AsNoTracking()
            .Where(p => p.Authority == authority && p.Erased == null
                && (p.Name.ToLower().Contains(said) || p.Address.ToLower().Contains(said)))
            .OrderByDescending(p => p.Since).Take(most).Select(p => new Candidate(p.Id.Value, p.Name, p.Address, p.Since))
                .ToListAsync(cancel);
    }

    /// <summary>Accounts that have or had a role here, whose name or e-mail holds these words.</summary>
    public async Task<IReadOnlyList<Candidate>> FindAccountsAsync(string words, int most, CancellationToken cancel)
    {
        var (authority, said) = (currentAuthority.Required.Id, words.Trim().ToLowerInvariant());
        return await db.Set<Account>().AsNoTracking()
            .Where(a => a.Email != null && (a.Name.ToLower().Contains(said) || a.Email.ToLower().Contains(said)))
            .Where(a => db.Set<RoleGrant>().Any(g => g.Account == a.Id && g.Authority == authority))
            .OrderBy(a => a.Email).Take(most).Select(a => new Candidate(a.Id, a.Name, a.Email!, a.Created)).ToListAsync(cancel);
    }

    /// <summary>The person behind these, as far as this public body knows them: what bears their addresses is theirs too.</summary>
    /// <param name="email">An address that stands alone: of somebody who asked for notices only.</param>
    /// <param name="isOwn">The holder of the account asks: it is theirs with or without a role here.</param>
    public async Task<DataSubject> WhoAsync(IReadOnlyCollection<Guid> persons, Guid? account, string? email, CancellationToken cancel,
        bool isOwn = false)
    {
        var (authority, ids) = (currentAuthority.Required.Id, persons.Select(p => new Id<Person>(p)).ToList());
        var people = await db.Set<Person>().AsNoTracking().Where(p => p.Authority == authority && p.Erased == null && ids.Contains(p.Id))
            .ToListAsync(cancel);
        // An account of people who never had a role here is another public body's.
        if (!isOwn && account is { } given && !await db.Set<RoleGrant>().AnyAsync(g => g.Account == given && g.Authority == authority,
            cancel)) account = null;
        var theirs = people.Select(p => p.Account).Append(account).OfType<Guid>().Distinct().ToList();
        var accounts = await db.Set<Account>().AsNoTracking().Where(a => theirs.Contains(a.Id)).ToListAsync(cancel);
        var emails = people.Where(p => p.Channel == Channel.Email).Select(p => p.Address).Concat(accounts.Select(a => a.Email))
            .Append(email).OfType<string>();
        return new(authority.Value, [.. people.Select(p => p.Id.Value)],
            [.. emails.Select(e => e.Trim().ToLowerInvariant()).Where(e => e.Length > 0).Distinct()],
            [.. accounts.Select(a => a.Id)], [.. accounts.Select(a => a.Actor)]);
    }

    /// <summary>Everything that is kept of the person here, table by table; empty tables are left out.</summary>
    public async Task<IReadOnlyList<ToldTable>> TellAsync(DataSubject who, CancellationToken cancel)
    {
        List<ToldTable> told = [];
        foreach (var table in Manifest.Tables.Where(t => t.IsFound))
            if (await table.TellAsync(db, who, cancel) is { Count: > 0 } rows) told.Add(new(table.Data[0], rows));
        return told;
    }

    /// <summary>Whether one of these accounts has a role, anywhere: then it is not erased yet.</summary>
    public Task<bool> HasRoleAsync(IReadOnlyCollection<Guid> accounts, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.Set<RoleGrant>().AnyAsync(g => accounts.Contains(g.Account) && (g.Until == null || g.Until > now), cancel);
    }

    /// <summary>Erases names, contacts, signatures and the account, in the running transaction. The words that were published stay, said by
    /// nobody known.</summary>
    public async Task EraseAsync(DataSubject who, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        RuleViolation.Unless(!await HasRoleAsync(who.Accounts, cancel), "erasure.role",
            "Questa persona ha ancora un ruolo: prima toglilo da «Persone e ruoli» o registra la sua uscita dal gruppo, poi cancella i suoi dati.");
        List<object> erased = [];
        foreach (var table in Manifest.Tables) erased.AddRange(await table.EraseAsync(db, who, now, cancel));
        foreach (var account in who.Accounts) db.Tell(new AccountErased(account));
        Announce(erased);
    }

    /// <summary>Whether anything has outlived its retention.</summary>
    public async Task<bool> IsAnyDueAsync(CancellationToken cancel)
    {
        foreach (var table in Manifest.Tables)
            if (await table.IsDueAsync(db, clock.GetUtcNow(), cancel)) return true;
        return false;
    }

    /// <summary>Clears a handful of every table whose retention has ended, in the running transaction.</summary>
    public async Task LapseAsync(CancellationToken cancel)
    {
        List<object> cleared = [];
        foreach (var table in Manifest.Tables) cleared.AddRange(await table.LapseAsync(db, clock.GetUtcNow(), Handful, cancel));
        Announce(cleared);
    }

    /// <summary>Whether anything stayed for what ended five years ago.</summary>
    public async Task<bool> IsAnyOverAsync(CancellationToken cancel)
    {
        var over = await OverAsync(cancel);
        foreach (var table in Manifest.Tables)
            if (await table.IsOverAsync(db, over, cancel)) return true;
        return false;
    }

    /// <summary>Clears a handful of every table of what stayed for that, in the running transaction.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        var (over, cleared) = (await OverAsync(cancel), new List<object>());
        foreach (var table in Manifest.Tables) cleared.AddRange(await table.EndAsync(db, over, Handful, cancel));
        Announce(cleared);
    }

    private async Task<Over> OverAsync(CancellationToken cancel)
    {
        var (authority, limit) = (currentAuthority.Required.Id, clock.GetUtcNow().AddYears(-YearsKept));
        List<Subject> goingOn = [];
        foreach (var calendar in calendars) goingOn.AddRange(await calendar.GoingOnAsync(authority, limit, cancel));
        return new(authority.Value, goingOn, limit);
    }

    /// <summary>A handful of those who took part only in what ended five years ago, and have no role.</summary>
    public async Task<IReadOnlyList<Guid>> ForgottenAsync(CancellationToken cancel)
    {
        var (_, goingOn, limit) = await OverAsync(cancel);
        var authority = currentAuthority.Required.Id;
        var ids = await db.Set<Person>().AsNoTracking()
            .Where(p => p.Authority == authority && p.Erased == null && p.Since < limit)
            .Where(p => !db.Set<Participation>().Any(t => t.Person == p.Id && goingOn.Contains(t.Process)))
            .Where(p => p.Account == null || !db.Set<RoleGrant>().Any(g => g.Account == p.Account && g.Until == null))
            .OrderBy(p => p.Since).Take(Handful).Select(p => p.Id).ToListAsync(cancel);
        return [.. ids.Select(i => i.Value)];
    }

    /// <summary>Erases those who are remembered no longer. What bears only their address stays: they may have come again since.</summary>
    public Task ForgetAsync(IReadOnlyList<Guid> persons, CancellationToken cancel) =>
        EraseAsync(new(currentAuthority.Required.Id.Value, persons, [], [], []), cancel);

    // The one place that knows which rows lost a person, whether somebody asked or the time was up.
    private void Announce(IReadOnlyList<object> rows)
    {
        if (rows.Count > 0) db.Tell(new PersonalDataErased(Guid.CreateVersion7(), rows.Count));
    }
}

/// <param name="Rows">In how many rows a person was named.</param>
[Sentence("Sono stati cancellati dati personali.")]
public sealed record PersonalDataErased(Guid Request, int Rows) : IDomainEvent
{
    public Subject About => new("data-request", Request);
}

[Sentence("Sono stati raccolti i dati di una persona, per darglieli.")]
public sealed record PersonalDataTold(Guid Request) : IDomainEvent
{
    public Subject About => new("data-request", Request);
}

internal sealed class PrivacyManifest : Manifest
{
    public override IReadOnlyList<Type> Events => [typeof(PersonalDataErased), typeof(PersonalDataTold)];
}
