using Microsoft.EntityFrameworkCore;

namespace Patto.Database;

/// <summary>Why a personal datum is kept, and until when: as the privacy page says it.</summary>
/// <param name="Datum">In Italian, as people call it.</param>
/// <param name="Retention">Until when, in Italian; what the purge does is said by the table that holds it.</param>
public sealed record PersonalDatum(string Datum, string Purpose, string Retention)
{
    /// <summary>The common retention of what a person leaves in a process; the purge erases the person then.</summary>
    public const string FiveYears = "Fino alla cancellazione chiesta dalla persona, o cinque anni dopo la fine del percorso";

    /// <summary>What carries only the random reference of an account.</summary>
    public const string Unnamed = "Sempre, ma senza nome: il riferimento a caso si scioglie quando si cancella l'utenza";
}

/// <summary>The person whose data are gathered or erased, as far as one public body knows them.</summary>
/// <param name="Persons">Who came several times is several persons here.</param>
/// <param name="Emails">In lower case.</param>
/// <param name="Actors">The random references that audit rows and links carry.</param>
public sealed record DataSubject(Guid Authority, IReadOnlyList<Guid> Persons, IReadOnlyList<string> Emails, IReadOnlyList<Guid> Accounts,
    IReadOnlyList<Guid> Actors)
{
    public List<Id<T>> Ids<T>() => [.. Persons.Select(p => new Id<T>(p))];
    public Id<T> At<T>() => new(Authority);
}

/// <summary>A table that holds personal data: purpose, retention, exporter and eraser in one place.</summary>
public abstract class PersonalTable(Type row, PersonalDatum[] data)
{
    public Type Row { get; } = row;
    public IReadOnlyList<PersonalDatum> Data { get; } = data;

    /// <summary>The table whose eraser cuts this one off from the person: its row stays and refers to nobody. Null: it has its own
    /// eraser.</summary>
    public string? ErasedWith { get; init; }

    /// <summary>Whether the rows of one person can be found.</summary>
    public abstract bool IsFound { get; }
    public abstract bool IsErased { get; }
    public abstract bool Lapses { get; }

    /// <summary>What the table holds of that person: label and value, in Italian, row by row.</summary>
    public abstract Task<IReadOnlyList<IReadOnlyDictionary<string,
        object?>>> TellAsync(AppDb db, DataSubject who, CancellationToken cancel);

    /// <summary>Erases the person from the table, in the running transaction.</summary>
    /// <returns>The rows that were changed or removed.</returns>
    public abstract Task<IReadOnlyList<object>> EraseAsync(AppDb db, DataSubject who, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Whether some of it has outlived its retention.</summary>
    public abstract Task<bool> IsDueAsync(AppDb db, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Whether something at that public body stayed for a process that is over.</summary>
    public abstract Task<bool> IsOverAsync(AppDb db, Over over, CancellationToken cancel);

    /// <summary>Clears what stayed for processes that are over, a handful at a time, in the running transaction.</summary>
    public abstract Task<IReadOnlyList<object>> EndAsync(AppDb db, Over over, int most, CancellationToken cancel);

    /// <summary>Clears what has outlived its retention, a handful at a time, in the running transaction.</summary>
    public abstract Task<IReadOnlyList<object>> LapseAsync(AppDb db, DateTimeOffset now, int most, CancellationToken cancel);
}

/// <summary>What is over at a public body: what belongs to none of the things that go on, and is older than the limit.</summary>
public sealed record Over(Guid Authority, List<Subject> GoingOn, DateTimeOffset Limit);

/// <inheritdoc />
public sealed class PersonalTable<T>(params PersonalDatum[] data) : PersonalTable(typeof(T), data) where T : class
{
    /// <summary>The rows of one person; null where nobody can tell whose they are, and they live for days only.</summary>
    public Func<AppDb, DataSubject, IQueryable<T>>? Of { get; init; }

    /// <summary>What a row says of the person, for themselves.</summary>
    public Func<T, (string Label, object? Value)[]>? Tell { get; init; }

    /// <summary>Takes the person out of a row that stays.</summary>
    public Action<T, DateTimeOffset>? Forget { get; init; }

    /// <summary>The row goes with the person.</summary>
    public bool Goes { get; init; }

    /// <summary>The rows whose retention has ended; null where they stay as long as the person does.</summary>
    public Func<AppDb, DateTimeOffset, IOrderedQueryable<T>>? Lapsed { get; init; }

    /// <summary>The rows that stayed as long as their process, and a while after it, did.</summary>
    public Func<AppDb, Over, IOrderedQueryable<T>>? Ended { get; init; }

    /// <summary>What is then done to a row; null: it goes.</summary>
    public Action<T>? Lapse { get; init; }

    public override bool IsFound => Of is not null && Tell is not null;
    public override bool IsErased => Goes || Forget is not null || ErasedWith is not null;
    public override bool Lapses => Lapsed is not null;

    public override async Task<IReadOnlyList<IReadOnlyDictionary<string,
        object?>>> TellAsync(AppDb db, DataSubject who, CancellationToken cancel) =>
        Of is null || Tell is null ? [] : [.. (await Of(db, who).AsNoTracking().ToListAsync(cancel))
            .Select(row => Tell(row).ToDictionary(t => t.Label, t => t.Value))];

    public override async Task<IReadOnlyList<object>> EraseAsync(AppDb db, DataSubject who, DateTimeOffset now, CancellationToken cancel)
    {
        if (Of is null || !Goes && Forget is null) return [];
        var rows = await Of(db, who).ToListAsync(cancel);
        if (Goes) db.RemoveRange(rows);
        else foreach (var row in rows) Forget!(row, now);
        return rows;
    }

    public override Task<bool> IsDueAsync(AppDb db, DateTimeOffset now, CancellationToken cancel) =>
        Lapsed is null ? Task.FromResult(false) : Lapsed(db, now).AnyAsync(cancel);

    public override Task<bool> IsOverAsync(AppDb db, Over over, CancellationToken cancel) =>
        Ended is null ? Task.FromResult(false) : Ended(db, over).AnyAsync(cancel);

    public override async Task<IReadOnlyList<object>> EndAsync(AppDb db, Over over, int most, CancellationToken cancel) =>
        Ended is null ? [] : await ClearAsync(db, Ended(db, over), most, cancel);

    public override async Task<IReadOnlyList<object>> LapseAsync(AppDb db, DateTimeOffset now, int most, CancellationToken cancel) =>
        Lapsed is null ? [] : await ClearAsync(db, Lapsed(db, now), most, cancel);

    private async Task<IReadOnlyList<object>> ClearAsync(AppDb db, IQueryable<T> lapsed, int most, CancellationToken cancel)
    {
        var rows = await lapsed.Take(most).ToListAsync(cancel);
        if (Lapse is null) db.RemoveRange(rows);
        else foreach (var row in rows) Lapse(row);
        return rows;
    }
}
