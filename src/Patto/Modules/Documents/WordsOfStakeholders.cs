using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Documents;

/// <summary>The published amendments and remarks that are signed with the name of a body. Who signs writes the signature.</summary>
internal sealed class WordsOfStakeholders(AppDb db, Texts L) : ITellOfStakeholders
{
    public bool IsPublic => true;
    public int Order => 8;
    public string Title => "Emendamenti e commenti firmati con il suo nome";

    public async Task<IReadOnlyList<StakeholderFact>> OfAsync(ProcessInfo process, KnownStakeholder body, CancellationToken cancel)
    {
        var amendments = await db.Amendments.AsNoTracking().Where(a => a.Process == process.Id && a.Reading == Reading.Published
            && a.Signature != "").OrderBy(a => a.At).ToListAsync(cancel);
        var comments = await db.Comments.AsNoTracking().Where(c => c.Process == process.Id && c.Reading == Reading.Published
            && c.Signature != "").OrderBy(c => c.At).ToListAsync(cancel);
        return [.. amendments.Where(a => body.IsOf(a.Signature, "")).Select(a => Fact(process,
                L.Phrase($"{a.Code}: {Words(a)} ({L[a.Answer.Italian()]})"), a.At, a.Document, a.EId))
            .Concat(comments.Where(c => body.IsOf(c.Signature, "")).Select(c => Fact(process, Excerpt.Of(c.Text, 160), c.At,
                c.Document, c.EId))).OrderBy(f => f.On)];
    }

    private static StakeholderFact Fact(ProcessInfo process, string text, DateTimeOffset at, Id<Document> document, string eId) =>
        new(text, Texts.RomeDay(at), DocumentUrls.Article(process.Slug, document, eId.Split("__")[0]));

    private string Words(Amendment amendment) => Excerpt.Of(amendment.NewText.Length > 0 ? amendment.NewText
        : L["Togliere: {0}", amendment.OldText].Value, 160);
}
