using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Search;
using ItalianText = Deliberation.Similarity.ItalianText;

namespace Patto.Demo;

/// <summary>Many voices at once, for measuring: the same acts, tables and audit chain as one voice, thousands to a transaction and written
/// in bulk. Published voices can be found; letters and links have nobody to go to.</summary>
public sealed class Crowd(IServiceProvider services)
{
    private const int AtOnce = 5000;

    /// <summary>So many people speak in a process; most of what they say is read and published.</summary>
    /// <param name="unread">How many of a hundred nobody has read yet.</param>
    public async Task SpeakAsync(Authority town, ProcessInfo process, int count, int seed = 1, int unread = 3,
        CancellationToken cancel = default)
    {
        var talk = new CrowdText(seed);
        for (var said = 0; said < count; said += AtOnce)
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentAuthority>().MoveTo(town);
            var now = Math.Min(AtOnce, count - said);
            await scope.ServiceProvider.GetRequiredService<Writes>()
                .RunAsync(write => SpeakAsync(write, talk, process, now, unread, cancel), cancel);
        }
    }

    private static async Task SpeakAsync(WriteScope write, CrowdText talk, ProcessInfo process, int count, int unread,
        CancellationToken cancel)
    {
        var spoken = new Contribution[count];
        var key = write.Get<InstallationKey>();
        var codes = await write.Get<Codes>().BlockAsync(process.Authority.Value, process.Key, "C", count, cancel);
        for (var i = 0; i < count; i++)
        {
            var (theme, area, text) = talk.Next();
            spoken[i] = Contribution.Record(process, codes[i], Secrets.Hash(Secrets.New(), key),
                new(text, talk.Pick(Ways)) { Kind = talk.Pick(Kinds), Theme = theme, Area = area }, null, write.Now);
            if (i % 100 >= unread) spoken[i].Publish(write.Now);
        }
        await WriteDownAsync(write, process, spoken, cancel);
    }

    private static async Task WriteDownAsync(WriteScope write, ProcessInfo process, Contribution[] spoken, CancellationToken cancel)
    {
        var witness = write.Get<AuditWriter>();
        await write.Db.InsertAsync(await witness.ChainAsync([.. spoken.SelectMany(c => c.TakeEvents())], LeftBehind.OfNew(write.Db, spoken),
            cancel), cancel);
        await write.Db.InsertAsync(spoken, cancel);
        await write.Db.InsertAsync([.. spoken.Where(c => c.IsPublic).Select(c => Findable(process, c))], cancel);
        await write.Get<SearchBook>().LearnAsync(spoken.Where(c => c.IsPublic).Select(c => $"{c.Code} {c.PublicText}"), cancel);
    }

    // As the index keeps a voice that was published; new ones need not be looked for first.
    private static SearchEntry Findable(ProcessInfo process, Contribution voice) => new()
    {
        Subject = voice.Subject,
        Authority = process.Authority,
        Scope = process.Id.Value,
        At = voice.PublishedAt!.Value,
        Visibility = Visibility.Public,
        Title = voice.Code,
        Text = voice.PublicText!,
        Stems = ItalianText.Stems($"{voice.Code} {voice.PublicText}"),
        Url = ContributionUrls.Show(process.Slug, voice.Code),
    };

    private static readonly ContributionKind[] Kinds = Enum.GetValues<ContributionKind>();
    private static readonly Via[] Ways = [Via.Web, Via.Web, Via.Web, Via.Paper, Via.Paper, Via.Meeting, Via.Desk, Via.Phone];
}
