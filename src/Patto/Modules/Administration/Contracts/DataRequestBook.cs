using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.People;
using Patto.Privacy;

namespace Patto.Modules.Administration.Contracts;

/// <summary>A request as whoever made it reads it.</summary>
/// <param name="Number">As people read it: <c>DATI-R0003</c>.</param>
/// <param name="Text">In their words; empty where the kind says it all.</param>
/// <param name="Due">The last day to answer, included.</param>
/// <param name="ExtendedWhy">Why the term was put off; empty where it was not.</param>
/// <param name="Answer">What was done or why not; empty until then.</param>
/// <param name="Answered">Null until then.</param>
public sealed record DataRequestInfo(string Number, DataRequestKind Kind, string Text, DataRequestState State, DateTimeOffset At,
    DateOnly Due, string ExtendedWhy, string Answer, DateTimeOffset? Answered)
{
    /// <summary>Characters of what is asked, and of what is answered.</summary>
    public const int LongestText = 2000;
    public bool IsOpen => State == DataRequestState.Open;
}

/// <summary>Requests about personal data and their letters. Whatever writes is used inside an act.</summary>
public sealed class DataRequestBook(AppDb db, Outbox mail, Codes codes, PeopleBook people, PersonalDataBook data,
    CurrentAuthority currentAuthority, Texts L, TimeProvider clock)
{
    private const string Key = "DATI", Letter = "R";

    private Authority Town => currentAuthority.Required;

    /// <summary>What somebody asked who is these persons, or has this account: the newest first.</summary>
    public async Task<IReadOnlyList<DataRequestInfo>> OfAsync(IReadOnlyCollection<Id<Person>> persons, Guid? account,
        CancellationToken cancel)
    {
        var authority = Town.Id;
        return await db.DataRequests.AsNoTracking().Where(r => r.Authority == authority
            && (r.Person != null && persons.Contains(r.Person.Value) || account != null && r.Account == account))
            .OrderByDescending(r => r.At).Select(r => new DataRequestInfo(r.Number, r.Kind, r.Text, r.State, r.At, r.Due, r.ExtendedWhy,
                r.Answer, r.Answered)).ToListAsync(cancel);
    }

    /// <summary>Somebody asks who proved to have that address.</summary>
    /// <param name="email">In lower case.</param>
    public async Task<DataRequestInfo> AskAsync(DataRequestKind kind, string text, string email, Guid? account, CancellationToken cancel)
    {
        var authority = Town.Id;
#pragma warning disable CA1304, CA1311, CA1862 // the database makes the letters small
        var person = await db.Set<Person>().Where(p => p.Authority == authority && p.Erased == null && p.Channel == Channel.Email
            && p.Confirmed != null && p.Address.ToLower() == email).OrderBy(p => p.Since).FirstOrDefaultAsync(cancel);
#pragma warning restore CA1304, CA1311, CA1862
        if (person is null)
        {
            person = people.Meet("", Channel.Email, email, Texts.IsEnglish ? "en" : "it");
            // The address was proved: by its account, or by the link that came there.
            person.Confirm(clock.GetUtcNow());
        }
        var r = await AskAsync(kind, text, person, account, "", cancel);
        return new(r.Number, r.Kind, r.Text, r.State, r.At, r.Due, r.ExtendedWhy, r.Answer, r.Answered);
    }

    /// <summary>Somebody asks at the desk.</summary>
    /// <param name="checkedBy">How they were known to be who they are.</param>
    public async Task<DataRequest> AskAtTheDeskAsync(DataRequestKind kind, string text, string name, Channel channel, string address,
        string checkedBy, CancellationToken cancel)
    {
        RuleViolation.UnlessAt("Channel", channel != Channel.None, "data-request.channel",
            "Scegli come vuole la risposta: una risposta va data.");
        RuleViolation.UnlessAt("Name", name.Trim().Length > 0, "data-request.name", "Scrivi chi lo chiede.");
        RuleViolation.UnlessAt("CheckedBy", checkedBy.Trim().Length > 0, "data-request.checked",
            "Scrivi come hai accertato chi è: per esempio con un documento.");
        return await AskAsync(kind, text, people.Meet(name, channel, address), null, checkedBy, cancel);
    }

    private async Task<DataRequest> AskAsync(DataRequestKind kind, string text, Person person, Guid? account, string checkedBy,
        CancellationToken cancel)
    {
        var number = await codes.NextAsync(Town.Id.Value, Key, Letter, cancel);
        var asked = DataRequest.Ask(Town.Id, number, kind, text, person.Id, account, checkedBy, clock.GetUtcNow());
        db.Add(asked);
        Write(Recipient.Of(person), asked, () => (L["Abbiamo ricevuto la tua richiesta {0}", number].Value,
            [L["Hai chiesto: {0}.", L[kind.Italian()].Value].Value, asked.Text,
                L["Ti rispondiamo entro il {0}. Se serve più tempo te lo scriviamo prima, con il motivo.", L.Day(asked.Due)].Value]));
        return asked;
    }

    public async Task ExtendAsync(DataRequest asked, string why, CancellationToken cancel)
    {
        asked.Extend(why, clock.GetUtcNow());
        if (await WhoAsync(asked, cancel) is { } person)
            Write(Recipient.Of(person), asked, () => (L["Più tempo per la richiesta {0}", asked.Number].Value,
                [L["Ti rispondiamo entro il {0}.", L.Day(asked.Due)].Value, L["Il motivo: {0}", asked.ExtendedWhy].Value, Complain()]));
    }

    public async Task RefuseAsync(DataRequest asked, string reason, CancellationToken cancel)
    {
        var person = await WhoAsync(asked, cancel);
        asked.Refuse(reason, clock.GetUtcNow());
        if (person is not null) Answer(Recipient.Of(person), asked);
    }

    /// <summary>What was asked was done; where it was the erasure, it is done in this very act.</summary>
    /// <param name="also">Others who are the same person: who came several times.</param>
    public async Task FulfilAsync(DataRequest asked, string answer, IReadOnlyCollection<Guid> also, CancellationToken cancel)
    {
        var person = await WhoAsync(asked, cancel);
        asked.Fulfil(answer, clock.GetUtcNow());
        if (person is null) return;
        // Where to write is known before it is erased, and what is written after.
        var (to, said) = (Recipient.Of(person), asked.Answer);
        if (asked.Kind == DataRequestKind.Erasure) await data.EraseAsync(await SameAsync(person, asked.Account, also, cancel), cancel);
        Answer(to with { Person = asked.Kind == DataRequestKind.Erasure ? null : to.Person }, asked, said);
    }

    /// <summary>The holder of an account erases what is kept of them, without a request.</summary>
    /// <param name="email">Of the account, in lower case; null where it was never confirmed: nobody is written to.</param>
    public async Task EraseOwnAsync(IReadOnlyCollection<Guid> persons, Guid account, string? email, CancellationToken cancel)
    {
        RuleViolation.Unless(!await data.HasRoleAsync([account], cancel), "erasure.own-role",
            "Hai ancora un ruolo: prima chi amministra lo toglie, o registra la tua uscita dal gruppo. Poi cancelli i tuoi dati da qui.");
        await data.EraseAsync(await data.WhoAsync(persons, account, email, cancel, isOwn: true), cancel);
        if (email is null) return;
        mail.Post(Recipient.Email(email, language: Texts.IsEnglish ? "en" : "it"), new Message(L["I tuoi dati sono stati cancellati"],
            L["Come hai chiesto, abbiamo cancellato nomi, recapiti, firme, lettere e utenza. Quello che hai detto resta, senza il tuo nome. Non ti scriveremo più."]));
    }

    private Task<Person?> WhoAsync(DataRequest asked, CancellationToken cancel) =>
        db.Set<Person>().SingleOrDefaultAsync(p => p.Id == asked.Person && p.Erased == null, cancel);

    // Whoever proved an address is all who left it; whoever came to the desk is who was chosen there.
    private async Task<DataSubject> SameAsync(Person person, Guid? account, IReadOnlyCollection<Guid> also, CancellationToken cancel)
    {
        var authority = Town.Id;
        var email = person is { Channel: Channel.Email, Confirmed: not null } ? person.Address.ToLowerInvariant() : null;
#pragma warning disable CA1304, CA1311, CA1862 // the database makes the letters small
        var same = email is null ? [] : await db.Set<Person>().Where(p => p.Authority == authority && p.Erased == null
            && p.Channel == Channel.Email && p.Confirmed != null && p.Address.ToLower() == email).Select(p => p.Id).ToListAsync(cancel);
#pragma warning restore CA1304, CA1311, CA1862
        return await data.WhoAsync([person.Id.Value, .. same.Select(s => s.Value), .. also], account, email, cancel, isOwn: true);
    }

    private void Answer(Recipient to, DataRequest asked, string? said = null) => Write(to, asked, () => (
        L["La risposta alla tua richiesta {0}", asked.Number].Value,
        [L["Hai chiesto: {0}.", L[asked.Kind.Italian()].Value].Value, L["Esito: {0}.", L[asked.State.Italian()].Value].Value,
            said ?? asked.Answer, asked.State == DataRequestState.Refused ? Complain() : ""]));

    private string Complain() => L["Se non sei d'accordo puoi fare reclamo al Garante per la protezione dei dati personali (www.garanteprivacy.it, GDPR art. 77) o rivolgerti al giudice."];

    private void Write(Recipient to, DataRequest asked, Func<(string Subject, string[] Paragraphs)> say) =>
        mail.Post(to, Texts.In(to.Language, () =>
        {
            var (subject, paragraphs) = say();
            return new Message(subject, string.Join("\n\n", paragraphs.Where(p => p.Length > 0)), About: asked.Subject);
        }));
}
