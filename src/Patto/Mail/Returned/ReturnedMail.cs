using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using MimeKit;
using Patto.Database;

namespace Patto.Mail.Returned;

/// <summary>What a message that came back says of a letter.</summary>
public enum ReturnedKind
{
    /// <summary>PEC: the sender's own provider took it (*accettazione*); not delivered yet.</summary>
    Accepted,
    /// <summary>PEC: the sender's own provider refused it; nothing was sent (*non accettazione*).</summary>
    NotAccepted,
    /// <summary>PEC: it lies in the reader's mailbox (*avvenuta consegna*).</summary>
    Delivered,
    /// <summary>PEC: twelve hours without delivery; the provider goes on trying (*preavviso*).</summary>
    Waiting,
    /// <summary>PEC: it will not be delivered (*mancata consegna*).</summary>
    NotDelivered,
    /// <summary>Somebody answered with words of their own.</summary>
    Reply,
    /// <summary>The address does not exist (RFC 3463, class 5): nothing more is sent to it.</summary>
    Hard,
    /// <summary>The mailbox is full or away (class 4): the third time nothing more is sent.</summary>
    Soft,
    /// <summary>A server goes on trying: nothing yet.</summary>
    Delayed,
    /// <summary>Refused for what it says (5.7.x): the address is well.</summary>
    Policy,
}

/// <summary>A message that came back, as far as it concerns a letter: a receipt of certified mail (DM 2 November 2005, technical rules,
/// §6), a report of non-delivery (RFC 3464), or an answer.</summary>
/// <param name="Letter">The Message-ID of the letter, without its angle brackets.</param>
/// <param name="Message">The Message-ID of what came back; where it has none, its fingerprint.</param>
/// <param name="At">When it happened, as the message says.</param>
/// <param name="Address">Of whom it tells, in small letters; empty where it does not say.</param>
/// <param name="Words">The reason, or the answer, in the sender's words; shortened.</param>
public sealed partial record ReturnedMail(ReturnedKind Kind, string Letter, string Message, DateTimeOffset At, string Address, string Words)
{
    /// <summary>Bytes of the largest message that is read: a receipt may carry the whole letter with its files.</summary>
    public const int Largest = 25 * 1024 * 1024;
    private const int LongestWords = 500, LongestAttachment = 1024 * 1024;

    /// <summary>Which of our letters it may be about; null where the name is none of ours. What stands before the @ is the letter's own
    /// identity; the host may have changed since.</summary>
    public Id<Mail.Letter>? Ours => Guid.TryParseExact(Letter.Split('@')[0], "N", out var id) ? new Id<Mail.Letter>(id) : null;

    /// <summary>Null: no message, or one that is neither receipt nor report nor answer; an automatic answer is none.</summary>
    public static ReturnedMail? Read(byte[] source)
    {
        MimeMessage message;
        try { message = MimeMessage.Load(new MemoryStream(source, writable: false)); }
        catch (FormatException) { return null; }
        using (message)
            return Said(message, "X-Ricevuta") is { Length: > 0 } receipt ? ReadReceipt(message, receipt, source)
                : message.Body is MultipartReport { ReportType: { } type } && type.Equals("delivery-status",
                    StringComparison.OrdinalIgnoreCase)
                    ? ReadReport(message, source)
                : IsFromServer(message) ? ReadPlainReport(message, source)
                : IsAutomatic(message) ? null
                : ReadReply(message, source);
    }

