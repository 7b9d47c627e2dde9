using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports.Contracts;

namespace Patto.Modules.Reports;

/// <summary>Whose turn it is: each state of a document has one who owes the next step; what the guarantor asked waits for who leads.
/// </summary>
internal sealed class ReportsThatWait(AppDb db, CurrentUser user, Texts L, TimeProvider clock) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States { get; } =
    [
        ReportState.Draft, ReportState.AtTheTable, ReportState.ToValidate, ReportState.AtTheGuarantor, ReportState.Returned,
        ReportState.Judged,
    ];

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        List<Waiting> found = [];
        if (await ReadAsync(process, cancel) is not { } open) return found;
        // What brings proposals ends with the process; what accounts for it comes after.
        foreach (var report in open.Reports.Where(r => !process.IsConcluded || r.Kind == ReportKind.FinalReport))
            if (await OfAsync(process, report, may, cancel) is { } waiting) found.Add(waiting);
        found.AddRange(await OfTheGuarantorAsync(process, open.Notes, may));
        return found;
    }

    private sealed record Turn(Id<Report> Id, int Number, string Title, ReportKind Kind, ReportState State, int Edition);
    private sealed record Asked(Id<GuarantorNote> Id, string Text, DateOnly? Due);
    private sealed record Open(List<Turn> Reports, List<Asked> Notes);

    // One statement for both: the dashboard asks every module.
    private Task<Open?> ReadAsync(ProcessInfo process, CancellationToken cancel)
    {
        var (reports, notes, id) = (db.Reports, db.GuarantorNotes, process.Id);
        return db.Set<Authority>().AsNoTracking().AsSingleQuery().Where(a => a.Id == process.Authority).Select(a => new Open(
            reports.Where(r => r.Authority == a.Id && r.Process == id && r.State != ReportState.Sent).OrderBy(r => r.Number)
                .Select(r => new Turn(r.Id, r.Number, r.Title, r.Kind, r.State, r.Edition)).ToList(),
            notes.Where(n => n.Authority == a.Id && n.Process == id && n.AnsweredAt == null && n.Withdrawn == null)
                .OrderBy(n => n.Due == null).ThenBy(n => n.Due).Select(n => new Asked(n.Id, n.Text, n.Due)).ToList()))
            .SingleOrDefaultAsync(cancel);
    }

    private async Task<Waiting?> OfAsync(ProcessInfo process, Turn report, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        var (work, show) = (ReportUrls.Work(process.Slug, report.Number), ReportUrls.Show(process.Slug, report.Number));
        var leads = await may(ReportActs.Lead);
        return report.State switch
        {
            ReportState.Draft when await may(ReportActs.Write) => new(L["Un documento finale si sta scrivendo"], report.Title,
                L["Continua a scrivere"], work),
            ReportState.Returned when await may(ReportActs.Write) => new(L["Il garante ha rimandato un documento"], report.Title,
                L["Leggi i motivi e correggi"], work),
            ReportState.AtTheTable when await may(ReportActs.Say) => await HasSaidAsync(report, cancel) ? null
                : new(L["Il Tavolo verifica un documento: manca la tua risposta"], report.Title, L["Leggi e rispondi"], show),
            ReportState.AtTheTable when leads => new(L["Un documento è al Tavolo"], report.Title, L["Guarda chi ha risposto"], work),
            ReportState.ToValidate when leads => new(L["Un documento va mandato al garante"], report.Title, L["Manda al garante"], work),
            ReportState.AtTheGuarantor when await may(ReportActs.Judge) => new(L["Un documento aspetta la tua validazione"],
                report.Title, L["Leggi e rispondi"], show),
            ReportState.AtTheGuarantor when leads => new(L["Un documento è dal garante"], report.Title, L["Guarda a che punto è"], work),
            ReportState.Judged when leads => new(L["Un documento va inviato a chi decide"], report.Title, L["Invia il documento"], work),
            _ => null,
        };
    }

    private Task<bool> HasSaidAsync(Turn report, CancellationToken cancel)
    {
        var account = user.Account;
        return db.TableVoices.AnyAsync(v => v.Report == report.Id && v.Edition == report.Edition && v.Account == account, cancel);
    }

    private async Task<IEnumerable<Waiting>> OfTheGuarantorAsync(ProcessInfo process, List<Asked> open,
        Func<Act, ValueTask<bool>> may)
    {
        var answers = await may(ReportActs.Answer);
        if (!answers && !await may(ReportActs.Ask)) return [];
        var today = Texts.RomeDay(clock.GetUtcNow());
        var late = open.FindAll(n => n.Due < today);
        return open.Count == 0 ? [] : answers
            ? [new(L.Count(open.Count, "Il garante aspetta una risposta", "Il garante aspetta {0} risposte"), Excerpt.Of(open[0].Text, 120),
                L["Rispondi al garante"], ReportUrls.Note(process.Slug, open[0].Id), Late: late.Count > 0)]
            : late.Count == 0 ? [] : [new(L.Count(late.Count, "Una risposta al garante è in ritardo", "{0} risposte al garante sono in ritardo"),
                Excerpt.Of(late[0].Text, 120), L["Guarda le domande"], ReportUrls.Guarantee(process.Slug), Late: true)];
    }
}

/// <summary>What brings proposals and was not sent, and what the guarantor was not answered.</summary>
internal sealed class ReportsLeftOpen(AppDb db, Texts L) : IOpenEnds
{
    public int Order => 68;
    public string Key => "documenti-finali";
    public string Title => L["Documento finale e domande del garante"];

    public async Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var reports = await db.Reports.AsNoTracking().Where(r => r.Process == process.Id && r.Kind == ReportKind.ProposalDocument
            && r.State != ReportState.Sent).OrderBy(r => r.Number).ToListAsync(cancel);
        var notes = await db.GuarantorNotes.AsNoTracking().Where(n => n.Process == process.Id && n.AnsweredAt == null
            && n.Withdrawn == null).OrderBy(n => n.At).ToListAsync(cancel);
        return
        [
            .. reports.Select(r => new OpenEnd(r.Subject, $"Il documento finale n. {r.Number}", r.Title,
                L["Non è stato inviato a chi decide."], ReportUrls.Work(process.Slug, r.Number))),
            .. notes.Select(n => new OpenEnd(n.Subject, n.Kind == NoteKind.Finding ? "Un rilievo del garante" : "Una domanda del garante",
                Excerpt.Of(n.Text, 160), L["Chi conduce il percorso non ha risposto."], ReportUrls.Note(process.Slug, n.Id))),
        ];
    }
}

/// <summary>Public questions of the guarantor that have a term.</summary>
internal sealed class DutiesToTheGuarantor(AppDb db, Texts L) : ITellDuties
{
    public async Task<IReadOnlyList<Duty>> OfAsync(ProcessInfo process, CancellationToken cancel) =>
        [.. (await db.GuarantorNotes.AsNoTracking().Where(n => n.Process == process.Id && n.IsPublic && n.Due != null
            && n.Withdrawn == null).OrderBy(n => n.Due).ToListAsync(cancel)).Select(n => new Duty(L["Rispondere al garante"].Value,
            L["chi conduce il percorso"].Value, L["Chiesto il {0}", L.Day(n.At)].Value, Texts.RomeDay(n.At), n.Due,
            n.AnsweredAt is { } at ? Texts.RomeDay(at) : null, ReportUrls.Guarantee(process.Slug)))];
}
