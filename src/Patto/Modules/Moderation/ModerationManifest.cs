using Patto.Database;
using Patto.Grants;
using Patto.Modules.Moderation.Contracts;
using Patto.Modules.Moderation.Pages;
using Patto.Web;

namespace Patto.Modules.Moderation;

internal sealed class ModerationManifest : ModuleManifest
{
    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        new(typeof(SendReportModel), nameof(SendReportModel.OnPostAsync), Hold.On(typeof(EntryModel)),
            Hold.None("another report says it; nothing of what was written is public"),
            Hold.None("who reported is not known, so nobody can be asked; it is decided and the reason is public"))
            { States = [typeof(ReportedState)] },
        new(typeof(AppealModel), nameof(AppealModel.OnPostAsync), Hold.On(typeof(EntryModel)),
            Hold.None("it is said once, and read by who decides alone"),
            Hold.None("withdrawing the text itself, with the same letters, ends it")),
    ];

    public override IReadOnlyList<Act> Acts => [ModerationActs.Moderate, ModerationActs.Read, ModerationActs.Judge];

    public override IReadOnlyList<Type> Events => [typeof(TextReported), typeof(ReportDecided), typeof(PauseAppealed)];

    public override IReadOnlyList<ProcessEntry> ProcessPages => [new(110, "Moderazione", ModerationUrls.Log)];

    public override IReadOnlyList<DashboardSection> Sections =>
        [new(25, "Testi segnalati", "flag", ModerationUrls.Queue, ModerationActs.Read)];

    public override IReadOnlyList<Type> Exports => [typeof(ModerationTable)];

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<TextReport>(new PersonalDatum("Chi ha deciso di una segnalazione", "Far decidere del ricorso a un'altra persona",
            PersonalDatum.Unnamed))
        {
            Of = (db, who) => db.Set<TextReport>().Where(r => r.By != null && who.Actors.Contains(r.By.Value)),
            Tell = r => [("Segnalazione", r.Code), ("Che cosa hai deciso", r.Why), ("Quando", r.Decided)],
            ErasedWith = "AspNetUsers",
        },
    ];
}