    private static ReturnedMail? ReadReceipt(MimeMessage message, string receipt, byte[] source)
    {
        ReturnedKind? kind = receipt.Trim().ToLowerInvariant() switch
        {
            "accettazione" => ReturnedKind.Accepted,
            "non-accettazione" => ReturnedKind.NotAccepted,
            "avvenuta-consegna" => ReturnedKind.Delivered,
            "preavviso-errore-consegna" => ReturnedKind.Waiting,
            "errore-consegna" or "rilevazione-virus" => ReturnedKind.NotDelivered,
            // "presa-in-carico" is said between two providers and proves nothing to the sender.
            _ => null,
        };
        var data = message.BodyParts.OfType<MimePart>().FirstOrDefault(p => string.Equals(p.FileName, "daticert.xml",
            StringComparison.OrdinalIgnoreCase)) is { } part ? Certificate.Read(part) : null;
        var letter = Bare(Said(message, "X-Riferimento-Message-ID")) is { Length: > 0 } named ? named : Bare(data?.Letter);
        if (kind is not { } said || letter.Length == 0) return null;
        var words = kind is ReturnedKind.Accepted or ReturnedKind.Delivered ? "" : data?.Fault is { Length: > 0 } fault ? fault
            : message.TextBody ?? "";
        return Of(said, letter, message, source, data?.At ?? message.Date, data?.Address ?? "", words);
    }

    private static ReturnedMail? ReadReport(MimeMessage message, byte[] source)
    {
        var letter = message.BodyParts.OfType<TextRfc822Headers>().Select(h => h.Message).Concat(message.BodyParts.OfType<MessagePart>()
            .Select(m => m.Message)).Select(m => m?.MessageId).FirstOrDefault(id => id is { Length: > 0 });
        if (letter is null || message.BodyParts.OfType<MessageDeliveryStatus>().FirstOrDefault() is not { } status) return null;
        foreach (var group in status.StatusGroups)
        {
            if (group["Action"] is not { } action || group["Status"] is not { } code) continue;
            var address = (group["Final-Recipient"] ?? group["Original-Recipient"] ?? "").Split(';', 2)[^1].Trim();
            var kind = action.Trim().Equals("failed", StringComparison.OrdinalIgnoreCase) ? KindOf(code)
                : action.Trim().Equals("delayed", StringComparison.OrdinalIgnoreCase) ? ReturnedKind.Delayed : (ReturnedKind?)null;
            if (kind is { } said)
                return Of(said, Bare(letter), message, source, message.Date, address,
                    (group["Diagnostic-Code"] ?? code).Split(';', 2)[^1].Trim());
        }
        return null;
    }

    // A program that writes no report: a line with the code, and the letter below.
    private static ReturnedMail? ReadPlainReport(MimeMessage message, byte[] source)
    {
        var text = message.TextBody ?? "";
        return LetterInside().Match(text) is { Success: true } letter && StatusInside().Match(text) is { Success: true } code
            ? Of(KindOf(code.Groups[1].Value), letter.Groups[1].Value, message, source, message.Date,
                AddressInside().Match(text[..letter.Index]) is { Success: true } address ? address.Groups[1].Value : "",
                text.ReplaceLineEndings("\n").Split('\n').FirstOrDefault(l => l.Contains(code.Value, StringComparison.Ordinal)) ?? "")
            : null;
    }

    private static ReturnedMail? ReadReply(MimeMessage message, byte[] source)
    {
        var letter = Bare(message.InReplyTo) is { Length: > 0 } named ? named : Bare(message.References.LastOrDefault());
        if (letter.Length == 0) return null;
        // What certified mail carries stands inside the envelope of the provider.
        var inner = Said(message, "X-Trasporto").Length > 0
            ? message.BodyParts.OfType<MessagePart>().Select(p => p.Message).FirstOrDefault(m => m is not null) : null;
        if (inner is not null && IsAutomatic(inner)) return null;
        var from = (inner ?? message).From.Mailboxes.FirstOrDefault()?.Address ?? message.ReplyTo.Mailboxes.FirstOrDefault()?.Address;
        return Of(ReturnedKind.Reply, letter, message, source, message.Date, from ?? "", (inner ?? message).TextBody ?? "");
    }

    // RFC 3463: 4 may pass, 5 stays; a full mailbox may be emptied whatever the server calls it, and 5.7 is about what was said.
    private static ReturnedKind KindOf(string code) => code.Trim() switch
    {
        ['4', ..] => ReturnedKind.Soft,
        ['5', '.', '7', '.', ..] => ReturnedKind.Policy,
        "5.2.2" => ReturnedKind.Soft,
        _ => ReturnedKind.Hard,
    };

