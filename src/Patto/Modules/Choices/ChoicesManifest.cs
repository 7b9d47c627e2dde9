using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Choices.Pages;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Choices;

internal sealed class ChoicesManifest : ModuleManifest
{
    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        new(typeof(ShowModel), nameof(ShowModel.OnPostVoteAsync), Hold.On(typeof(ResultModel)),
            Hold.None("a vote is never corrected after it was cast"),
            Hold.None("a vote is never taken back: nobody could be made to prove how they voted")),
        CitizenAct.KeepsNothing(typeof(ResultModel), nameof(ResultModel.OnPostCheck), "it looks for a receipt and keeps nothing"),
    ];

    public override IReadOnlyList<Act> Acts => [ChoiceActs.Keep, ChoiceActs.Enter, ChoiceActs.Recount];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(ChoiceWritten), typeof(ChoiceDiscarded), typeof(ChoiceOpened), typeof(KeySheetShown), typeof(BallotsPrinted),
        typeof(ChoiceCounted), typeof(ChoiceAnnulled),
    ];

    public override IReadOnlyList<ProcessEntry> ProcessPages => [new(106, "Scelte", ChoiceUrls.All)];

    public override IReadOnlyList<DashboardSection> Sections => [new(78, "Scelte e voti", "checkc", ChoiceUrls.All)];

    public override IReadOnlyList<Type> Exports => [typeof(ChoicesTable), typeof(CountedBallotsTable)];

    public override GlossaryWord? Word => new("scelta", ["Choice"],
        "something that people choose together by a vote: a question, options, who may, when, by which rule");

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Voter>(new PersonalDatum("Chi può votare in una scelta, e se ha votato; mai che cosa",
            "Far votare chi può, una volta sola", "Sessanta giorni dopo il conteggio"))
        {
            Of = (db, who) =>
            {
                var (town, accounts, people) = (who.At<Authority>(), who.Accounts.ToList(), who.Ids<Person>());
                return db.Voters.Where(v => v.Authority == town && (v.Account != null && accounts.Contains(v.Account.Value)
                    || v.Person != null && people.Contains(v.Person.Value)));
            },
            Tell = v => [("Nel registro del voto", v.Choice.Value), ("Ha votato", v.HasVoted)],
            Forget = (v, _) => v.Forget(),
            Lapsed = (db, now) =>
            {
                var limit = now.AddDays(-Choice.RegisterDays);
                var over = db.Choices.Where(c => c.Counted != null && c.Counted < limit);
                return db.Voters.Where(v => over.Any(c => c.Id == v.Choice)).OrderBy(v => v.Id);
            },
        },
    ];
}
