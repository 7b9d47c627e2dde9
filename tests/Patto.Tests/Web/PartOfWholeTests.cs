using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Provenance;
using Patto.Tests.Documents;
using Patto.Tests.Processes;

namespace Patto.Tests.Web;

/// <summary>"4 su 2" stands on no page: what is counted is a part of what it is counted of.</summary>
public sealed partial class PartOfWholeTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Every text that sets a number against another, and why the first is never more.</summary>
    private static readonly Dictionary<string, string> Parts = new()
    {
        ["su {0} proposta"] = "The_answers_on_the_dashboard_are_those_of_its_proposals",
        ["su {0} proposte"] = "The_answers_on_the_dashboard_are_those_of_its_proposals",
        ["{0} giorni su {1}"] = "days of one term, never counted beyond its last",
        ["{0} su {1}"] =
            "activities of one plan; slips of one batch; seats called by one convocation; voters of one register: filtered from what they are set against",
        ["Fatti: {0} su {1}"] = "legal steps of one plan, filtered from what they are set against",
        ["{0} passi su {1}"] = "steps of the guide, filtered from what they are set against",
        ["{0} iscritto su {1}"] = "Seats_of_a_meeting_are_never_fewer_than_its_registrations",
        ["{0} iscritti su {1}"] = "Seats_of_a_meeting_are_never_fewer_than_its_registrations",
        ["Approvato da chi c'era: {0} su {1}."] = "readings of one version, filtered from what they are set against",
        ["Va bene a {0} su {1}."] = "readings of one version, filtered from what they are set against",
        ["Da chi c'era, con il collegamento: {0} su {1}"] = "readings of one version, filtered from what they are set against",
        ["Non è ancora approvato: ha detto che va bene {0} su {1}, e chiedono una correzione in {2}."] =
            "readings of one version, filtered from what they are set against",
        ["{0} posto presente su {1}"] = "Seats_that_are_there_are_part_of_all_however_many_are_marked",
        ["{0} posti presenti su {1}"] = "Seats_that_are_there_are_part_of_all_however_many_are_marked",
        ["{0} posto su {1} presente: il numero legale, {2}, c'è"] = "Seats_that_are_there_are_part_of_all_however_many_are_marked",
        ["{0} posti su {1} presenti: il numero legale, {2}, c'è"] = "Seats_that_are_there_are_part_of_all_however_many_are_marked",
        ["{0} posto su {1} presente: il numero legale, {2}, non c'è"] = "Seats_that_are_there_are_part_of_all_however_many_are_marked",
        ["{0} posti su {1} presenti: il numero legale, {2}, non c'è"] = "Seats_that_are_there_are_part_of_all_however_many_are_marked",
        ["È venuto {0} posto su {1}."] = "seats of the group, filtered from what they are set against",
        ["Sono venuti {0} posti su {1}."] = "seats of the group, filtered from what they are set against",
        ["È venuto {0} posto su {1}: il numero legale, {2}, c'è."] = "seats of the group, filtered from what they are set against",
        ["Sono venuti {0} posti su {1}: il numero legale, {2}, c'è."] = "seats of the group, filtered from what they are set against",
        ["È venuto {0} posto su {1}: il numero legale, {2}, non c'è."] = "seats of the group, filtered from what they are set against",
        ["Sono venuti {0} posti su {1}: il numero legale, {2}, non c'è."] = "seats of the group, filtered from what they are set against",
        ["Hanno risposto {0} voci su {1} pubblicate."] = "published voices that answered, of all published ones",
        ["Presente a {0} seduta su {1}."] = "sittings at which somebody of the body was, of those with public minutes",
        ["Presente a {0} sedute su {1}."] = "sittings at which somebody of the body was, of those with public minutes",
        ["I file dell'ente occupano {0} su {1}."] = "Files_that_take_more_room_than_is_given_are_not_told_as_a_part",
        ["Qui ce ne sono {0} su {1}."] = "rows of one list; said only where there are more",
    };

    [Fact]
    public void Every_text_that_sets_a_part_against_the_whole_is_looked_at()
    {
        // Where somebody works, not how many of how many.
        var found = Texts.English.Keys.Where(k => Against().IsMatch(k) && !k.Contains("lavori su", StringComparison.Ordinal)).ToHashSet();
        var tests = typeof(PartOfWholeTests).GetMethods().Select(m => m.Name).ToHashSet();
        TestContext.Current.TestOutputHelper!.WriteLine("{0} texts set a part against the whole", found.Count);
        Assert.True(found.Count >= 25, $"only {found.Count}");
        Assert.Empty(found.Except(Parts.Keys));
        Assert.Empty(Parts.Keys.Except(found));
        Assert.DoesNotContain(Parts.Values, v => !v.Contains(' ', StringComparison.Ordinal) && !tests.Contains(v));
    }

    [GeneratedRegex(@"\{\d\}( [a-zè]+)*(, [^{]*)? su \{\d\}|^su \{0\} ")]
    private static partial Regex Against();

    [Fact]
    public async Task The_answers_on_the_dashboard_are_those_of_its_proposals()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var info = new ProcessInfo(process.Id, town.Id, process.Key, process.Slug, process.Title, "", true, false);
        await _host.Act(town, null, async write =>
        {
            List<Proposal> made = [];
            for (var n = 0; n < 2; n++)
            {
                var voice = await write.Get<ContributionBook>().RecordAsync(info, new NewContribution($"Una panchina {n}", Via.Web),
                    Cancel);
                await write.Get<ContributionBook>().PublishAsync(voice.Id, Cancel);
                await write.Db.SaveChangesAsync(Cancel);
                made.Add(await write.Get<Gathering>().GatherAsync(info, $"Panchine {n}", "Si chiedono.", null, [voice.Id], write.Now));
            }
            await write.Db.SaveChangesAsync(Cancel);
            // Three points that are no proposals are answered with one that is.
            var today = Texts.RomeDay(write.Now);
            var handOver = HandOver.Make(process.Id, town.Id, null, "Le proposte", "Tavolo", "Giunta", today,
                [.. Enumerable.Range(0, 3).Select(n => new HandedItem($"amendment:{Guid.NewGuid()}", $"E{n}", "Un emendamento", true, [])),
                    new HandedItem(made[0].Subject.ToString(), made[0].Code, made[0].Title, true, [])], write.Now);
            write.Db.Add(handOver);
            await write.Db.SaveChangesAsync(Cancel);
            await write.Get<Deciding>().DecideAsync(handOver, new("Giunta", "88/2026", today, "", null, null, null),
                [.. handOver.Items.Select(i => new Entry(i.Subject, Settled.Accepted, null, "Ufficio", null))], adopts: false, write.Now,
                Cancel);
            return 0;
        });
        var curator = await _host.SignedInAsync(await _host.AccountAsync("Anna Prova", town, Role.Curator, process.Subject));
        var answers = (await curator.ReadAsync(ProcessUrls.Dashboard(process.Slug))).QuerySelectorAll(".kpi")
            .Single(k => k.TextContent.Contains("Proposte con una risposta", StringComparison.Ordinal));
        Assert.Equal("1", answers.QuerySelector(".n")!.TextContent.Trim());
        Assert.Contains("su 2 proposte", answers.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seats_of_a_meeting_are_never_fewer_than_its_registrations()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        await _host.Act(town, null, async write =>
        {
            var info = new ProcessInfo(process.Id, town.Id, process.Key, process.Slug, process.Title, "", true, false);
            var start = write.Now.AddDays(3);
            var meeting = await write.Get<Modules.Meetings.Contracts.MeetingBook>().PlanAsync(info, "Serata",
                Modules.Meetings.Contracts.Method.Assembly, start, start.AddHours(2), Cancel);
            meeting.Describe("Serata", Modules.Meetings.Contracts.Method.Assembly, "", null, null, start, start.AddHours(2), "Sala", [], 2,
                true);
            meeting.Publish();
            for (var n = 0; n < 2; n++)
                meeting.Register(write.Get<People.PeopleBook>().Meet($"Persona {n}", People.Channel.Email, $"p{n}@esempio.it"), write.Now);
            Assert.Equal("meeting.seats-taken", Assert.Throws<RuleViolation>(() => meeting.Describe("Serata",
                Modules.Meetings.Contracts.Method.Assembly, "", null, null, start, start.AddHours(2), "Sala", [], 1, true)).Code);
            return 0;
        });
    }

    [Fact]
    public void Seats_that_are_there_are_part_of_all_however_many_are_marked()
    {
        foreach (var holders in Enumerable.Range(0, 4))
            foreach (var substitutes in Enumerable.Range(0, 4))
            {
                var count = new SeatCount(holders, substitutes, 0, 1, 0, 3);
                Assert.True(count.Sure <= count.All && count.Votes <= count.All);
            }
    }

    [Fact]
    public void Files_that_take_more_room_than_is_given_are_not_told_as_a_part()
    {
        const long giga = 1024L * 1024 * 1024;
        var part = Texts.In("it", () => FileWords.Room(new Texts(), (2 * giga, 5 * giga)));
        Assert.Contains("2,0 GB su 5,0 GB", part, StringComparison.Ordinal);
        var more = Texts.In("it", () => FileWords.Room(new Texts(), (6 * giga, 5 * giga)));
        Assert.DoesNotContain(" su ", more, StringComparison.Ordinal);
        Assert.Contains("più dei 5,0 GB", more, StringComparison.Ordinal);
    }
}
