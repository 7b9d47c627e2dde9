using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Modules.Stakeholders.Pages;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Stakeholders;

internal sealed class StakeholdersManifest : ModuleManifest
{
    public override IReadOnlyList<ProcessEntry> ProcessPages =>
        [new(40, "Chi c'è e chi manca", StakeholderUrls.Maps)];

    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        new(typeof(SuggestModel), nameof(SuggestModel.OnPostAsync), Hold.On(typeof(SuggestModel)),
            Hold.None("it is answered in words of the office, which are corrected in public"),
            Hold.None("it names no person and nothing of it is public but the answer: who holds the code asks the office"))
            { States = [typeof(SuggestionState)] },
        new(typeof(RegisterModel), nameof(RegisterModel.OnPostAsync),
            Hold.None("the office answers on the contact that was asked for, and the body then stands on the public map"),
            Hold.None("the office puts the entry of the register right, for whoever it was told to call"),
            Hold.None("the office takes the body off the map when its contact asks")),
    ];

    public override IReadOnlyList<Act> Acts =>
        [StakeholderActs.Register, StakeholderActs.Suggest, StakeholderActs.Keep, StakeholderActs.Read];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(StakeholderNoted), typeof(StakeholderChanged), typeof(StakeholderContacted), typeof(ChecklistChanged),
        typeof(StakeholdersImported), typeof(StakeholderArchived), typeof(SuggestionReceived), typeof(SuggestionAnswered),
        typeof(SuggestionReworded), typeof(RelationsChanged), typeof(MapLookedOver), typeof(MapReminded),
    ];

    public override IReadOnlyList<DashboardSection> Sections =>
    [
        new(90, "Chi c'è e chi manca", "people", StakeholderUrls.Maps),
    ];

    public override IReadOnlyList<Type> Exports => [typeof(StakeholdersTable), typeof(InterestsTable), typeof(SuggestionsTable)];

    public override IReadOnlyList<Type> FirstSteps => [typeof(StakeholdersStep)];

    public override GlossaryWord? Word => new("portatore di interesse", ["Stakeholders", "Organisation"],
        "who has an interest or an experience in the matter",
        "LR 15/2018, art. 17");

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Stakeholder>(new PersonalDatum("Chi si iscrive da sé fra i portatori di interesse",
            "Cercare chi manca e dire chi c'è", PersonalDatum.FiveYears),
            new PersonalDatum("Chi risponde per un ente, con telefono ed e-mail", "Invitare e convocare", PersonalDatum.FiveYears))
        {
            Of = (db, who) =>
            {
                var ids = who.Ids<Person>();
                var (emails, town) = (who.Emails.ToList(), who.At<Authority>());
#pragma warning disable CA1304, CA1311 // the database makes the letters small
                return db.Stakeholders.Where(s => s.Person != null && ids.Contains(s.Person.Value)
                    || s.Authority == town && s.Email != ""
                        && emails.Any(e => ("; " + s.Email.ToLower() + "; ").Contains("; " + e + "; ")));
#pragma warning restore CA1304, CA1311
            },
            Tell = s => [("Nome", s.Name), ("Che cosa porta", s.What), ("Zona", s.Area), ("Differenze", string.Join(", ", s.Differences)),
                ("Peso stimato", s.Influence), ("Quanto li riguarda", s.Concern),
                ("Che cosa serve perché venga", s.WhatItTakes), ("Dal", s.Since),
                    ("Chi risponde", s.ContactPerson),
                ("Telefono", s.Phone), ("E-mail", s.Email), ("PEC", s.Pec), ("Note", s.Remarks), ("Perché è in archivio", s.ArchivedWhy)],
            Forget = (s, _) => s.Forget(),
            Ended = (db, over) =>
            {
                var (town, limit) = (new Id<Authority>(over.Authority), over.Limit);
                var goingOn = over.GoingOn.Where(g => g.Kind == "process").Select(g => new Id<Process>(g.Id)).ToList();
                return db.Stakeholders.Where(s => s.Authority == town && s.Since < limit && !goingOn.Contains(s.Process)
                    && (s.ContactPerson != "" || s.Phone != "" || s.Email != "" || s.Pec != "" || s.Remarks != "")).OrderBy(s => s.Since);
            },
            Lapse = s => s.ForgetContact(),
        },
        new PersonalTable<Contact>(new PersonalDatum("Quando e come si è cercato chi si è iscritto", "Dimostrare che è stato cercato",
        PersonalDatum.FiveYears))
        {
            Of = (db, who) =>
            {
                var ids = who.Ids<Person>();
                var theirs = db.Stakeholders;
                return db.Set<Contact>().Where(c => theirs.Any(s => s.Id == c.Stakeholder && s.Person != null
                    && ids.Contains(s.Person.Value)));
            },
            Tell = c => [("Giorno", c.On), ("Come", c.How.Italian()), ("Risposta", c.Answer.Italian()), ("Nota", c.Note)],
            Forget = (c, _) => c.Forget(),
        },
        new PersonalTable<Suggestion>(new PersonalDatum("Chi dice chi manca fra i portatori di interesse, se lascia un'e-mail",
            "Rispondere a chi lo chiede", PersonalDatum.FiveYears))
        {
            Of = (db, who) =>
            {
                var ids = who.Ids<Person>();
                return db.Suggestions.Where(s => s.Person != null && ids.Contains(s.Person.Value));
            },
            Tell = s => [("Codice", s.Code), ("Chi manca", s.Missing), ("Perché", s.Why), ("Quando", s.At), ("Stato", s.State.Italian()),
                ("Chi manca, in pubblico", s.PublicName), ("Risposta", s.Answer),
                ("Prima delle correzioni", string.Join("; ", s.Before.Select(b => $"{b.PublicName}: {b.Answer}")))],
            Forget = (s, _) => s.Forget(),
        },
    ];

    public override IReadOnlyList<Impersonal> Impersonal => [new(typeof(Interest), "the name of an interest to be heard", "Name")];
}
