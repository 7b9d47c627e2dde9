using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Communication;

/// <summary>One line of a letter: what happened, and where it is read.</summary>
/// <param name="Of">What it was: the same thing is told once in a letter, however many ways its reader follows it.</param>
/// <param name="Process">Null where the process is not public any more.</param>
/// <param name="Say">In the reader's language.</param>
internal sealed record NewsItem(string Of, DateTimeOffset At, KnownName? Process, Id<Process>? In, Func<string> Say, string Url);

/// <summary>What happened to what people follow. Nothing of it is kept for them: it is read from the updates of the processes, from the
/// thread and from what became of the voices, so that what was taken back is not told.</summary>
internal sealed class WhatIsNew(AppDb db, Filo filo, ContributionBook voices, ProcessBook processes, Texts L)
{
    // A thread holds the links of all that are followed with it, and only so many.
    private const int AtOnce = 20;

    /// <summary>What is new for each of these.</summary>
    /// <param name="since">Before the first of them begins.</param>
    /// <param name="awaits">Whether this one is told of what happened then, and of a date that it tells of.</param>
    public async Task<ILookup<Id<Subscription>, NewsItem>> OfAsync(IReadOnlyList<Subscription> followers, DateTimeOffset since,
        DateTimeOffset until, Func<Subscription, DateTimeOffset, DateTimeOffset?, bool> awaits, CancellationToken cancel)
    {
        List<(Subscription Follower, NewsItem Told)> found =
        [
            .. await UpdatesAsync(followers, since, until, awaits, cancel),
            .. await StepsAsync(followers, (who, link) => link.At >= since && link.At < until && awaits(who, link.At, null), cancel),
            .. await ReadingsAsync(followers, (who, voice) => voice.At >= since && voice.At < until && awaits(who, voice.At, null), cancel),
        ];
        return found.OrderBy(f => f.Told.At).ToLookup(f => f.Follower.Id, f => f.Told);
    }

    private async Task<IEnumerable<(Subscription, NewsItem)>> UpdatesAsync(IReadOnlyList<Subscription> followers, DateTimeOffset since,
        DateTimeOffset until, Func<Subscription, DateTimeOffset, DateTimeOffset?, bool> awaits, CancellationToken cancel)
    {
        if (followers.Count == 0) return [];
        var authority = followers[0].Authority;
        var updates = await db.Updates.AsNoTracking().Where(u => u.Authority == authority && u.At >= since && u.At < until)
            .OrderBy(u => u.At).ToListAsync(cancel);
        var named = await processes.NamesAsync([.. updates.Select(u => u.Process).Distinct()], cancel);
        return from update in updates
               where IsTrue(update, named)
               from who in followers
               where update.Concerns(who.Followed) && awaits(who, update.At, update.When)
               select (who, ItemOf(update, named));
    }

    // What was taken back meanwhile is not told.
    private static bool IsTrue(Update update, IReadOnlyDictionary<Id<Process>, KnownName> named) =>
        named.TryGetValue(update.Process, out var process) && (update.Kind != UpdateKind.ProcessEnded || process.IsConcluded);

    private NewsItem ItemOf(Update update, IReadOnlyDictionary<Id<Process>, KnownName> named) =>
        // A thing that changes ten times in a week is told once.
        new($"{update.Kind} {update.Url}", update.At, named[update.Process], update.Process,
            () => L[update.Kind.Italian(), update.What], update.Url);

    /// <summary>What happened on the threads of what these follow: one statement for the links of twenty, and one or two per kind of
    /// thing.</summary>
    public async Task<IEnumerable<(Subscription, NewsItem)>> StepsAsync(IReadOnlyList<Subscription> followers,
        Func<Subscription, Link, bool> awaits, CancellationToken cancel)
    {
        List<(Subscription, NewsItem)> found = [];
        var who = followers.Where(f => f.Thing is not null).ToLookup(f => f.Thing!.Value);
        foreach (var some in who.Select(w => w.Key).Chunk(AtOnce))
            foreach (var thread in (await filo.FollowAsync(some, Reader.Anybody, cancel)).Where(t => t.Cards.ContainsKey(t.Start)))
                found.AddRange(StepsOf(thread, who[thread.Start], awaits));
        var named = await processes.NamesAsync([.. found.Select(f => f.Item2.In).OfType<Id<Process>>().Distinct()], cancel);
        return found.Where(f => f.Item2.In is { } process && named.ContainsKey(process))
            .Select(f => (f.Item1, f.Item2 with { Process = named[f.Item2.In!.Value] }));
    }

