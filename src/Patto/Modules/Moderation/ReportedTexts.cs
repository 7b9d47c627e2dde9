using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Moderation.Contracts;
using Patto.Modules.Processes;

namespace Patto.Modules.Moderation;

/// <summary>A text that may be reported, as who decides reads it.</summary>
public sealed record ReportedText(Subject Subject, string Code, string Text, bool IsPublic);

/// <summary>Voices and comments: found by code, paused and shown again.</summary>
internal sealed class ReportedTexts(AppDb db, ContributionBook voices, DocumentBook comments)
{
    /// <summary>What anybody reads under that code; null where nobody may.</summary>
    public async Task<ReportedText?> PublicAsync(Id<Process> process, string code, CancellationToken cancel) =>
        await voices.FindByCodesAsync(process, [code], forStaff: false, cancel) is [var voice, ..]
            ? new(voice.Subject, voice.Code, voice.Text, true)
            : await comments.CommentsAsync(process, code, [], cancel) is [{ IsPublic: true } comment, ..]
                ? new(comment.Subject, comment.Code, comment.Text, true) : null;

    /// <summary>Codes and words of these texts; what was withdrawn has none any more.</summary>
    public async Task<IReadOnlyDictionary<Subject, ReportedText>> OfAsync(Id<Process> process, IReadOnlyCollection<Subject> of,
        CancellationToken cancel)
    {
        List<Id<Contributions.Contribution>> ids = [.. of.Where(s => s.Kind == "contribution")
            .Select(s => new Id<Contributions.Contribution>(s.Id))];
        var told = ids.Count == 0 ? [] : (await voices.FindAsync(process, ids, forStaff: true, cancel))
            .ConvertAll(v => new ReportedText(v.Subject, v.Code, v.Text, v.IsPublic));
        var said = await comments.CommentsAsync(process, null, [.. of.Where(s => s.Kind == "comment")], cancel);
        return told.Concat(said.Select(c => new ReportedText(c.Subject, c.Code, c.Text, c.IsPublic))).Where(t => t.Text.Length > 0)
            .ToDictionary(t => t.Subject);
    }

    public Task PauseAsync(Subject of, string why, CancellationToken cancel) => of.Kind == "contribution"
        ? voices.PauseAsync(new(of.Id), why, cancel) : comments.PauseCommentAsync(of, why, cancel);

    public Task ResumeAsync(Subject of, CancellationToken cancel) => of.Kind == "contribution"
        ? voices.ResumeAsync(new(of.Id), cancel) : comments.ResumeCommentAsync(of, cancel);

    /// <summary>What these letters are of; null for nothing that may be reported.</summary>
    public async Task<Subject?> OfLettersAsync(string secretHash, CancellationToken cancel) =>
        await voices.OfLettersAsync(secretHash, cancel) ?? await comments.OfLettersAsync(secretHash, cancel);

    /// <summary>The pause that a text is in, the last one; null where it is in none.</summary>
    public Task<TextReport?> PauseOfAsync(Subject of, CancellationToken cancel) => db.Set<TextReport>().AsNoTracking()
        .Where(r => r.Of == of && (r.State == ReportedState.Paused
            || r.State == ReportedState.Appealed || r.State == ReportedState.Confirmed))
        .OrderByDescending(r => r.Decided).FirstOrDefaultAsync(cancel);
}