    private static ReturnedMail Of(ReturnedKind kind, string letter, MimeMessage message, byte[] source, DateTimeOffset at, string address,
        string words) => new(kind, letter, Bare(message.MessageId) is { Length: > 0 } id ? id
            : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(source)),
            at.ToUniversalTime(), address.Trim().ToLowerInvariant(),
            Excerpt.Cut(CleanText.Of(string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))), LongestWords));

    private static bool IsFromServer(MimeMessage message) =>
        message.From.Mailboxes.FirstOrDefault() is { } from && ServerName().IsMatch(from.Address);

    // RFC 3834; before it programs said so in headers of their own.
    private static bool IsAutomatic(MimeMessage message) => Said(message, "Auto-Submitted") is { Length: > 0 } said
        && !said.StartsWith("no", StringComparison.OrdinalIgnoreCase) || Said(message, "X-Autoreply").Length > 0
        || Said(message, "X-Autorespond").Length > 0 || Said(message, "Precedence").Equals("auto_reply",
            StringComparison.OrdinalIgnoreCase);

    private static string Said(MimeMessage message, string header) => message.Headers[header]?.Trim() ?? "";

    private static string Bare(string? id) => id?.Trim().Trim('<', '>').Trim() ?? "";

    [GeneratedRegex(@"^(mailer-daemon|postmaster)@", RegexOptions.IgnoreCase)]
    private static partial Regex ServerName();

    [GeneratedRegex(@"^Message-ID:\s*<([^<>\s]+)>", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex LetterInside();

    [GeneratedRegex(@"\b([45]\.\d{1,3}\.\d{1,3})\b")]
    private static partial Regex StatusInside();

    [GeneratedRegex(@"<([^<>\s@]+@[^<>\s]+)>")]
    private static partial Regex AddressInside();

    /// <summary>What <c>daticert.xml</c> says. Its DOCTYPE is passed over: nothing outside the file is ever asked for.</summary>
    private sealed record Certificate(string Letter, string Address, string Fault, DateTimeOffset? At)
    {
        public static Certificate? Read(MimePart part)
        {
            using var bytes = new MemoryStream();
            part.Content?.DecodeTo(bytes);
            if (bytes.Length is 0 or > LongestAttachment) return null;
            bytes.Position = 0;
            Dictionary<string, string> said = [];
            var zone = "";
            try
            {
                using var xml = XmlReader.Create(bytes, new XmlReaderSettings
                {
                    DtdProcessing = DtdProcessing.Ignore,
                    XmlResolver = null,
                    MaxCharactersInDocument = LongestAttachment,
                });
                string name = "";
                while (xml.Read())
                {
                    if (xml.NodeType == XmlNodeType.Element)
                    {
                        name = xml.LocalName;
                        if (name == "data") zone = xml.GetAttribute("zona") ?? "";
                    }
                    else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) said.TryAdd(name, xml.Value.Trim());
                    else if (xml.NodeType == XmlNodeType.EndElement) name = "";
                }
            }
            catch (XmlException) { return null; }
            // "consegna" names whom this receipt is about; without it there is one reader.
            return new(said.GetValueOrDefault("msgid", ""), said.GetValueOrDefault("consegna") ?? said.GetValueOrDefault("destinatari", ""),
                said.GetValueOrDefault("errore-esteso", ""), Moment(said.GetValueOrDefault("giorno"), said.GetValueOrDefault("ora"), zone));
        }

        private static DateTimeOffset? Moment(string? day, string? hour, string zone) =>
            DateTimeOffset.TryParseExact($"{day} {hour} {(zone.Length == 5 ? zone.Insert(3, ":") : "+00:00")}", "dd/MM/yyyy HH:mm:ss zzz",
                CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
    }
}
