using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Draws;

/// <summary>What candidates are written one by one: that their application is here, that it was set aside, that they step in.</summary>
internal sealed class DrawLetters(AppDb db, Outbox outbox, CandidateTickets tickets, Texts texts)
{
    /// <summary>The receipt, for who is reached by e-mail; the others have it on paper.</summary>
    public void Receive(ProcessInfo process, Draw draw, Candidate candidate, Person person)
    {
        if (person.Channel != Channel.Email) return;
        var ticket = tickets.For(candidate);
        outbox.Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(
            texts["La tua candidatura è arrivata: {0}", draw.Title],
            texts["Ti sei candidata, ti sei candidato a «{0}». Ci si può candidare fino a {1}; poi ogni candidatura riceve un numero tirato a caso.",
                draw.Title, texts.Moment(draw.Closes)] + "\n\n"
                + texts["Con il collegamento qui sotto vedi a che punto è, e puoi ritirarti. È solo tuo: non passarlo ad altri."],
            texts["Vedi la tua candidatura"], DrawUrls.Receipt(process.Slug, draw.Id, ticket), candidate.Subject, process.Subject,
            Secret: ticket)));
    }

    public async Task TellSetAsideAsync(ProcessInfo process, Draw draw, Candidate candidate, CancellationToken cancel)
    {
        if (await PersonAsync(candidate, cancel) is not { } person) return;
        outbox.Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(
            texts["La tua candidatura non può entrare nel sorteggio"],
            texts["La tua candidatura a «{0}» è stata messa da parte. Il motivo: {1}", draw.Title, candidate.Reason] + "\n\n"
                + texts["Se pensi che sia un errore scrivici prima che le candidature chiudano: {0}.", texts.Moment(draw.Closes)],
            texts["Leggi i criteri"], DrawUrls.Show(process.Slug, draw.Id), candidate.Subject, process.Subject)
        { Keeping = Keeping.AsProof }));
    }

    public async Task TellSteppingInAsync(ProcessInfo process, Draw draw, IReadOnlyList<Candidate> entering, CancellationToken cancel)
    {
        var ids = entering.Select(c => c.Person).ToList();
        var people = await db.Set<Person>().Where(p => ids.Contains(p.Id) && p.Erased == null).ToDictionaryAsync(p => p.Id, cancel);
        foreach (var candidate in entering)
            if (people.TryGetValue(candidate.Person, out var person)) TellSteppingIn(process, draw, candidate, person);
    }

    private void TellSteppingIn(ProcessInfo process, Draw draw, Candidate candidate, Person person)
    {
        var ticket = tickets.For(candidate);
        outbox.Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(
            texts["Si è liberato un posto: tocca a te"],
            texts["Nel sorteggio «{0}» una persona estratta ha rinunciato. Il tuo numero, {1}, subentra: con te le quote sono ancora rispettate.",
                draw.Title, candidate.Number!.Value] + "\n\n" + texts["Di' se accetti o rinunci con il collegamento qui sotto. È solo tuo: non passarlo ad altri."],
            texts["Accetta o rinuncia"], DrawUrls.Receipt(process.Slug, draw.Id, ticket), candidate.Subject, process.Subject,
                Secret: ticket)
        { Keeping = Keeping.AsProof }));
    }

    private Task<Person?> PersonAsync(Candidate candidate, CancellationToken cancel) =>
        db.Set<Person>().SingleOrDefaultAsync(p => p.Id == candidate.Person && p.Erased == null, cancel);
}

/// <summary>To each candidate: the number and the chance before the draw; what came out, and why, after it.</summary>
internal sealed class DrawMailing(AppDb db, ProcessBook processes, CandidateTickets tickets, Texts L) : MailingToPeople
{
    public const string Kind = "draws.candidates";

    /// <param name="IsDrawn">After the draw.</param>
    public sealed record Facts(bool IsDrawn);

    public override string Name => Kind;

