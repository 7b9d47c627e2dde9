using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Draws.Pages;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Draws;

internal sealed class DrawsManifest : ModuleManifest
{
    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        new(typeof(ApplyModel), nameof(ApplyModel.OnPostAsync), Hold.On(typeof(ReceiptModel)),
            Hold.None("it is taken back and sent anew until the list is frozen"),
            Hold.On(typeof(ReceiptModel), nameof(ReceiptModel.OnPostWithdrawAsync))),
        new(typeof(ReceiptModel), nameof(ReceiptModel.OnPostAcceptAsync), Hold.On(typeof(ReceiptModel)),
            Hold.None("who has said yes and can no longer come tells the office"),
            Hold.None("who has said yes and can no longer come tells the office, and a reserve is drawn")),
        new(typeof(ReceiptModel), nameof(ReceiptModel.OnPostDeclineAsync), Hold.On(typeof(ReceiptModel)),
            Hold.None("a reserve takes the seat at once"), Hold.None("a reserve takes the seat at once")),
    ];

    public override IReadOnlyList<Act> Acts => [DrawActs.Keep, DrawActs.Enter, DrawActs.Check];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(DrawWritten), typeof(DrawDiscarded), typeof(DrawOpened), typeof(DrawChanged), typeof(CandidateCame), typeof(CandidateLeft),
        typeof(CandidatesImported), typeof(PoolFrozen), typeof(PoolThawed), typeof(DrawComputed), typeof(DrawPublished),
        typeof(DrawHeld), typeof(SeatAccepted), typeof(SeatsReplaced), typeof(DrawAnnulled),
    ];

    public override IReadOnlyList<ProcessEntry> ProcessPages => [new(52, "Sorteggi", DrawUrls.All)];

    public override IReadOnlyList<DashboardSection> Sections => [new(77, "Sorteggi", "dice", DrawUrls.All)];

    public override IReadOnlyList<Type> Exports => [typeof(DrawsTable), typeof(ChancesTable)];

    public override GlossaryWord? Word => new("sorteggio", ["Draw", "Candidate"],
        "people who sit at a table are drawn by lot: a call with criteria and quotas, candidates, panels published before, one of them drawn before everybody");

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Candidate>(
            new PersonalDatum("Candidatura a un sorteggio: nome e recapito",
                "Estrarre a sorte chi siede, e rispondere a ognuno con il motivo",
                PersonalDatum.FiveYears),
            new PersonalDatum("Che cosa chiedono le quote di un sorteggio (per esempio età, genere, zona), e se due candidati vivono insieme",
                "Estrarre a sorte un gruppo che somiglia alla popolazione, e lasciarlo controllare a chi garantisce",
                "Un anno dopo l'estrazione; subito per chi si ritira prima che l'elenco sia chiuso"))
        {
            Of = (db, who) => { var ids = who.Ids<Person>(); return db.DrawCandidates.Where(c => ids.Contains(c.Person)); },
            Tell = c => [("Nome", c.Name), ("Che cosa ha detto di sé", string.Join("; ", c.Features)), ("Dove abita", c.Home),
                ("Numero nel sorteggio", c.Number), ("Come si è candidata", c.Via.Italian()), ("Quando", c.At), ("Stato",
                    c.State.Italian()),
                ("Motivo", c.Reason)],
            Forget = (c, now) => c.Forget(now),
            Lapsed = (db, now) =>
            {
                var limit = now.AddDays(-Draw.FeatureDays);
                var over = db.Draws.Where(d => d.Closes < limit && (d.Drawn == null || d.Drawn < limit));
                return db.DrawCandidates.Where(c => c.HasFeatures && over.Any(d => d.Id == c.Draw)).OrderBy(c => c.Id);
            },
            Lapse = c => c.ForgetFeatures(),
        },
    ];
}
