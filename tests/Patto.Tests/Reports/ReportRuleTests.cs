using System.IO.Compression;
using Deliberation.Formats.Regulations;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports;
using Patto.Modules.Reports.Contracts;
using Patto.Privacy;

namespace Patto.Tests.Reports;

/// <summary>The way of a document: each state has one owner, nothing is skipped without a word, what somebody read is frozen.</summary>
public sealed class ReportRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 10);
    private static readonly ProcessInfo Process = new(Id<Process>.New(), Id<Authority>.New(), "LWF", "lwf", "Percorso", "", true, false);

    private static Report Begun(ReportKind kind = ReportKind.ProposalDocument) => Report.Begin(Process, kind, 1, "DocPP", false, Now);

    private static FrozenPart[] Parts(string text = "Un testo.") => [new("oggetto", "Oggetto", text)];

    private static Report AtTheTable()
    {
        var report = Begun();
        report.Freeze(Parts(), "", isFinal: false, Now);
        report.PutToTable();
        return report;
    }

    private static TableCheck Said(bool approved, string words = "", TableWay way = TableWay.Page) =>
        new(way, approved, 1, 3, 1, 0, way == TableWay.Meeting ? "Terzo incontro" : "", words, Today, []);

    private static void Refused(string code, Action act) => Assert.Equal(code, Assert.Throws<RuleViolation>(act).Code);

    [Fact]
    public void A_document_goes_from_the_office_to_the_table_to_the_guarantor_and_to_whoever_decides()
    {
        var report = AtTheTable();
        Refused("report.not-written", report.DemandWritten);
        Refused("report.not-checked", report.PutToGuarantor);
        report.Settle(Said(approved: true));
        report.PutToGuarantor();
        Refused("report.not-judged", () => report.Send("Giunta", Today, "", null, Now));
        report.Judge(new(VerdictKind.Validated, 1, "", Today, ""), Today, Now);
        Refused("report.sent-early", () => report.Send("Giunta", Today.AddDays(-1), "", null, Now));
        Refused("report.future", () => report.Send("Giunta", Today.AddDays(1), "", null, Now));
        report.Send("Giunta", Today, "PEC 12", null, Now);
        Assert.Equal((ReportState.Sent, "Giunta", Today), (report.State, report.SentTo, report.SentOn));
        Refused("report.not-judged", () => report.WithdrawVerdict(asRead: true));
        Refused("report.not-out", report.TakeBack);
    }

    [Fact]
    public void What_the_table_refuses_and_what_the_guarantor_sends_back_is_written_again()
    {
        var report = AtTheTable();
        Refused("report.table-words", () => report.Settle(Said(approved: false)));
        report.Settle(Said(approved: false, "Mancano i costi."));
        Assert.Equal(ReportState.Draft, report.State);
        Refused("report.rewritten-settled", () => report.WithdrawSettlement(asRead: false));
        report.WithdrawSettlement(asRead: true);
        Assert.Equal((ReportState.AtTheTable, null), (report.State, report.Table));
        report.Settle(Said(approved: false, "Mancano i costi."));
        report.Freeze(Parts("Con i costi."), "", isFinal: false, Now);
        report.PutToTable();
        report.Settle(Said(approved: true, "All'unanimità.", TableWay.Meeting));
        report.PutToGuarantor();
        Refused("report.verdict-before", () =>
            report.Judge(new(VerdictKind.Validated, 2, "", Today.AddDays(-1), "Prot. 6"), Today, Now));
        Refused("report.verdict-words", () => report.Judge(new(VerdictKind.Returned, 2, "", Today, ""), Today, Now));
        report.Judge(new(VerdictKind.Returned, 2, "Le criticità sono troppo brevi.", Today, ""), Today, Now);
        Assert.True(report.IsWritten);
        Refused("report.rewritten", () => report.WithdrawVerdict(asRead: false));
        report.WithdrawVerdict(asRead: true);
        Assert.Equal(ReportState.AtTheGuarantor, report.State);
        report.Judge(new(VerdictKind.NotValidated, 2, "Manca il bisogno.", Today, "Prot. 7"), Today, Now);
        Assert.Equal((ReportState.Judged, true), (report.State, report.Judged!.ByLetter));
    }

    [Fact]
    public void A_table_that_was_not_heard_is_told_with_the_reason()
    {
        var report = Begun();
        Refused("report.empty", () => report.Freeze([new("oggetto", "Oggetto", "")], "", isFinal: false, Now));
        report.Freeze(Parts(), "", isFinal: false, Now);
        Refused("report.table-words", () => report.Settle(Said(approved: false, way: TableWay.None)));
        report.Settle(Said(approved: false, "Il Tavolo si è sciolto.", TableWay.None));
        Assert.Equal(ReportState.ToValidate, report.State);
        Assert.Contains("non ha verificato il documento. Motivo: Il Tavolo si è sciolto.", ReportDesk.SaidOf(report)[0].Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_final_report_goes_to_nobodys_table()
    {
        var report = Begun(ReportKind.FinalReport);
        Refused("report.no-table", report.PutToTable);
        report.Send("Regione", Today, "", null, Now);
        Assert.Empty(ReportDesk.SaidOf(report));
    }

    [Fact]
    public void What_people_wrote_is_kept_when_a_part_is_drawn_up_anew_and_can_be_put_back()
    {
        var report = Begun();
        var part = ReportSection.Draw(report, 1, new("oggetto", "Prima bozza"), Now);
        part.Write(report, "Corretto a mano\r\ncon cura ");
        part.DrawAnew(report, new("oggetto", "Seconda bozza"), Now);
        Assert.Equal(("Seconda bozza", "Corretto a mano\ncon cura", false), (part.Text, part.Kept, part.IsEdited));
        // Drawn up once more, nothing of theirs is covered.
        part.DrawAnew(report, new("oggetto", "Terza bozza"), Now);
        Assert.Equal("Corretto a mano\ncon cura", part.Kept);
        part.TakeKept(report);
        Assert.Equal(("Corretto a mano\ncon cura", "", true), (part.Text, part.Kept, part.IsEdited));
        Refused("report.nothing-kept", () => part.TakeKept(report));
    }

    [Fact]
    public void An_edition_has_the_hash_of_its_title_and_words()
    {
        var (one, same, other) = (Begun().Freeze(Parts(), "", false, Now), Begun().Freeze(Parts(), "altro", true, Now),
            Begun().Freeze(Parts("Un testo"), "", false, Now));
        Assert.Equal(64, one.Hash.Length);
        Assert.Equal(one.Hash, same.Hash);
        Assert.NotEqual(one.Hash, other.Hash);
    }

    [Fact]
    public void A_yes_is_about_what_was_shown()
    {
        Look phone = new([new("oggetto", new(PersonalKind.Phone, 3, "347 1234567"))]),
            more = new([.. phone.All, new("oggetto", new(PersonalKind.Email, 30, "a@b.example"))]);
        new Look([]).DemandRead(false, null, null);
        Refused("look.unread", () => phone.DemandRead(false, "È il numero dell'ufficio.", phone.Seal));
        Refused("look.unread", () => more.DemandRead(true, "È il numero dell'ufficio.", phone.Seal));
        Refused("look.why", () => phone.DemandRead(true, "sì", phone.Seal));
        phone.DemandRead(true, "È il numero dell'ufficio.", phone.Seal);
    }

    [Fact]
    public void Lists_and_codes_are_read_out_of_a_part_and_stand_in_word_and_libreoffice()
    {
        const string text = "Le proposte:\n- LWF-P0021, Un autobus (3 voci)\n- Altro\n\nFine.";
        Assert.Equal([false, true, false], ReportText.Of(text).Select(b => b.IsList));
        Assert.Equal([("LWF-P0021", true), (", Un autobus (3 voci)", false)], ReportText.Pieces("LWF-P0021, Un autobus (3 voci)"));
        var file = ReportText.FileOf("DocPP", ["Comune. Percorso."], Parts(text));
        foreach (var written in new[] { RegulationWord.Write(file), RegulationOpenText.Write(file) })
        {
            using var zip = new ZipArchive(new MemoryStream(written));
            var name = zip.Entries.Any(e => e.FullName == "word/document.xml") ? "word/document.xml" : "content.xml";
            using var reader = new StreamReader(zip.GetEntry(name)!.Open());
            var xml = reader.ReadToEnd();
            foreach (var words in new[] { "DocPP", "Comune. Percorso.", "Oggetto", "Le proposte:", "LWF-P0021, Un autobus (3 voci)",
                "Fine." })
                Assert.Contains(words, xml, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_guarantor_asks_with_a_term_and_an_answer_put_right_keeps_the_earlier_one()
    {
        Refused("guarantor.due", () => GuarantorNote.Ask(Process, NoteKind.Question, "Chi manca?", null, false, Now));
        Refused("guarantor.past", () => GuarantorNote.Ask(Process, NoteKind.Question, "Chi manca?", Today.AddDays(-1), false, Now));
        var finding = GuarantorNote.Ask(Process, NoteKind.Finding, "Il verbale manca.", null, isPublic: false, Now);
        Assert.True(finding.IsPublic);
        finding.Reply("Arriva.", Now);
        finding.Reply("È arrivato.", Now.AddDays(1));
        Assert.Equal(("È arrivato.", "Arriva.", Now), (finding.Answer, Assert.Single(finding.Former!).Answer, finding.AnsweredAt));
        Refused("guarantor.why", () => finding.Withdraw(" ", Now));
        finding.Withdraw("Chiarito.", Now);
        Refused("guarantor.withdrawn", () => finding.Reply("Ancora.", Now));
    }
}
