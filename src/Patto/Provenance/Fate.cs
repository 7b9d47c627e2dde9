namespace Patto.Provenance;

/// <summary>What became of something that bears a code: told to whoever has the code, without a word of what nobody outside may
/// read.</summary>
public enum Fate
{
    /// <summary>Somebody has still to read it.</summary>
    Waiting,
    /// <summary>A recording came in; somebody types what it says.</summary>
    BeingTyped,
    /// <summary>It was read and is not published; its author knows why.</summary>
    NotPublished,
    /// <summary>Its author took it back: the words are gone.</summary>
    Withdrawn,
    /// <summary>Its author took it back after it was examined with others: nobody examines it any more.</summary>
    TakenBack,
    /// <summary>A slip of paper was printed with this code; nobody has brought it back yet.</summary>
    BlankSlip,
    /// <summary>Anybody may read it.</summary>
    Published,
    /// <summary>Anybody may read it but for some words.</summary>
    HidingWords,
    /// <summary>It was reported, and nobody reads it for now; the reason is public.</summary>
    Paused,
    /// <summary>It is with those who have to answer it.</summary>
    AwaitsAnswer,
    /// <summary>It was answered, with a reason.</summary>
    Answered,
    /// <summary>It lives on in something else.</summary>
    Merged,
    /// <summary>Those who carry it on are at work.</summary>
    UnderWay,
    /// <summary>It stands in a text.</summary>
    InText,
    /// <summary>It is not carried on, with the reason.</summary>
    Dropped,
}

/// <param name="Since">When it came in, was read or was taken back; null where that is not told.</param>
public sealed record ToldFate(Fate Fate, DateTimeOffset? Since = null);

/// <summary>A module tells the fate of what bears its codes. Of a process that is not public it tells nothing.</summary>
public interface ITellFates
{
    /// <summary>What each state means for who asks: all the values of each kind of state.</summary>
    IReadOnlyDictionary<Enum, Fate> Fates { get; }

    /// <param name="code">Upper case, as <c>LWF-C0001</c>.</param>
    Task<ToldFate?> FateAsync(string code, CancellationToken cancel);
}

/// <summary>A module knows which of its pages the eight letters of a receipt open.</summary>
public interface IOpenByLetters
{
    /// <param name="secretHash">Of the letters, under the key of the installation.</param>
    /// <returns>A path on this site; null where the letters are of nothing here.</returns>
    Task<string?> PageAsync(string secretHash, CancellationToken cancel);
}
