using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Identity;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Contributions;

/// <summary>How voices come in through the doors of this module: form, desk, slips.</summary>
public sealed class Entry(AppDb db, ContributionBook book, PeopleBook people, Codes codes, InstallationKey key,
    QuestionBook questions)
{
    /// <summary>A person who left a name or a way to be answered; null for who left neither.</summary>
    public Person? Speaker(string? name, Channel channel, string? address, string language) =>
        string.IsNullOrWhiteSpace(name) && channel == Channel.None ? null : people.Meet(name ?? "", channel, address ?? "", language);

    /// <summary>Prints a block of blank slips, sheet by sheet; their codes are taken at once.</summary>
    public async Task<SlipBatch> PrintAsync(ProcessInfo process, string label, int sheets, DateTimeOffset now, CancellationToken cancel)
    {
        RuleViolation.UnlessAt("Sheets", sheets is >= 1 and <= SlipBatch.MostSheets, "slips.sheets",
            "Si stampano da 1 a {0} fogli alla volta.", SlipBatch.MostSheets);
        var asked = await questions.AskedAsync(process.Id, null, cancel);
        var block = await codes.BlockAsync(process.Authority.Value, process.Key, "C", sheets * (asked.Count > 0 ? SlipBatch.PerSheetAsking
            : SlipBatch.PerSheet), cancel);
        var batch = SlipBatch.Print(process, label, block, now, [.. asked.Select(q => q.Id.Value)]);
        db.Add(batch);
        foreach (var code in block) db.Add(Slip.Blank(batch, code, Secrets.New(), key));
        return batch;
    }

    /// <summary>Writes down what a slip says, under its own code and secret.</summary>
    public async Task<Contribution> WriteOnSlipAsync(ProcessInfo process, Slip slip, NewContribution said, CancellationToken cancel)
    {
        var contribution = await book.WriteAsync(process, slip.Code, slip.SecretHash,
            said with { Source = Subject.Of("slip-batch", slip.Batch) }, cancel);
        slip.WrittenAs(contribution);
        return contribution;
    }

    /// <summary>The slip of this process that somebody reads from paper: its eight letters, its code, or the number alone.</summary>
    public async Task<Slip> FindSlipAsync(ProcessInfo process, string typed, CancellationToken cancel)
    {
        var slip = Secrets.Read(typed) is { } secret && await BySecretAsync(secret, cancel) is { } known && known.Process == process.Id
            ? known : await ByCodeAsync(process, typed, cancel);
        RuleViolation.UnlessAt("Slip", slip is not null, "slip.unknown",
            "Nessun foglietto stampato ha questo codice o queste lettere: controlla e riprova.");
        return slip!;
    }

    public Task<Slip?> BySecretAsync(string secret, CancellationToken cancel)
    {
        var hash = Secrets.Hash(secret, key);
        return db.Slips.SingleOrDefaultAsync(s => s.SecretHash == hash, cancel);
    }

    private Task<Slip?> ByCodeAsync(ProcessInfo process, string typed, CancellationToken cancel)
    {
        var code = Code(process, typed);
        return db.Slips.SingleOrDefaultAsync(s => s.Code == code && s.Process == process.Id, cancel);
    }

    /// <summary>"147", "c147" and "lwf-c0147" are all LWF-C0147.</summary>
    public static string Code(ProcessInfo process, string typed)
    {
        var text = typed.Trim().ToUpperInvariant();
        var digits = text[(text.LastIndexOf('C') + 1)..].TrimStart('-', ' ');
        return int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
            out var number) && (text.Length == digits.Length || text.StartsWith('C')
            || text.StartsWith(process.Key, StringComparison.Ordinal))
            ? $"{process.Key}-C{number:0000}" : text;
    }
}
