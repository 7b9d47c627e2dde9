using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Communication;

/// <summary>What is told to subscriptions: one letter box gets one letter, which belongs to the first of its subscriptions that has
/// something to read.</summary>
internal abstract class NewsMailing(AppDb db, NewsLetter letter) : IMailingKind
{
    public abstract string Name { get; }

    /// <summary>Those that may have something to read.</summary>
    protected abstract IQueryable<Subscription> Followers(Mailing mailing);

    /// <summary>What is new for each of these.</summary>
    protected abstract Task<ILookup<Id<Subscription>, NewsItem>> NewsAsync(Mailing mailing, IReadOnlyList<Subscription> followers,
        CancellationToken cancel);

    /// <summary>The letter merges all that comes so often; null: what one act did.</summary>
    protected abstract Frequency? Merged { get; }

    public async Task<(int ByMail, int Otherwise)> CountAsync(Mailing mailing, CancellationToken cancel) =>
        (await Followers(mailing).Select(s => s.Email).Distinct().CountAsync(cancel), 0);

    public async Task<MailingBatch> NextAsync(Mailing mailing, int most, CancellationToken cancel)
    {
        var all = Followers(mailing);
        var boxes = mailing.Last is { } last ? all.Where(s => s.Id > new Id<Subscription>(last)) : all;
        var found = await boxes.OrderBy(s => s.Id).Take(most).ToListAsync(cancel);
        if (found.Count == 0) return MailingBatch.End;
        var emails = found.Select(s => s.Email).Distinct().ToList();
        var sharing = await all.Where(s => emails.Contains(s.Email)).OrderBy(s => s.Id).ToListAsync(cancel);
        var news = await NewsAsync(mailing, sharing, cancel);
        var batch = found.Select(s => s.Id).ToHashSet();
        return new([.. from box in sharing.Where(s => news[s.Id].Any()).GroupBy(s => s.Email)
                       let leader = box.First()
                       where batch.Contains(leader.Id)
                       select letter.Of(leader, box.SelectMany(s => news[s.Id]), Merged,
                           Id<Letter>.Of(mailing.Created, $"{mailing.Id} {leader.Id}").Value)], found[^1].Id.Value);
    }

    protected IQueryable<Subscription> Active(Mailing mailing)
    {
        var authority = mailing.Authority;
        return db.Subscriptions.AsNoTracking().Where(s => s.Authority == authority && s.Ended == null);
    }
}

/// <summary>What one act did on the threads, to those who follow something there and want to know at once.</summary>
internal sealed class StepMailing(AppDb db, NewsLetter letter, WhatIsNew news, Filo filo) : NewsMailing(db, letter)
{
    public const string Kind = "communication.steps";

    /// <param name="Ends">What the links lead on from, and the voices that were read.</param>
    /// <param name="Links">Tied in the act.</param>
    public sealed record Facts(IReadOnlyList<string> Ends, IReadOnlyList<Guid> Links);

    public override string Name => Kind;
    protected override Frequency? Merged => null;

    protected override IQueryable<Subscription> Followers(Mailing mailing)
    {
        List<Subject> ends = [.. mailing.Read<Facts>().Ends.Select(e => Subject.Parse(e, null))];
        List<Subject?> these = [.. ends.Select(e => (Subject?)e)];
        var leading = filo.LeadingTo(ends);
        var posted = mailing.Created;
        return Active(mailing).Where(s => s.Confirmed <= posted && s.Frequency == Frequency.AtOnce && s.Thing != null
            && (these.Contains(s.Thing) || leading.Contains(s.Thing)));
    }

    protected override async Task<ILookup<Id<Subscription>, NewsItem>> NewsAsync(Mailing mailing, IReadOnlyList<Subscription> followers,
        CancellationToken cancel)
    {
        var facts = mailing.Read<Facts>();
        var (links, ends) = (facts.Links.ToHashSet(), facts.Ends.ToHashSet());
        List<(Subscription Follower, NewsItem Told)> found =
        [
            .. await news.StepsAsync(followers, (_, link) => links.Contains(link.Id.Value), cancel),
            .. links.Count > 0 ? [] : await news.ReadingsAsync(followers, (_, voice) => ends.Contains(voice.Subject.ToString()), cancel),
        ];
        return found.ToLookup(f => f.Follower.Id, f => f.Told);
    }
}

