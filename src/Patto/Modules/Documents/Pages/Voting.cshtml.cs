using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Documents.Contracts;
using Patto.Web;

namespace Patto.Modules.Documents.Pages;

/// <summary>The amendments that wait, in the order in which they are put to the vote: for the table of the room.</summary>
[AlsoAsPdf("ordine-di-voto")]
public sealed class VotingModel : DocumentPage
{
    public override Act Demands => DocumentActs.Reply;

    /// <summary>Place by place, in reading order.</summary>
    public IReadOnlyList<(string EId, IReadOnlyList<Vote> Votes)> Places { get; private set; } = [];
    public IReadOnlyDictionary<string, string> Signatures { get; private set; } = new Dictionary<string, string>();
    public int Count { get; private set; }

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        var order = new ReadingOrder((await OutlineAsync(cancel)).Read());
        var waiting = await Db.Amendments.AsNoTracking().Where(a => a.Document == Document.Id && a.Answer == Answer.Waiting
            && a.Reading == Reading.Published).OrderBy(a => a.Code).ToListAsync(cancel);
        (Count, Signatures) = (waiting.Count, waiting.ToDictionary(a => a.Code, a => a.Signature));
        Places = [.. waiting.GroupBy(a => a.EId).OrderBy(g => order.Of(g.Key))
            .Select(g => (g.Key, VotesOn(g.Key, order.Find(g.Key), [.. g])))];
        Trail((Document.Title, Home), (L["Osservazioni"], DocumentUrls.Desk(Process.Slug, Document.Id)),
            (L["In che ordine si vota"], null));
        return true;
    }

    private static IReadOnlyList<Vote> VotesOn(string eId, Part? piece, IReadOnlyList<Amendment> amendments)
    {
        var present = piece is { HasWords: true } ? piece.Text : "";
        return VotingOrder.Of(eId, present,
            [.. amendments.Select(a => new Wish(a.Code, Merging.Rebase(a.OldText, a.NewText, present).Wanted))]);
    }

    public void OnGet() { }
}
