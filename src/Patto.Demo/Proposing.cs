using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Proposals.Contracts;

namespace Patto.Demo;

/// <summary>What several voices ask for, said once: gathered, assessed, chosen, carried on or dropped with a reason. Into the text they go
/// with an edition, to their end with a decision.</summary>
internal static class Proposing
{
    public static void Schedule(Stage stage)
    {
        foreach (var (told, n) in stage.Story.Read<ProposalsFile>("fontelieta.proposals.json").Proposals.Select((p, n) => (p, n)))
        {
            stage.At(told.Day, Clock(10, n), "lodi", write => GatherAsync(stage, write, told));
            foreach (var late in (told.GathersLater ?? []).GroupBy(number => DayOf(stage, number) + 4))
                stage.At(late.Key, Clock(12, n), "lodi", async write =>
                    await write.Get<Gathering>().AddAsync(stage.Process, await LoadAsync(stage, write, told), Voices(stage, late)));
            foreach (var step in (told.History ?? []).Skip(1).Where(s => s.State is not ("in-text" or "decided")))
                stage.At(step.Day, Clock(15, n), "ferri", async write =>
                    Step(write, await LoadAsync(stage, write, told), told, step));
            if (told.Feasibility is { Law.Length: > 0 } sheet)
                stage.At(told.History!.First(s => s.State == "feasibility").Day, Clock(16, n), "lodi", async write =>
                    AddToTheSheet(write, await LoadAsync(stage, write, told), sheet));
        }
    }

    private static async Task GatherAsync(Stage stage, WriteScope write, StoryProposal told)
    {
        var proposal = await write.Get<Gathering>().GatherAsync(stage.Process, told.Title, told.Text, told.Theme,
            Voices(stage, told.Gathers), write.Now);
        stage.Made[$"proposal:{told.Code}"] = proposal.Subject;
    }

    private static void Step(WriteScope write, Proposal proposal, StoryProposal told, StoryState step)
    {
        proposal.Move(StateOf(step.State), step.Reason, write.Now);
        if (step.State == "feasibility" && told.Feasibility is { } sheet) write.Db.AddRange(proposal.Assess(new(sheet.Competence,
            sheet.Law.Length > 0 ? "Da stimare" : sheet.Cost, sheet.Office, sheet.Time, VerdictOf(sheet.Verdict)), By(write), write.Now));
    }

    // Another officer knows what the first one left open.
    private static void AddToTheSheet(WriteScope write, Proposal proposal, StoryFeasibility sheet) =>
        write.Db.AddRange(proposal.Assess(proposal.Feasibility with
        {
            Cost = sheet.Cost,
            Law = sheet.Law,
            Partners = sheet.Partners,
            Office = sheet.Second,
        }, By(write), write.Now));

    private static Guid? By(WriteScope write) => write.Get<CurrentUser>().Actor;

    private static ProposalState StateOf(string state) => state switch
    {
        "feasibility" => ProposalState.Feasibility,
        "priority" => ProposalState.Priority,
        "design" => ProposalState.Design,
        "set-aside" => ProposalState.Dropped,
        _ => throw new InvalidOperationException(state),
    };

    private static Feasible VerdictOf(string verdict) => verdict switch
    {
        "yes" => Feasible.Yes,
        "in-part" => Feasible.InPart,
        "later" => Feasible.Later,
        "no" => Feasible.No,
        _ => Feasible.Open,
    };

    private static Task<Proposal> LoadAsync(Stage stage, WriteScope write, StoryProposal told)
    {
        var id = new Id<Proposal>(stage.Get<Subject>($"proposal:{told.Code}").Id);
        return write.Db.Proposals.SingleAsync(p => p.Id == id);
    }

    private static Id<Contribution>[] Voices(Stage stage, IEnumerable<int> numbers) =>
        [.. numbers.Select(n => stage.Get<Recorded>($"contribution:{n}").Id)];

    private static int DayOf(Stage stage, int number) =>
        stage.Story.Read<ContributionsFile>("fontelieta.contributions.json").Contributions.Single(c => c.Number == number).Day;

    private static string Clock(int hour, int n) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{hour:00}:{n * 2:00}");
}