    // Who left an address with a voice has letters of their own for these: gathered, written into a text, decided.
    private static readonly IReadOnlyList<Relation> ToldToAuthors = [Relation.GatheredInto, Relation.Grounds, Relation.SettledBy];

    private IEnumerable<(Subscription, NewsItem)> StepsOf(Provenance.Thread thread, IEnumerable<Subscription> followers,
        Func<Subscription, Link, bool> awaits)
    {
        var reached = thread.Reached().ToHashSet();
        return from link in thread.Links
               where reached.Contains(link.From) && !Relations.Aside.Contains(link.Relation)
               from who in followers
               where awaits(who, link) && !(who.Person is not null && ToldToAuthors.Contains(link.Relation))
               select (who, new NewsItem($"{link.Relation} {link.From} {link.To}", link.At, null, new(link.Scope),
                   () => Say(link.Relation, thread.Cards[link.From], thread.Cards[link.To]),
                   (thread.Cards[link.To].Url ?? thread.Cards[link.From].Url)!));
    }

    private string Say(Relation relation, Card from, Card to) => relation switch
    {
        Relation.GatheredInto => L["{0} è entrato in una proposta: {1}", Name(from), Name(to)],
        Relation.MergedInto => L["{0} è stata unita a un'altra proposta: {1}", Name(from), Name(to)],
        Relation.SplitInto => L["{0} è stata divisa: {1}", Name(from), Name(to)],
        Relation.Grounds => L["Da {0} è nato un testo: {1}", Name(from), Name(to)],
        Relation.Changes => L["{0} chiede di cambiare un testo: {1}", Name(from), Name(to)],
        Relation.SettledBy => L["C'è una risposta su {0}: {1}", Name(from), Name(to)],
        Relation.CarriedOutBy => L["Si attua {0}: {1}", Name(from), Name(to)],
        _ => L["Si misura {0}: {1}", Name(from), Name(to)],
    };

    private string Name(Card card) => card.Code is { } code ? L.Phrase($"{code} «{Excerpt.Of(card.Text, 60)}»")
        : L.Phrase($"«{Excerpt.Of(card.Text, 60)}»");

    /// <summary>Which of the voices that these follow were read; why one is not published is told to its author only.</summary>
    public async Task<IEnumerable<(Subscription, NewsItem)>> ReadingsAsync(IReadOnlyList<Subscription> followers,
        Func<Subscription, ReadVoice, bool> awaits, CancellationToken cancel)
    {
        var who = followers.Where(f => f.Thing is { Kind: "contribution" }).ToLookup(f => f.Thing!.Value);
        var read = await voices.ReadAsync([.. who.Select(w => w.Key)], cancel);
        var named = await processes.NamesAsync([.. read.Select(v => v.Process).Distinct()], cancel);
        return from voice in read
               where named.ContainsKey(voice.Process)
               from follower in who[voice.Subject]
               where awaits(follower, voice) && (voice.Refused is null || follower.Person is not null)
               select (follower, new NewsItem($"read {voice.Id}", voice.At, named[voice.Process], voice.Process, () => Say(voice),
                   "/filo/" + voice.Code));
    }

    private string Say(ReadVoice voice) => voice.Paused is { } pause
        ? L["{0}: è in pausa dopo una segnalazione, per ora non si legge. Il motivo: {1}", voice.Code, pause]
        : voice.Refused is { } why
        ? L["{0}: è stato letto e non si pubblica. Il motivo: {1}", voice.Code, why]
        : L["{0}: è stato letto e pubblicato", voice.Code];
}
