using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports.Contracts;
using Patto.People;

namespace Patto.Modules.Reports;

/// <summary>Who has to do the next step is written to: the table, the guarantor, whoever leads.</summary>
internal sealed class ReportLetters(AppDb db, Outbox outbox, GroupBook groups, Texts texts, TimeProvider clock)
{
    public async Task AskTheTableAsync(ProcessInfo process, Report report, CancellationToken cancel)
    {
        if (await groups.TableAsync(process.Id, cancel) is not { } table) return;
        List<Id<Person>> ids = [.. table.Sitting.Where(s => table.IsIn(s.Seat, table.Today)).Select(s => s.Member.Person).Distinct()];
        foreach (var person in await db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id) && p.Erased == null)
            .OrderBy(p => p.Since).ThenBy(p => p.Id).ToListAsync(cancel))
            outbox.Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(
                texts["Il Tavolo verifica «{0}»", report.Title],
                texts["Nel percorso «{0}» il documento finale è pronto per il Tavolo. Leggilo, poi di' se lo approvi: sì, sì con una riserva, no con il motivo.",
                    process.Title] + "\n\n" + texts["Puoi cambiare la risposta finché l'esito non è registrato."],
                texts["Leggi e rispondi"], ReportUrls.Show(process.Slug, report.Number), report.Subject, process.Subject)));
    }

    public Task AskTheGuarantorAsync(ProcessInfo process, Report report, CancellationToken cancel) => TellAsync(process, [Role.Guarantor],
        () => new Message(texts["«{0}» aspetta la tua validazione", report.Title],
            texts["Nel percorso «{0}» il documento finale è stato verificato dal Tavolo, o c'è scritto perché no. Lo validi, dici che non lo validi, o lo rimandi: in questi due casi con i motivi.",
                process.Title],
            texts["Leggi e rispondi"], ReportUrls.Show(process.Slug, report.Number), report.Subject, process.Subject), cancel);

    public Task TellOfTheVerdictAsync(ProcessInfo process, Report report, CancellationToken cancel) => TellAsync(process, Roles.Leads,
        () => new Message(texts["Il garante si è espresso su «{0}»", report.Title],
            texts["Nel percorso «{0}» il garante ha risposto: {1}.", process.Title, texts[report.Verdicts[^1].Kind.Italian()].Value.ToLowerInvariant()]
                + (report.Verdicts[^1].Words.Length > 0 ? "\n\n" + report.Verdicts[^1].Words : ""),
            texts["Apri il documento"], ReportUrls.Work(process.Slug, report.Number), report.Subject, process.Subject), cancel);

    public Task AskWhoLeadsAsync(ProcessInfo process, GuarantorNote note, CancellationToken cancel) => TellAsync(process, Roles.Leads,
        () => new Message(note.Due is { } due ? texts["Il garante aspetta una risposta entro il {0}", texts.Day(due)]
            : texts["Il garante ha scritto un rilievo"],
            texts["Nel percorso «{0}» il garante scrive:", process.Title] + "\n\n" + note.Text + "\n\n"
                + (note.IsPublic ? texts["La risposta si legge in pubblico, accanto."] : texts["La risposta resta dentro."]),
            texts["Rispondi al garante"], ReportUrls.Note(process.Slug, note.Id), note.Subject, process.Subject), cancel);

    public Task TellTheGuarantorAsync(ProcessInfo process, GuarantorNote note, CancellationToken cancel) => TellAsync(process,
        [Role.Guarantor, Role.GuaranteeMember], () => new Message(texts["C'è una risposta per il garante"],
            texts["Nel percorso «{0}» chi conduce ha risposto:", process.Title] + "\n\n" + note.Answer,
            texts["Leggi la risposta"], ReportUrls.Note(process.Slug, note.Id), note.Subject, process.Subject), cancel);

    private async Task TellAsync(ProcessInfo process, Role[] roles, Func<Message> message, CancellationToken cancel)
    {
        var (now, town, grants) = (clock.GetUtcNow(), process.Authority, db.Set<RoleGrant>());
        var held = await (from account in db.Set<Account>().AsNoTracking()
                          where account.Disabled == null && account.Email != null
                          join grant in grants on account.Id equals grant.Account
                          where grant.Authority == town && roles.Contains(grant.Role) && (grant.Until == null || grant.Until > now)
                          orderby account.Email
                          select new { account.Email, account.Name, grant.Scope }).ToListAsync(cancel);
        var found = held.Where(h => h.Scope.Kind == "authority" || h.Scope == process.Subject).DistinctBy(h => h.Email);
        foreach (var one in found) outbox.Post(Recipient.Email(one.Email!, one.Name), Texts.In("it", message));
    }
}
