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

/// <summary>The account of what came of it, to everybody who took part. Each letter names the person's own codes; one letter box gets
/// one.</summary>
internal sealed class ReportMailing(AppDb db, ProcessBook processes, ContributionBook voices, DocumentBook documents, PeopleBook people,
    CurrentAuthority currentAuthority, Sites sites, Texts L) : MailingToBoxes
{
    public const string Kind = "monitoring.report";

    public override string Name => Kind;

    protected override Task<IQueryable<Person>> ToAsync(Mailing mailing, CancellationToken cancel) =>
        Task.FromResult(people.WhoTookPart(mailing.Process!.Value));

    protected override async Task<Func<IReadOnlyList<Person>, Message?>?> BoxWriterAsync(Mailing mailing, IReadOnlyList<Person> sharing,
        CancellationToken cancel)
    {
        var id = new Id<MonitoringReport>(mailing.About.Id);
        if (await db.MonitoringReports.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } report
            || await processes.GetAsync(report.Process, cancel) is not { } process) return null;
        List<Id<Person>> ids = [.. sharing.Select(p => p.Id)];
        var spoken = (await voices.CodesOfSpeakersAsync(process.Id, ids, cancel))
            .Concat(await documents.CodesOfAuthorsAsync(process.Id, ids, cancel)).ToLookup(c => c.Person, c => c.Code);
        return same => LetterTo(process, report, [.. same.SelectMany(p => spoken[p.Id])]);
    }

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
