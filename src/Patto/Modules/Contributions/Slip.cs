using Patto.Database;
using Patto.Identity;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions;

/// <summary>Sheets of slips (*foglietti*) printed at once for a place or a day; their codes are taken, written or not.</summary>
public sealed class SlipBatch : Entity<SlipBatch>
{
    public const int PerSheet = 8;
    /// <summary>Of a sheet whose slips ask something of their own.</summary>
    public const int PerSheetAsking = 4;
    public const int MostSheets = 60;

    private SlipBatch() { }

    /// <param name="label">Where they will be left: "Farmacia di Valle".</param>
    /// <param name="asked">The questions that are printed on them.</param>
    internal static SlipBatch Print(ProcessInfo process, string label, IReadOnlyList<string> codes, DateTimeOffset now,
        IReadOnlyList<Guid>? asked = null)
    {
        RuleViolation.UnlessAt(nameof(Label), !string.IsNullOrWhiteSpace(label), "slips.label",
            "Scrivi dove andranno i foglietti: serve a ritrovarli.");
        var batch = new SlipBatch
        {
            Process = process.Id,
            Label = label.Trim(),
            Count = codes.Count,
            First = codes[0],
            Last = codes[^1],
            Printed = now,
            Asked = asked is { Count: > 0 } ? [.. asked] : null,
        };
        batch.Raise(new SlipsAllocated(batch.Id, process.Subject, codes[0], codes[^1], codes.Count));
        return batch;
    }

    public Id<Process> Process { get; private set; }
    public string Label { get; private set; } = "";
    public int Count { get; private set; }
    public string First { get; private set; } = "";
    public string Last { get; private set; } = "";
    public DateTimeOffset Printed { get; private set; }

    /// <summary>The questions that are printed on them; null for most.</summary>
    public List<Guid>? Asked { get; private set; }
    public int OnASheet => Asked is null ? PerSheet : PerSheetAsking;

    public Subject Subject => Subject.Of("slip-batch", Id);
}

/// <summary>One slip of paper. While it is blank its secret protects nothing and is kept to print it again; once written it is forgotten
/// here.</summary>
public sealed class Slip : Entity<Slip>
{
    private Slip() { }

    internal static Slip Blank(SlipBatch batch, string code, string secret, InstallationKey key) =>
        new() { Batch = batch.Id, Process = batch.Process, Code = code, Secret = key.Seal(secret), SecretHash = Secrets.Hash(secret, key) };

    public Id<SlipBatch> Batch { get; private set; }
    public Id<Process> Process { get; private set; }
    public string Code { get; private set; } = "";
    /// <summary>Sealed under the key of the installation.</summary>
    public string? Secret { get; private set; }
    public string SecretHash { get; private set; } = "";
    public Id<Contribution>? Contribution { get; private set; }

    internal void WrittenAs(Contribution contribution)
    {
        RuleViolation.UnlessAt("Slip", Contribution is null, "slip.written", "Il foglietto {0} è già stato registrato.", Code);
        (Contribution, Secret) = (contribution.Id, null);
    }
}
