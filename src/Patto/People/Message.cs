namespace Patto.People;

/// <summary>Who gets a letter, and how.</summary>
public sealed record Recipient(Channel Channel, string Address, string Name, string Language = "it", Id<Person>? Person = null)
{
    public static Recipient Of(Person person) => new(person.Channel, person.Address, person.Name, person.Language, person.Id);
    public static Recipient Email(string address, string name = "", string language = "it") => new(Channel.Email, address, name, language);
}

/// <param name="Body">Plain text, paragraphs parted by an empty line.</param>
/// <param name="LinkUrl">Path on this installation (<c>/filo/…</c>) or an absolute address.</param>
/// <param name="Secret">The part of link or body, as it stands there, that opens something to whoever has it: stored sealed.</param>
public sealed record Message(
    string Subject, string Body, string? LinkLabel = null, string? LinkUrl = null, Subject? About = null, Subject? Process = null,
        string? Secret = null)
{
    public Keeping Keeping { get; init; }
    /// <summary>The language that it is written in, where that is not its reader's.</summary>
    public string? Language { get; init; }
    /// <summary>Files that go with it, by their identities, where it goes by e-mail.</summary>
    public IReadOnlyList<Guid> Enclosed { get; init; } = [];
    /// <summary>An iCalendar that goes with it, where it goes by e-mail.</summary>
    public string? Calendar { get; init; }
    /// <summary>It leaves from the body's certified mailbox (*PEC*), where it goes by e-mail.</summary>
    public bool IsCertified { get; init; }
    /// <summary>It can wait for the morning: it does not leave in the quiet hours.</summary>
    public bool IsCalm { get; init; }
    /// <summary>Where a mail program ends with one click what this letter belongs to (RFC 8058); a path on this installation, null for
    /// letters that nobody asked for by subscribing.</summary>
    public string? Unsubscribe { get; init; }
    /// <summary>The identity that the letter gets, where the same one must not be written twice; null for most.</summary>
    public Guid? Id { get; init; }
}

/// <summary>How long the text of a sent letter stays.</summary>
public enum Keeping
{
    /// <summary>Thirty days.</summary>
    AWhile,
    /// <summary>Convocations and letters of outcome: as long as the process does.</summary>
    AsProof,
}

/// <summary>Posts letters: for rooms below the post, which cannot name its outbox.</summary>
public interface IPostLetters
{
    /// <summary>Posts in the running transaction. Nobody without a channel gets anything.</summary>
    void Post(Recipient to, Message message);
}
