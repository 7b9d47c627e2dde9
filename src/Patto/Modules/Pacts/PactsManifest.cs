using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Pacts.Pages;
using Patto.Modules.Processes;
using Patto.Web;

namespace Patto.Modules.Pacts;

internal sealed class PactsManifest : ModuleManifest
{
    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        new(typeof(SignModel), nameof(SignModel.OnPostSignAsync), Hold.On(typeof(SignModel)),
            Hold.None("the office corrects the name under which a body signs"),
            Hold.None("who leaves a pact says so to the office: the signature stays, with the day and the reason")),
        new(typeof(SignModel), nameof(SignModel.OnPostFileAsync), Hold.On(typeof(SignModel)),
            Hold.None("a signed file is not changed: another is sent"),
            Hold.None("who leaves a pact says so to the office: the signature stays, with the day and the reason")),
        new(typeof(SignModel), nameof(SignModel.OnPostDeclineAsync), Hold.On(typeof(SignModel)),
            Hold.None("who said no may still sign by the same link"), Hold.None("who said no may still sign by the same link")),
        new(typeof(SignModel), nameof(SignModel.OnPostTellAsync), Hold.On(typeof(SignModel)),
            Hold.On(typeof(SignModel), nameof(SignModel.OnPostTellAsync)),
            Hold.None("what was told of a commitment stays in its history")),
    ];

    public override IReadOnlyList<Act> Acts => [PactActs.Keep];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(PactWritten), typeof(PactDiscarded), typeof(PactOpened), typeof(PactTookForce), typeof(PactReviewed),
        typeof(PactReviewReminded), typeof(SignatoryWritten), typeof(SignatoryRemoved), typeof(SignatoryAsked), typeof(PactSigned),
        typeof(PactDeclined), typeof(SignatoryWithdrew), typeof(CommitmentWritten), typeof(CommitmentRemoved), typeof(CommitmentTold),
        typeof(CommitmentReminded),
    ];

    public override IReadOnlyList<ProcessEntry> ProcessPages => [new(108, "Patti", PactUrls.All)];

    public override IReadOnlyList<DashboardSection> Sections => [new(79, "Patti", "handshake", PactUrls.All)];

    public override IReadOnlyList<Type> Exports => [typeof(PactsTable), typeof(SignatoriesTable), typeof(CommitmentsTable)];

    public override GlossaryWord? Word => new("patto", ["Pact"], "an agreement with signatories, and commitments that are followed");

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Signatory>(new PersonalDatum("Chi firma un patto per sé, o a nome di un ente, con l'e-mail a cui si scrive",
            "Raccogliere le firme e seguire gli impegni", PersonalDatum.FiveYears))
        {
            Of = (db, who) =>
            {
                var (emails, town) = (who.Emails.ToList(), who.At<Authority>());
#pragma warning disable CA1304, CA1311, CA1862 // the database makes the letters small
                return db.Signatories.Where(s => s.Authority == town && s.Mail != "" && emails.Contains(s.Mail.ToLower()));
#pragma warning restore CA1304, CA1311, CA1862
            },
            Tell = s => [("Chi firma", s.Name), ("Tipo di firmatario", s.Kind.Italian()), ("Chi firma a nome suo", s.Delegate),
                ("A che titolo", s.Role), ("E-mail", s.Mail), ("Si può dire il nome", s.IsNamed), ("Ha firmato il", s.SignedOn),
                ("Come", s.Way?.Italian()),
                ("Firme trovate nel file", s.Signatures is { } found ? string.Join("; ", found.Select(f => f.Name)) : null),
                ("Ha detto di no perché", s.DeclinedWhy), ("Si è ritirato il", s.WithdrawnOn),
                ("Motivo del ritiro", s.WithdrawnWhy)],
            Forget = (s, _) => s.Forget(),
            Ended = (db, over) =>
            {
                var (town, limit) = (new Id<Authority>(over.Authority), over.Limit);
                var goingOn = over.GoingOn.Where(g => g.Kind == "process").Select(g => new Id<Process>(g.Id)).ToList();
                return db.Signatories.Where(s => s.Authority == town && s.At < limit && !goingOn.Contains(s.Process)
                    && (s.Mail != "" || s.Delegate != "" || s.Kind == SignatoryKind.Citizen && s.Name != "")).OrderBy(s => s.At);
            },
            Lapse = s => s.Forget(),
        },
    ];
}
