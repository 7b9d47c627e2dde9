using Patto.Database;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Documents;

/// <summary>Whether what somebody sent has been read by the office, and may be read by all.</summary>
public enum Reading
{
    Unread,
    Published,
    Hidden,
    /// <summary>Its author took it back: the words are gone, the code stays. Of comments; an amendment that was taken back says so in
    /// its <see cref="Answer"/>.</summary>
    Withdrawn,
}

/// <summary>A change to the text that somebody asks for, with the reason.</summary>
[Content("amendment", "code", "oldText", "newText", "why", "signature", "reading", "hiddenWhy", "answer", "reasons", "beside",
    "via")]
public sealed class Amendment : Entity<Amendment>, IFromOutside
{
    public const int LongestText = 4000;
    public const int LongestReason = 2000;
    public const int LongestHeading = 300;
    private Amendment() { }

    /// <param name="target">The *comma* or the heading to change, or the article to which a *comma* is added.</param>
    /// <param name="newText">The words that the author would like; empty to take the *comma* out.</param>
    /// <param name="signature">How the author wants to be named in public; may be empty.</param>
    /// <param name="by">Who was signed in and wrote it for themselves.</param>
    public static Amendment Propose(Document document, Part target, int edition, string code, string newText, string why, string signature,
        Id<Person>? author, DateTimeOffset now, Via via = Via.Web, string? secretHash = null, Guid? by = null)
    {
        document.DemandOpen(now);
        var oldText = target.HasWords ? target.Text : "";
        var wanted = newText.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("NewText", wanted != oldText, "amendment.same", target.HasWords
            ? "Il testo è uguale a quello di adesso: cambialo come lo vorresti." : "Scrivi il testo che vuoi aggiungere.");
        TextLength.Demand("NewText", wanted, LongestText, "amendment.long");
        RuleViolation.UnlessAt("NewText", !Part.IsHeading(target.EId) || wanted.Length is > 0 and <= LongestHeading
            && !wanted.Contains('\n', StringComparison.Ordinal), "amendment.heading",
            "Il titolo di un articolo resta, ed è una riga sola di {0} caratteri al massimo: scrivilo come lo vorresti.", LongestHeading);
        RuleViolation.UnlessAt("Why", !string.IsNullOrWhiteSpace(why), "amendment.why", "Scrivi perché: il Tavolo ti risponde su questo.");
        TextLength.Demand("Why", why.Trim(), LongestReason, "amendment.long-why");
        var amendment = new Amendment
        {
            Document = document.Id,
            Process = document.Process,
            Node = target.Node,
            EId = target.EId,
            Edition = edition,
            Code = code,
            OldText = oldText,
            NewText = wanted,
            Why = why.Trim(),
            Signature = signature.Trim(),
            Author = author,
            At = now,
            Via = via,
            SecretHash = secretHash,
            By = by,
        };
        amendment.Raise(new AmendmentProposed(amendment.Id, document.Id, document.Process, code));
        return amendment;
    }

