#pragma warning disable CA1304, CA1311, CA1862 // the database compares
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;
using Patto.Localization;
using Patto.People;

namespace Patto.Mail;

/// <summary>One thing to tell many people: the act writes this row and nothing else, and its letters are written afterwards, a batch at a
/// time. Each batch moves the mark in the same transaction, so that after a crash it goes on and nobody gets it twice.</summary>
public sealed class Mailing : Entity<Mailing>
{
    private Mailing() { }

    internal static Mailing Of(Id<Authority> authority, string kind, Subject about, Subject? process, string facts, DateTimeOffset now,
        TimeSpan wait = default) =>
        new() { Authority = authority, Kind = kind, About = about, Process = process, Facts = facts, Created = now, Due = now + wait };

    /// <summary>What is told of a period: the same period gives the same mailing, so that nobody posts it twice.</summary>
    internal static Mailing OfPeriod(Id<Authority> authority, string kind, Subject about, string facts, DateTimeOffset until,
        DateTimeOffset now) =>
        new()
        {
            Id = IdOfPeriod(authority, kind, until),
            Authority = authority,
            Kind = kind,
            About = about,
            Facts = facts,
            Created = now,
            Due = now
        };

    internal static Id<Mailing> IdOfPeriod(Id<Authority> authority, string kind, DateTimeOffset until) =>
        Id<Mailing>.Of(until, $"{authority}|{kind}");

    public Id<Authority> Authority { get; private set; }
    /// <summary>The <see cref="IMailingKind.Name"/> that knows who gets it and what it says.</summary>
    public string Kind { get; private set; } = "";
    public Subject About { get; private set; }
    public Subject? Process { get; private set; }
    /// <summary>What the letters need and will not be there any more when they are written; no personal data.</summary>
    public string Facts { get; private set; } = "{}";
    public DateTimeOffset Created { get; private set; }
    /// <summary>Not before: put off when writing failed.</summary>
    public DateTimeOffset Due { get; private set; }
    /// <summary>The last one who was looked at, in the order of the database.</summary>
    public Guid? Last { get; private set; }
    public int Written { get; private set; }
    public DateTimeOffset? Done { get; private set; }

    public T Read<T>() => JsonSerializer.Deserialize<T>(Facts)!;

    internal void Go(MailingBatch batch, DateTimeOffset now)
    {
        Written += batch.Letters.Count;
        if (batch.Last is { } last) Last = last;
        else Done = now;
    }
}

/// <summary>What one round of a mailing writes.</summary>
/// <param name="Last">The last one looked at; null: nobody is left.</param>
public sealed record MailingBatch(IReadOnlyList<(Recipient To, Message Message)> Letters, Guid? Last)
{
    public static readonly MailingBatch End = new([], null);
}

/// <summary>One kind of mailing: who gets it, and what it says to each.</summary>
public interface IMailingKind
{
    /// <summary>Stored with each mailing: it never changes its meaning.</summary>
    string Name { get; }

    /// <summary>How many are told by e-mail, and how many by other ways; asked in the act.</summary>
    Task<(int ByMail, int Otherwise)> CountAsync(Mailing mailing, CancellationToken cancel);

    /// <summary>The next recipients after the mark, in the order of their identities.</summary>
    Task<MailingBatch> NextAsync(Mailing mailing, int most, CancellationToken cancel);
}

/// <summary>A mailing to people who left a contact.</summary>
public abstract class MailingToPeople : IMailingKind
{
    public abstract string Name { get; }

    /// <summary>Those to be told; who is erased or has no channel is left out.</summary>
    protected abstract Task<IQueryable<Person>> ToAsync(Mailing mailing, CancellationToken cancel);

    /// <summary>What each of them is told; null for one who is told nothing. Null in its place: there is nothing to tell any more.</summary>
    /// <param name="batch">Who is written to now.</param>
    protected abstract Task<Func<Person, Message?>?> WriterAsync(Mailing mailing, IReadOnlyList<Person> batch, CancellationToken cancel);

    protected async Task<IQueryable<Person>> ReachableAsync(Mailing mailing, CancellationToken cancel) =>
        (await ToAsync(mailing, cancel)).AsNoTracking().Where(p => p.Erased == null && p.Channel != Channel.None);

    public virtual async Task<(int ByMail, int Otherwise)> CountAsync(Mailing mailing, CancellationToken cancel)
    {
        var counts = await (await ReachableAsync(mailing, cancel)).GroupBy(p => p.Channel == Channel.Email)
            .Select(g => new { ByMail = g.Key, Count = g.Count() }).ToListAsync(cancel);
        return (counts.Where(c => c.ByMail).Sum(c => c.Count), counts.Where(c => !c.ByMail).Sum(c => c.Count));
    }

