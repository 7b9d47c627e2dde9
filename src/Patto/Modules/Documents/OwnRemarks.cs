using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Documents;

/// <summary>What somebody asked of the texts: amendments and comments.</summary>
internal sealed class OwnRemarks(AppDb db, Texts L) : ITellOwnActs
{
    public async Task<IReadOnlyList<OwnAct>> OfAsync(DataSubject who, CancellationToken cancel)
    {
        var ids = who.Ids<Person>();
        var amendments = await (from a in db.Amendments.AsNoTracking()
                                join d in db.Documents on a.Document equals d.Id
                                where a.Author != null && ids.Contains(a.Author.Value)
                                orderby a.At descending
                                select new { a, d.Title }).ToListAsync(cancel);
        var comments = await (from c in db.Comments.AsNoTracking()
                              join d in db.Documents on c.Document equals d.Id
                              where c.Author != null && ids.Contains(c.Author.Value)
                              orderby c.At descending
                              select new { c, d.Title }).ToListAsync(cancel);
        return
        [
            .. amendments.Select(x => new OwnAct(OwnKind.Remark, L["Emendamento a «{0}»: «{1}»", x.Title,
                Excerpt.Of(x.a.NewText.Length > 0 ? x.a.NewText : x.a.OldText, 200)], Subject.Of("process", x.a.Process), x.a.At,
                StateOf(x.a.Reading, x.a.HiddenWhy, x.a.Answer), TagOf(x.a.Reading, x.a.Answer))
            {
                Code = x.a.Code,
                Url = x.a.IsPublic ? _ => "/filo/" + x.a.Code : null,
                Changed = x.a.AnsweredAt,
            }),
            .. comments.Select(x => new OwnAct(OwnKind.Remark, L["Commento a «{0}»: «{1}»", x.Title, Excerpt.Of(x.c.Text, 200)],
                Subject.Of("process", x.c.Process), x.c.At, StateOf(x.c.Reading, x.c.HiddenWhy, null), TagOf(x.c.Reading, null))
            {
                Code = x.c.Code,
                Url = x.c.Reading == Reading.Published ? slug => DocumentUrls.Show(slug, x.c.Document) : null,
            }),
        ];
    }

    private string StateOf(Reading reading, string? hidden, Answer? answer) => reading switch
    {
        Reading.Unread => L["In lettura"],
        Reading.Hidden => L["Non è stato pubblicato. Il motivo: {0}", hidden ?? ""],
        Reading.Withdrawn => L["Ritirato"],
        _ => answer is { } given ? L[given.Italian()] : L["Pubblicato"],
    };

    private static string TagOf(Reading reading, Answer? answer) => reading switch
    {
        Reading.Unread => "wait",
        Reading.Hidden or Reading.Withdrawn => "no",
        _ => answer is Answer.Waiting ? "wait" : answer is Answer.Accepted or Answer.InPart ? "ok" : "open",
    };
}
