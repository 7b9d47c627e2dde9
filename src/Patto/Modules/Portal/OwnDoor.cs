using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;
using Patto.People;
#pragma warning disable CA1304, CA1311, CA1862 // the database makes the letters small

namespace Patto.Modules.Portal;

/// <summary>Who may see what somebody did: whoever is signed in, and whoever comes by a link that was mailed to a confirmed
/// address.</summary>
public sealed class OwnDoor(AppDb db, Outbox mail, NoticeBook notices, CurrentAuthority currentAuthority, Texts L,
    IDataProtectionProvider protection)
{
    public const string Page = "/mie-voci";
    /// <summary>What is kept of whoever comes through it.</summary>
    public const string Data = "/mie-voci/dati";
    public static string DataOf(string? token) => token is null ? Data : $"{Data}/{token}";
    public static string CopyOf(string? token) => token is null ? $"{Data}/copia" : $"{Data}/copia/{token}";
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private readonly SealedToken _token = new(protection, "portal.own-acts", Life);

    private Id<Authority> Town => currentAuthority.Required.Id;

    /// <summary>The persons of an account.</summary>
    public Task<List<Person>> OfAccountAsync(Guid account, CancellationToken cancel) =>
        db.Set<Person>().Where(p => p.Authority == Town && p.Account == account && p.Erased == null).ToListAsync(cancel);

    /// <summary>Those who confirmed that address; who came several times is several persons.</summary>
    /// <param name="email">In lower case.</param>
    public Task<List<Person>> OfAddressAsync(string email, CancellationToken cancel) =>
        db.Set<Person>().Where(p => p.Authority == Town && p.Channel == Channel.Email && p.Confirmed != null && p.Erased == null
            && p.Address.ToLower() == email).ToListAsync(cancel);

    /// <summary>The account of a confirmed address; null where there is none.</summary>
    /// <param name="email">In lower case.</param>
    public Task<Guid?> AccountOfAsync(string email, CancellationToken cancel)
    {
        var normalized = email.ToUpperInvariant();
        return db.Set<Account>().Where(a => a.EmailConfirmed && a.NormalizedEmail == normalized).Select(a => (Guid?)a.Id)
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>A letter with the link, where somebody confirmed the address; whoever asks learns nothing of it. Used inside an
    /// act.</summary>
    public async Task AskAsync(string email, string language, CancellationToken cancel)
    {
        email = EmailAddress.Read(email, "Email").ToLowerInvariant();
        if ((await OfAddressAsync(email, cancel)).Count == 0 && await AccountOfAsync(email, cancel) is null
            && !await notices.IsFollowedFromAsync(email, cancel)) return;
        var proof = _token.Seal($"{Town} {email}");
        mail.Post(Recipient.Email(email, language: language), Texts.In(language, () => new Message(L["Le tue voci"],
            L["Con il collegamento qui sotto vedi tutto quello che hai detto, chiesto e firmato qui, e che fine ha fatto. Vale un'ora. Se non l'hai chiesto tu, non fare niente."],
            L["Apri le mie voci"], $"{Page}/{proof}", Secret: proof)));
    }

    /// <summary>Whose link it is, in lower case; null when it is too old, of another public body, or not ours.</summary>
    public string? Open(string? token) => _token.Open(token)?.Split(' ') is [var at, var email] && at == Town.ToString() ? email : null;
}
