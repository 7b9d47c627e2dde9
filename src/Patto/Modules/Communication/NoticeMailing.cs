using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Communication;

/// <summary>An update of a process, to those who asked for notices before it.</summary>
internal sealed class NoticeMailing(AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, Sites sites, Texts L) : IMailingKind
{
    public const string Kind = "communication.notice";

    /// <param name="Update">The name of its <see cref="UpdateKind"/>.</param>
    public sealed record Facts(string Update, string What, string Url);

    public string Name => Kind;

    public async Task<(int ByMail, int Otherwise)> CountAsync(Mailing mailing, CancellationToken cancel) =>
        (await Readers(mailing).CountAsync(cancel), 0);

    public async Task<MailingBatch> NextAsync(Mailing mailing, int most, CancellationToken cancel)
    {
        var readers = Readers(mailing);
        if (mailing.Last is { } last)
        {
            var after = new Id<Subscription>(last);
            readers = readers.Where(s => s.Id > after);
        }
        var found = await readers.OrderBy(s => s.Id).Take(most).ToListAsync(cancel);
        if (found.Count == 0 || await processes.GetAsync(new(mailing.About.Id), cancel) is not { } process) return MailingBatch.End;
        var facts = mailing.Read<Facts>();
        return new([.. found.Select(r => (Recipient.Email(r.Email, language: r.Language),
            Texts.In(r.Language, () => Notice(process, facts, r))))], found[^1].Id.Value);
    }

    private IQueryable<Subscription> Readers(Mailing mailing)
    {
        var (process, at) = (new Id<Process>(mailing.About.Id), mailing.Created);
        return db.Subscriptions.AsNoTracking().Where(s => s.Process == process && s.Ended == null && s.Confirmed <= at);
    }

    private Message Notice(ProcessInfo process, Facts facts, Subscription reader) => new(
        L[Enum.Parse<UpdateKind>(facts.Update).Italian(), facts.What],
        L["C'è una novità in «{0}».", process.Title] + "\n\n" + L["Non vuoi più questi avvisi? Disdicili qui: {0}",
            sites.Of(currentAuthority.Required) + CommunicationUrls.Unsubscribe(reader.Token)],
        L["Leggi"], facts.Url, process.Subject, process.Subject, Secret: reader.Token.ToString("N"));
}

/// <summary>That there is a decision, to everybody who took part (L.R. 15/2018, art. 19, c. 3).</summary>
internal sealed class DecidedMailing(PeopleBook people, ProcessBook processes, Texts L) : MailingToPeople
{
    public const string Kind = "communication.decided";

    public sealed record Facts(string Url);

    public override string Name => Kind;

    protected override Task<IQueryable<Person>> ToAsync(Mailing mailing, CancellationToken cancel) =>
        Task.FromResult(people.WhoTookPart(mailing.About));

    protected override async Task<Func<Person, Message?>?> WriterAsync(Mailing mailing, IReadOnlyList<Person> batch,
        CancellationToken cancel)
    {
        if (await processes.GetAsync(new(mailing.About.Id), cancel) is not { } process) return null;
        return _ => new(L["C'è la decisione: {0}", process.Title],
            L["Hai partecipato a «{0}». Chi doveva decidere ha risposto, punto per punto e con i motivi.", process.Title],
            L["Leggi la decisione"], mailing.Read<Facts>().Url, process.Subject, process.Subject)
        { Keeping = Keeping.AsProof };
    }
}
