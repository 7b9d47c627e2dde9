using Patto.Authorities;
using Patto.Database;
using Patto.Files;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings.Convening;

/// <summary>The letters of a call, each in its reader's language and by their way.</summary>
public sealed class ConvocationLetters(Outbox outbox, Texts texts, SummonsTokens tokens, CurrentAuthority currentAuthority,
    MeetingCalendar calendar)
{
    internal void Call(ProcessInfo process, Meeting meeting, GroupView group, Convocation convocation, Summons summons, Person person,
        IReadOnlyList<StoredFile> files) => outbox.Post(To(summons, person), Texts.In(person.Language, () =>
        {
            var byMail = ByMail(summons);
            List<string> parts =
            [
                texts["Gentile {0},", person.Name], texts["«{0}» si riunisce {1}, {2}.", group.Name, Hours(meeting), meeting.Place],
            ];
            if (convocation.Text.Length > 0) parts.Add(convocation.Text);
            if (meeting.Agenda.Count > 0)
                parts.Add(texts["Ordine del giorno:"] + "\n" + string.Join('\n', meeting.Agenda.Select((item, n) => $"{n + 1}. {item}")));
            if (files.Count > 0) parts.Add((byMail ? texts["Documenti allegati:"] : texts["Documenti, che si possono chiedere all'ufficio:"])
                + "\n" + string.Join('\n', files.Select(f => "- " + (f.Title.Length > 0 ? f.Title : f.Name))));
            if (meeting.Access.Count > 0) parts.Add(string.Join(". ", meeting.Access) + ".");
            if (meeting.VideoLink.Length > 0) parts.Add(texts["Ci si può collegare da qui: {0}", meeting.VideoLink]);
            if (ProtocolOf(convocation) is { } protocol) parts.Add(protocol);
            parts.Add(byMail
                ? texts["Chiediamo una risposta entro il {0}: vengo, mando il sostituto, non vengo. Basta il collegamento qui sotto, senza password: vale solo per te.",
                    texts.Day(convocation.ReplyBy)]
                : Phone is { Length: > 0 } phone
                    ? texts["Chiediamo una risposta entro il {0}, per telefono al {1} o con il tagliando: vengo, mando il sostituto, non vengo.",
                        texts.Day(convocation.ReplyBy), phone]
                    : texts["Chiediamo una risposta entro il {0}, allo sportello o con il tagliando: vengo, mando il sostituto, non vengo.",
                        texts.Day(convocation.ReplyBy)]);
            return Linked(texts["Convocazione: {0}, {1}", meeting.Title, texts.Day(meeting.Start)], string.Join("\n\n", parts),
                meeting, summons, process) with
            {
                Enclosed = byMail ? [.. files.Select(f => f.Id.Value)] : [],
                Calendar = calendar.Of(meeting, process.Slug),
                Keeping = Keeping.AsProof,
                IsCertified = summons.Pec.Length > 0,
            };
        }));

    internal void Remind(ProcessInfo process, Meeting meeting, Convocation convocation, Summons summons, Person person) =>
        outbox.Post(To(summons, person), Texts.In(person.Language, () => Linked(
            texts["Ti ricordiamo: {0}, {1}", meeting.Title, texts.Day(meeting.Start)],
            texts["L'incontro è {0}, {1}.", Hours(meeting), meeting.Place] + "\n\n" + (summons.Answer switch
            {
                SummonsAnswer.Comes => texts["Hai risposto che vieni. Se è cambiato qualcosa, correggi la risposta con il collegamento qui sotto."],
                SummonsAnswer.Substitute => texts["Hai risposto che viene {0} al tuo posto. Se è cambiato qualcosa, correggi la risposta con il collegamento qui sotto.",
                    summons.Substitute],
                _ => texts["Non abbiamo ancora la tua risposta. Basta il collegamento qui sotto, senza password: vengo, mando il sostituto, non vengo."],
            }).Value, meeting, summons, process) with
        { Keeping = Keeping.AsProof }));

    internal void TellSubstitute(ProcessInfo process, Meeting meeting, GroupView group, SeatView seat, Person person) =>
        outbox.Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(
            texts["Ti hanno chiesto di sostituire: {0}", meeting.Title],
            texts["Chi siede nel «{0}» per «{1}» ha risposto che vieni tu, {2}, {3}.", group.Name, seat.Interest, Hours(meeting),
                meeting.Place],
            texts["L'incontro"], MeetingUrls.Show(process.Slug, meeting.Id.Value), meeting.Subject, meeting.ProcessSubject)
        {
            Keeping = Keeping.AsProof,
            Calendar = calendar.Of(meeting, process.Slug),
        }));

    /// <summary>"Protocollo 10412/2026 del 23 novembre 2026."; null without one.</summary>
    public string? ProtocolOf(Convocation convocation) => convocation.Protocol.Length == 0 ? null
        : convocation.ProtocolDay is { } day ? texts["Protocollo {0} del {1}.", convocation.Protocol, texts.Day(day)].Value
        : texts["Protocollo {0}.", convocation.Protocol].Value;

    internal void AskAboutMinutes(ProcessInfo process, Meeting meeting, MinutesReading reading, Person person)
    {
        var token = tokens.For(reading);
        outbox.Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(
            texts["Il verbale da approvare: {0}", meeting.Title],
            texts["Eri all'incontro di {0}. Il verbale è scritto: leggilo, e di' se va bene o che cosa va corretto.", texts.Day(meeting.Start)],
            texts["Leggi il verbale"], MeetingUrls.MinutesToRead(token), meeting.Subject, process.Subject, Secret: token)));
    }

    private string Phone => currentAuthority.Required.Phone;

    // "venerdì 4 dicembre 2026, ore 18.00", and until when.
    private string Hours(Meeting meeting) => Texts.RomeDay(meeting.Start) == Texts.RomeDay(meeting.End)
        ? texts["{0}, fino alle {1}", texts.Moment(meeting.Start), MeetingHours.Clock(meeting.End)].Value : texts.Moment(meeting.Start);


    private Message Linked(string subject, string body, Meeting meeting, Summons summons, ProcessInfo process)
    {
        var token = tokens.For(summons);
        return new(subject, body, texts["Rispondi"], MeetingUrls.Summons(token), summons.Subject, process.Subject, Secret: token);
    }

    private static bool ByMail(Summons summons) => summons.Way == SummonsWay.Email || summons is { Way: SummonsWay.Pec, Pec.Length: > 0 };

    // Paper, and certified mail that the office sends itself, are carried by hand: the letter waits to be printed.
    private static Recipient To(Summons summons, Person person) => summons.Way switch
    {
        SummonsWay.Email => Recipient.Of(person),
        SummonsWay.Pec when summons.Pec.Length > 0 => new(Channel.Email, summons.Pec, person.Name, person.Language, person.Id),
        SummonsWay.Phone => new(Channel.Phone, person.Channel == Channel.Phone ? person.Address : "", person.Name, person.Language,
            person.Id),
        _ => new(Channel.Post, person.Channel == Channel.Post ? person.Address : "", person.Name, person.Language, person.Id),
    };
}

/// <summary>Who was called answers by a sealed link, without an account.</summary>
public sealed class SummonsTokens(Microsoft.AspNetCore.DataProtection.IDataProtectionProvider protection)
{
    private readonly SealedToken _call = new(protection, "meetings.summons");
    private readonly SealedToken _minutes = new(protection, "meetings.minutes");

    public string For(Summons summons) => _call.Seal(summons.Id.ToString());
    public string For(MinutesReading reading) => _minutes.Seal(reading.Id.ToString());

    /// <summary>Null when the link is not ours.</summary>
    public Id<Summons>? OpenCall(string? token) => _call.Open(token) is { } id ? Id<Summons>.Parse(id, null) : null;

    /// <inheritdoc cref="OpenCall"/>
    public Id<MinutesReading>? OpenMinutes(string? token) => _minutes.Open(token) is { } id ? Id<MinutesReading>.Parse(id, null) : null;
}
