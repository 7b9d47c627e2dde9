using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Documents;

/// <summary>Amendments and remarks to read, amendments to answer, texts to write, to publish, to close.</summary>
internal sealed class TextsThatWait(AppDb db, Texts L, TimeProvider clock) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States =>
        [Reading.Unread, Answer.Waiting, DocumentState.Draft, DocumentState.Published, DocumentState.Final];

    public bool EndsWithTheProcess => true;

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        var (reads, replies, drafts, publishes) = (await may(DocumentActs.Read), await may(DocumentActs.Reply),
            await may(DocumentActs.Draft), await may(DocumentActs.Publish));
        var watches = await may(ProcessActs.Watch);
        var (amendments, comments, nodes, today) = (db.Amendments, db.Comments, db.Nodes, Texts.RomeDay(clock.GetUtcNow()));
        var texts = await db.Documents.AsNoTracking().Where(d => d.Process == process.Id).OrderByDescending(d => d.Created).Select(d => new
        {
            d.Id,
            d.Title,
            d.State,
            d.Kind,
            d.OpenTo,
            d.AnswerBy,
            HasWords = nodes.Any(n => n.Document == d.Id),
            Unread = amendments.Count(a => a.Document == d.Id && a.Reading == Reading.Unread)
            + comments.Count(c => c.Document == d.Id && c.Reading == Reading.Unread),
            Unanswered = amendments.Count(a => a.Document == d.Id && a.Answer == Answer.Waiting && a.Reading != Reading.Hidden),
        }).ToListAsync(cancel);
        List<Waiting> found = [];
        foreach (var text in texts)
        {
            var door = replies ? DocumentUrls.Desk(process.Slug, text.Id) : DocumentUrls.Show(process.Slug, text.Id);
            if (text.Unread > 0 && reads)
                found.Add(new(L.Count(text.Unread, "Un'osservazione da leggere", "{0} osservazioni da leggere"),
                    L["«{0}»: finché nessuno le legge non sono pubbliche.", text.Title], L["Leggi"], door));
            if (text.Unanswered > 0 && text.OpenTo is { } last && (replies || watches))
                found.Add(new(L.Count(text.Unanswered, "Un emendamento senza risposta", "{0} emendamenti senza risposta"),
                    L["«{0}», osservazioni fino al {1}.", text.Title, L.Day(last)], L["Rispondi"], door, (text.AnswerBy ?? last) < today));
            if (text is { State: DocumentState.Published, OpenTo: { } closed, Unanswered: 0 } && closed < today && publishes)
                found.Add(new(L["Un testo da chiudere"], L["«{0}»: le osservazioni sono finite e hanno tutte risposta.", text.Title],
                    L["Chiudi il testo"], DocumentUrls.Edit(process.Slug, text.Id)));
            if (text.State == DocumentState.Final && text.Kind.IsProposal() && publishes)
                found.Add(new(L["Un testo da consegnare a chi decide"], L["«{0}» è definitivo.", text.Title], L["Vai al testo"],
                    DocumentUrls.Show(process.Slug, text.Id)));
            if (text is { State: DocumentState.Draft, HasWords: true } && publishes)
                found.Add(new(L["Un testo in bozza"], L["«{0}»: quando è pronto si pubblica.", text.Title], L["Vai al testo"],
                    DocumentUrls.Edit(process.Slug, text.Id)));
            else if (text is { State: DocumentState.Draft, HasWords: true } && drafts)
                found.Add(new(L["Un testo in bozza"], L["«{0}»: si scrive insieme, poi lo pubblica chi cura il percorso.", text.Title],
                    L["Continua a scrivere"], DocumentUrls.Edit(process.Slug, text.Id)));
        }
        if (drafts && texts.Where(t => t is { State: DocumentState.Draft, HasWords: false }).ToList() is { Count: > 0 } empty)
            found.Add(new(L.Count(empty.Count, "Un testo da scrivere", "{0} testi da scrivere"),
                string.Join(", ", empty.Select(d => d.Title)), L["Comincia a scrivere"],
                empty is [{ } only] ? DocumentUrls.Edit(process.Slug, only.Id) : DocumentUrls.All(process.Slug)));
        return found;
    }
}
