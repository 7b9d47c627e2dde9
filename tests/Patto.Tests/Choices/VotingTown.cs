using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Choices;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Processes;

namespace Patto.Tests.Choices;

/// <summary>A town in which people vote.</summary>
internal sealed class VotingTown(PlatformHost host)
{
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public PlatformHost Host { get; } = host;
    public Authority Town { get; private set; } = null!;
    public Process Process { get; private set; } = null!;
    public ProcessInfo Info { get; private set; } = null!;
    public Account Paola { get; private set; } = null!;

    public static async Task<VotingTown> BeginAsync(PlatformHost host)
    {
        var town = new VotingTown(host) { Town = await host.AuthorityAsync() };
        town.Process = await host.ProcessAsync(town.Town, starts: new DateOnly(2026, 1, 7));
        town.Info = new(town.Process.Id, town.Town.Id, town.Process.Key, town.Process.Slug, town.Process.Title, "", true, false);
        town.Paola = await host.AccountAsync("Paola Guidi", town.Town, Role.Officer);
        return town;
    }

    public static ChoiceData Asked(ChoiceRule rule, DateTimeOffset now, Electorate who = Electorate.Codes, int winners = 1, int points = 10,
        decimal? budget = null, int? quorum = null, bool onPaper = true, bool whole = false) => new("Che cosa parte nel 2027?", "", rule,
            who,
            null, now, now.AddDays(2), winners, points, budget, quorum, onPaper, whole, "");

    public static ChoiceOption Option(string title, decimal? cost = null) => new(Guid.NewGuid(), title, "", cost, "", null);

    /// <summary>A vote that is open.</summary>
    public Task<Choice> OpenAsync(ChoiceData asked, params string[] titles) => Host.Act(Town, Paola, async write =>
    {
        var code = await write.Get<Codes>().NextAsync(Town.Id.Value, Process.Key, "V", Cancel);
        var choice = Choice.Write(Info, code, asked, write.Now);
        foreach (var (title, n) in titles.Select((t, n) => (t, n))) choice.Offer(Option(title, asked.Budget is null
            ? null : 1_000 * (n + 1)));
        choice.Open(() => write.Get<VoteKeys>().Make(choice.Id), write.Now);
        write.Db.Add(choice);
        return choice;
    });

    public Task<List<string>> PrintAsync(Choice choice, int count) =>
        Host.Act(Town, Paola, write => write.Get<BallotBox>().PrintAsync(choice, count, Cancel));

    /// <summary>A ballot that the device closed.</summary>
    public Task<int> CastAsync(Choice choice, VoterClaim who, Ballot ballot) => Host.Act(Town, null, async write =>
    {
        await write.Get<BallotBox>().CastAsync(choice.Id, who, Envelope.Seal(choice.PublicKey!, choice.Id.Value, ballot.Write()), write.Now,
            Cancel);
        return 0;
    });

    public Task<(int Taken, List<RefusedLine> Refused)> TypeAsync(Choice choice, IEnumerable<string> lines, bool inTime = true) =>
        Host.Act(Town, Paola, write => write.Get<BallotBox>().EnterAsync(choice.Id, string.Join('\n', lines), inTime, write.Now, Cancel));

    public Task<ChoiceResult> CountAsync(Choice choice, string? key = null) => Host.Act(Town, Paola, async write =>
    {
        var box = write.Get<BallotBox>();
        await box.StandAsync(choice.Id, Cancel);
        return await box.CountAsync(await write.Db.Choices.SingleAsync(c => c.Id == choice.Id, Cancel), key, write.Now, Cancel);
    });

    public Task<Choice> ReadAsync(Choice choice) => Host.InDb(db => db.Choices.AsNoTracking().SingleAsync(c => c.Id == choice.Id, Cancel));

    public VoteKeys Keys => Host.Services.GetRequiredService<VoteKeys>();

    public static Ballot Of(params int[] marks) => new(marks, false, Ballot.NewReceipt());
}
