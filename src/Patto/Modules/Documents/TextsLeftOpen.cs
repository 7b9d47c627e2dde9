using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Documents;

/// <summary>Texts with words in them that are not final, and proposals to whoever decides that were not handed over: what entered them
/// waits
/// with them.</summary>
internal sealed class TextsLeftOpen(AppDb db, Texts L) : IOpenEnds
{
    public int Order => 30;
    public string Key => "testi";
    public string Title => L["Testi"];

    public async Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var nodes = db.Nodes;
        var found = await db.Documents.AsNoTracking().Where(d => d.Process == process.Id && nodes.Any(n => n.Document == d.Id)
            && (d.State == DocumentState.Draft || d.State == DocumentState.Published || d.State == DocumentState.Final))
            .OrderBy(d => d.Created).Select(d => new { d.Id, d.Title, d.Kind, d.State }).ToListAsync(cancel);
        return [.. from d in found
                   where d.State != DocumentState.Final || d.Kind.IsProposal()
                   select new OpenEnd(Subject.Of("document", d.Id), d.State == DocumentState.Draft ? "Un testo non pubblicato" : d.Title,
                       d.Title, d.State == DocumentState.Final ? L["È definitivo e non è stato consegnato a chi decide."]
                       : L["Non è definitivo: {0}.", L[d.State.Italian()]], DocumentUrls.Show(process.Slug, d.Id))];
    }
}

/// <summary>Amendments without an answer; what was not published, with the reason, has one.</summary>
internal sealed class AmendmentsLeftOpen(AppDb db, Texts L) : IOpenEnds
{
    public int Order => 40;
    public string Key => "emendamenti";
    public string Title => L["Emendamenti"];

    public async Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var found = await db.Amendments.AsNoTracking().Where(a => a.Process == process.Id && a.Answer == Answer.Waiting
            && a.Reading != Reading.Hidden).OrderBy(a => a.Code)
            .Select(a => new { a.Id, a.Document, a.Code, a.Reading, Words = a.Why.Substring(0, 200) }).ToListAsync(cancel);
        return [.. found.Select(a => new OpenEnd(Subject.Of("amendment", a.Id),
            a.Reading == Reading.Published ? a.Code : "Un emendamento non pubblicato", $"{a.Code}: {a.Words}",
            a.Reading == Reading.Published ? L["Il Tavolo non ha risposto."] : L["Nessuno l'ha letto."],
            DocumentUrls.Desk(process.Slug, a.Document)))];
    }
}

/// <summary>Comments that nobody has read.</summary>
internal sealed class CommentsLeftOpen(AppDb db, Texts L) : IOpenEnds
{
    public int Order => 50;
    public string Key => "commenti";
    public string Title => L["Commenti"];

    public async Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var found = await db.Comments.AsNoTracking().Where(c => c.Process == process.Id && c.Reading == Reading.Unread).OrderBy(c => c.At)
            .Select(c => new { c.Id, c.Document, Words = c.Text.Substring(0, 200) }).ToListAsync(cancel);
        return [.. found.Select(c => new OpenEnd(Subject.Of("comment", c.Id), "Un commento non pubblicato", c.Words,
            L["Nessuno l'ha letto."], DocumentUrls.Desk(process.Slug, c.Document)))];
    }
}
