using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Mail;
using Patto.Modules.Monitoring;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Tests.Processes;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Patto.Tests;

/// <summary>What is told to many is posted by the act as one row, and written afterwards: each gets one letter, whatever happens.</summary>
public sealed class MailingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(Authority, Process)> CrowdAsync(PlatformHost host, int people)
    {
        var town = await host.AuthorityAsync();
        var process = await host.ProcessAsync(town);
        await host.Act(town, null, write =>
        {
            for (var n = 0; n < people; n++)
            {
                var person = Person.Meet(town.Id, $"Persona {n}", n % 10 == 0 ? Channel.Post : Channel.Email,
                    n % 10 == 0 ? $"Via Roma {n}, Fontelieta" : $"persona{n}@esempio.it", write.Now);
                write.Db.AddRange(person, Participation.Of(person.Id, town.Id, process.Subject, ParticipationKind.Meeting, 0, write.Now));
            }
            return Task.FromResult(0);
        });
        return (town, process);
    }

    private static Task<(int Letters, int Tracked, TimeSpan Took)> SendReportAsync(PlatformHost host, Authority town, Process process) =>
        host.Act(town, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!;
            var accounting = write.Get<Accounting>();
            await accounting.DefineAsync(info, new("Prese in carico", "famiglie", "Servizi sociali", 40, new DateOnly(2026, 1, 31), 60,
                new DateOnly(2027, 3, 31), null), [], write.Now, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            var report = await accounting.PublishAsync(info, "Ecco.", write.Now, null, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            var began = Stopwatch.GetTimestamp();
            await accounting.SendAsync(info, report, write.Now, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            return (await write.Db.Set<Letter>().CountAsync(Cancel), write.Db.ChangeTracker.Entries().Count(),
                Stopwatch.GetElapsedTime(began));
        });

    private static async Task<bool> WriteAsync(PlatformHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await MailingWriter.RunAsync(scope.ServiceProvider, Cancel);
    }

    private static Task<List<Guid>> ToldAsync(PlatformHost host) => host.InDb(async db =>
        (await db.Set<Letter>().AsNoTracking().Select(l => l.Person).ToListAsync(Cancel)).Select(p => p!.Value.Value).ToList());

    [Fact]
    public async Task A_report_to_ten_thousand_people_is_one_row_of_one_act_and_reaches_each_once_although_the_program_was_killed()
    {
        const int People = 10_000;
        await using var first = new PlatformHost { Keeps = true };
        var (town, process) = await CrowdAsync(first, People);
        // Persona 1 came again, ten thousand people later: the same letter box, one letter.
        await first.Act(town, null, write =>
        {
            var again = Person.Meet(town.Id, "Persona 1", Channel.Email, "PERSONA1@esempio.it", write.Now);
            write.Db.AddRange(again, Participation.Of(again.Id, town.Id, process.Subject, ParticipationKind.Meeting, 0, write.Now));
            return Task.FromResult(0);
        });
        var (letters, tracked, took) = await SendReportAsync(first, town, process);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"posted to {People} in {took.TotalMilliseconds:0} ms, {tracked} rows in the hands of the act");
        Assert.Equal(0, letters);
        Assert.True(tracked < 20, $"{tracked} rows");
        for (var n = 0; n < 3; n++) Assert.True(await WriteAsync(first));
        Assert.Equal(3 * MailingWriter.Batch, (await ToldAsync(first)).Count);
        // Killed: what is in memory is gone, and another program goes on with the database.
        await first.DisposeAsync();
        await using var second = new PlatformHost(first);
        while (await WriteAsync(second)) { }
        var told = await ToldAsync(second);
        Assert.Equal((People, People), (told.Count, told.Distinct().Count()));
        var mailing = await second.InDb(db => db.Set<Mailing>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(People, mailing.Written);
        Assert.NotNull(mailing.Done);
        var report = await second.InDb(db => db.MonitoringReports.AsNoTracking().SingleAsync(Cancel));
        Assert.Equal((People - People / 10, People / 10), (report.Mailed, report.ToPrint));
    }

    /// <summary>Says to the first two hundred, then falls in the middle of a batch, once.</summary>
    private sealed class Falling(AppDb db) : MailingToPeople
    {
        public static bool HasFallen { get; set; }
        public override string Name => "tests.falling";
        protected override Task<IQueryable<Person>> ToAsync(Mailing mailing, CancellationToken cancel) =>
            Task.FromResult<IQueryable<Person>>(db.Set<Person>());
        protected override Task<Func<Person, Message?>?> WriterAsync(Mailing mailing, IReadOnlyList<Person> batch, CancellationToken cancel)
        {
            var said = 0;
            return Task.FromResult<Func<Person, Message?>?>(person =>
            {
                if (mailing.Written >= MailingWriter.Batch && !HasFallen && ++said == 50)
                {
                    HasFallen = true;
                    throw new InvalidOperationException("The pen broke.");
                }
                return new Message("Ciao", "Testo.");
            });
        }
    }

    [Fact]
    public async Task A_batch_that_falls_leaves_nothing_stops_no_other_mailing_and_is_written_again_later()
    {
        await using var host = new PlatformHost { Also = s => s.AddScoped<IMailingKind, Falling>() };
        var (town, process) = await CrowdAsync(host, 450);
        await host.Act(town, null, async write =>
        {
            await write.Get<Mailings>().PostAsync("tests.falling", process.Subject, process.Subject, null, Cancel);
            return 0;
        });
        await SendReportAsync(host, town, process);
        while (await WriteAsync(host)) { }
        Assert.True(Falling.HasFallen);
        Assert.Equal((200, 450), await ByKindAsync(host));
        host.Clock.Now += TimeSpan.FromMinutes(6);
        while (await WriteAsync(host)) { }
        Assert.Equal((450, 450), await ByKindAsync(host));
    }

    private static Task<(int, int)> ByKindAsync(PlatformHost host) => host.InDb(async db => (
        await db.Set<Letter>().Where(l => l.Subject == "Ciao").Select(l => l.Person).Distinct().CountAsync(Cancel),
        await db.Set<Letter>().Where(l => l.Subject != "Ciao").CountAsync(Cancel)));

    [Fact]
    public async Task Two_nodes_that_write_the_same_mailing_at_once_write_nobody_twice()
    {
        await using var host = new PlatformHost();
        var (town, process) = await CrowdAsync(host, 700);
        await SendReportAsync(host, town, process);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () => { while (await WriteAsync(host)) { } }, Cancel)));
        var told = await ToldAsync(host);
        Assert.Equal((700, 700), (told.Count, told.Distinct().Count()));
    }

    /// <summary>Who posts a letter, found in the code: each of these posts to one person. To many, an act posts a mailing.</summary>
    [Fact]
    public void Every_place_that_posts_letters_posts_to_one_person()
    {
        string[] one =
        [
            "Applications", "Applications", "Confirmation", "ConvocationLetters", "DataRequestBook", "Drafting", "Drafting", "DrawLetters",
                "GroupBook", "InvitationBook",
                "InvitationBook",
            "MailingWriter", "MapReviews", "MeetingLetters", "OfficeLetters", "PactLetters",
                "OneTimeCodes", "OwnDoor", "Reminders", "ReportLetters", "Rescue", "ResetLetters", "RoleBook",
                "Subscribing", "SuggestionsModel",
                "WelcomeTheColleague",
        ];
        var places = (from type in typeof(OwnTypes).Assembly.GetTypes()
                      from method in References.MethodsOf(type)
                      from called in References.CalledBy(method)
                      where called.Name == "Post"
                          && (called.DeclaringType == typeof(Outbox) || called.DeclaringType == typeof(IPostLetters))
                      select References.WrittenIn(method)).Distinct().Order(StringComparer.Ordinal).ToList();
        var kinds = typeof(OwnTypes).Assembly.GetTypes().Count(t => !t.IsAbstract && t.IsAssignableTo(typeof(IMailingKind)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{places.Count} places post to one, {kinds} kinds of mailing to many");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("\n", places));
        Assert.True(kinds >= 7, $"{kinds}");
        Assert.DoesNotContain(places, p => !one.Any(o => p.StartsWith(o, StringComparison.Ordinal)));
        Assert.True(places.Count >= 10, $"{places.Count}");
    }

    [Fact]
    public async Task Every_kind_of_mailing_has_a_name_of_its_own_and_is_found_by_it()
    {
        await using var host = new PlatformHost();
        await using var scope = host.Services.CreateAsyncScope();
        var names = scope.ServiceProvider.GetServices<IMailingKind>().Select(k => k.Name).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["communication.circular", "communication.circular-stakeholders", "communication.closed", "communication.day",
            "communication.decided", "communication.night", "communication.notice", "communication.steps", "communication.week",
            "draws.candidates", "meetings.cancelled", "meetings.moved", "meetings.video", "monitoring.report",
            "proposals.gathered", "proposals.incorporated", "proposals.released"], names);
    }
}
