namespace Patto.Provenance;

/// <summary>What became of something that bears a code and that nobody outside may read: told to whoever has the code, without a word of
/// it.</summary>
public enum Fate
{
    /// <summary>Somebody has still to read it.</summary>
    Waiting,
    /// <summary>A recording came in; somebody types what it says.</summary>
    BeingTyped,
    /// <summary>It was read and is not published; its author knows why.</summary>
    NotPublished,
    /// <summary>Its author took it back.</summary>
    Withdrawn,
    /// <summary>A slip of paper was printed with this code; nobody has brought it back yet.</summary>
    BlankSlip,
}

/// <param name="Since">When it came in, was read or was taken back; null where that is not told.</param>
public sealed record ToldFate(Fate Fate, DateTimeOffset? Since = null);

/// <summary>A module tells the fate of what bears its codes. Of a process that is not public it tells nothing.</summary>
public interface ITellFates
{
    /// <param name="code">Upper case, as <c>LWF-C0001</c>.</param>
    Task<ToldFate?> FateAsync(string code, CancellationToken cancel);
}
