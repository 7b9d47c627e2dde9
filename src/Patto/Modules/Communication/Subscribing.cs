using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;

namespace Patto.Modules.Communication;

/// <summary>How what somebody follows reads.</summary>
/// <param name="Url">Its page; null where it has none.</param>
public sealed record FollowedName(string Name, string? Url);

/// <summary>Asking for notices and ending them. Used inside an act, but for the names.</summary>
public sealed class Subscribing(AppDb db, Outbox mail, ProcessBook processes, Filo filo, CurrentAuthority currentAuthority, Texts L)
{
    /// <summary>One letter to confirm; whoever has already asked gets it again, and nobody learns who had.</summary>
    public async Task AskAsync(Followed followed, string name, string email, string language, Frequency frequency, DateTimeOffset now,
        CancellationToken cancel = default)
    {
        var known = await KnownAsync(followed, email, cancel);
        // What nobody has confirmed yet is as it was asked for last; what is confirmed is changed by its own link.
        if (known is { Confirmed: null }) known.Time(frequency, now);
        var subscription = known ?? Add(followed, email, language, frequency, now);
        mail.Post(Recipient.Email(subscription.Email, language: language),
            Texts.In(language, () => new Message(L["Conferma gli avvisi su «{0}»", name],
            L["Hai chiesto di sapere che cosa succede in «{0}». Conferma con il collegamento qui sotto. Se non sei stato tu, non fare niente: non ti scriveremo più.", name],
            L["Conferma"], CommunicationUrls.Confirm(subscription.Token), About(followed), About(followed),
            Secret: subscription.Token.ToString("N"))));
    }

    /// <summary>Who is signed in is told at the address of the account, which is theirs.</summary>
    public async Task AskAsync(Followed followed, Guid account, string email, string language, Frequency frequency, DateTimeOffset now,
        CancellationToken cancel = default)
    {
        var subscription = await KnownAsync(followed, email, cancel) ?? Add(followed, email, language, frequency, now);
        subscription.AskedBy(account, now);
        subscription.Time(frequency, now);
    }

    /// <summary>How often that address is told of it; null where it does not follow it.</summary>
    internal async Task<Frequency?> FrequencyAsync(Followed followed, string? email, CancellationToken cancel) =>
        email is null ? null : await KnownAsync(followed, email, cancel) is { Confirmed: not null } known ? known.Frequency : null;

    /// <summary>Who wrote something follows it.</summary>
    internal async Task AskAsync(Followed followed, Person author, DateTimeOffset now, CancellationToken cancel)
    {
        var subscription = await KnownAsync(followed, author.Address, cancel)
            ?? Add(followed, author.Address, author.Language, Frequency.AtOnce, now);
        subscription.AskedBy(author, now);
    }

    private Subscription Add(Followed followed, string email, string language, Frequency frequency, DateTimeOffset now)
    {
        var asked = Subscription.Ask(followed, currentAuthority.Required.Id, email, language, now, frequency);
        db.Add(asked);
        return asked;
    }

    private Task<Subscription?> KnownAsync(Followed followed, string email, CancellationToken cancel)
    {
        var (authority, address) = (currentAuthority.Required.Id, EmailAddress.Read(email, "Email").ToLowerInvariant());
        var (process, theme, thing) = followed;
        return db.Subscriptions.FirstOrDefaultAsync(s => s.Authority == authority && s.Email == address && s.Ended == null
            && s.Process == process && s.Theme == theme && s.Thing == thing, cancel);
    }

    private static Subject? About(Followed followed) => followed.Process is { } process ? Subject.Of("process", process) : null;

    /// <summary>How these read, in the language of the running request: one statement per kind of thing, however many they are. What nobody
    /// may read any more has no name here.</summary>
    public async Task<IReadOnlyDictionary<Followed, FollowedName>> NamesAsync(IReadOnlyCollection<Followed> all,
        CancellationToken cancel)
    {
        var cards = await filo.TellAsync([.. all.Select(f => f.Thing).OfType<Subject>().Distinct()], Grants.Reader.Anybody, cancel);
        var named = await processes.NamesAsync([.. all.Select(f => f.Process).OfType<Id<Modules.Processes.Process>>().Distinct()],
            cancel);
        Dictionary<Followed, FollowedName> names = [];
        foreach (var followed in all.Distinct())
            if (NameOf(followed, cards, named) is { } name) names[followed] = name;
        return names;
    }

    private FollowedName? NameOf(Followed followed, IReadOnlyDictionary<Subject, Card> cards,
        IReadOnlyDictionary<Id<Modules.Processes.Process>, KnownName> named)
    {
        if (followed.Thing is { } thing)
            return cards.TryGetValue(thing, out var card) ? new(card.Code is { } code ? L.Phrase($"{code}, {Excerpt.Of(card.Text, 80)}")
                : Excerpt.Of(card.Text, 100), card.Url) : null;
        if (followed.Process is not { } process) return new(currentAuthority.Required.Name, "/");
        if (!named.TryGetValue(process, out var known)) return null;
        return new(followed.Theme is { } theme ? L["{0}, tema {1}", known.Title, known.Themes.GetValueOrDefault(theme, theme)].Value
            : known.Title, ProcessUrls.Show(known.Slug));
    }
}
