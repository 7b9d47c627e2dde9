namespace Patto.Modules.Processes.Contracts;

/// <summary>Something that somebody has to do by a day, told to everybody (*scadenza*): a step of the law, an answer, an action.</summary>
/// <param name="What">What has to be done, in the words of whoever wrote it.</param>
/// <param name="Owner">An office, a body, a role; empty where nobody was named.</param>
/// <param name="Basis">Where the term comes from: a law, an act, a promise; in the reader's language, without a full stop.</param>
/// <param name="From">The day from which it is counted; null where the term was set as a day.</param>
/// <param name="Due">The last day, included; null: it starts to count with something that has no day yet, as
/// <paramref name="Basis"/> says.</param>
/// <param name="Done">The day on which it was done; null until then.</param>
/// <param name="Url">Where one reads more.</param>
public sealed record Duty(string What, string Owner, string Basis, DateOnly? From, DateOnly? Due, DateOnly? Done, string Url)
{
    /// <summary>Why it is late, or will be, as it was last told; null where nobody said so.</summary>
    public StepDelay? Delay { get; init; }

    /// <summary>Days from today to the last one; less than nothing when it has passed; null where there is none.</summary>
    public int? Left(DateOnly today) => Due?.DayNumber - today.DayNumber;

    public bool IsLate(DateOnly today) => Done is null && Due < today;

    /// <summary>Days that it took, counted from <see cref="From"/>; null while it is not done or was not counted.</summary>
    public int? Took => Done?.DayNumber - From?.DayNumber;

    /// <summary>Days after the term on which it was done; nothing or less: in time. Null while it is not done or had no day.</summary>
    public int? Over => Done?.DayNumber - Due?.DayNumber;

    /// <summary>Days that there are for it; null where it was not counted.</summary>
    public int? Given => Due?.DayNumber - From?.DayNumber;
}

/// <summary>Why something will be late, told to everybody, and by when it will be there instead.</summary>
/// <param name="Why">The reason; plain text.</param>
/// <param name="NewDay">By when instead, ISO 8601; null where nobody can say yet.</param>
/// <param name="At">When it was told; RFC 3339, UTC.</param>
public sealed record StepDelay(string Why, DateOnly? NewDay, DateTimeOffset At);

/// <summary>A module says what of its own has a day, as anybody may read it.</summary>
public interface ITellDuties
{
    /// <summary>Whatever has a day or will have one, done or not; what was dropped is no duty any more.</summary>
    Task<IReadOnlyList<Duty>> OfAsync(ProcessInfo process, CancellationToken cancel);
}
