using Deliberation.Formats.Regulations;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.People;
using Patto.Provenance;
using Patto.Search;

namespace Patto.Modules.Documents;

/// <summary>What happens to a text beyond the text itself: sources tied, amendments answered, authors told. Used inside an act.</summary>
public sealed class Drafting(AppDb db, Filo filo, Outbox mail, Codes codes, PeopleBook people, SearchBook search, ProcessBook processes,
    ProposalBook proposals, ClosingBook closings, FileStore files, CurrentUser currentUser, InstallationKey key, Texts L)
{
    /// <summary>The document with its editions, for acting.</summary>
    public async Task<Document> LoadAsync(Id<Document> document, CancellationToken cancel = default) =>
        await db.Documents.Include(d => d.Editions.OrderBy(e => e.Number)).SingleOrDefaultAsync(d => d.Id == document, cancel)
            ?? throw new Unknown();

    public async Task<Outline> OutlineAsync(Document document, CancellationToken cancel = default)
    {
        List<Node> nodes = document.Events.OfType<DocumentStarted>().Any() ? []
            : await db.Nodes.Include(n => n.Versions.OrderBy(v => v.Number)).Where(n => n.Document == document.Id).ToListAsync(cancel);
        return new(document, nodes);
    }

    /// <summary>Keeps the new nodes of an outline, and ties each new version to what it comes from.</summary>
    public async Task SaveAsync(Document document, Outline outline, CancellationToken cancel = default)
    {
        foreach (var node in outline.Nodes)
        {
            if (db.Entry(node).State == EntityState.Detached) db.Add(node);
            foreach (var version in node.Versions.Where(v => db.Entry(v).State is EntityState.Added or EntityState.Detached))
                foreach (var source in version.Sources.Select(s => Subject.Parse(s, null)))
                    await TieAsync(document, source, node, cancel);
        }
    }

    // A link shows itself only when both its ends may be read: before the first edition nobody outside reads the article.
    private Task TieAsync(Document document, Subject source, Node node, CancellationToken cancel) =>
        filo.TieAsync(source, source.Kind == "amendment" ? Relation.Changes : Relation.Grounds, node.Subject,
            Subject.Of("process", document.Process),
            visibility: document.IsPublic ? Visibility.Public : Visibility.Staff, cancel: cancel);

    /// <summary>Publishes the text as it stands, and with it what its pieces come from.</summary>
    public async Task<Edition> PublishAsync(Document document, string why, bool final, DateTimeOffset now,
        CancellationToken cancel = default)
    {
        var parts = (await OutlineAsync(document, cancel)).Read();
        var waiting = final ? await db.Amendments.CountAsync(a => a.Document == document.Id && a.Answer == Answer.Waiting
            && a.Reading != Reading.Hidden, cancel) : 0;
        var edition = final ? document.Conclude(parts, why, waiting, now) : document.Publish(parts, why, now);
        List<Subject> pieces = [.. parts.Select(p => p.Subject)];
        if (await processes.GetAsync(document.Process, cancel) is { } process)
        {
            await TellAuthorsAsync(process, document, edition, cancel);
            await KeepFindableAsync(process, document, edition, cancel);
        }
        foreach (var link in await db.Set<Link>().Where(l => pieces.Contains(l.To) && l.Visibility == Visibility.Staff)
            .ToListAsync(cancel)) link.Show(Visibility.Public);
        return edition;
    }

    // What this edition says anew, and from which proposals it comes.
    private async Task TellAuthorsAsync(ProcessInfo process, Document document, Edition edition, CancellationToken cancel)
    {
        var known = document.Editions.Where(e => e.Number < edition.Number).SelectMany(e => e.Parts).Select(p => p.Version).ToHashSet();
        var fresh = edition.Parts.Where(p => !known.Contains(p.Version)).ToDictionary(p => p.Version);
        List<Id<NodeVersion>> ids = [.. fresh.Keys];
        var versions = await db.Set<NodeVersion>().Where(v => ids.Contains(v.Id)).ToListAsync(cancel);
        foreach (var article in versions.Where(v => v.Sources.Count > 0).GroupBy(v => fresh[v.Id].EId.Split("__")[0]))
        {
            var where = $"{document.Title}, {document.Kind.Cite(article.Key["art_".Length..])}";
            List<Id<Proposals.Proposal>> cited = [.. article.SelectMany(v => v.Sources).Select(s => Subject.Parse(s, null))
                .Where(s => s.Kind == "proposal").Select(s => new Id<Proposals.Proposal>(s.Id)).Distinct()];
            if (cited.Count > 0) await proposals.IncorporateAsync(cited, where,
                DocumentUrls.Article(process.Slug, document.Id, article.Key), cancel);
        }
    }

    private async Task KeepFindableAsync(ProcessInfo process, Document document, Edition edition, CancellationToken cancel)
    {
        var visibility = process.IsPublic ? Visibility.Public : Visibility.Staff;
        foreach (var article in Article.All(edition.Parts))
            await search.IndexAsync(article.Head.Subject,
                $"{document.Kind.Cite(article.Head.Label)}, {article.Head.Heading} – {document.Title}",
                string.Join('\n', article.Commi.Select(c => c.Text).Prepend(article.Head.Plain)).Trim(),
                DocumentUrls.Article(process.Slug, document.Id, article.Head.EId), visibility, process.Id.Value, edition.At, cancel);
    }

    /// <summary>A draft that nobody outside ever read goes, with its articles and annexes; what it cited is told that it no longer
    /// does.</summary>
    /// <param name="sure">Asked only where something was written.</param>
    public async Task DiscardAsync(Document document, bool sure, DateTimeOffset now, CancellationToken cancel = default)
    {
        document.Discard();
        await ClearAsync(document, sure, now, cancel);
        await files.RemoveOfAsync(document.Subject, L["La bozza è stata cancellata prima che qualcuno la leggesse."].Value, cancel);
        db.Remove(document);
    }

    private async Task ClearAsync(Document document, bool sure, DateTimeOffset now, CancellationToken cancel)
    {
        var nodes = await db.Nodes.Include(n => n.Versions).Where(n => n.Document == document.Id).ToListAsync(cancel);
        RuleViolation.UnlessAt("Sure", sure || nodes.Count == 0, "document.sure",
            "Segna la casella: gli articoli scritti si cancellano e non si recuperano.");
        List<Subject> gone = [.. nodes.Select(n => n.Subject)];
        foreach (var link in await db.Set<Link>().Where(l => gone.Contains(l.To) && l.Closed == null).ToListAsync(cancel))
            link.Close(L["La bozza è stata cancellata prima che qualcuno la leggesse."].Value, now);
        db.RemoveRange(nodes.SelectMany(n => n.Versions));
        db.RemoveRange(nodes);
    }

    /// <summary>A text that comes from elsewhere takes the place of what the draft says, as often as its drafters like until the first
    /// edition.</summary>
    /// <param name="sure">Asked only where something was written.</param>
    public async Task ImportAsync(Document document, RegulationText text, bool sure, DateTimeOffset now, CancellationToken cancel = default)
    {
        document.Import(text.Articles.Count());
        await ClearAsync(document, sure, now, cancel);
        var outline = new Outline(document, []);
        ImportedText.Into(outline, text, "Words", currentUser.Actor, now);
        await SaveAsync(document, outline, cancel);
    }

    /// <summary>A text published by mistake is a draft again: gone from the search, and what it comes from is told to who works here
    /// alone.</summary>
    public async Task UnpublishAsync(Document document, string why, DateTimeOffset now, CancellationToken cancel = default)
    {
        List<Subject> pieces = [.. document.Editions.SelectMany(e => e.Parts).Select(p => p.Subject).Distinct()];
        List<Edition> shown = [.. document.Editions];
        var arrived = await db.Amendments.CountAsync(a => a.Document == document.Id, cancel)
            + await db.Comments.CountAsync(c => c.Document == document.Id, cancel);
        document.Unpublish(arrived, why, now);
        db.RemoveRange(shown);
        foreach (var piece in pieces) await search.RemoveAsync(piece, cancel);
        foreach (var link in await db.Set<Link>().Where(l => pieces.Contains(l.To) && l.Visibility == Visibility.Public)
            .ToListAsync(cancel)) link.Show(Visibility.Staff);
    }

    /// <summary>Where those stand who take back the consultation of a text.</summary>
    internal static string LineOf(Id<Document> document) => $"consultation of {document}";

    /// <summary>A consultation opened by mistake is withdrawn, as long as nobody has written.</summary>
    public async Task WithdrawAsync(Document document, string why, DateTimeOffset now, CancellationToken cancel = default) =>
        document.Withdraw(await ArrivedAsync(document.Id, cancel), why, now);

    /// <summary>Remarks that came in and were not set aside.</summary>
    public async Task<int> ArrivedAsync(Id<Document> document, CancellationToken cancel) =>
        await db.Amendments.CountAsync(a => a.Document == document && a.Reading != Reading.Hidden, cancel)
        + await db.Comments.CountAsync(c => c.Document == document && c.Reading != Reading.Hidden, cancel);

    // Nobody takes the consultation back from here to the end of the act; what was loaded before may be behind.
    private async Task DemandNotTakenBackAsync(Document document, CancellationToken cancel)
    {
        await db.PassAsync(LineOf(document.Id), cancel);
        RuleViolation.Unless(document.OpenTo is null || await db.Documents.AnyAsync(d => d.Id == document.Id && d.OpenTo != null, cancel),
            "consultation.none", "Questo testo non è aperto alle osservazioni.");
    }

    /// <summary>Somebody asks for a change; with a contact they get the receipt and, later, the answer.</summary>
    public async Task<Amendment> ProposeAsync(ProcessInfo process, Document document, Part target, string newText, string why,
        string signature, Contact contact, DateTimeOffset now, Via via = Via.Web, CancellationToken cancel = default) =>
        (await ProposeWithLettersAsync(process, document, target, newText, why, signature, contact, now, via, cancel)).Amendment;

    /// <summary>The same, with the letters of the receipt: the one time that they are known.</summary>
    public async Task<(Amendment Amendment, string Secret)> ProposeWithLettersAsync(ProcessInfo process, Document document, Part target,
        string newText, string why, string signature, Contact contact, DateTimeOffset now, Via via = Via.Web,
        CancellationToken cancel = default)
    {
        await closings.DemandOpenAsync(process.Id, cancel);
        await DemandNotTakenBackAsync(document, cancel);
        var author = await MeetAsync(process, contact, cancel);
        var code = await codes.NextAsync(process.Authority.Value, process.Key, "E", cancel);
        var secret = Secrets.New();
        // Who types what others said or wrote is not its author.
        var amendment = Amendment.Propose(document, target, document.Editions.Count, code, newText, why, signature, author?.Id, now,
            via, Secrets.Hash(secret, key), via == Via.Web ? currentUser.Actor : null);
        db.Add(amendment);
        if (author is not null)
            mail.Post(Recipient.Of(author), Say(author.Language, () => new Message(L["Abbiamo ricevuto il tuo emendamento {0}", code],
                L["Il tuo emendamento a «{0}» ha il codice {1}. Il Tavolo risponde a tutti, con il motivo: lo leggerai anche cercando il codice sul sito.", document.Title, code].Value,
                L["Che fine ha fatto?"], $"/filo/{code}", amendment.Subject, process.Subject)));
        return (amendment, secret);
    }

    public async Task<Comment> CommentAsync(ProcessInfo process, Document document, Part article, string text, string signature,
        Contact contact, DateTimeOffset now, CancellationToken cancel = default) =>
        (await CommentWithLettersAsync(process, document, article, text, signature, contact, now, cancel)).Comment;

    /// <summary>The same, with the letters of the receipt: the one time that they are known.</summary>
    public async Task<(Comment Comment, string Secret)> CommentWithLettersAsync(ProcessInfo process, Document document, Part article,
        string text, string signature, Contact contact, DateTimeOffset now, CancellationToken cancel = default)
    {
        await closings.DemandOpenAsync(process.Id, cancel);
        await DemandNotTakenBackAsync(document, cancel);
        var author = await MeetAsync(process, contact, cancel);
        var (code, secret) = (await codes.NextAsync(process.Authority.Value, process.Key, "N", cancel), Secrets.New());
        var comment = Comment.Write(document, article, text, signature, author?.Id, now, code, Secrets.Hash(secret, key));
        db.Add(comment);
        return (comment, secret);
    }

    private async Task<Person?> MeetAsync(ProcessInfo process, Contact contact, CancellationToken cancel)
    {
        if (contact.Channel == Channel.None) return null;
        var person = people.Meet(contact.Name, contact.Channel, contact.Address, Texts.IsEnglish ? "en" : "it");
        await people.TakePartAsync(person.Id, process.Subject, ParticipationKind.Amendment, cancel);
        return person;
    }

    /// <summary>The table answers: what is accepted is written into the text at once, and the author is told.</summary>
    /// <param name="entering">The words that enter the text, when it is accepted in part.</param>
    /// <param name="by">Code of the accepted amendment that absorbs or precludes it; empty for the other answers.</param>
    public async Task ReplyAsync(ProcessInfo process, Document document, Amendment amendment, Answer answer, string reasons,
        string entering, DateTimeOffset now, string by = "", CancellationToken cancel = default)
    {
        document.DemandBeingWritten();
        var other = answer.RestsOnAnother() ? await AcceptedAsync(document, amendment.Code, by, cancel) : null;
        amendment.Reply(answer, ReasonsOf(answer, reasons, other), now, other is null ? [] : [other]);
        if (answer.Enters()) await EnterAsync(document, amendment, answer, reasons, entering, now, cancel);
        await TellAsync(process, document, amendment, cancel);
    }

    /// <summary>The table answers many at once, none of which enters the text; each author is told in a letter of their own.</summary>
    /// <returns>What the answers have in common, to take them back.</returns>
    public async Task<Guid> ReplyToManyAsync(ProcessInfo process, Document document, IReadOnlyList<Amendment> amendments, Answer answer,
        string reasons, string by, DateTimeOffset now, CancellationToken cancel = default)
    {
        document.DemandBeingWritten();
        RuleViolation.UnlessAt("Answer", !answer.Enters(), "amendment.one-by-one",
            "Ciò che entra nel testo si scrive comma per comma: accogli gli emendamenti dello stesso comma con «Unisci nel testo».");
        RuleViolation.Unless(amendments.All(a => a.IsPublic), "amendment.unread",
            "Fra quelli scelti ce n'è uno che nessuno ha ancora letto e pubblicato: leggilo prima di rispondere.");
        var other = answer.RestsOnAnother() ? await AcceptedAsync(document, "", by, cancel) : null;
        var together = Guid.CreateVersion7(now);
        foreach (var amendment in amendments)
            amendment.Reply(answer, ReasonsOf(answer, reasons, other), now, other is null ? [] : [other], together);
        await TellAsync(process, document, amendments, cancel);
        return together;
    }

    // The other amendment is reason enough, said in words wherever the answer is read.
    private string ReasonsOf(Answer answer, string reasons, string? other) => other is null || !string.IsNullOrWhiteSpace(reasons) ? reasons
        : Say("it", () => (answer == Answer.Absorbed ? L["Ciò che chiede è nel testo con l'emendamento {0}.", other]
            : L["L'emendamento {0}, che è stato accolto, dice una cosa diversa nello stesso punto.", other]).Value);

    private async Task<string> AcceptedAsync(Document document, string own, string by, CancellationToken cancel)
    {
        var code = by.Trim().ToUpperInvariant();
        RuleViolation.UnlessAt("By", code.Length > 0, "amendment.by",
            "Scrivi il codice dell'emendamento accolto che lo assorbe o lo preclude.");
        RuleViolation.UnlessAt("By", code != own && await db.Amendments.AnyAsync(a => a.Document == document.Id && a.Code == code
            && (a.Answer == Answer.Accepted || a.Answer == Answer.InPart), cancel), "amendment.by-accepted",
            "«{0}» non è il codice di un altro emendamento accolto di questo testo: controllalo, o rispondi prima a quello.", code);
        return code;
    }

    private Task TellAsync(ProcessInfo process, Document document, Amendment amendment, CancellationToken cancel) =>
        TellAsync(process, document, [amendment], cancel);

    private async Task TellAsync(ProcessInfo process, Document document, IReadOnlyList<Amendment> amendments, CancellationToken cancel)
    {
        List<Id<Person>> ids = [.. amendments.Select(a => a.Author).OfType<Id<Person>>().Distinct()];
        var people = await db.Set<Person>().Where(p => ids.Contains(p.Id) && p.Erased == null).ToDictionaryAsync(p => p.Id, cancel);
        foreach (var amendment in amendments)
            if (amendment.Author is { } author && people.GetValueOrDefault(author) is { } person)
                mail.Post(Recipient.Of(person), Say(person.Language, () => AnswerLetter(process, document, amendment)));
    }

    /// <summary>Several amendments to one *comma*, or to one heading, enter it as one text: each gets its answer and is told, all or
    /// none.</summary>
    /// <param name="based">The version of the *comma* that was read; another one since, and nothing is written.</param>
    /// <param name="text">The whole *comma* that comes out.</param>
    /// <param name="replies">Answer and reasons by code, of each of them.</param>
    public async Task MergeAsync(ProcessInfo process, Document document, Node comma, int based, string text,
        IReadOnlyList<(Amendment Amendment, Answer Answer, string Reasons)> replies, DateTimeOffset now, CancellationToken cancel = default)
    {
        document.DemandBeingWritten();
        var outline = await OutlineAsync(document, cancel);
        var node = outline.Find(comma.Id)!;
        RuleViolation.Unless(node.Current.Number == based, "node.moved",
            "Qualcun altro ha riscritto il comma {0} mentre lo modificavi: copia il tuo testo, ricarica la pagina e riprova.", node.Label);
        var entering = replies.Where(r => r.Answer.Enters()).ToList();
        RuleViolation.Unless(entering.Count > 0, "merge.nothing",
            "Nessuno di questi emendamenti entra nel testo: rispondi con «Rispondi insieme».");
        List<string> codes = [.. entering.Select(r => r.Amendment.Code)];
        foreach (var (amendment, answer, reasons) in replies)
            amendment.Reply(answer, reasons, now, answer.Enters() ? codes : []);
        List<string> whys = [.. replies.Select(r => r.Reasons.Trim()).Where(r => r.Length > 0).Distinct()];
        var why = whys.Count > 0 ? string.Join('\n', whys) : L["Emendamenti {0}", string.Join(", ", codes)].Value;
        var version = Rewrite(node, replies[0].Amendment.EId, text, why, [.. entering.Select(r => r.Amendment.Subject)], now);
        RuleViolation.Unless(version is not null, "merge.same", "Il testo che ne esce è uguale a quello di adesso.");
        foreach (var (amendment, _, _) in entering) amendment.Enter(node.Current);
        await SaveAsync(document, outline, cancel);
        await TellAsync(process, document, [.. replies.Select(r => r.Amendment)], cancel);
    }

    private async Task EnterAsync(Document document, Amendment amendment, Answer answer, string reasons, string entering,
        DateTimeOffset now, CancellationToken cancel)
    {
        var outline = await OutlineAsync(document, cancel);
        var node = outline.Find(amendment.Node)!;
        var current = node.WordsAt(amendment.EId);
        RuleViolation.UnlessAt("Answer", answer == Answer.InPart || current == amendment.OldText, "amendment.moved",
            "Il testo è cambiato dopo questo emendamento: scegli «accolto in parte», scrivi il testo che entra e spiega perché.");
        var text = answer == Answer.Accepted ? amendment.NewText : entering.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("Entering", text != current, "amendment.entering",
            "Scrivi il testo che entra: ora è uguale a quello di prima.");
        var why = reasons.Trim().Length > 0 ? reasons : L["Emendamento {0}: {1}", amendment.Code, amendment.Why].Value;
        if (node.Kind == NodeKind.Comma || Part.IsHeading(amendment.EId))
            Rewrite(node, amendment.EId, text, why, [amendment.Subject], now);
        else node = outline.AddComma(node, text, why, [amendment.Subject], currentUser.Actor, now);
        amendment.Enter(node.Current);
        await SaveAsync(document, outline, cancel);
    }

    private NodeVersion? Rewrite(Node node, string eId, string text, string why, IReadOnlyCollection<Subject> sources,
        DateTimeOffset now) => Part.IsHeading(eId) ? node.Rewrite(text, node.Current.Plain, "", why, sources, currentUser.Actor, now)
            : node.Rewrite(text, why, sources, currentUser.Actor, now);

    private Message AnswerLetter(ProcessInfo process, Document document, Amendment amendment)
    {
        var (code, title) = (amendment.Code, document.Title);
        var outcome = amendment.Answer switch
        {
            Answer.Accepted when amendment.Beside.Count == 0 =>
                L["Il tuo emendamento {0} a «{1}» è stato accolto: il testo cambia come hai proposto.", code, title],
            Answer.Accepted => L["Il tuo emendamento {0} a «{1}» è stato accolto.", code, title],
            Answer.InPart => L["Il tuo emendamento {0} a «{1}» è stato accolto in parte.", code, title],
            Answer.Absorbed => L["Il tuo emendamento {0} a «{1}» è assorbito: ciò che chiede è già nel testo.", code, title],
            Answer.Precluded => L["Il tuo emendamento {0} a «{1}» è precluso: nello stesso punto è stata accolta un'altra modifica.", code,
                title],
            Answer.Inadmissible => L["Il tuo emendamento {0} a «{1}» è inammissibile: il Tavolo non può deciderlo.", code, title],
            Answer.Withdrawn => L["Il tuo emendamento {0} a «{1}» risulta ritirato. Se non l'hai ritirato tu, scrivici.", code, title],
            Answer.Lapsed => L["Il tuo emendamento {0} a «{1}» è decaduto: le parole che voleva cambiare non ci sono più.", code, title],
            _ => L["Il tuo emendamento {0} a «{1}» non è stato accolto.", code, title],
        };
        var joined = amendment.Answer.Enters() && amendment.Beside.Count > 0
            ? "\n\n" + L["Nel testo è unito a {0}.", L.List(amendment.Beside)].Value : "";
        var reasons = amendment.Reasons.Length > 0 ? "\n\n" + L["Il motivo: {0}", amendment.Reasons].Value : "";
        return new(L["La risposta del Tavolo all'emendamento {0}", code], outcome.Value + joined + reasons, L["Leggi l'articolo"],
            DocumentUrls.Article(process.Slug, document.Id, amendment.EId.Split("__")[0]), amendment.Subject, process.Subject)
        { Keeping = Keeping.AsProof };
    }

    private static T Say<T>(string language, Func<T> write) => Texts.In(language, write);
}

/// <summary>How somebody wants the answer; nothing of it is ever shown in public.</summary>
public sealed record Contact(Channel Channel, string Name, string Address)
{
    public static readonly Contact None = new(Channel.None, "", "");
}