    protected override Task<IQueryable<Person>> ToAsync(Mailing mailing, CancellationToken cancel)
    {
        var id = new Id<Draw>(mailing.About.Id);
        var numbered = db.DrawCandidates.Where(c => c.Draw == id && c.Number != null);
        return Task.FromResult(db.Set<Person>().Where(p => numbered.Any(c => c.Person == p.Id)));
    }

    protected override async Task<Func<Person, Message?>?> WriterAsync(Mailing mailing, IReadOnlyList<Person> batch,
        CancellationToken cancel)
    {
        var id = new Id<Draw>(mailing.About.Id);
        var people = batch.Select(p => p.Id).ToList();
        if (await db.Draws.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } draw
            || await processes.GetAsync(draw.Process, cancel) is not { } process
            || await db.PanelLists.AsNoTracking().SingleOrDefaultAsync(l => l.Draw == id, cancel) is not { } list) return null;
        var candidates = (await db.DrawCandidates.AsNoTracking().Where(c => c.Draw == id && c.Number != null && people.Contains(c.Person))
            .ToListAsync(cancel)).ToLookup(c => c.Person);
        var (times, drawn) = (list.Times(), mailing.Read<Facts>().IsDrawn);
        return person => candidates[person.Id].FirstOrDefault() is { } candidate
            ? Say(process, draw, candidate, times[candidate.Number!.Value - 1], drawn) : null;
    }

    private Message Say(ProcessInfo process, Draw draw, Candidate candidate, int times, bool drawn)
    {
        var ticket = tickets.For(candidate);
        var (subject, body) = drawn ? After(draw, candidate, times) : Before(draw, candidate, times);
        return new(subject, body + "\n\n" + L["Con il collegamento qui sotto vedi la tua candidatura. È solo tuo: non passarlo ad altri."],
            L["Vedi la tua candidatura"], DrawUrls.Receipt(process.Slug, draw.Id, ticket), candidate.Subject, process.Subject,
                Secret: ticket)
        { Keeping = Keeping.AsProof };
    }

    private (string, string) Before(Draw draw, Candidate candidate, int times) => (L["Il tuo numero per il sorteggio: {0}",
        candidate.Number!.Value],
        L["Le candidature a «{0}» sono chiuse. Il tuo numero è il {1}. Elenchi in cui c'è, su mille: {2}.", draw.Title,
            candidate.Number!.Value, times]
            + "\n\n" + (draw.DrawnAt is { } at ? L["Si estrae davanti a tutti: {0}, {1}.", L.Moment(at), draw.Place] + " " : "")
            + L["Gli elenchi sono già pubblici: puoi controllarli prima e dopo."]);

    private (string, string) After(Draw draw, Candidate candidate, int times)
    {
        var (number, line) = (candidate.Number!.Value, draw.Ticket!.Value.ToString("D3", CultureInfo.InvariantCulture));
        return candidate.State switch
        {
            CandidateState.Drawn or CandidateState.Seated => (L["È uscito il tuo numero: {0}", draw.Title],
                L["Le cifre tirate in sala sono {0}: nell'elenco {1} c'è il tuo numero, {2}. Di' se accetti o rinunci.", draw.Seed, line,
                    number]),
            CandidateState.Reserve => (L["Sei la riserva: {0}", draw.Title],
                L["Le cifre tirate in sala sono {0}: nell'elenco {1} il tuo numero, {2}, non c'è. È però uscito come riserva del numero {3}: se quella persona rinuncia, entri tu e le quote restano rispettate.",
                    draw.Seed, line, number, candidate.ReserveFor!.Value]),
            _ => (L["Il sorteggio è fatto: {0}", draw.Title],
                L["Le cifre tirate in sala sono {0}: nell'elenco {1} il tuo numero, {2}, non c'è. Elenchi in cui c'era, su mille: {3}. Nessuno ha scelto, hanno deciso le cifre.",
                    draw.Seed, line, number, times]),
        };
    }
}
