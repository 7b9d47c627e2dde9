using Patto.Authorities;
using Patto.Database;
using Patto.People;

namespace Patto.Modules.Choices;

public enum BallotChannel { Web, Paper }

/// <summary>A line of the register: somebody who may vote, and whether they have. It holds no instant and leads to no ballot.</summary>
public sealed class Voter
{
    private Voter() { }

    internal static Voter Of(Choice choice, Guid? account = null, Id<Person>? person = null, string? codeHash = null) =>
        new() { Authority = choice.Authority, Choice = choice.Id, Account = account, Person = person, CodeHash = codeHash };

    public Guid Id { get; private init; } = Guid.NewGuid();
    public Id<Authority> Authority { get; private set; }
    public Id<Choice> Choice { get; private set; }
    public Guid? Account { get; private set; }
    /// <summary>Who sits in the group that votes.</summary>
    public Id<Person>? Person { get; private set; }
    /// <summary>Of the code on a paper ballot, under the key of the installation.</summary>
    public string? CodeHash { get; private set; }
    /// <summary>How they voted; null: they have not.</summary>
    public BallotChannel? Voted { get; private set; }

    public bool HasVoted => Voted is not null;

    internal void Vote(BallotChannel how) => Voted = how;

    internal void HandOut(string codeHash) => CodeHash = codeHash;

    /// <summary>That somebody voted stays counted; who it was does not stay.</summary>
    internal void Forget() => (Account, Person) = (null, null);
}

/// <summary>A ballot that nobody has opened: what the voter's device, or the server on arrival, closed with the public key.</summary>
public sealed class SealedBallot
{
    private SealedBallot() { }

    internal static SealedBallot Of(Id<Choice> choice, byte[] envelope) => new() { Choice = choice, Envelope = envelope };

    public Guid Id { get; private init; } = Guid.NewGuid();
    public Id<Choice> Choice { get; private set; }
    public byte[] Envelope { get; private set; } = [];
}

/// <summary>A ballot that was counted, without order, instant or link: a number for each option.</summary>
public sealed class CountedBallot
{
    private CountedBallot() { }

    internal static CountedBallot Of(Id<Choice> choice, string marks) => new() { Choice = choice, Marks = marks };

    public Guid Id { get; private init; } = Guid.NewGuid();
    public Id<Choice> Choice { get; private set; }
    /// <summary>Parted by blanks, in the order of the options.</summary>
    public string Marks { get; private set; } = "";
}

/// <summary>A receipt that lay in a ballot; the list of them is published in order of letters, without content.</summary>
public sealed class BallotReceipt
{
    private BallotReceipt() { }

    internal static BallotReceipt Of(Id<Choice> choice, string code) => new() { Choice = choice, Code = code };

    public Guid Id { get; private init; } = Guid.NewGuid();
    public Id<Choice> Choice { get; private set; }
    public string Code { get; private set; } = "";
}
