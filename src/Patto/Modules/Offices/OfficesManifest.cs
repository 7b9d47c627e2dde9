using Patto.Database;
using Patto.Grants;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Offices.Pages;
using Patto.Web;

namespace Patto.Modules.Offices;

internal sealed class OfficesManifest : ModuleManifest
{
    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        new(typeof(ReplyModel), nameof(ReplyModel.OnPostAsync), Hold.On(typeof(ReplyModel)),
            Hold.None("an office that has answered writes to whoever asked"),
            Hold.None("an answer given stays, with what was said after it")),
    ];

    public override IReadOnlyList<Act> Acts => [OfficeActs.Keep, OfficeActs.Ask];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(OfficeKept), typeof(OfficeAsked), typeof(OfficeAnswered), typeof(OfficeQuestionWithdrawn), typeof(OfficeReminded),
        typeof(OfficesTold),
    ];

    public override IReadOnlyList<ProcessEntry> ProcessPages => [new(105, "Uffici", OfficeUrls.Answers)];

    public override IReadOnlyList<DashboardSection> Sections => [new(78, "Uffici", "box", OfficeUrls.Questions, OfficeActs.Ask)];

    public override IReadOnlyList<Type> Exports => [typeof(OfficeAnswersTable)];

    public override GlossaryWord? Word => new("ufficio", ["Office"], "another office of the same body: asked, answering, told what is decided");

    public override IReadOnlyList<Impersonal> Impersonal => [new(typeof(Office), "an office of the body and its mailbox", "Name", "Mail")];
}