/// <summary>What happened in a period, in one letter.</summary>
internal sealed class PeriodMailing(AppDb db, NewsLetter letter, WhatIsNew news, Frequency frequency) : NewsMailing(db, letter)
{
    /// <param name="From">Where the letter before it ended.</param>
    public sealed record Facts(DateTimeOffset From, DateTimeOffset Until);

    public static string KindOf(Frequency frequency) => frequency switch
    {
        Frequency.AtOnce => "communication.night",
        Frequency.Daily => "communication.day",
        _ => "communication.week",
    };

    public override string Name => KindOf(frequency);
    protected override Frequency? Merged => frequency;

    protected override IQueryable<Subscription> Followers(Mailing mailing)
    {
        var until = mailing.Read<Facts>().Until;
        return Active(mailing).Where(s => s.Confirmed < until && s.Frequency == frequency);
    }

    protected override Task<ILookup<Id<Subscription>, NewsItem>> NewsAsync(Mailing mailing, IReadOnlyList<Subscription> followers,
        CancellationToken cancel)
    {
        var (from, until) = mailing.Read<Facts>();
        var since = followers.Min(f => f.From(from));
        return news.OfAsync(followers, since, until, (who, at, when) => who.Awaits(from, until, at, when), cancel);
    }
}

/// <summary>Posts the letter of a period once it is over: one row for each public body, however many read it.</summary>
public sealed class LetterRounds(IServiceScopeFactory scopes, ILogger<LetterRounds> log) : Loop(scopes, log, TimeSpan.FromMinutes(1))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        await RunAsync(services, cancel);
        return false;
    }

    /// <summary>One round of every public body.</summary>
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        foreach (var authority in await services.GetRequiredService<AuthorityDirectory>().AllAsync(cancel))
        {
            services.GetRequiredService<CurrentAuthority>().MoveTo(authority);
            foreach (var frequency in Enum.GetValues<Frequency>()) await PostAsync(services, authority, frequency, cancel);
        }
    }

    private static async Task PostAsync(IServiceProvider services, Authority authority, Frequency frequency, CancellationToken cancel)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var until = LetterTimes.LastEnd(frequency, now - LetterTimes.Grace);
        var (kind, db) = (PeriodMailing.KindOf(frequency), services.GetRequiredService<AppDb>());
        var id = Mailing.IdOfPeriod(authority.Id, kind, until);
        if (await db.Set<Mailing>().AnyAsync(m => m.Id == id, cancel) || !await db.Subscriptions.AnyAsync(s =>
            s.Authority == authority.Id && s.Frequency == frequency && s.Ended == null && s.Confirmed < until, cancel)) return;
        await services.GetRequiredService<Writes>().RunAsync(async write =>
        {
            // Another node may have been faster.
            if (await write.Db.Set<Mailing>().AnyAsync(m => m.Id == id, cancel)) return;
            var from = await FromAsync(write.Db, authority.Id, kind, LetterTimes.LastEnd(frequency, until.AddTicks(-1)), cancel);
            write.Db.Add(Mailing.OfPeriod(authority.Id, kind, Subject.Of("authority", authority.Id),
                System.Text.Json.JsonSerializer.Serialize(new PeriodMailing.Facts(from, until)), until, now));
        }, cancel);
    }

    // Where the letter before it ended: a server that was down for three days writes of all three.
    private static async Task<DateTimeOffset> FromAsync(AppDb db, Id<Authority> authority, string kind, DateTimeOffset usual,
        CancellationToken cancel) =>
        await db.Set<Mailing>().AsNoTracking().Where(m => m.Authority == authority && m.Kind == kind).OrderByDescending(m => m.Created)
            .FirstOrDefaultAsync(cancel) is { } last && last.Read<PeriodMailing.Facts>().Until is var until && until < usual ? until
            : usual;
}
