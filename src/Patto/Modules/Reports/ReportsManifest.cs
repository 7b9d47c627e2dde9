using Patto.Database;
using Patto.Grants;
using Patto.Modules.Reports.Contracts;
using Patto.Web;

namespace Patto.Modules.Reports;

internal sealed class ReportsManifest : ModuleManifest
{
    public override IReadOnlyList<Act> Acts =>
    [
        ReportActs.Write, ReportActs.Lead, ReportActs.Read, ReportActs.Say, ReportActs.Judge, ReportActs.Names, ReportActs.Ask,
        ReportActs.Answer, ReportActs.Follow,
    ];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(ReportBegun), typeof(ReportDescribed), typeof(ReportDiscarded), typeof(SectionWritten), typeof(ReportFrozen),
        typeof(ReportPutToTable), typeof(ReportTakenBack), typeof(TableAnswered), typeof(TableSettled), typeof(ReportPutToGuarantor),
        typeof(ReportJudged), typeof(JudgementWithdrawn), typeof(SettlementWithdrawn), typeof(ReportSent),
        typeof(SendingCorrected), typeof(GuarantorAsked),
        typeof(GuarantorAnswered), typeof(GuarantorNoteWithdrawn),
    ];

    public override IReadOnlyList<ProcessEntry> ProcessPages =>
    [
        new(112, "Documenti finali", ReportUrls.All), new(114, "Garante", ReportUrls.Guarantee),
    ];

    public override IReadOnlyList<MenuEntry> Menu =>
        [new(MenuPlace.Office, 60, "Che cosa aspetta il garante", ReportUrls.Desk, Demands: ReportActs.Ask)];

    public override IReadOnlyList<DashboardSection> Sections => [new(81, "Documenti finali", "doc", ReportUrls.All)];

    public override IReadOnlyList<Type> Exports => [typeof(FinalDocumentsTable), typeof(GuarantorTable)];

    public override GlossaryWord? Word => new("documento finale", ["Report", "ReportEdition"],
        "the documents that tell a process: drawn up, approved by the table, judged by the guarantor, sent", "LR 15/2018, art. 19");

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<TableVoice>(new PersonalDatum("Che cosa chi siede al Tavolo dice di un documento finale",
            "Sapere se il Tavolo lo approva", PersonalDatum.Unnamed))
        {
            Of = (db, who) => db.TableVoices.Where(v => who.Accounts.Contains(v.Account)),
            Tell = v => [("Interesse", v.Interest), ("Risposta", v.Answer.Italian()), ("Riserva o motivo", v.Words), ("Quando", v.At)],
            ErasedWith = "AspNetUsers",
        },
    ];
}
