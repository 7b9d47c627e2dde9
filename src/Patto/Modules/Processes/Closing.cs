using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>One closing of a process: who decided it, what was expected and what came of it, and for everything that stayed without an
/// answer the public reason. It is prepared before it holds, and stays readable when the process is opened again.</summary>
[Content("closing", "number", "decidedBy", "words", "results", "reopenedBy", "reopenedWhy")]
public sealed class Closing : Entity<Closing>
{
    private readonly List<ClosingReason> _reasons = [];
    private Closing() { }

    internal static Closing Prepare(Process process, int number) =>
        new() { Process = process.Id, Authority = process.Authority, Number = number };

    /// <summary>Of a process that was closed before closing asked for anything.</summary>
    internal static Closing Untold(Process process) => new()
    {
        Process = process.Id,
        Authority = process.Authority,
        Number = 1,
        At = process.Concluded,
    };

    public Id<Process> Process { get; private set; }
    public Id<Authority> Authority { get; private set; }
    public int Number { get; private set; }
    /// <summary>When it began to hold; null while it is prepared.</summary>
    public DateTimeOffset? At { get; private set; }
    /// <summary>An organ or office, as the town says it: "Giunta comunale, n. 88/2026".</summary>
    public string DecidedBy { get; private set; } = "";
    public string Words { get; private set; } = "";
    public List<ResultFound> Results { get; private set; } = [];
    public DateTimeOffset? Reopened { get; private set; }
    public string ReopenedBy { get; private set; } = "";
    public string ReopenedWhy { get; private set; } = "";
    public IReadOnlyList<ClosingReason> Reasons => _reasons;

    /// <summary>One reason for one thing or for many; what had another gets this one.</summary>
    internal void Explain(IReadOnlyCollection<OpenEnd> ends, string reason)
    {
        DemandPrepared();
        RuleViolation.Unless(ends.Count > 0, "closing.none", "Scegli almeno una cosa a cui dare il motivo: spunta la sua casella.");
        RuleViolation.UnlessAt("Reason", reason.Trim().Length >= 10, "closing.reason",
            "Scrivi il motivo in una frase: lo legge chiunque, e prima di tutti chi aspettava una risposta.");
        var given = _reasons.ToDictionary(r => r.Of);
        foreach (var end in ends)
            if (given.TryGetValue(end.Subject, out var known)) known.Say(reason.Trim());
            else _reasons.Add(new(Id, end, reason.Trim()));
        Raise(new ClosingExplained(Id, Process, ends.Count));
    }

    /// <summary>The things that were given this very reason wait again.</summary>
    internal void TakeBack(string reason)
    {
        DemandPrepared();
        if (_reasons.RemoveAll(r => r.Reason == reason) is > 0 and var count) Raise(new ClosingExplained(Id, Process, -count));
    }

    internal void Close(IReadOnlyList<OpenEnd> open, string decidedBy, string words, IReadOnlyList<ResultFound> results, DateTimeOffset now)
    {
        DemandPrepared();
        var given = _reasons.ToDictionary(r => r.Of);
        if (open.Where(e => !given.ContainsKey(e.Subject)).ToList() is { Count: > 0 } left)
            throw new RuleViolation("closing.open",
                "Aspettano ancora una risposta in {0}: {1}. Rispondi, oppure scrivi per ciascuna il motivo pubblico.", left.Count,
                string.Join(", ", left.Take(8).Select(e => e.Name)) + (left.Count > 8 ? "…" : ""));
        RuleViolation.UnlessAt("DecidedBy", decidedBy.Trim().Length > 0, "closing.who", "Scrivi chi ha deciso di concludere il percorso.");
        for (var i = 0; i < results.Count; i++)
            RuleViolation.UnlessAt($"Came[{i}]", results[i].Came.Length > 0, "closing.result",
                "Scrivi che cosa ne è venuto, anche se non è venuto niente.");
        // What got its answer meanwhile needs no reason; what was read meanwhile is called by its name.
        var still = open.ToDictionary(e => e.Subject);
        _reasons.RemoveAll(r => !still.ContainsKey(r.Of));
        foreach (var reason in _reasons) reason.Call(still[reason.Of].Name);
        (DecidedBy, Words, Results, At) = (decidedBy.Trim(), words.Trim(), [.. results], now);
    }

    /// <summary>What was said when it closed goes; the reasons stay, as they were prepared.</summary>
    internal void PrepareAgain() => (DecidedBy, Words, Results, At) = ("", "", [], null);

    internal void Open(string by, string why, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("ReopenedBy", by.Trim().Length > 0, "reopening.who", "Scrivi chi ha deciso di riaprire il percorso.");
        RuleViolation.UnlessAt("Why", why.Trim().Length >= 10, "reopening.why", "Scrivi perché il percorso si riapre: lo legge chiunque.");
        (ReopenedBy, ReopenedWhy, Reopened) = (by.Trim(), why.Trim(), now);
    }

    private void DemandPrepared() =>
        RuleViolation.Unless(At is null, "closing.done", "Il percorso è già concluso: per cambiare i motivi va prima riaperto.");
}

/// <summary>Why something stays without an answer.</summary>
[Content("closing-reason", "of", "called", "reason")]
public sealed class ClosingReason : Entity<ClosingReason>
{
    private ClosingReason() { }
    internal ClosingReason(Id<Closing> closing, OpenEnd end, string reason) =>
        (Closing, Of, Called, Reason) = (closing, end.Subject, end.Name, reason);

    public Id<Closing> Closing { get; private set; }
    public Subject Of { get; private set; }
    /// <summary>What it is called in public.</summary>
    public string Called { get; private set; } = "";
    public string Reason { get; private set; } = "";

    internal void Say(string reason) => Reason = reason;
    internal void Call(string name) => Called = name;
}

internal sealed class ClosingMapping : IEntityTypeConfiguration<Closing>
{
    public void Configure(EntityTypeBuilder<Closing> builder)
    {
        builder.ToTable("Closings");
        builder.Property(c => c.DecidedBy).HasMaxLength(300);
        builder.Property(c => c.ReopenedBy).HasMaxLength(300);
        builder.Property(c => c.Results).HasConversion(Json.Of<List<ResultFound>>(), Json.Same<List<ResultFound>>());
        builder.HasIndex(c => new { c.Process, c.Number }).IsUnique();
        builder.HasMany(c => c.Reasons).WithOne().HasForeignKey(r => r.Closing);
    }
}

internal sealed class ClosingReasonMapping : IEntityTypeConfiguration<ClosingReason>
{
    public void Configure(EntityTypeBuilder<ClosingReason> builder)
    {
        builder.ToTable("ClosingReasons");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.Closing, r.Of }).IsUnique();
        builder.HasIndex(r => r.Of);
    }
}
