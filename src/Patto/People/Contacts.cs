using System.Globalization;
using System.Text.RegularExpressions;
using Patto.Database;

namespace Patto.People;

/// <summary>The one reader of e-mail addresses, for every form, the API and imports: one address comes out, or the sentence that says what
/// to mend.</summary>
public static partial class EmailAddress
{
    public const int Longest = 200;
    private const int LongestLocal = 64;

    /// <summary>The address alone: <c>Mario Rossi &lt;m@x.it&gt;</c> and <c>mailto:m@x.it</c> are m@x.it.</summary>
    /// <param name="field">Where the sentence stands.</param>
    public static string Read(string? typed, string field) =>
        TryRead(typed, out var address, out var fault) ? address : throw new RuleViolation(fault.Code, fault.Sentence) { Field = field };

    public static bool TryRead(string? typed, out string address, out (string Code, string Sentence) fault)
    {
        address = Bare(typed ?? "");
        fault = Fault(address) ?? default;
        if (fault.Code is not null) return false;
        var at = address.LastIndexOf('@');
        address = address[..(at + 1)] + Ascii(address[(at + 1)..]);
        return true;
    }

    private static string Bare(string typed)
    {
        var text = typed.Trim().Trim('.', ',', ';').Replace('’', '\'').Trim();
        if (Named().Match(text) is { Success: true } named) text = named.Groups["address"].Value;
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) text = text["mailto:".Length..];
        return text.Trim('<', '>', '"', ' ');
    }

    private static (string, string)? Fault(string address)
    {
        if (address.Length == 0) return ("email.empty", "Scrivi l'indirizzo e-mail.");
        if (address.Count(c => c == '@') > 1) return ("email.several", "Qui va un indirizzo e-mail solo: ne vedo più di uno.");
        if (address.Any(char.IsWhiteSpace)) return ("email.blank",
            "In un indirizzo e-mail non ci sono spazi: togli quello che non fa parte dell'indirizzo.");
        if (!address.Contains('@', StringComparison.Ordinal)) return ("email.at",
            "Nell'indirizzo e-mail manca la chiocciola: la forma è nome@esempio.it.");
        if (address.Length > Longest || address.IndexOf('@', StringComparison.Ordinal) > LongestLocal) return ("email.long",
            "L'indirizzo e-mail è troppo lungo: controllalo.");
        if (!Local().IsMatch(address[..address.IndexOf('@', StringComparison.Ordinal)]))
            return ("email.local",
                "La parte prima della chiocciola non è scritta bene: lettere senza accenti, cifre, punto, trattino, apostrofo.");
        return Domain().IsMatch(Ascii(address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..])) ? null
            : ("email.domain", "La parte dopo la chiocciola non è completa: per esempio comune.fontelieta.it.");
    }

    private static string Ascii(string domain)
    {
        try { return new IdnMapping().GetAscii(domain.TrimEnd('.')); }
        catch (ArgumentException) { return ""; }
    }

    [GeneratedRegex("^[^<>@]*<\\s*(?<address>[^<>]*)\\s*>$")]
    private static partial Regex Named();

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$")]
    private static partial Regex Local();

    [GeneratedRegex(@"^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$")]
    private static partial Regex Domain();
}

/// <summary>The one reader of phone numbers, Italian and foreign. What comes out is as it was written, cleaned; <see cref="Key"/>
/// compares.</summary>
public static partial class PhoneNumber
{
    /// <param name="field">Where the sentence stands.</param>
    public static string Read(string? typed, string field) =>
        TryRead(typed, out var number, out var fault) ? number : throw new RuleViolation(fault.Code, fault.Sentence) { Field = field };

    public static bool TryRead(string? typed, out string number, out (string Code, string Sentence) fault)
    {
        number = Blanks().Replace((typed ?? "").Trim().TrimEnd('.', ','), " ");
        if (Word().Match(number) is { Success: true } word) number = number[word.Length..].TrimStart();
        fault = Fault(number) ?? default;
        return fault.Code is null;
    }

    /// <summary>The same number however it is written: <c>+393331234567</c>, with the extension after an x.</summary>
    public static string Key(string number)
    {
        var parts = Extension().Split(number, 2);
        var digits = string.Concat(parts[0].Where(char.IsAsciiDigit));
        var whole = number.TrimStart('(', ' ').StartsWith('+') ? "+" + digits : digits.StartsWith("00", StringComparison.Ordinal)
            ? "+" + digits[2..] : "+39" + digits;
        return parts.Length > 1 ? $"{whole}x{string.Concat(parts[^1].Where(char.IsAsciiDigit))}" : whole;
    }

    private static (string, string)? Fault(string number)
    {
        if (number.Length == 0) return ("phone.empty", "Scrivi il numero di telefono.");
        if (Several().IsMatch(number)) return ("phone.several", "Qui va un numero di telefono solo: ne vedo più di uno.");
        if (!Written().IsMatch(number)) return ("phone.signs",
            "Questo non è un numero di telefono: scrivi solo le cifre, per esempio 0522 123456 o +44 20 7946 0000.");
        var key = Key(number).Split('x')[0];
        return (key.StartsWith("+39", StringComparison.Ordinal) ? ItalianForm().IsMatch(key) : ForeignForm().IsMatch(key)) ? null
            : ("phone.digits",
                "A questo numero manca o avanza qualche cifra: controllalo. Se è straniero, comincialo con + e il prefisso del Paese.");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(tel|telefono|cell|cellulare|mobile|fisso|fax)\b\.?:?\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex(@"\s*(?:int|interno|ext)\.?\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex(@"^\(?\+?[0-9\s().\-/]+((int|interno|ext)\.?\s*[0-9]{1,5})?$", RegexOptions.IgnoreCase)]
    private static partial Regex Written();

    [GeneratedRegex(@"[0-9]{6,}\s*[;,/]\s*\+?[0-9]{6,}|[0-9]\s+(o|e|oppure)\s+\+?[0-9]|\+.*\+", RegexOptions.IgnoreCase)]
    private static partial Regex Several();

    // Fixed lines keep their zero, 6 to 11 digits; mobiles 9 or 10; free and shared-cost numbers 6 to 10.
    [GeneratedRegex(@"^\+39(0[0-9]{5,10}|3[0-9]{8,9}|[158][0-9]{5,9})$")]
    private static partial Regex ItalianForm();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$")]
    private static partial Regex ForeignForm();
}

/// <summary>A contact of whatever channel, read by the reader of its kind.</summary>
public static class Contacts
{
    private const int Longest = 300;

    /// <param name="field">Where the sentence stands.</param>
    public static string Read(Channel channel, string? typed, string field)
    {
        var text = (typed ?? "").Trim();
        var isOptional = channel is Channel.None or Channel.Desk;
        RuleViolation.UnlessAt(field, isOptional || text.Length > 0, "person.address",
            "Per ricevere la risposta serve un recapito: scrivilo, oppure scegli di non riceverla.");
        RuleViolation.UnlessAt(field, text.Length <= Longest, "person.address-long",
            "Il recapito è troppo lungo: al massimo {0} caratteri.", Longest);
        return channel switch
        {
            Channel.Email => EmailAddress.Read(text, field),
            Channel.Phone =>
            PhoneNumber.Read(text, field),
            _ => text
        };
    }
}
