using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Groups;
using Patto.Modules.Meetings;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Moderation;
using Patto.Modules.Moderation.Contracts;
using Patto.Modules.Monitoring;
using Patto.Modules.Choices;
using Patto.Modules.Opinions;
using Patto.Modules.Draws;
using Patto.Tests.Draws;
using Patto.Modules.Pacts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Reports;
using Patto.Modules.Reports.Contracts;
using Patto.Modules.Stakeholders;
using Patto.People;
using Patto.Tests.Documents;
using Patto.Tests.Processes;

namespace Patto.Tests.Web;

/// <summary>What waits for somebody stands on that person's dashboard.</summary>
public sealed class WaitingTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>States in which nothing waits for who works on the process, each with the reason.</summary>
    private static readonly Dictionary<string, string> WaitForNobody = new()
    {
        ["ContributionState.Published"] = "done",
        ["ContributionState.Redacted"] = "done",
        ["ContributionState.Refused"] = "done",
        ["ContributionState.Withdrawn"] = "done",
        ["DocumentState.Adopted"] = "done",
        ["Answer.Accepted"] = "done",
        ["Answer.InPart"] = "done",
        ["Answer.Refused"] = "done",
        ["Answer.Absorbed"] = "done",
        ["Answer.Precluded"] = "done",
        ["Answer.Inadmissible"] = "done",
        ["Answer.Withdrawn"] = "done",
        ["Answer.Lapsed"] = "done",
        ["Reading.Published"] = "done",
        ["Reading.Hidden"] = "done",
        ["Reading.Withdrawn"] = "done",
        ["SuggestionState.Added"] = "done",
        ["SuggestionState.Listed"] = "done",
        ["SuggestionState.AlreadyThere"] = "done",
        ["SuggestionState.Declined"] = "done",
        ["ApplicationState.Accepted"] = "done",
        ["ApplicationState.Refused"] = "done",
        ["PlanState.Next"] = "its day is to come: the next fourteen days show it",
        ["PlanState.Now"] = "it runs",
        ["PlanState.Done"] = "done",
        ["PlanState.Dropped"] = "done",
        ["LegalStepState.Waiting"] = "the step before it is not done",
        ["LegalStepState.Done"] = "done",
        ["LegalStepState.Skipped"] = "done",
        ["StakeholderState.ToReach"] = "the checklist of who is missing shows it",
        ["StakeholderState.Informed"] = "not an act that waits",
        ["StakeholderState.Involved"] = "not an act that waits",
        ["StakeholderState.AtTable"] = "done",
        ["ProposalState.Priority"] = "people choose",
        ["ProposalState.Design"] = "the table writes",
        ["ProposalState.Incorporated"] = "the text waits, not the proposal",
        ["ProposalState.Decided"] = "done",
        ["ProposalState.Dropped"] = "done",
        ["ProposalState.Merged"] = "done",
        ["ProposalState.Split"] = "done",
        ["Feasible.Yes"] = "done",
        ["Feasible.InPart"] = "done",
        ["Feasible.Later"] = "done",
        ["Feasible.No"] = "done",
        ["StepState.Open"] = "the guide to the first steps shows it, and the dashboard how many there are",
        ["StepState.Half"] = "as those that are open",
        ["StepState.Done"] = "done",
        ["MeetingState.Published"] = "its day is to come",
        ["MeetingState.Cancelled"] = "done",
        ["MinutesState.Published"] = "done",
        ["RoomVoteState.Draft"] = "it is asked in the room: the console and the page of the meeting lead to it",
        ["RoomVoteState.Open"] = "the room answers; a room that closes counts it",
        ["RoomVoteState.Closed"] = "done",
        ["RoomVoteState.Annulled"] = "done",
        ["ActionState.Done"] = "done",
        ["ActionState.Dropped"] = "done",
        ["FieldState.Value"] = "a field of a record",
        ["FieldState.Blank"] = "a field of a record",
        ["FieldState.No"] = "a field of a record",
        ["FieldState.NotIndicated"] = "a field of a record",
        ["FieldState.NotForeseen"] = "a field of a record",
        ["ContactAnswer.Waiting"] = "somebody outside answers",
        ["ContactAnswer.Yes"] = "done",
        ["ContactAnswer.Later"] = "somebody outside answers",
        ["ContactAnswer.No"] = "done",
        ["ContactAnswer.None"] = "done",
        ["Coverage.Missing"] = "counted from the register: the page of who is missing shows it",
        ["Coverage.Contacted"] = "counted",
        ["Coverage.Represented"] = "counted",
        ["SurveyState.Open"] = "people answer, and it closes by its day",
        ["StatementState.In"] = "done",
        ["StatementState.Out"] = "done",
        ["DrawState.Drawn"] = "done: who was drawn and has not answered is counted",
        ["DrawState.Annulled"] = "done",
        ["CandidateState.Applied"] = "the list they are in waits to be closed",
        ["CandidateState.Withdrawn"] = "done",
        ["CandidateState.SetAside"] = "done",
        ["CandidateState.NotDrawn"] = "done",
        ["CandidateState.Reserve"] = "they step in by themselves when somebody declines",
        ["CandidateState.Seated"] = "done",
        ["CandidateState.Declined"] = "done",
        ["ChoiceState.Counted"] = "done",
        ["ChoiceState.Annulled"] = "done: the draft of the vote that repeats it is asked for",
        ["PactState.InForce"] = "it is kept: what is late in it is counted by itself",
        ["CommitmentState.ToBegin"] = "somebody outside keeps it; once it is late it is counted",
        ["CommitmentState.UnderWay"] = "somebody outside keeps it; once it is late it is counted",
        ["CommitmentState.Changed"] = "somebody outside keeps it; once it is late it is counted",
        ["CommitmentState.Kept"] = "done",
        ["CommitmentState.NotKept"] = "done",
        ["ReportedState.Kept"] = "done",
        ["ReportedState.Paused"] = "its author may appeal",
        ["ReportedState.Confirmed"] = "done",
        ["ReportedState.Resumed"] = "done",
        ["ReportState.Sent"] = "done",
        ["DataRequestState.Fulfilled"] = "done",
        ["DataRequestState.Refused"] = "done",
        ["DataRequestState.Dropped"] = "done",
        ["Settled.Accepted"] = "done",
        ["Settled.InPart"] = "done",
        ["Settled.Refused"] = "done",
        ["Settled.Deferred"] = "the organ decides when it goes on",
    };

    /// <summary>Told by the next fourteen days, which the dashboard reads itself.</summary>
    private static readonly string[] OfThePlan = ["LegalStepState.Due"];

    [Fact]
    public void Every_state_that_waits_for_somebody_is_asked_for_by_the_dashboard()
    {
        using var scope = _host.Services.CreateScope();
        var asked = scope.ServiceProvider.GetServices<IWhatWaits>().SelectMany(w => w.States).Select(s => $"{s.GetType().Name}.{s}")
            .ToHashSet();
        string[] verdicts = ["Reading", "Answer", "Feasible", "ContactAnswer", "Coverage", "Settled"];
        var states = OwnTypes.All.Where(t => t.IsEnum && t.Namespace!.StartsWith("Patto", StringComparison.Ordinal)
            && (t.Name.EndsWith("State", StringComparison.Ordinal) || verdicts.Contains(t.Name)))
            .SelectMany(t => Enum.GetNames(t).Select(n => $"{t.Name}.{n}")).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine("{0} states, {1} of them asked for by {2} modules", states.Count, asked.Count,
            scope.ServiceProvider.GetServices<IWhatWaits>().Count());
        Assert.True(asked.Count >= 15, $"only {asked.Count} states are asked for");
        var unlisted = states.Where(s => !asked.Contains(s) && !OfThePlan.Contains(s) && !WaitForNobody.ContainsKey(s)).ToList();
        Assert.True(unlisted.Count == 0, "Say whether these wait for somebody: " + string.Join(", ", unlisted));
        Assert.DoesNotContain(asked, WaitForNobody.ContainsKey);
    }

    private const string Staff = "Officer Curator Facilitator Secretariat", Leads = "Officer Curator Secretariat",
        Watchers = "Guarantor GuaranteeMember";

    /// <summary>What each state says, and to whom: to those who can do something about it, where they begin their day.</summary>
    private static readonly Dictionary<string, (string Says, string To)> Told = new()
    {
        ["ReportedState.Waiting"] = ("2 segnalazioni e ricorsi aspettano una decisione", Staff),
        ["ReportedState.Appealed"] = ("2 segnalazioni e ricorsi aspettano una decisione", Staff),
        ["ContributionState.Reading"] = ("Un contributo aspetta di essere letto", Staff + " Guarantor GuaranteeMember"),
        ["Reading.Unread"] = ("2 osservazioni da leggere", Staff),
        ["Answer.Waiting"] = ("Un emendamento senza risposta", Leads + " TableMember " + Watchers),
        ["DocumentState.Draft"] = ("Un testo in bozza", Leads + " Drafter"),
        ["DocumentState.Published"] = ("Un testo da chiudere", Leads),
        ["DocumentState.Final"] = ("Un testo da consegnare a chi decide", Leads),
        ["DocumentState.HandedOver"] = ("Una consegna aspetta la presa d'atto", Leads),
        ["DocumentState.HandedOver by who decides"] = ("Una consegna aspetta la vostra decisione", "DecisionMaker"),
        ["PlanState.Late"] = ("Aggiorna il programma", Leads),
        ["LegalStepState.Late"] = ("Aggiorna i passi di legge", Leads),
        ["LegalStepState.Late, for who watches"] = ("Guarda i passi di legge", Watchers),
        ["ActionState.ToDo"] = ("2 azioni in ritardo", Staff),
        ["ActionState.InProgress"] = ("2 azioni in ritardo", Staff),
        ["ApplicationState.Waiting"] = ("Una richiesta di entrare nel Tavolo", Staff + " Guarantor"),
        ["MeetingState.Draft"] = ("in bozza", Staff),
        ["SummonsAnswer.None"] = ("Una risposta che manca alla convocazione", Staff),
        ["no state: sittings that nobody was called to"] = ("Una seduta da convocare", Staff),
        ["no state: agreements whose day has passed"] = ("Un accordo scaduto", Staff),
        ["MinutesState.Draft"] = ("Un verbale da approvare", Leads),
        ["MinutesState.Approved"] = ("Un verbale da pubblicare", Leads),
        ["ProposalState.Idea"] = ("2 proposte da verificare", Staff),
        ["ProposalState.Feasibility"] = ("2 proposte da verificare", Staff),
        ["Feasible.Open"] = ("2 proposte da verificare", Staff),
        ["SuggestionState.Waiting"] = ("Una risposta a «Manca qualcuno?» da esaminare", Staff),
        ["no state: registrations on the map"] = ("Un'iscrizione alla mappa da leggere", Staff),
        ["no state: a map of half a year ago"] = ("La mappa dei portatori non si riguarda da sei mesi", Staff),
        ["SurveyState.Draft"] = ("Una mappa delle opinioni è in bozza", Leads),
        ["StatementState.Waiting"] = ("Una frase proposta è da leggere", Leads),
        ["DrawState.Draft"] = ("Un sorteggio è in bozza", Leads),
        ["DrawState.Open"] = ("Le candidature a un sorteggio sono scadute: chiudi l'elenco", Leads),
        ["DrawState.Frozen"] = ("Le possibilità di un sorteggio sono calcolate: pubblica gli elenchi", Leads),
        ["DrawState.Published"] = ("Un sorteggio è da estrarre, davanti a tutti", Leads),
        ["CandidateState.Drawn"] = ("Una persona estratta non ha ancora risposto", Leads),
        ["ChoiceState.Draft"] = ("Una scelta è in bozza", Leads),
        ["ChoiceState.Open"] = ("Un voto si è chiuso: le schede sono da contare", Leads),
        ["ReportState.Draft"] = ("Un documento finale si sta scrivendo", Staff + " Drafter"),
        ["ReportState.AtTheTable"] = ("Un documento è al Tavolo", Leads),
        ["ReportState.AtTheTable for who sits there"] = ("Il Tavolo verifica un documento: manca la tua risposta", "TableMember"),
        ["ReportState.ToValidate"] = ("Un documento va mandato al garante", Leads),
        ["ReportState.AtTheGuarantor"] = ("Un documento è dal garante", Leads),
        ["ReportState.AtTheGuarantor for the guarantor"] = ("Un documento aspetta la tua validazione", "Guarantor"),
        ["ReportState.Returned"] = ("Il garante ha rimandato un documento", Staff + " Drafter"),
        ["ReportState.Judged"] = ("Un documento va inviato a chi decide", Leads),
        ["no state: what the guarantor asked"] = ("Il garante aspetta una risposta", Leads),
        ["PactState.Draft"] = ("Un patto è in bozza", Leads),
        ["PactState.Open"] = ("Mancano 2 firme", Leads),
        ["no state: indicators without a beginning"] = ("senza valore di partenza", Staff),
    };

    /// <summary>A document of proposals so many steps on its way.</summary>
    private static Report ReportAt(ProcessInfo info, int step, DateTimeOffset now)
    {
        var (report, today) = (Report.Begin(info, ReportKind.ProposalDocument, step + 1, $"DocPP {step}", false, now), Texts.RomeDay(now));
        if (step == 0) return report;
        report.Freeze([new("oggetto", "Oggetto", "Un testo.")], "", isFinal: false, now);
        report.PutToTable();
        if (step > 1) report.Settle(new(TableWay.Page, true, 1, 3, 0, 0, "", "", today, []));
        if (step > 2) report.PutToGuarantor();
        if (step > 3) report.Judge(new(step == 4 ? VerdictKind.Returned : VerdictKind.Validated, 1, "I motivi.", today, ""), today, now);
        return report;
    }

    private async Task<Process> FullAsync(Authority town)
    {
        var now = _host.Clock.Now;
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign().AddDays(-20));
        _host.Clock.Now = now.AddDays(-20);
        await _host.DocumentAsync(town, process);
        _host.Clock.Now = now;
        await _host.DocumentAsync(town, process, published: false);
        var final = await _host.DocumentAsync(town, process, open: false);
        var document = await _host.DocumentAsync(town, process);
        var info = new ProcessInfo(process.Id, town.Id, process.Key, process.Slug, process.Title, "", true, false);
        await _host.Act(town, null, async write =>
        {
            await write.Get<Drafting>().PublishAsync(await write.Get<Drafting>().LoadAsync(final.Id), "Definitivo", final: true, write.Now);
            var edition = await write.Db.Editions.SingleAsync(e => e.Document == document.Id, Cancel);
            write.Db.Add(Amendment.Propose(document, edition.Parts.First(p => p.Kind == NodeKind.Comma), 1, $"{process.Key}-E0001", "Altro",
                "Perché", "", null, write.Now));
            write.Db.Add(Comment.Write(document, edition.Parts.First(p => p.Kind == NodeKind.Article), "Un commento", "", null, write.Now));
            var table = await write.Db.Groups.FirstAsync(g => g.Process == process.Id, Cancel);
            var ada = write.Get<PeopleBook>().Meet("Ada Prova", Channel.None, "");
            write.Db.Add(Application.Send(table, ada.Id, "Ada Prova", "scuola", "", "", write.Now));
            write.Db.Add(Stakeholder.Note(town.Id, process.Id, "Comitato genitori", InterestMap.PrivateAndCitizens, "", null,
                write.Now, ada.Id));
            write.Db.Add(Stakeholder.Note(town.Id, process.Id, "Auser", InterestMap.PrivateAndCitizens, "", null,
                write.Now.AddMonths(-7)));
            write.Db.Add(Suggestion.Send(town.Id, process.Id, "Chi lavora di notte", "Non c'è mai", null, write.Now));
            var yesterday = Texts.RomeDay(write.Now).AddDays(-1);
            write.Db.Add(HandOver.Make(process.Id, town.Id, null, "Le proposte", "Tavolo", "Giunta", yesterday,
                [new HandedItem($"proposal:{Guid.NewGuid()}", "P1", "Una proposta", true, [])], write.Now));
            for (var n = 0; n < 2; n++)
            {
                var action = FollowUp.Plan(process.Id, town.Id, $"{process.Key}-A000{n}", "Posare le panchine", "Ufficio", null, yesterday,
                    write.Now);
                if (n == 1) action.Move(ActionState.InProgress, "", write.Now);
                write.Db.Add(action);
            }
            var survey = OpinionSurvey.Write(info, $"{process.Key}-F0001", new("Su che cosa siamo d'accordo", "", write.Now,
                write.Now.AddDays(9), []), write.Now);
            var proposed = SurveyStatement.Of(survey, 1, write.Now);
            proposed.Propose("Una panchina davanti alla posta.");
            write.Db.AddRange(survey, proposed);
            for (var step = 0; step < 5; step++)
            {
                var lot = Draw.Write(info, $"{process.Key}-S000{step}", DrawRuleTests.Asked(write.Now.AddDays(-9), seats: 1), write.Now);
                lot.Weigh([new("Età", "giovani", 0, 1), new("Età", "anziani", 0, 1)]);
                if (step > 0) lot.Open(write.Now.AddDays(-9));
                var candidate = Candidate.Apply(lot, ada.Id, "Ada Prova", ["giovani"], "", CandidateVia.Paper, write.Now);
                if (step > 1)
                {
                    lot.Freeze([candidate], write.Now);
                    var computed = Chances.Of(lot, [candidate], Deliberation.Effort.Default);
                    lot.HaveList(computed.Hash, computed.WholeHash);
                    write.Db.Add(computed.List!);
                }
                if (step > 2) lot.Publish(write.Now);
                if (step > 3) lot.Pull("0 0 0", 0, [null], write.Now);
                if (step > 3) candidate.BeDrawn();
                write.Db.AddRange(lot, candidate);
            }
            ChoiceData asked = new("Quale giorno?", "", ChoiceRule.Approval, Electorate.Codes, null, write.Now.AddDays(-2),
                write.Now.AddDays(-1), 1, 10, null, null, true, false, "");
            write.Db.Add(Choice.Write(info, $"{process.Key}-V0001", asked, write.Now));
            var voted = Choice.Write(info, $"{process.Key}-V0002", asked, write.Now);
            foreach (var day in new[] { "Martedì", "Giovedì" }) voted.Offer(new(Guid.NewGuid(), day, "", null, "", null));
            voted.Open(() => [4], write.Now.AddDays(-2));
            write.Db.Add(voted);
            write.Db.Add(Pact.Write(info, new(PactKind.Internal, "Patto interno", "Come si lavora insieme."), write.Now));
            var open = Pact.Write(info, new(PactKind.Welfare, "Patto per il welfare", "Chi fa che cosa."), write.Now);
            Signatory[] signatories = [Signatory.Of(open, new(SignatoryKind.Body, "Auser"), write.Now),
                Signatory.Of(open, new(SignatoryKind.Municipality, "Comune"), write.Now)];
            var promised = Commitment.Promise(open, $"{process.Key}-K0001", new("Due corse", "", [signatories[0].Id.Value],
                null, "Il registro", ""), signatories, write.Now);
            open.Open(signatories, [promised], null, write.Now);
            write.Db.AddRange([open, promised, .. signatories]);
            for (var step = 0; step < 6; step++) write.Db.Add(ReportAt(info, step, write.Now));
            write.Db.Add(GuarantorNote.Ask(info, NoteKind.Question, "Chi manca al Tavolo?", Texts.RomeDay(write.Now).AddDays(9), true,
                write.Now));
            await write.Get<Accounting>().DefineAsync(info, new("Corse", "al mese", "Orari", null, null, null, null, null), [], write.Now);
            for (var n = 0; n < 2; n++)
            {
                var voice = await write.Get<ContributionBook>().RecordAsync(info, new NewContribution($"Una panchina {n}", Via.Web),
                    Cancel);
                await write.Get<ContributionBook>().PublishAsync(voice.Id, Cancel);
                await write.Db.SaveChangesAsync(Cancel);
                await write.Get<Gathering>().GatherAsync(info, $"Panchine {n}", "Si chiedono.", null, [voice.Id], write.Now);
            }
            await write.Get<ContributionBook>().RecordAsync(info, new NewContribution("Un'altra voce", Via.Web), Cancel);
            var reported = TextReport.Send(info, $"{process.Key}-R0001", new("contribution", Guid.NewGuid()), ReportGround.Names, "",
                write.Now);
            var appealed = TextReport.Send(info, $"{process.Key}-R0002", new("contribution", Guid.NewGuid()), ReportGround.Insult, "",
                write.Now);
            appealed.Decide(pause: true, "Offende una persona.", null, write.Now);
            appealed.AppealAgainst("Non è vero.", write.Now);
            write.Db.AddRange(reported, appealed);
            for (var n = 3; n < 5; n++)
            {
                var start = write.Now.AddDays(-n);
                var held = await write.Get<MeetingBook>().PlanAsync(info, $"Tavolo di {n} giorni fa", Method.Table, start,
                    start.AddHours(2), Cancel);
                var draft = Minutes.Write(held, null, "Si è parlato.", MinutesState.Draft, null, write.Now);
                write.Db.Add(draft);
                if (n == 4) write.Db.Add(Minutes.Write(held, draft, "Si è parlato.", MinutesState.Approved, null, write.Now));
            }
            var seated = await write.Db.Groups.Where(g => g.Id == table.Id).Whole().SingleAsync(Cancel);
            await write.Get<GroupBook>().SeatAsync(seated, seated.Seats.First(s => !s.Widening), write.Get<PeopleBook>()
                .Meet("Bice Prova", Channel.Phone, "0532 000001"), "", false, yesterday, Cancel);
            foreach (var days in (int[])[3, 5])
            {
                var start = write.Now.AddDays(days);
                var coming = await write.Get<MeetingBook>().PlanAsync(info, $"Tavolo fra {days} giorni", Method.Table, start,
                    start.AddHours(2), Cancel);
                coming.Settle(coming.Title, Method.Table, start, start.AddHours(2), "Sala civica");
                coming.Publish();
                await write.Db.SaveChangesAsync(Cancel);
                if (days == 3)
                {
                    var view = (await write.Get<GroupBook>().GetAsync(table.Id, Cancel))!;
                    await write.Get<ConvocationBook>().SendAsync(info, coming, view, "", null, "", null, [], [], Cancel);
                    write.Db.Add(Agreement.Make(coming, "Portare i dati", "Bice", yesterday));
                }
            }
            await write.Get<MeetingBook>().PlanAsync(info, "Assemblea di domani", Method.Assembly, write.Now.AddDays(1),
                write.Now.AddDays(1).AddHours(2), Cancel);
            return 0;
        });
        return process;
    }

    [Fact]
    public async Task Everything_that_waits_stands_where_those_begin_who_can_do_something_about_it()
    {
        using var scope = _host.Services.CreateScope();
        var asked = scope.ServiceProvider.GetServices<IWhatWaits>().SelectMany(w => w.States).Select(s => $"{s.GetType().Name}.{s}");
        Assert.Empty(asked.Except(Told.Keys).Except(OfTheBody));
        var town = await _host.AuthorityAsync();
        var process = await FullAsync(town);
        List<string> missing = [];
        var seen = 0;
        foreach (var role in Told.Values.SelectMany(t => t.To.Split(' ')).Distinct().Select(Enum.Parse<Role>))
        {
            var who = await _host.SignedInAsync(await _host.AccountAsync($"Vera {role}", town, role, process.Subject));
            var board = await who.GetAsync(ProcessUrls.Dashboard(process.Slug));
            var page = board.StatusCode == System.Net.HttpStatusCode.OK ? await Visitor.ParseAsync(board)
                : await who.ReadAsync("/area-personale");
            var text = page.QuerySelector(".alerts")?.TextContent ?? "";
            foreach (var (state, told) in Told)
            {
                var isTold = told.To.Split(' ').Contains(role.ToString());
                if (isTold) seen++;
                if (isTold && !text.Contains(told.Says, StringComparison.Ordinal))
                    missing.Add($"{role} is not told of {state}: {told.Says}");
                if (!isTold && AtADesk.Contains(role) && text.Contains(told.Says, StringComparison.Ordinal)
                    && !IsToldInOtherWords(state, role))
                    missing.Add($"{role} is told of {state}, which is not theirs: {told.Says}");
            }
            foreach (var door in page.QuerySelectorAll(".alerts a").Select(a => a.GetAttribute("href")!).Distinct())
                if ((await who.GetAsync(door)).StatusCode != System.Net.HttpStatusCode.OK) missing.Add($"{role}: {door} does not open");
        }
        TestContext.Current.TestOutputHelper!.WriteLine("{0} states told to {1} people", Told.Count, seen);
        Assert.True(seen >= 55, $"only {seen}");
        Assert.True(missing.Count == 0, string.Join("\n", missing));
    }

    /// <summary>Told to those whose role is for the whole body, and to nobody whose role is for one process (DataRequestTests).</summary>
    private static readonly string[] OfTheBody = ["DataRequestState.Open"];

    /// <summary>Phases open acts to the others, and what waits with them.</summary>
    private static readonly Role[] AtADesk =
        [Role.Officer, Role.Curator, Role.Facilitator, Role.Secretariat, Role.DecisionMaker, Role.Guarantor];

    // Whoever may draft is told of drafts, too.
    private static bool IsToldInOtherWords(string state, Role role) => state == "DocumentState.Draft" && role == Role.Facilitator;

    [Fact]
    public async Task The_mayor_records_what_she_decided_herself()
    {
        var town = await _host.AuthorityAsync();
        var process = await FullAsync(town);
        var mayor = await _host.SignedInAsync(await _host.AccountAsync("Elisa Sindaca", town, Role.DecisionMaker, process.Subject));
        var board = await mayor.ReadAsync(ProcessUrls.Dashboard(process.Slug));
        var door = board.QuerySelectorAll(".alerts li").Single(li => li.TextContent.Contains("aspetta la vostra decisione",
            StringComparison.Ordinal)).QuerySelector("a")!.GetAttribute("href")!;
        Assert.EndsWith("/presa-d-atto", door, StringComparison.Ordinal);
        var day = Texts.RomeDay(_host.Clock.Now).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var noted = await mayor.PostAsync(door, new() { ["Organ"] = "Giunta", ["Number"] = "88/2026", ["Day"] = day }, "main form");
        Assert.Equal(DecisionUrls.List(process.Slug), noted.Headers.Location?.ToString());
        door = (await mayor.ReadAsync(ProcessUrls.Dashboard(process.Slug))).QuerySelectorAll(".alerts li")
            .Single(li => li.TextContent.Contains("aspetta la vostra decisione", StringComparison.Ordinal)).QuerySelector("a")!
            .GetAttribute("href")!;
        var decided = await mayor.PostAsync(door, new()
        {
            ["Organ"] = "Giunta",
            ["Number"] = "89/2026",
            ["Day"] = day,
            ["Items[0].Settled"] = "Deferred",
            ["Items[0].Reason"] = "Aspettiamo il parere della scuola.",
        }, "main form");
        Assert.StartsWith(DecisionUrls.List(process.Slug) + "/", decided.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("vostra decisione", (await mayor.ReadAsync("/area-personale")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
        // What is not hers stays the office's.
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await mayor.GetAsync(DecisionUrls.HandOver(process.Slug))).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await mayor.GetAsync(ContributionUrls.Reading(process.Slug))).StatusCode);
    }

    [Fact]
    public async Task Who_has_a_role_and_no_dashboard_finds_what_waits_on_their_own_page_and_a_stranger_nothing()
    {
        var town = await _host.AuthorityAsync();
        var process = await FullAsync(town);
        var decider = await _host.SignedInAsync(await _host.AccountAsync("Dario", town, Role.DecisionMaker, process.Subject));
        var text = (await decider.ReadAsync("/area-personale")).QuerySelector("main")!.TextContent;
        Assert.Contains("aspetta la vostra decisione", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Un contributo aspetta", text, StringComparison.Ordinal);
        Assert.DoesNotContain("emendamento", text, StringComparison.Ordinal);
        var stranger = await _host.SignedInAsync(await _host.AccountAsync("Nessuno", town));
        Assert.Null((await stranger.ReadAsync("/area-personale")).QuerySelector(".alerts"));
    }
}
