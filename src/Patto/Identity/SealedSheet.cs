using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Identity;

/// <summary>A code on paper, for the safe: where one administrator is alone, it is the second person. It works once; then another sheet is
/// printed.</summary>
public sealed class SealedSheet : Entity<SealedSheet>
{
    // Without I, L, O, U: what is typed from paper is not mistaken.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private SealedSheet() { }

    internal static (SealedSheet Sheet, string Code) Print(DateTimeOffset now)
    {
        var code = string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));
        var sheet = new SealedSheet { CodeHash = HashOf(code), Printed = now };
        sheet.Raise(new SealedSheetPrinted(sheet.Id));
        return (sheet, code);
    }

    /// <summary>Of 100 random bits: nobody finds them from the hash.</summary>
    public string CodeHash { get; private set; } = "";
    public DateTimeOffset Printed { get; private set; }
    /// <summary>Used, or put out of force by a newer one.</summary>
    public DateTimeOffset? Ended { get; private set; }

    internal void Use(DateTimeOffset now)
    {
        Ended = now;
        Raise(new SealedSheetUsed(Id));
    }

    internal void Void(DateTimeOffset now) => Ended = now;

    internal static string HashOf(string code) =>
        Invitation.HashOf(string.Concat(code.ToUpperInvariant().Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c })
            .Where(char.IsAsciiLetterOrDigit)));
}

[Sentence("È stato stampato un foglio da cassaforte con il codice della seconda persona.")]
public sealed record SealedSheetPrinted(Id<SealedSheet> Sheet) : IDomainEvent
{
    public Subject About => Subject.Of("sealed-sheet", Sheet);
}

[Sentence("Il codice del foglio da cassaforte è stato usato: non vale più.")]
public sealed record SealedSheetUsed(Id<SealedSheet> Sheet) : IDomainEvent
{
    public Subject About => Subject.Of("sealed-sheet", Sheet);
}

/// <summary>Where sheets come out: the console of whoever runs the installation.</summary>
public sealed class SheetPrinter(MachineCommand command)
{
    public TextWriter Out { get; set; } = Console.Out;

    internal void Print(string code) => Out.WriteLine($"""

        ------------------------------------------------------------
        FOGLIO PER LA CASSAFORTE: il codice della seconda persona

            {code}

        Stampa questo foglio, chiudilo in una busta e dallo a chi risponde dell'ente (per esempio il Segretario comunale).
        Serve quando chi amministra è una persona sola e deve dare o togliere il ruolo di amministratore o di garante.
        Vale una volta sola: quando si usa, qui ne esce un altro. Se va perso: {command.Line("--second sheet")}
        ------------------------------------------------------------

        """);
}

/// <summary>The sheet in force; there is one for the whole installation.</summary>
public sealed class SealedSheets(AppDb db, SheetPrinter printer, TimeProvider clock)
{
    /// <summary>Whether a sheet lies in the safe.</summary>
    public Task<bool> IsThereAsync(CancellationToken cancel) => db.Set<SealedSheet>().AnyAsync(s => s.Ended == null, cancel);

    /// <summary>Prints a new sheet once the act is committed; the one before is worth nothing any more.</summary>
    public async Task PrintAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var old in await db.Set<SealedSheet>().Where(s => s.Ended == null).ToListAsync(cancel)) old.Void(now);
        var (sheet, code) = SealedSheet.Print(now);
        db.Add(sheet);
        db.AfterCommit(() =>
        {
            printer.Print(code);
            return Task.CompletedTask;
        });
    }

    /// <summary>Uses up the sheet, and prints the next.</summary>
    internal async Task UseAsync(string code, CancellationToken cancel)
    {
        var hash = SealedSheet.HashOf(code);
        var sheet = await db.Set<SealedSheet>().SingleOrDefaultAsync(s => s.Ended == null && s.CodeHash == hash, cancel)
            ?? throw new RuleViolation("sheet.code",
                "Il codice non è quello del foglio che vale oggi: controlla di averlo copiato tutto. Se il foglio è perso, chi gestisce il server ne stampa uno nuovo.")
            { Field = "SheetCode" };
        sheet.Use(clock.GetUtcNow());
        await PrintAsync(cancel);
    }
}

internal sealed class SealedSheetMapping : IEntityTypeConfiguration<SealedSheet>
{
    public void Configure(EntityTypeBuilder<SealedSheet> builder)
    {
        builder.ToTable("SealedSheets");
        builder.Property(s => s.CodeHash).HasMaxLength(64);
        builder.HasIndex(s => s.CodeHash).IsUnique();
    }
}
