using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Mail.Returned;

/// <summary>A receipt as a page shows it, without its bytes.</summary>
public sealed record ReceiptView(Id<LetterReceipt> Id, Id<Letter> Letter, ReturnedKind Kind, DateTimeOffset At, string Address,
    string Words);

/// <summary>What was kept of a message that came back.</summary>
public enum Kept
{
    /// <summary>It stands with its letter.</summary>
    New,
    /// <summary>It stood there already.</summary>
    Before,
    /// <summary>It concerns no letter of this public body.</summary>
    Foreign,
    /// <summary>It is no receipt, no report and no answer.</summary>
    Unread,
}

/// <summary>Receipts, reports and answers find their letter.</summary>
public sealed class ReceiptBook(AppDb db, CurrentAuthority currentAuthority, CurrentUser currentUser, TimeProvider clock)
{
    /// <summary>Of these letters, in order of time.</summary>
    public async Task<ILookup<Id<Letter>, ReceiptView>> OfAsync(IReadOnlyCollection<Id<Letter>> letters, CancellationToken cancel) =>
        (letters.Count == 0 ? [] : await db.Set<LetterReceipt>().Where(r => letters.Contains(r.Letter)).OrderBy(r => r.At).ThenBy(r => r.Id)
            .Select(r => new ReceiptView(r.Id, r.Letter, r.Kind, r.At, r.Address, r.Words)).ToListAsync(cancel)).ToLookup(r => r.Letter);

    /// <summary>The message itself; null where it does not belong to that letter.</summary>
    public Task<byte[]?> SourceAsync(Id<Letter> letter, Id<LetterReceipt> receipt, CancellationToken cancel) =>
        db.Set<LetterReceipt>().Where(r => r.Id == receipt && r.Letter == letter).Select(r => r.Source).SingleOrDefaultAsync(cancel);

    /// <summary>Those messages that concern a letter of this public body.</summary>
    public async Task<IReadOnlyList<byte[]>> OursAsync(IEnumerable<byte[]> sources, CancellationToken cancel)
    {
        var named = sources.Select(s => (Source: s, Letter: ReturnedMail.Read(s)?.Ours)).Where(s => s.Letter is not null).ToList();
        if (named.Count == 0) return [];
        var (authority, ids) = (currentAuthority.Required.Id, named.Select(n => n.Letter!.Value).ToList());
        var ours = (await db.Set<Letter>().Where(l => l.Authority == authority && ids.Contains(l.Id)).Select(l => l.Id).ToListAsync(cancel))
            .ToHashSet();
        return [.. named.Where(n => ours.Contains(n.Letter!.Value)).Select(n => n.Source)];
    }

    /// <summary>Keeps a message with the letter that it concerns, in the running act, and follows what it says.</summary>
    public async Task<(Kept Kept, ReturnedMail? Returned)> KeepAsync(byte[] source, CancellationToken cancel)
    {
        if (ReturnedMail.Read(source) is not { } returned) return (Kept.Unread, null);
        var authority = currentAuthority.Required.Id;
        if (returned.Ours is not { } named
            || await db.Set<Letter>().SingleOrDefaultAsync(l => l.Id == named && l.Authority == authority, cancel) is not { } letter)
            return (Kept.Foreign, returned);
        if (await db.Set<LetterReceipt>().AnyAsync(r => r.Letter == letter.Id && r.Message == returned.Message, cancel)
            || db.ChangeTracker.Entries<LetterReceipt>().Any(r => r.Entity.Letter == letter.Id && r.Entity.Message == returned.Message))
            return (Kept.Before, returned);
        await AddAsync(letter, returned, source, cancel);
        return (Kept.New, returned);
    }

    /// <summary>Keeps a receipt of certified mail that the office sent by hand with the letter that somebody says it belongs to.</summary>
    /// <exception cref="RuleViolation">It is no receipt, or it names another letter of this platform.</exception>
    public async Task<ReturnedMail> KeepAsync(byte[] source, Id<Letter> with, string field, CancellationToken cancel)
    {
        var returned = ReturnedMail.Read(source);
        RuleViolation.UnlessAt(field, returned is not null, "receipt.unread",
            "Questo file non è una ricevuta della PEC né una risposta: salva il messaggio dalla casella in formato .eml e riprova.");
        var letter = await db.Set<Letter>().SingleAsync(l => l.Id == with, cancel);
        var other = returned!.Ours is { } named && named != with
            && await db.Set<Letter>().AnyAsync(l => l.Id == named && l.About != letter.About, cancel);
        RuleViolation.UnlessAt(field, !other, "receipt.other", "Questa ricevuta riguarda un'altra lettera: caricala dalla pagina di quella.");
        RuleViolation.UnlessAt(field, !await db.Set<LetterReceipt>().AnyAsync(r => r.Letter == with && r.Message == returned.Message,
            cancel),
            "receipt.twice", "Questa ricevuta c'è già.");
        await AddAsync(letter, returned, source, cancel);
        return returned;
    }

    private async Task AddAsync(Letter letter, ReturnedMail returned, byte[] source, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        db.Add(LetterReceipt.Keep(letter, returned, source, currentUser.Actor, now));
        if (returned.Kind is ReturnedKind.NotAccepted or ReturnedKind.NotDelivered or ReturnedKind.Hard or ReturnedKind.Soft
            or ReturnedKind.Policy) letter.ComeBack(returned.Words, now);
        if (returned.Kind is not (ReturnedKind.NotDelivered or ReturnedKind.Hard or ReturnedKind.Soft)) return;
        // Only the address that the letter went to: a report names whom it likes.
        var (authority, address) = (letter.Authority, letter.Address.Trim().ToLowerInvariant());
        if (address.Length == 0 || returned.Address.Length > 0 && returned.Address != address) return;
        var troubled = db.Set<TroubledAddress>().Local.FirstOrDefault(a => a.Authority == authority && a.Address == address)
            ?? await db.Set<TroubledAddress>().SingleOrDefaultAsync(a => a.Authority == authority && a.Address == address, cancel);
        if (troubled is null) db.Add(troubled = TroubledAddress.Of(authority, address));
        troubled.Take(returned, now);
    }
}