    public Id<Document> Document { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<Node> Node { get; private set; }
    public string EId { get; private set; } = "";
    /// <summary>The edition that the author read.</summary>
    public int Edition { get; private set; }
    public string Code { get; private set; } = "";
    /// <summary>How it arrived; somebody of the staff types what was said in a room or written on paper.</summary>
    public Via Via { get; private set; }
    public string OldText { get; private set; } = "";
    public string NewText { get; private set; } = "";
    public string Why { get; private set; } = "";
    public string Signature { get; private set; } = "";
    public Id<Person>? Author { get; private set; }
    /// <summary>Of the letters of its receipt; null for those sent before there were any.</summary>
    public string? SecretHash { get; private set; }
    /// <summary>The reference of who was signed in and wrote it for themselves; null for everybody else.</summary>
    public Guid? By { get; private set; }
    public DateTimeOffset At { get; private set; }
    public Reading Reading { get; private set; }
    public string? HiddenWhy { get; private set; }
    public Answer Answer { get; private set; }
    /// <summary>The reasons of the table, in its own words.</summary>
    public string Reasons { get; private set; } = "";
    public DateTimeOffset? AnsweredAt { get; private set; }
    /// <summary>Codes of the amendments it was settled with: joined with it in one text, or the one that absorbs or precludes it.</summary>
    public List<string> Beside { get; private set; } = [];
    /// <summary>Those answered in one act have it in common.</summary>
    public Guid? Together { get; private set; }
    /// <summary>The words that entered the text because of it.</summary>
    public Id<NodeVersion>? Entered { get; private set; }

    public Subject Subject => Subject.Of("amendment", Id);
    public bool IsPublic => Reading == Reading.Published;
    public bool IsAddition => OldText.Length == 0;

    public void Publish()
    {
        if (Reading == Reading.Published) return;
        (Reading, HiddenWhy) = (Reading.Published, null);
        Raise(new AmendmentRead(Id, Process, Code, Published: true));
    }

    /// <summary>It names or offends somebody, or is not about the text: it is not published, and the reason is kept.</summary>
    public void Hide(string why)
    {
        RuleViolation.UnlessAt("HiddenWhy", !string.IsNullOrWhiteSpace(why), "amendment.hidden-why",
            "Scrivi perché non si pubblica: chi l'ha scritto lo leggerà.");
        RuleViolation.Unless(Answer == Answer.Waiting, "amendment.answered", "Il Tavolo ha già risposto: non si può più togliere.");
        (Reading, HiddenWhy) = (Reading.Hidden, why.Trim());
        Raise(new AmendmentRead(Id, Process, Code, Published: false));
    }

    /// <summary>The table's answer. What enters the text is written by <see cref="Enter"/>.</summary>
    /// <param name="beside">Codes of the amendments it is settled with.</param>
    /// <param name="together">What the answers of one act have in common.</param>
    public void Reply(Answer answer, string reasons, DateTimeOffset now, IEnumerable<string>? beside = null, Guid? together = null)
    {
        RuleViolation.Unless(Answer == Answer.Waiting, "amendment.answered", "Il Tavolo ha già risposto a questo emendamento.");
        RuleViolation.Unless(Reading != Reading.Hidden, "amendment.hidden",
            "Questo emendamento non è stato pubblicato: non aspetta una risposta del Tavolo.");
        RuleViolation.UnlessAt("Answer", answer is not Answer.Waiting, "amendment.answer",
            "Scegli l'esito: per esempio accolto, accolto in parte o non accolto.");
        List<string> codes = [.. (beside ?? []).Where(c => c != Code).Distinct().Order(StringComparer.Ordinal)];
        RuleViolation.UnlessAt("By", !answer.RestsOnAnother() || codes.Count > 0, "amendment.by",
            "Scrivi il codice dell'emendamento accolto che lo assorbe o lo preclude.");
        RuleViolation.UnlessAt("Reasons", !answer.NeedsReason() || !string.IsNullOrWhiteSpace(reasons), "amendment.reasons",
            "Se l'emendamento non è accolto per intero, scrivi il motivo.");
        Publish();
        (Answer, Reasons, AnsweredAt, Beside, Together) = (answer, reasons.Trim(), now, codes, together);
        Raise(new AmendmentAnswered(Id, Document, Process, Code, answer));
    }

    /// <summary>Its author takes it back. What nobody has read yet is not published either; nothing else is asked of the table.</summary>
    public void Withdraw(string why, DateTimeOffset now)
    {
        RuleViolation.Unless(Answer == Answer.Waiting && Reading != Reading.Hidden, "amendment.settled",
            "Questo emendamento ha già avuto una risposta: non c'è più niente da ritirare.");
        RuleViolation.UnlessAt("WithdrawnWhy", !string.IsNullOrWhiteSpace(why), "amendment.withdrawn-why",
            "Scrivi perché lo ritiri: se è già pubblico lo legge chi lo ha letto.");
        TextLength.Demand("WithdrawnWhy", why.Trim(), LongestReason, "amendment.long-why");
        if (Reading == Reading.Unread) (Reading, HiddenWhy) = (Reading.Hidden, why.Trim());
        (Answer, Reasons, AnsweredAt) = (Answer.Withdrawn, why.Trim(), now);
        Raise(new AmendmentWithdrawn(Id, Process, Code, IsPublic));
    }

    /// <summary>It was answered with others by a slip of the hand, and nothing of it entered the text.</summary>
    internal void WaitAgain()
    {
        RuleViolation.Unless(Answer != Answer.Waiting && Entered is null, "amendment.entered",
            "Il testo è già cambiato con questo emendamento: riscrivi l'articolo, con il motivo.");
        (Answer, Reasons, AnsweredAt, Beside, Together) = (Answer.Waiting, "", null, [], null);
        Raise(new AmendmentWaitsAgain(Id, Process, Code));
    }

    internal void Enter(NodeVersion version) => Entered = version.Id;

    internal void ForgetAuthor() => (Author, By, Signature) = (null, null, "");
}

/// <summary>A remark on an article.</summary>
[Content("comment", "code", "text", "signature", "reading", "hiddenWhy")]
public sealed class Comment : Entity<Comment>, IFromOutside
{
    public const int Longest = 2000;
    private Comment() { }

