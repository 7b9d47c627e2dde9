using Microsoft.AspNetCore.DataProtection;
using Patto.Database;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.People;

namespace Patto.Modules.Contributions;

/// <summary>An address given without an account gets one letter to confirm it; notices follow only after the click.</summary>
public sealed class Confirmation(Outbox outbox, Texts texts, IDataProtectionProvider protection)
{
    private readonly SealedToken _token = new(protection, "people.confirm", TimeSpan.FromDays(30));

    /// <param name="code">Of what the person has just said; null where many things came in at once.</param>
    public void Ask(Person person, string? code = null)
    {
        var proof = _token.Seal(person.Id.ToString());
        outbox.Post(Recipient.Of(person), Texts.In(person.Language, () => Letter(person, code, proof)));
    }

    private Message Letter(Person person, string? code, string proof) => new(
        texts["Conferma il tuo indirizzo"],
        (code is null ? "" : texts["Il codice di quello che hai detto: {0}. Con il codice trovi sul sito che fine fa.", code] + "\n\n")
        + texts["Qualcuno, probabilmente tu, ha lasciato questo indirizzo per avere risposta a un contributo. Se sei tu, confermalo con il collegamento qui sotto: ti scriveremo solo per dirti che fine fa la tua voce.\n\nSe non sei stato tu non fare niente: non riceverai altro."],
        texts["Confermo, l'indirizzo è mio"], $"/conferma/{proof}", Subject.Of("person", person.Id), Secret: proof);

    /// <summary>Whose address the letter confirms; null when it is too old or not ours.</summary>
    public Id<Person>? Open(string token) => _token.Open(token) is { } id ? Id<Person>.Parse(id, null) : null;
}
