using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Processes;
using Patto.People;
using Patto.Provenance;

namespace Patto.Modules.Communication;

/// <summary>An update of a process, to those who asked for notices before it and are told now: at once, or because its date is
/// near.</summary>
internal sealed class NoticeMailing(AppDb db, ProcessBook processes, NewsLetter letter, Texts L) : IMailingKind
{
    public const string Kind = "communication.notice";

    /// <param name="Update">The name of its <see cref="UpdateKind"/>.</param>
    /// <param name="At">When it happened; null in those of 0.2.0.</param>
    /// <param name="Of">The text that it is about.</param>
    /// <param name="When">The date that it tells of.</param>
    public sealed record Facts(string Update, string What, string Url, DateTimeOffset? At = null, string? Of = null, string? Theme = null,
        DateTimeOffset? When = null);

    public string Name => Kind;

    public async Task<(int ByMail, int Otherwise)> CountAsync(Mailing mailing, CancellationToken cancel) =>
        (await Readers(mailing).Select(s => s.Email).Distinct().CountAsync(cancel), 0);

    public async Task<MailingBatch> NextAsync(Mailing mailing, int most, CancellationToken cancel)
    {
        var all = Readers(mailing);
        // One letter box gets one letter: the first of its subscriptions has it.
        var readers = all.Where(s => !all.Any(o => o.Email == s.Email && o.Id < s.Id));
        if (mailing.Last is { } last)
        {
            var after = new Id<Subscription>(last);
            readers = readers.Where(s => s.Id > after);
        }
        var found = await readers.OrderBy(s => s.Id).Take(most).ToListAsync(cancel);
        var facts = mailing.Read<Facts>();
        if (found.Count == 0 || await processes.GetAsync(new(mailing.About.Id), cancel) is not { } process
            || facts.Update == nameof(UpdateKind.ProcessEnded) && !process.IsConcluded) return MailingBatch.End;
        return new([.. found.Select(r => (Recipient.Email(r.Email, language: r.Language),
            Texts.In(r.Language, () => Notice(mailing, process, facts, r))))], found[^1].Id.Value);
    }

    private IQueryable<Subscription> Readers(Mailing mailing)
    {
        var facts = mailing.Read<Facts>();
        var (process, authority, at, theme) = (new Id<Process>(mailing.About.Id), mailing.Authority, mailing.Created, facts.Theme);
        var isOfTown = Update.OfTheTown.Any(k => k.ToString() == facts.Update);
        Subject? of = facts.Of is { } text ? Subject.Parse(text, null) : null;
        var told = LetterTimes.ToldAt(facts.At ?? at, facts.When);
        return db.Subscriptions.AsNoTracking().Where(s => s.Authority == authority && s.Ended == null && s.Confirmed <= at
            && told.Contains(s.Frequency)
            && (s.Thing == null ? s.Process == process && (s.Theme == null || s.Theme == theme) || isOfTown && s.Process == null
                : s.Thing == of));
    }

    private Message Notice(Mailing mailing, ProcessInfo process, Facts facts, Subscription reader) => new(
        L[Enum.Parse<UpdateKind>(facts.Update).Italian(), facts.What],
        L["C'è una novità in «{0}».", process.Title] + "\n\n" + letter.Foot(reader),
        L["Leggi"], facts.Url, process.Subject, process.Subject, Secret: reader.Token.ToString("N"))
    {
        IsCalm = !(facts.When is { } when && LetterTimes.IsUrgent(facts.At ?? mailing.Created, when)),
        Unsubscribe = CommunicationUrls.OneClick(reader.Token),
        Id = Id<Letter>.Of(mailing.Created, $"{mailing.Id} {reader.Id}").Value,
    };
}

