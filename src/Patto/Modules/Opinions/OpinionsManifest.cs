using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Opinions.Contracts;
using Patto.Modules.Opinions.Pages;
using Patto.Web;

namespace Patto.Modules.Opinions;

/// <summary>No personal table: who answers is a random number without name, account or instant, tied to a device by a hash that is
/// destroyed at the closing, and whoever holds the device erases their answers from the page.</summary>
internal sealed class OpinionsManifest : ModuleManifest
{
    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        new(typeof(ShowModel), nameof(ShowModel.OnPostAnswerAsync),
            Hold.None("the device holds its own answers, without a name"),
            Hold.On(typeof(ShowModel), nameof(ShowModel.OnPostAnswerAsync)),
            Hold.On(typeof(ShowModel), nameof(ShowModel.OnPostForgetAsync))),
        new(typeof(ShowModel), nameof(ShowModel.OnPostBelongAsync),
            Hold.None("the device holds its own answers, without a name"),
            Hold.On(typeof(ShowModel), nameof(ShowModel.OnPostBelongAsync)),
            Hold.On(typeof(ShowModel), nameof(ShowModel.OnPostForgetAsync))),
        new(typeof(ShowModel), nameof(ShowModel.OnPostProposeAsync),
            Hold.None("a statement is written without a name; whether it was taken in, and why not, stands on the page of the map"),
            Hold.None("another statement says it better"), Hold.None("nothing ties a statement to who wrote it")),
    ];

    public override IReadOnlyList<Act> Acts => [SurveyActs.Keep, SurveyActs.Enter];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(SurveyWritten), typeof(SurveyDiscarded), typeof(SurveyOpened), typeof(OpinionGroupsNamed), typeof(StatementWritten),
        typeof(StatementProposed), typeof(StatementTakenIn), typeof(StatementLeftOut), typeof(StatementDiscarded), typeof(SheetsTyped),
    ];

    public override IReadOnlyList<ProcessEntry> ProcessPages => [new(104, "Mappe delle opinioni", SurveyUrls.All)];

    public override IReadOnlyList<DashboardSection> Sections => [new(77, "Mappe delle opinioni", "megaphone", SurveyUrls.All)];

    public override IReadOnlyList<Type> Exports => [typeof(StatementsTable)];

    public override GlossaryWord? Word => new("mappa delle opinioni", ["OpinionSurvey"],
        "statements on which people say whether they agree, and what their answers show: what unites, what divides, groups where there are any");
}