    public async Task<MailingBatch> NextAsync(Mailing mailing, int most, CancellationToken cancel)
    {
        var people = await ReachableAsync(mailing, cancel);
        if (mailing.Last is { } last)
        {
            var after = new Id<Person>(last);
            people = people.Where(p => p.Id > after);
        }
        var found = await people.OrderBy(p => p.Id).Take(most).ToListAsync(cancel);
        if (found.Count == 0 || await WriterAsync(mailing, found, cancel) is not { } write) return MailingBatch.End;
        return new([.. from person in found
                       let message = Texts.In(person.Language, () => write(person))
                       where message is not null
                       select (Recipient.Of(person), message)], found[^1].Id.Value);
    }
}

/// <summary>A mailing of which one letter box gets one letter: who came several times is several persons, and the first of them gets it
/// for all.</summary>
public abstract class MailingToBoxes : MailingToPeople
{
    public override async Task<(int ByMail, int Otherwise)> CountAsync(Mailing mailing, CancellationToken cancel)
    {
        var boxes = BoxesOf(await (await ReachableAsync(mailing, cancel)).ToListAsync(cancel));
        var byMail = boxes.Count(b => b[0].Channel == Channel.Email);
        return (byMail, boxes.Count - byMail);
    }

    /// <summary>What all those of one box are told; null in its place: there is nothing to tell any more.</summary>
    /// <param name="sharing">All who have a box in common with somebody who is written to now.</param>
    protected abstract Task<Func<IReadOnlyList<Person>, Message?>?> BoxWriterAsync(Mailing mailing, IReadOnlyList<Person> sharing,
        CancellationToken cancel);

    protected sealed override async Task<Func<Person, Message?>?> WriterAsync(Mailing mailing, IReadOnlyList<Person> batch,
        CancellationToken cancel)
    {
        var sharing = await SharingAsync(mailing, batch, cancel);
        if (await BoxWriterAsync(mailing, sharing, cancel) is not { } write) return null;
        var boxes = BoxesOf(sharing).ToDictionary(b => b[0].Id);
        return person => boxes.TryGetValue(person.Id, out var same) ? write(same) : null;
    }

    // Those of the batch and whoever has the same address; an engine may know capital letters without accents only.
    private async Task<List<Person>> SharingAsync(Mailing mailing, IReadOnlyList<Person> batch, CancellationToken cancel)
    {
        var ids = batch.Select(p => p.Id).ToList();
        var written = batch.Select(p => p.Address).Where(a => a.Length > 0).ToList();
        var addresses = written.Select(a => a.ToUpperInvariant()).Concat(written.Select(AsciiUpper)).Distinct().ToList();
        return await (await ReachableAsync(mailing, cancel)).Where(p => ids.Contains(p.Id) || addresses.Contains(p.Address.ToUpper()))
            .ToListAsync(cancel);
    }

    private static string AsciiUpper(string text) => string.Concat(text.Select(c => char.IsAscii(c) ? char.ToUpperInvariant(c) : c));

    private static List<List<Person>> BoxesOf(IEnumerable<Person> people) =>
        [.. people.OrderBy(p => p.Since).ThenBy(p => p.Id.Value).GroupBy(p => p.Door).Select(g => g.ToList())];
}

/// <summary>Where acts post one thing to many.</summary>
public sealed class Mailings(AppDb db, CurrentAuthority currentAuthority, IServiceProvider services, TimeProvider clock,
    IHttpContextAccessor accessor)
{
    /// <summary>Posts in the running transaction: one row, however many are told; none where nobody is.</summary>
    /// <param name="kind">The name of an <see cref="IMailingKind"/>.</param>
    /// <param name="facts">What the letters need beside the subjects; no personal data.</param>
    /// <param name="wait">How long nobody is written to: the act may still be taken back.</param>
    /// <returns>How many are told by e-mail, and how many by other ways.</returns>
    public async Task<(int ByMail, int Otherwise)> PostAsync(string kind, Subject about, Subject? process, object? facts,
        CancellationToken cancel, TimeSpan wait = default)
    {
        var mailing = Mailing.Of(currentAuthority.Required.Id, kind, about, process, JsonSerializer.Serialize(facts ?? new { }),
            clock.GetUtcNow(), wait);
        var told = await KindOf(services, kind).CountAsync(mailing, cancel);
        if (told.ByMail > 0 && accessor.HttpContext is { } http) Outbox.Mark(http);
        if (told.ByMail + told.Otherwise > 0) db.Add(mailing);
        return told;
    }

    /// <summary>Whether letters about it are still being written.</summary>
    public Task<bool> IsWritingAsync(Subject about, CancellationToken cancel) =>
        db.Set<Mailing>().AnyAsync(m => m.About == about && m.Done == null, cancel);

    internal static IMailingKind KindOf(IServiceProvider services, string kind) =>
        services.GetServices<IMailingKind>().Single(k => k.Name == kind);
}

