using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;

namespace Patto.Modules.Monitoring;

/// <summary>Indicators tied to what they measure; the account built, published and sent to everybody who took part. Used inside an
/// act.</summary>
public sealed class Accounting(AppDb db, DecisionBook decisions, ContributionBook voices, DocumentBook documents, PeopleBook people,
    Outbox mail, Codes codes, Filo filo, CurrentAuthority currentAuthority, Sites sites, Texts L)
{
    /// <param name="actions">The actions that it measures; none when it measures the process as a whole.</param>
    public async Task<Indicator> DefineAsync(ProcessInfo process, IndicatorData data, IReadOnlyCollection<Subject> actions,
        DateTimeOffset now, CancellationToken cancel = default)
    {
        var indicator = Indicator.Define(process.Id, process.Authority,
            await codes.NextAsync(process.Authority.Value, process.Key, "I", cancel), data, now);
        db.Add(indicator);
        foreach (var action in actions) filo.TieNew(action, Relation.MeasuredBy, indicator.Subject, process.Subject);
        return indicator;
    }

    /// <summary>What the account would say now.</summary>
    public async Task<ReportContent> ContentAsync(ProcessInfo process, CancellationToken cancel = default) => new(
        await people.CountAsync(process.Subject, cancel),
        [.. (await decisions.OutcomesAsync(process.Id, cancel))
        .Select(o => new ReportedOutcome(o.Label, o.Title, o.Settled, o.Reason, o.Office, o.Due, o.Cited))],
        [.. (await decisions.ActionsAsync(process.Id, cancel)).Select(a => new ReportedAction(a.Code, a.Text, a.Office, a.Due, a.State))],
        [.. (await db.Indicators.Include(i => i.Measurements).Where(i => i.Process == process.Id).OrderBy(i => i.Code).ToListAsync(cancel))
            .Select(i => new ReportedIndicator(i.Code, i.Name, i.Unit, i.Source, i.Baseline, i.BaselineDay, i.Target, i.TargetDay,
                i.Last?.Value, i.Last?.Day))],
        await voices.CountNamelessAsync(process.Id, cancel));

    /// <param name="seen">The hash of what whoever publishes has before them; null where nobody looks.</param>
    public async Task<MonitoringReport> PublishAsync(ProcessInfo process, string intro, DateTimeOffset now, string? seen = null,
        CancellationToken cancel = default)
    {
        var content = await ContentAsync(process, cancel);
        RuleViolation.Unless(seen is null || seen == content.Hash(), "report.changed",
            "Da quando hai aperto questa pagina qualcosa è cambiato: guarda che cosa contiene adesso, poi pubblica.");
        var number = 1 + await db.MonitoringReports.CountAsync(r => r.Process == process.Id, cancel);
        var report = MonitoringReport.Publish(process.Id, process.Authority, number, intro, content, now);
        db.Add(report);
        return report;
    }

    /// <summary>A letter to everybody who took part: by e-mail to those who have one, to be printed for the others. Each names the person's
    /// own codes.</summary>
    public async Task SendAsync(ProcessInfo process, MonitoringReport report, DateTimeOffset now, CancellationToken cancel = default)
    {
        var spoken = await CodesAsync(process, cancel);
        var found = await people.WhoTookPart(process.Subject).Where(p => p.Channel != Channel.None).OrderBy(p => p.Since)
            .ToListAsync(cancel);
        List<IReadOnlyList<Person>> reached = [.. found.GroupBy(p => p.Door).Select(g => g.ToList())];
        report.Send(reached.Count(r => r[0].Channel == Channel.Email), reached.Count(r => r[0].Channel != Channel.Email), now);
        foreach (var same in reached)
            mail.Post(Recipient.Of(same[0]),
                Texts.In(same[0].Language, () => LetterTo(process, report, [.. same.SelectMany(p => spoken[p.Id])])));
    }

    private async Task<ILookup<Id<Person>, string>> CodesAsync(ProcessInfo process, CancellationToken cancel) =>
        (await voices.CodesOfSpeakersAsync(process.Id, cancel)).Concat(await documents.CodesOfAuthorsAsync(process.Id, cancel))
            .ToLookup(c => c.Person, c => c.Code);

    private Message LetterTo(ProcessInfo process, MonitoringReport report, IReadOnlyList<string> spoken)
    {
        var content = report.Content;
        List<string> paragraphs =
        [
            L["Hai partecipato a «{0}». Ti raccontiamo che cosa ne è stato.", process.Title],
            report.Intro,
            L["Punti decisi: {0}. Accolti: {1}. Accolti in parte: {2}. Non accolti: {3}. Rinviati: {4}. Azioni avviate: {5}. Indicatori: {6}.", content.Outcomes.Count,
                content.Outcomes.Count(o => o.Settled == Settled.Accepted), content.Outcomes.Count(o => o.Settled == Settled.InPart),
                content.Outcomes.Count(o => o.Settled == Settled.Refused),
                content.Outcomes.Count(o => o.Settled == Settled.Deferred), content.Actions.Count, content.Indicators.Count],
        ];
        if (spoken.Count > 0)
        {
            paragraphs.Add(L["Che fine ha fatto la tua voce? Leggilo qui, codice per codice:"]);
            paragraphs.Add(string.Join("\n", spoken.Select(code => $"{code}: {sites.Of(currentAuthority.Required)}/filo/{code}")));
        }
        return new(L["Che cosa è successo dopo: {0}", process.Title], string.Join("\n\n", paragraphs),
            L["Leggi il documento di monitoraggio"], MonitoringUrls.Report(process.Slug, report.Number), report.Subject,
            process.Subject)
        { Keeping = Keeping.AsProof };
    }
}