/// <summary>That there is a decision, to everybody who took part (L.R. 15/2018, art. 19, c. 3).</summary>
internal sealed class DecidedMailing(PeopleBook people, ProcessBook processes, DecisionBook decisions, WhatBecame became, Texts L)
    : MailingToBoxes
{
    public const string Kind = "communication.decided";

    public sealed record Facts(string Url);

    public override string Name => Kind;

    protected override Task<IQueryable<Person>> ToAsync(Mailing mailing, CancellationToken cancel) =>
        Task.FromResult(people.WhoTookPart(mailing.About));

    protected override async Task<Func<IReadOnlyList<Person>, Message?>?> BoxWriterAsync(Mailing mailing, IReadOnlyList<Person> sharing,
        CancellationToken cancel)
    {
        if (await processes.GetAsync(new(mailing.About.Id), cancel) is not { } process) return null;
        var url = mailing.Read<Facts>().Url;
        // Of this decision, as it was told; of one of 0.2.0 only the address is known.
        var outcomes = (await decisions.OutcomesAsync(process.Id, cancel)).Where(o => DecisionUrls.Show(process.Slug, o.Decision) == url)
            .ToList();
        var told = await became.OfAsync(process, [.. sharing.Select(p => p.Id)], cancel);
        return same =>
        {
            var theirs = same.SelectMany(p => told[p.Id]).ToList();
            List<string> paragraphs =
            [
                L["Hai partecipato a «{0}». Chi doveva decidere ha risposto, punto per punto e con i motivi.", process.Title],
                .. outcomes.Count > 0 ? [Counted(outcomes)] : Array.Empty<string>(),
                .. theirs.Count > 0 ? theirs.Select(became.Say).Prepend(L["Che cosa è stato di quello che hai detto:"])
                    : outcomes.Take(MostPoints).Select(Point),
            ];
            if (theirs.Count == 0 && outcomes.Count > MostPoints) paragraphs.Add(L.Count(outcomes.Count - MostPoints,
                "C'è ancora un punto: si legge all'indirizzo qui sotto, o allo sportello.",
                "Ci sono ancora {0} punti: si leggono all'indirizzo qui sotto, o allo sportello."));
            return new(L["C'è la decisione: {0}", process.Title], string.Join("\n\n", paragraphs), L["Leggi la decisione"], url,
                process.Subject, process.Subject)
            { Keeping = Keeping.AsProof };
        };
    }

    private const int MostPoints = 20;

    private string Counted(List<OutcomeInfo> outcomes)
    {
        int Of(Settled settled) => outcomes.Count(o => o.Settled == settled);
        return L["{0}. Punti: {1}. Accolti: {2}. Accolti in parte: {3}. Non accolti: {4}. Rinviati: {5}.", outcomes[0].Cited,
            outcomes.Count, Of(Settled.Accepted), Of(Settled.InPart), Of(Settled.Refused), Of(Settled.Deferred)];
    }

    private string Point(OutcomeInfo outcome) => outcome.Reason.Length == 0
        ? L["{0}, {1}: {2}.", outcome.Label, outcome.Title, L[outcome.Settled.Italian()]]
        : L["{0}, {1}: {2}. Il motivo: {3}", outcome.Label, outcome.Title, L[outcome.Settled.Italian()], outcome.Reason];
}

/// <summary>That a process is concluded, to everybody who said something in it and left a contact: what became of theirs.</summary>
internal sealed class ClosedMailing(AppDb db, ContributionBook voices, DocumentBook documents, ProcessBook processes, ClosingBook closings,
    WhatBecame became, Texts L) : MailingToBoxes
{
    public const string Kind = "communication.closed";

    public override string Name => Kind;

    protected override Task<IQueryable<Person>> ToAsync(Mailing mailing, CancellationToken cancel)
    {
        var process = new Id<Process>(mailing.About.Id);
        var (speakers, authors) = (voices.SpeakersOf(process), documents.AuthorsOf(process));
        return Task.FromResult(db.Set<Person>().Where(p => speakers.Any(s => s.Id == p.Id) || authors.Any(a => a.Id == p.Id)));
    }

    protected override async Task<Func<IReadOnlyList<Person>, Message?>?> BoxWriterAsync(Mailing mailing, IReadOnlyList<Person> sharing,
        CancellationToken cancel)
    {
        if (await processes.GetAsync(new(mailing.About.Id), cancel) is not { } process) return null;
        // The closing that this tells was taken back, or the process was opened again: there is nothing to tell any more.
        if (await closings.LastAsync(process.Id, cancel) is not { } closing || closing.At > mailing.Created) return null;
        List<Id<Person>> people = [.. sharing.Select(p => p.Id)];
        var told = await became.OfAsync(process, people, cancel);
        var remarks = await became.RemarksOfAsync(process, people, cancel);
        return same => (same.SelectMany(p => told[p.Id]).ToList(), same.SelectMany(p => remarks[p.Id]).ToList()) is var (said, asked)
            && said.Count + asked.Count > 0 ? Say(process, closing, said, asked) : null;
    }

    private Message Say(ProcessInfo process, ClosingInfo closing, List<Became> theirs, List<BecameRemark> asked)
    {
        List<string> paragraphs =
        [
            L["Hai detto la tua in «{0}». Il percorso si è concluso il {1}. Lo ha deciso: {2}.", process.Title, L.Day(closing.At),
                closing.DecidedBy],
            .. closing.Words.Length > 0 ? [Excerpt.Of(closing.Words, 600)] : Array.Empty<string>(),
            L["Che cosa è stato di quello che hai detto:"],
            .. theirs.Select(became.Say),
            .. asked.Select(became.Say),
        ];
        return theirs is [var only] && asked.Count == 0
            ? Letter(L["Segui il filo di {0}", only.Voice.Code], $"/filo/{only.Voice.Code}")
            : Letter(L["Leggi come si è concluso"], ProcessUrls.Closing(process.Slug));

        Message Letter(string label, string url) => new(L["Il percorso si è concluso: {0}", process.Title],
            string.Join("\n\n", paragraphs), label, url, process.Subject, process.Subject)
        { Keeping = Keeping.AsProof };
    }
}