/// <summary>Writes the letters of the mailings that acts have posted.</summary>
public sealed class MailingWriter(IServiceScopeFactory scopes, ILogger<MailingWriter> log) : Loop(scopes, log, TimeSpan.FromSeconds(2))
{
    internal const int Batch = 200;
    private const int AtOnce = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    protected override Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel) => RunAsync(services, cancel);

    /// <summary>One batch of each mailing that waits; true when there may be more.</summary>
    public static async Task<bool> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var waiting = await services.GetRequiredService<AppDb>().Set<Mailing>().AsNoTracking()
            .Where(m => m.Done == null && m.Due <= now).OrderBy(m => m.Due).Take(AtOnce).ToListAsync(cancel);
        foreach (var mailing in waiting) await WriteAsync(services, mailing, cancel);
        return waiting.Count > 0;
    }

    private static async Task WriteAsync(IServiceProvider services, Mailing mailing, CancellationToken cancel)
    {
        try
        {
            await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            await WriteBatchAsync(scope.ServiceProvider, mailing, cancel);
        }
        // One that cannot be written stops none of the others.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            services.GetRequiredService<ILogger<MailingWriter>>().LogError(fault, "Mailing {Kind} is tried again later", mailing.Kind);
            var later = services.GetRequiredService<TimeProvider>().GetUtcNow() + Pause;
            using (await services.GetRequiredService<WriteTurn>().WaitAsync(services.GetRequiredService<Storage>(), cancel))
                await services.GetRequiredService<AppDb>().Set<Mailing>().Where(m => m.Id == mailing.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.Due, later), cancel);
        }
    }

    // No act of the domain: nothing that is kept in memory grows old by it.
    private static async Task WriteBatchAsync(IServiceProvider services, Mailing mailing, CancellationToken cancel)
    {
        var (db, outbox) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<Outbox>());
        services.GetRequiredService<CurrentAuthority>().MoveTo(
            await db.Set<Authority>().AsNoTracking().SingleAsync(a => a.Id == mailing.Authority, cancel));
        var batch = await Mailings.KindOf(services, mailing.Kind).NextAsync(mailing, Batch, cancel);
        using (await services.GetRequiredService<WriteTurn>().WaitAsync(services.GetRequiredService<Storage>(), cancel))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            if (!await IsOursAsync(db, mailing, cancel)) return;
            var known = await KnownAsync(db, batch, cancel);
            foreach (var (to, message) in batch.Letters.Where(l => l.Message.Id is not { } id || !known.Contains(id)))
                outbox.Post(to, message);
            db.Attach(mailing);
            mailing.Go(batch, services.GetRequiredService<TimeProvider>().GetUtcNow());
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(CancellationToken.None);
        }
        await db.RunAfterCommitAsync();
    }

    // A letter with an identity of its own is written once, whoever writes it.
    private static async Task<HashSet<Guid>> KnownAsync(AppDb db, MailingBatch batch, CancellationToken cancel)
    {
        var given = batch.Letters.Where(l => l.Message.Id is not null).Select(l => new Id<Letter>(l.Message.Id!.Value)).ToList();
        return given.Count == 0 ? [] : [.. (await db.Set<Letter>().Where(l => given.Contains(l.Id)).Select(l => l.Id).ToListAsync(cancel))
            .Select(id => id.Value)];
    }

    // Holds the row until the commit: another node waits here, and then finds that the mark has moved.
    private static async Task<bool> IsOursAsync(AppDb db, Mailing mailing, CancellationToken cancel)
    {
        var (id, last, written) = (mailing.Id, mailing.Last, mailing.Written);
        return await db.Set<Mailing>().Where(m => m.Id == id && m.Done == null && m.Last == last)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Written, written), cancel) == 1;
    }
}

internal sealed class MailingMapping : IEntityTypeConfiguration<Mailing>
{
    public void Configure(EntityTypeBuilder<Mailing> builder)
    {
        builder.ToTable("Mailings");
        builder.Property(m => m.Kind).HasMaxLength(80);
        builder.HasIndex(m => new { m.Done, m.Due });
        builder.HasIndex(m => m.About);
    }
}
