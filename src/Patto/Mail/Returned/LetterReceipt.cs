using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Mail.Returned;

/// <summary>What came back for a letter, kept with it: the message itself is the proof, byte for byte. Its signature is kept and never
/// called verified.</summary>
public sealed class LetterReceipt : Entity<LetterReceipt>
{
    private LetterReceipt() { }

    internal static LetterReceipt Keep(Letter letter, ReturnedMail returned, byte[] source, Guid? by, DateTimeOffset now)
    {
        var receipt = new LetterReceipt
        {
            Authority = letter.Authority,
            Letter = letter.Id,
            Kind = returned.Kind,
            Message = returned.Message,
            At = returned.At,
            Address = returned.Address,
            Words = returned.Words,
            Source = source,
            By = by,
            Kept = now,
        };
        receipt.Raise(new LetterReceiptKept(receipt.Id, returned.Kind));
        return receipt;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Letter> Letter { get; private set; }
    public ReturnedKind Kind { get; private set; }
    /// <summary>The Message-ID of what came back: the same message is kept once.</summary>
    public string Message { get; private set; } = "";
    /// <summary>When it happened, as the message says.</summary>
    public DateTimeOffset At { get; private set; }
    public string Address { get; private set; } = "";
    /// <summary>The reason, or the answer; cleared with the letter's own text.</summary>
    public string Words { get; private set; } = "";
    /// <summary>The whole message (RFC 5322).</summary>
    public byte[] Source { get; private set; } = [];
    /// <summary>Who of the office gave the file; null where the mailbox was read.</summary>
    public Guid? By { get; private set; }
    public DateTimeOffset Kept { get; private set; }
}

/// <summary>An address that sends letters back, until somebody corrects it or says to try again.</summary>
public sealed class TroubledAddress : Entity<TroubledAddress>
{
    /// <summary>So many times a mailbox may be full before nothing more is sent.</summary>
    public const int SoftLimit = 3;
    private TroubledAddress() { }

    internal static TroubledAddress Of(Id<Authority> authority, string address) => new() { Authority = authority, Address = address };

    public Id<Authority> Authority { get; private set; }
    /// <summary>In small letters.</summary>
    public string Address { get; private set; } = "";
    /// <summary>How often a mailbox was full or away since letters last went well.</summary>
    public int Soft { get; private set; }
    /// <summary>Since when nothing more is sent; null: letters still go.</summary>
    public DateTimeOffset? Stopped { get; private set; }
    /// <summary>When the last letter came back.</summary>
    public DateTimeOffset Last { get; private set; }
    /// <summary>The last server's words.</summary>
    public string Why { get; private set; } = "";

    internal void Take(ReturnedMail returned, DateTimeOffset now)
    {
        (Why, Last) = (returned.Words, now);
        if (returned.Kind == ReturnedKind.Soft) Soft++;
        if (returned.Kind != ReturnedKind.Soft || Soft >= SoftLimit) Stopped ??= now;
    }

    /// <summary>Somebody knows that it receives again.</summary>
    public void TryAgain()
    {
        (Soft, Stopped) = (0, null);
        Raise(new AddressTriedAgain(Id));
    }
}

[Sentence("Per una lettera è tornata una ricevuta o una risposta.")]
public sealed record LetterReceiptKept(Id<LetterReceipt> Receipt, ReturnedKind Kind) : IDomainEvent
{
    public Subject About => Subject.Of("letter-receipt", Receipt);
}

[Sentence("Si torna a scrivere a un indirizzo che aveva rimandato indietro le lettere.")]
public sealed record AddressTriedAgain(Id<TroubledAddress> Address) : IDomainEvent
{
    public Subject About => Subject.Of("troubled-address", Address);
}

internal sealed class LetterReceiptMapping : IEntityTypeConfiguration<LetterReceipt>
{
    public void Configure(EntityTypeBuilder<LetterReceipt> builder)
    {
        builder.ToTable("LetterReceipts");
        builder.Property(r => r.Message).HasMaxLength(300);
        builder.Property(r => r.Address).HasMaxLength(254);
        builder.Property(r => r.Words).HasMaxLength(1000);
        // Two readers of the same mailbox keep one.
        builder.HasIndex(r => new { r.Letter, r.Message }).IsUnique();
        builder.HasIndex(r => new { r.Authority, r.Address });
    }
}

internal sealed class TroubledAddressMapping : IEntityTypeConfiguration<TroubledAddress>
{
    public void Configure(EntityTypeBuilder<TroubledAddress> builder)
    {
        builder.ToTable("TroubledAddresses");
        builder.Property(a => a.Address).HasMaxLength(254);
        builder.Property(a => a.Why).HasMaxLength(1000);
        builder.HasIndex(a => new { a.Authority, a.Address }).IsUnique();
    }
}
