using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Decisions;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports;
using Patto.Modules.Reports.Contracts;

namespace Patto.Demo;

/// <summary>The excerpt on transport and the desk went to the Giunta with its document, approved and validated; the document of the whole
/// process is begun; the guarantor asked and found something.</summary>
internal static class Reporting
{
    public static void Schedule(Stage stage)
    {
        stage.At(-83, "18:00", "ferri", async write =>
        {
            var report = await write.Get<ReportDesk>().BeginAsync(stage.Process, ReportKind.ProposalDocument,
                "Proposta stralcio su trasporto sociale e sportello", isPartial: true, default);
            stage.Made["report:excerpt"] = report.Id;
        });
        stage.At(-83, "18:30", "ferri", async write =>
        {
            var (desk, report) = (write.Get<ReportDesk>(), await ReportAsync(stage, write));
            await desk.PutToTableAsync(stage.Process, report, await ReadAsync(stage, write, report), default);
        });
        foreach (var (who, answer, words) in new[]
        {
            ("bonora", TableAnswer.Yes, ""), ("tassi", TableAnswer.Yes, ""),
            ("benali", TableAnswer.WithReserve, "Il trasporto deve arrivare anche la sera."), ("gaia", TableAnswer.Yes, ""),
        })
            stage.At(-82, "12:00", who, async write =>
            {
                var (report, account) = (await ReportAsync(stage, write), stage.Account(who));
                var voice = write.Db.Add(TableVoice.Of(report, account.Id, account.Id, "", write.Now)).Entity;
                voice.Say(report, answer, words, write.Now);
            });
        stage.At(-81, "19:00", "guidetti", async write =>
        {
            var meeting = (await write.Get<MeetingBook>().OfProcessAsync(stage.Process.Id, drafts: true, default))
                .Last(m => m.Start <= write.Now && m.State != MeetingState.Cancelled);
            await write.Get<ReportDesk>().SettleInMeetingAsync(stage.Process, await ReportAsync(stage, write), meeting.Id.Value,
                approved: true, "Si manda subito alla Giunta, perché il trasporto non può aspettare.", default);
        });
        stage.At(-81, "19:10", "guidetti", async write => (await ReportAsync(stage, write)).PutToGuarantor());
        stage.At(-80, "09:00", "santini", async write => (await ReportAsync(stage, write)).Judge(new(VerdictKind.Validated, 1,
            "Il documento dice da quante voci viene ogni proposta e che cosa resta fuori.", stage.Story.Day(-80), ""),
            stage.Story.Day(-83), write.Now));
        stage.At(-80, "10:30", "guidetti", async write =>
        {
            var report = await ReportAsync(stage, write);
            await write.Get<ReportDesk>().SendAsync(stage.Process, report, "Giunta comunale", stage.Story.Day(-80), "",
                new(stage.Get<Id<HandOver>>("hand-over"), null, []), await ReadAsync(stage, write, report), default);
        });
        stage.At(-5, "16:00", "ferri", write => write.Get<ReportDesk>().BeginAsync(stage.Process, ReportKind.ProposalDocument,
            "Documento di proposta partecipata sul welfare di comunità", isPartial: false, default));
        Guard(stage);
    }

    private static void Guard(Stage stage)
    {
        Write(stage, -70, NoteKind.Question, "Chi non ha ancora preso parola nel percorso, e che cosa farete per raggiungerlo?", -60, isPublic: true,
            -66, "Mancano soprattutto gli inquilini delle case popolari e chi lavora di notte. A settembre torniamo nei cortili, la sera, con due mediatrici.");
        Write(stage, -30, NoteKind.Finding, "Il verbale di un incontro è stato pubblicato dopo venti giorni: chi non c'era non poteva rispondere in tempo.",
            null, isPublic: true, -27, "È vero. Dal prossimo incontro il verbale in bozza esce entro tre giorni, e il termine si conta da lì.");
        Write(stage, -3, NoteKind.Question, "Come saranno presentate in pubblico le proposte che non entrano nel Regolamento?", 6, isPublic: false, null, "");
    }

    private static void Write(Stage stage, int day, NoteKind kind, string text, int? due, bool isPublic, int? answered, string answer)
    {
        Id<GuarantorNote> id = default;
        stage.At(day, "09:30", "santini", write =>
        {
            var note = GuarantorNote.Ask(stage.Process, kind, text, due is { } last ? stage.Story.Day(last) : null, isPublic, write.Now);
            write.Db.Add(note);
            id = note.Id;
        });
        if (answered is { } then) stage.At(then, "15:30", "guidetti", async write =>
            (await write.Db.Set<GuarantorNote>().SingleAsync(n => n.Id == id)).Reply(answer, write.Now));
    }

    // Names of bodies and numbers of offices: somebody has read them.
    private static async Task<Confirmed> ReadAsync(Stage stage, WriteScope write, Report report)
    {
        var parts = await write.Db.Set<ReportSection>().Where(s => s.Report == report.Id).OrderBy(s => s.Number).ToListAsync();
        var look = await write.Get<ReportDesk>().LookAsync(stage.Process, report,
            [.. parts.Where(p => p.Text.Length > 0).Select(p => new FrozenPart(p.Key, "", p.Text))], default);
        return new(look.All.Count > 0, "Sono parole di chi ha proposto, senza nomi di persone.", look.Seal);
    }

    private static Task<Report> ReportAsync(Stage stage, WriteScope write)
    {
        var id = stage.Get<Id<Report>>("report:excerpt");
        return write.Db.Set<Report>().SingleAsync(r => r.Id == id);
    }
}
