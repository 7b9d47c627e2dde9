using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Pages;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Contributions;

internal sealed class ContributionsManifest : ModuleManifest
{
    public override IReadOnlyList<ProcessEntry> ProcessPages =>
        [new(60, "Contributi", ContributionUrls.List)];

    public override IReadOnlyList<Impersonal> Impersonal =>
        [new(typeof(Contribution), "what a voice says in Italian, and the service that translated it", "Translation")];

    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        new(typeof(NewModel), nameof(NewModel.OnPostAsync), Hold.On(typeof(ReceiptModel)),
            Hold.On(typeof(MineModel), nameof(MineModel.OnPostCorrectAsync)),
            Hold.On(typeof(MineModel), nameof(MineModel.OnPostWithdrawAsync))) { States = [typeof(ContributionState)] },
        CitizenAct.KeepsNothing(typeof(NewModel), nameof(NewModel.OnPostCompareAsync), "it looks for voices alike and keeps nothing"),
        CitizenAct.KeepsNothing(typeof(MineModel), nameof(MineModel.OnPostAddContactAsync),
            "it adds to a voice that has its receipt, and is put right on the same page"),
        CitizenAct.KeepsNothing(typeof(ConfirmModel), nameof(ConfirmModel.OnPostAsync), "it confirms the address of the letter it came by"),
    ];

    public override IReadOnlyList<Act> Acts =>
    [
        ContributionActs.Write, ContributionActs.Enter, ContributionActs.Print, ContributionActs.Read, ContributionActs.SeeUnread,
        ContributionActs.Ask, ContributionActs.Translate,
    ];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(ContributionRecorded), typeof(ContributionPublished), typeof(ContributionRefused), typeof(ContributionReadingUndone),
        typeof(ContributionWithdrawn), typeof(ContributionSorted), typeof(ContributionContactAdded), typeof(StepsAsked),
        typeof(SlipsAllocated),
        typeof(VoicesImported), typeof(ContributionCorrected), typeof(ContributionTranslated),
        typeof(ContributionPaused), typeof(ContributionResumed), typeof(QuestionAsked),
        typeof(QuestionCorrected), typeof(QuestionRetired), typeof(QuestionTakenUp),
        typeof(QuestionRemoved),
    ];

    public override IReadOnlyList<DashboardSection> Sections =>
    [
        new(20, "Lettura", "chat", ContributionUrls.Reading, ContributionActs.SeeUnread),
        new(30, "Foglietti", "pencil", ContributionUrls.Slips, ContributionActs.Print),
    ];

    public override IReadOnlyList<Type> Exports => [typeof(VoicesTable)];

    public override IReadOnlyList<string> Findable => ["contribution"];

    public override GlossaryWord? Word => new("contributo", ["Contribution"], "one voice, from any channel, with its code");

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Contribution>(new PersonalDatum("Chi ha detto un contributo, e il segreto con cui lo ritrova",
            "Rispondere a chi ha parlato",
            "Come il nome; le parole restano, dette da nessuno che si conosca"))
        {
            Of = (db, who) =>
                { var ids = who.Ids<Person>(); return db.Contributions.Where(c => c.Speaker != null && ids.Contains(c.Speaker.Value)); },
            Tell = c => [("Codice", c.Code), ("Testo", c.Text), ("Testo pubblico", c.PublicText),
            ("Traduzione", c.Translation?.Text),
            ("Perché è in pausa", c.PauseWhy),
            ("Come vuole essere chiamata", c.Pseudonym),
                ("Organizzazione", c.Organisation), ("Detto il", c.Said), ("Perché non è pubblico", c.Reason)],
            Forget = (c, _) => c.ForgetSpeaker(),
        },
        new PersonalTable<Slip>(new PersonalDatum("Foglietto su cui è stato scritto un contributo",
        "Ritrovare il contributo con il codice del foglietto", PersonalDatum.FiveYears))
        {
            Of = (db, who) =>
            {
                var ids = who.Ids<Person>();
                var theirs = db.Contributions;
                return db.Slips.Where(s => theirs.Any(c => c.Id == s.Contribution && c.Speaker != null && ids.Contains(c.Speaker.Value)));
            },
            Tell = s => [("Codice", s.Code)],
            ErasedWith = "Contributions",
        },
    ];
}
