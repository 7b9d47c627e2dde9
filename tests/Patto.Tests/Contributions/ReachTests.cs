using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Provenance;
using Patto.TestRuns;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests.Contributions;

/// <summary>How far each voice has come, kept beside it: the same as the thread says.</summary>
public sealed class ReachTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static readonly (string From, Relation Relation, string To)[] Ties =
    [
        ("contribution", Relation.GatheredInto, "proposal"), ("contribution", Relation.Grounds, "article"),
        ("contribution", Relation.CitedBy, "article"), ("proposal", Relation.MergedInto, "proposal"),
        ("proposal", Relation.Grounds, "article"), ("proposal", Relation.SettledBy, "outcome"), ("article", Relation.SettledBy, "outcome"),
        ("outcome", Relation.CarriedOutBy, "action"), ("action", Relation.MeasuredBy, "indicator"),
        ("proposal", Relation.VotedIn, "choice"),
    ];

    [Fact]
    public async Task What_is_kept_is_what_the_links_say_after_any_sequence_of_ties_and_cuts()
    {
        var (seed, count) = (TestRun.Seed(), TestRun.IsLong ? 3_000 : 250);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        Dictionary<string, List<Subject>> things = [];
        foreach (var (kind, many) in new[] { ("proposal", 4), ("article", 3), ("outcome", 2), ("action", 2), ("indicator", 2),
            ("choice", 1) })
            things[kind] = [.. Enumerable.Range(0, many).Select(_ => new Subject(kind, Guid.CreateVersion7()))];
        things["contribution"] = [];
        for (var n = 0; n < 6; n++)
            things["contribution"].Add((await _host.VoiceAsync(town, process, $"Voce {n}.")).Subject);
        Subject Any(string kind) => things[kind][random.Next(things[kind].Count)];
        HashSet<Reach> seen = [];
        for (var n = 0; n < count; n++)
        {
            await _host.Act(town, null, async write =>
            {
                var filo = write.Get<Filo>();
                for (var step = random.Next(1, 4); step > 0; step--)
                    switch (random.Next(10))
                    {
                        case < 5:
                            var (from, relation, to) = Ties[random.Next(Ties.Length)];
                            var (one, other) = (Any(from), Any(to));
                            if (one != other) await filo.TieAsync(one, relation, other, process.Subject, cancel: Cancel);
                            break;
                        case < 9:
                            var cut = await write.Db.Set<Link>().Where(l => l.Closed == null).OrderBy(l => l.Id).ToListAsync(Cancel);
                            if (cut.Where(l => Filo.MayBeCut(l.Relation)).ToList() is { Count: > 0 } may
                                && may[random.Next(may.Count)] is var wrong)
                                await filo.CutAsync(wrong.From, wrong.Relation, wrong.To, "Era sbagliato.", Cancel);
                            break;
                        default:
                            await filo.ShowAsync(Any(things.Keys.ElementAt(random.Next(things.Count))),
                                random.Next(3) == 0 ? Visibility.Staff : Visibility.Public, Cancel);
                            break;
                    }
                return 0;
            });
            var links = await _host.InDb(db => db.Set<Link>().AsNoTracking().ToListAsync(Cancel));
            var kept = await _host.InDb(db => db.Set<Contribution>().AsNoTracking()
                .ToDictionaryAsync(c => c.Subject, c => c.Reach, Cancel));
            foreach (var voice in things["contribution"])
            {
                Assert.True(Walked(voice, links) == kept[voice], $"sequence {n}: {Walked(voice, links)}, kept {kept[voice]}");
                seen.Add(kept[voice]);
            }
        }
        // The sequences reach everything that there is to reach.
        Assert.Equal(Enum.GetValues<Reach>().Length, seen.Count);

        // A database of an earlier release learns the same.
        var before = await _host.InDb(db => db.Set<Contribution>().AsNoTracking().ToDictionaryAsync(c => c.Subject, c => c.Reach, Cancel));
        await _host.InDb(db => db.Set<Contribution>().ExecuteUpdateAsync(s => s.SetProperty(c => c.Reach, Reach.Said), Cancel));
        await _host.Act(null, null, async write => { await new LearnReaches().RunAsync(write.Db, Cancel); return 0; });
        Assert.Equal(before.OrderBy(b => b.Key.Id), (await _host.InDb(db => db.Set<Contribution>().AsNoTracking()
            .ToDictionaryAsync(c => c.Subject, c => c.Reach, Cancel))).OrderBy(b => b.Key.Id));
    }

    // Step by step, as somebody with a finger on the drawing would.
    private static Reach Walked(Subject start, List<Link> links)
    {
        HashSet<Subject> seen = [start];
        Queue<Subject> edge = new([start]);
        var farthest = Reach.Said;
        while (edge.TryDequeue(out var at))
            foreach (var link in links.Where(l => l.From == at && l.Closed is null && l.Visibility == Visibility.Public
                && l.Relation is not (Relation.Voiced or Relation.CitedBy or Relation.VotedIn or Relation.AskedIn)))
                if (seen.Add(link.To))
                {
                    edge.Enqueue(link.To);
                    if (Reaches.Of(link.To) > farthest) farthest = Reaches.Of(link.To);
                }
        return farthest;
    }

    [Fact]
    public async Task The_list_sorts_out_by_state_with_the_other_filters_and_its_counts_add_up()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var list = ContributionUrls.List(process.Slug);
        var told = await _host.VoiceAsync(town, process, "Serve un pulmino.");
        await _host.VoiceAsync(town, process, "Serve una panchina.");
        var all = await _host.Visitor().ReadAsync(list);
        Assert.Equal(2, all.QuerySelectorAll(".voice").Length);
        await _host.ProposalAsync(town, process, told);

        var gathered = await _host.Visitor().ReadAsync($"{list}?stato=Proposal");
        Assert.Equal(told.Code, Assert.Single(gathered.QuerySelectorAll(".voice")).Id);
        Assert.Contains("In una proposta", gathered.QuerySelector(".voice")!.TextContent, StringComparison.Ordinal);
        var counts = gathered.QuerySelectorAll("nav[aria-label='Dove sono arrivati i contributi'] li").Select(l => l.TextContent.Trim()
            .Split('\n')[^1].Trim()).ToList();
        Assert.Equal(["1", "1", "0", "0", "0"], counts);
        Assert.Single((await _host.Visitor().ReadAsync($"{list}?stato=Said")).QuerySelectorAll(".voice"));
        var none = await _host.Visitor().ReadAsync($"{list}?stato=Proposal&tipo=Idea");
        Assert.Empty(none.QuerySelectorAll(".voice"));
        Assert.Contains("Nessun contributo con questi filtri", none.Body!.TextContent, StringComparison.Ordinal);
    }
}
