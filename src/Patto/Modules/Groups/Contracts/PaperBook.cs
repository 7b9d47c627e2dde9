using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Search;

namespace Patto.Modules.Groups.Contracts;

/// <summary>What the space of a group takes.</summary>
public enum PaperKind { Meeting, Text, Voice }

/// <summary>Something that was inside a group and that everybody reads now.</summary>
public sealed record OpenedPaper(Id<Paper> Id, Id<Process> Process, string Track, PaperKind Kind, string Title, string Text, DateOnly? Day,
    string Place, DateTimeOffset At, DateTimeOffset Opened)
{
    public Subject Subject => Subject.Of("paper", Id);
    /// <summary>In addresses of a page that shows several.</summary>
    public string Anchor => AnchorOf(Id);
    internal static string AnchorOf(Id<Paper> paper) => $"c-{paper}";
}

/// <summary>What a group keeps to itself, and what of it flows out with an internal track.</summary>
public sealed class PaperBook(AppDb db, CurrentUser currentUser, TrackBook tracks, SearchBook search, TimeProvider clock)
{
    /// <summary>What came out of the tracks of a process, in order of writing.</summary>
    /// <param name="track">Its key; null: of all.</param>
    public Task<List<OpenedPaper>> OpenedAsync(Id<Process> process, string? track, CancellationToken cancel) => db.Papers.AsNoTracking()
        .Where(p => p.Process == process && p.Opened != null && p.Track != null && (track == null || p.Track == track))
        .OrderBy(p => p.At).ThenBy(p => p.Id)
        .Select(p => new OpenedPaper(p.Id, p.Process, p.Track!, p.Kind, p.Title, p.Text, p.Day, p.Place, p.At, p.Opened!.Value))
        .ToListAsync(cancel);

    /// <summary>In a running act: one that has just been opened.</summary>
    public async Task<OpenedPaper> OpenedAsync(Id<Paper> id, CancellationToken cancel) =>
        await db.Papers.FindAsync([id], cancel) is { Opened: { } at } p
            ? new(p.Id, p.Process, p.Track ?? "", p.Kind, p.Title, p.Text, p.Day, p.Place, p.At, at) : throw new Unknown();

    /// <summary>What this person reads in the space of a group, the newest first.</summary>
    internal async Task<IReadOnlyList<Paper>> InsideAsync(Id<Group> group, CancellationToken cancel) =>
        await db.Papers.AsNoTracking().Where(p => p.Group == group).ReadBy(await ReaderAsync(cancel))
            .OrderByDescending(p => p.At).ThenByDescending(p => p.Id).ToListAsync(cancel);

    /// <summary>What would flow out with a track, in order of writing.</summary>
    internal Task<List<Paper>> ClosedOfAsync(Id<Process> process, string track, CancellationToken cancel) =>
        db.Papers.Where(p => p.Process == process && p.Track == track && p.Opened == null).OrderBy(p => p.At).ThenBy(p => p.Id)
            .ToListAsync(cancel);

    internal async Task<Reader> ReaderAsync(CancellationToken cancel) =>
        Reader.Of(await currentUser.GrantsAsync(db, cancel), clock.GetUtcNow());

    /// <summary>A track flows into the public one: what was listed is everybody's, neither more nor less.</summary>
    /// <param name="listed">What was shown to who decides it.</param>
    internal async Task<int> ConvergeAsync(ProcessInfo process, string track, string reason, IReadOnlyCollection<Guid> listed,
        CancellationToken cancel)
    {
        var papers = await ClosedOfAsync(process.Id, track, cancel);
        RuleViolation.Unless(papers.Select(p => p.Id.Value).ToHashSet().SetEquals(listed), "track.changed-meanwhile",
            "Nel frattempo nel filone è cambiato qualcosa: rileggi che cosa diventa pubblico, poi conferma.");
        await tracks.ConvergeAsync(process.Id, track, reason, papers.Count, cancel);
        foreach (var paper in papers)
        {
            paper.Open(clock.GetUtcNow());
            // A voice is found as the voice of the process that it becomes.
            if (paper.Kind != PaperKind.Voice) await search.IndexAsync(paper.Subject, paper.Title, paper.Text,
                GroupUrls.Opened(process.Slug, track, paper.Id), Visibility.Public, process.Id.Value, clock.GetUtcNow(), cancel);
        }
        return papers.Count;
    }
}
