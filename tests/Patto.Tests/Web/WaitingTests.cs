using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Groups;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
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
        ["Reading.Published"] = "done",
        ["Reading.Hidden"] = "done",
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
        ["MeetingState.Published"] = "its day is to come",
        ["MeetingState.Cancelled"] = "done",
        ["MinutesState.Published"] = "done",
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
        ["Settled.Accepted"] = "done",
        ["Settled.InPart"] = "done",
        ["Settled.Refused"] = "done",
        ["Settled.Deferred"] = "the organ decides when it goes on",
    };

    /// <summary>Told by the plan of the process, which the dashboard reads itself.</summary>
    private static readonly string[] OfThePlan = ["PlanState.Late", "LegalStepState.Due", "LegalStepState.Late"];

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

    [Fact]
    public async Task Everything_that_waits_stands_on_the_dashboard_of_who_leads_the_process()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var document = await _host.DocumentAsync(town, process);
        var info = new ProcessInfo(process.Id, town.Id, process.Key, process.Slug, process.Title, "", true, false);
        await _host.Act(town, null, async write =>
        {
            var edition = await write.Db.Editions.SingleAsync(e => e.Document == document.Id, Cancel);
            write.Db.Add(Amendment.Propose(document, edition.Parts.First(p => p.Kind == NodeKind.Comma), 1, $"{process.Key}-E0001", "Altro",
                "Perché", "", null, write.Now));
            write.Db.Add(Comment.Write(document, edition.Parts.First(p => p.Kind == NodeKind.Article), "Un commento", "", null, write.Now));
            var table = await write.Db.Groups.FirstAsync(g => g.Process == process.Id, Cancel);
            var ada = write.Get<PeopleBook>().Meet("Ada Prova", Channel.None, "");
            write.Db.Add(Application.Send(table, ada.Id, "Ada Prova", "scuola", "", "", write.Now));
            write.Db.Add(Stakeholder.Note(town.Id, process.Id, "Comitato genitori", InterestMap.PrivateAndCitizens, "", null,
                write.Now, ada.Id));
            var voice = await write.Get<ContributionBook>().RecordAsync(info, new NewContribution("Una panchina", Via.Web), Cancel);
            await write.Get<ContributionBook>().PublishAsync(voice.Id, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            await write.Get<Gathering>().GatherAsync(info, "Panchine", "Si chiedono.", null, [voice.Id], write.Now);
            await write.Get<ContributionBook>().RecordAsync(info, new NewContribution("Un'altra voce", Via.Web), Cancel);
            var start = write.Now.AddDays(-3);
            var held = await write.Get<MeetingBook>().PlanAsync(info, "Tavolo di ieri", Method.Table, start, start.AddHours(2), Cancel);
            write.Db.Add(Minutes.Write(held, null, "Si è parlato.", MinutesState.Draft, null, write.Now));
            await write.Get<MeetingBook>().PlanAsync(info, "Assemblea di domani", Method.Assembly, write.Now.AddDays(1),
                write.Now.AddDays(1).AddHours(2), Cancel);
            return 0;
        });
        var officer = await _host.SignedInAsync(await _host.AccountAsync("Vera Prova", town, Role.Officer, process.Subject));
        var text = (await officer.ReadAsync(ProcessUrls.Dashboard(process.Slug))).QuerySelector(".alerts")!.TextContent;
        foreach (var said in new[]
        {
            "2 osservazioni da leggere", "Un emendamento senza risposta", "Una richiesta di entrare nel Tavolo",
                "Un'iscrizione alla mappa da leggere", "Una proposta da verificare",
            "Un contributo aspetta di essere letto", "Un verbale da approvare", "Assemblea di domani", "da scrivere",
        })
            Assert.Contains(said, text, StringComparison.Ordinal);
    }
}