    /// <param name="signature">How the author wants to be named in public; may be empty.</param>
    /// <param name="code">Null for those of before there were codes.</param>
    public static Comment Write(Document document, Part article, string text, string signature, Id<Person>? author, DateTimeOffset now,
        string? code = null, string? secretHash = null)
    {
        document.DemandOpen(now);
        RuleViolation.UnlessAt("Text", !string.IsNullOrWhiteSpace(text), "comment.text", "Scrivi il commento.");
        TextLength.Demand("Text", text.Trim(), Longest, "comment.long");
        var comment = new Comment
        {
            Document = document.Id,
            Process = document.Process,
            Node = article.Node,
            EId = article.EId,
            Code = code,
            SecretHash = secretHash,
            Text = text.Trim(),
            Signature = signature.Trim(),
            Author = author,
            At = now
        };
        comment.Raise(new CommentWritten(comment.Id, document.Id, document.Process));
        return comment;
    }

    public Id<Document> Document { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<Node> Node { get; private set; }
    public string EId { get; private set; } = "";
    /// <summary>As people read it aloud: <c>LWF-N0012</c>; null for those written before there were codes.</summary>
    public string? Code { get; private set; }
    /// <summary>Of the letters of its receipt; null for those written before there were any.</summary>
    public string? SecretHash { get; private set; }
    /// <summary>As it was written; empty once withdrawn.</summary>
    public string Text { get; private set; } = "";
    public string Signature { get; private set; } = "";
    public Id<Person>? Author { get; private set; }
    public DateTimeOffset At { get; private set; }
    public Reading Reading { get; private set; }
    public string? HiddenWhy { get; private set; }
    /// <summary>Since when it is hidden after a report, though it was published; null for most.</summary>
    public DateTimeOffset? Paused { get; private set; }

    /// <summary>It was reported: for now nobody reads it, and the reason is public.</summary>
    internal void Pause(string why, DateTimeOffset now)
    {
        Hide(why);
        Paused = now;
    }

    public void Publish()
    {
        if (Reading == Reading.Published) return;
        MustBeThere();
        (Reading, HiddenWhy, Paused) = (Reading.Published, null, null);
        Raise(new CommentRead(Id, Process, Published: true));
    }

    public void Hide(string why)
    {
        RuleViolation.UnlessAt("HiddenWhy", !string.IsNullOrWhiteSpace(why), "comment.hidden-why", "Scrivi perché non si pubblica.");
        MustBeThere();
        (Reading, HiddenWhy) = (Reading.Hidden, why.Trim());
        Raise(new CommentRead(Id, Process, Published: false));
    }

    /// <summary>Its author takes it back: the words go, the code stays.</summary>
    public void Withdraw()
    {
        MustBeThere();
        var wasPublic = Reading == Reading.Published;
        (Reading, HiddenWhy, Paused, Text, Author, Signature) = (Reading.Withdrawn, null, null, "", null, "");
        Raise(new CommentWithdrawn(Id, Process, Code, wasPublic));
    }

    private void MustBeThere() =>
        RuleViolation.Unless(Reading != Reading.Withdrawn, "comment.withdrawn", "Questo commento è già stato ritirato.");

    internal void ForgetAuthor() => (Author, Signature) = (null, "");
}
