using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Demo;

/// <summary>The process itself: opened, planned, published; its phases, activities and legal steps as they really went.</summary>
internal static class Course
{
    public static async Task OpenAsync(Stage stage)
    {
        var (story, told) = (stage.Story, stage.Story.Read<ProcessFile>("fontelieta.process.json"));
        await stage.PerformAsync(story.At(-175, "11:00"), "guidetti", async write =>
        {
            var process = Process.Open(stage.Town.Id, told.Key, told.Slug, told.Name, write.Now);
            Describe(process, told, story);
            Plan(stage, process, told, write.Now);
            write.Db.Add(process);
            await AppointAsync(stage, write, process);
            stage.Process = new(process.Id, process.Authority, process.Key, process.Slug, process.Title, process.Summary, true, false);
        });
        Schedule(stage, told);
    }

    private static void Describe(Process process, ProcessFile told, Story story)
    {
        process.Describe(told.Name, told.Subtitle, told.Summary, told.Commitment);
        process.Classify(ProcessNature.CertifiedAndFunded, told.Law, ParticipationLevel.CoDesign, coDecision: false, expectedParticipants: 250);
        process.Entrust(new(told.Bodies.Proponent, told.Bodies.DecidingBody, DecidingOrgan.Council, "Consiglio comunale", told.Bodies.ResponsibleStructure, "Anna Ferri"));
        process.Budget(new(told.Money.Total, told.Money.Parts[0].Amount, told.Money.Parts[0].From, told.Money.Parts[1].Amount, [.. told.Money.Spending.Select(s => new Spending(s.For, s.Planned, s.Spent))]));
        process.Last(story.Day(told.Starts), story.Day(told.Ends));
        process.Ask(told.Themes.Select(t => new Theme(t.Key, t.Name, t.Question)));
        process.Cover(story.Read<TownFile>("fontelieta.authority.json").Areas.Select(a => new Area(a.Key, a.Name)));
        process.Delimit(told.UpForDecision, told.NotUpForDecision);
    }

    private static void Plan(Stage stage, Process process, ProcessFile told, DateTimeOffset now)
    {
        var story = stage.Story;
        foreach (var phase in told.Phases)
            process.AddPhase(phase.Name, story.Day(phase.Planned[0]), story.Day(phase.Planned[1]), now, phase.Output, key: phase.Key, opens: Opens(phase.Key));
        foreach (var work in told.Activities)
        {
            // As it was planned at first; the moves come on their day, with their reason.
            var first = work.Changes is [var move, ..] ? move.From : work.Planned;
            var activity = process.AddActivity(process.PhaseOf(work.Phase), work.Name, story.Day(first[0]), story.Day(first[1]), now,
                stage.Account(work.Owner).Name, work.Output, milestone: work.Planned[0] == work.Planned[1], key: work.Key);
            if (work.Note is { } note) process.Describe(activity, work.Name, activity.Owner, work.Output, note);
        }
        foreach (var step in told.LegalSteps)
            process.AddStep(step.Key, step.Name, step.After is null ? new(new RelativeDay(0, step.Due!.Value - told.Starts), Strict: true) : new(After: step.After, Within: step.Within),
                step.Owner is { } owner ? stage.Account(owner).Name : "", step.Basis);
    }

    private static IEnumerable<PhaseOpening> Opens(string phase) => phase switch
    {
        "condivisione" or "ascolto" or "open-space" => [new("contributions.write", Role.Visitor), new("groups.apply", Role.Visitor)],
        "co-progettazione" => [new("contributions.write", Role.Visitor), new("documents.comment", Role.Visitor), new("documents.amend", Role.Visitor), new("documents.draft", Role.Drafter), new("documents.reply", Role.TableMember)],
        "decisione" => [new("decisions.record", Role.DecisionMaker)],
        _ => [],
    };

    private static Task AppointAsync(Stage stage, WriteScope write, Process process)
    {
        foreach (var person in stage.Story.Read<PeopleFile>("fontelieta.people.json").Accounts)
            if (Fontelieta.RoleOf(person.Role) is { } role and not Role.Administrator)
                write.Db.Add(RoleGrant.Give(stage.Account(person.Key).Id, role, stage.Town.Id, process.Subject, write.Now, process.Subject));
        return Task.CompletedTask;
    }

    private static void Schedule(Stage stage, ProcessFile told)
    {
        void On(int day, string time, Action<Process, DateTimeOffset> act) => stage.At(day, time, "guidetti", async write => act(await write.Db.Processes.Where(p => p.Id == stage.Process.Id).Whole().SingleAsync(), write.Now));
        On(-160, "12:00", (p, now) => p.Publish(now));
        foreach (var phase in told.Phases)
        {
            if (phase.Actual[0] is { } from) On(from, "08:00", (p, now) => p.Start(p.PhaseOf(phase.Key), stage.Story.Day(from), now));
            if (phase.Actual[1] is { } until) On(until, "19:30", (p, now) => p.Finish(p.PhaseOf(phase.Key), stage.Story.Day(until), now));
        }
        foreach (var work in told.Activities)
        {
            foreach (var move in work.Changes ?? [])
                On(move.Day, "10:30", (p, now) => p.Replan(p.ActivityOf(work.Key), stage.Story.Day(work.Planned[0]), stage.Story.Day(work.Planned[1]), move.Reason, now));
            if (work.Actual[0] is { } from) On(from, "08:10", (p, now) => p.Start(p.ActivityOf(work.Key), stage.Story.Day(from), now));
            if (work.Actual[1] is { } until) On(until, "19:40", (p, now) => p.Finish(p.ActivityOf(work.Key), stage.Story.Day(until), now));
        }
        foreach (var step in told.LegalSteps)
            if (step.Done is { } done) On(done, "13:00", (p, now) => p.Settle(p.StepOf(step.Key), stage.Story.Day(done), step.Evidence!, now));
    }
}
