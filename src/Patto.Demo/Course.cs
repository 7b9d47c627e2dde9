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
        await stage.PerformAsync(story.At(-175, "11:00"), "guidetti", write =>
        {
            // The legal steps, the phases and the checklist are the template's; groups, meetings and texts the town plans itself.
            var known = write.Get<TemplateLibrary>().Find(told.Template)!;
            var plan = known with
            {
                Template = known.Template with
                {
                    Groups = null,
                    Meetings = null,
                    Documents = null,
                    Indicators = null,
                    Training = null
                }
            };
            var process = Process.FromTemplate(stage.Town.Id, told.Key, told.Slug, told.Name, plan, story.Day(told.Starts), write.Now);
            write.Db.Add(process);
            Describe(process, told, story);
            foreach (var phase in told.Phases) Plan(process, phase, story, write.Now);
            foreach (var work in told.Activities) Plan(process, work, stage, write.Now);
            Walk(process, told, stage, write.Now);
            Appoint(stage, write, process);
            foreach (var s in told.Money.Spending) write.Db.Add(PhaseCost.Note(stage.Town.Id, process.Id, null, new(s.For, null, null,
                s.Planned, s.Spent > 0 ? s.Spent : null, ""), stage.Account("guidetti").Actor, write.Now));
            write.Db.Add(PhaseCost.Note(stage.Town.Id, process.Id, process.Phases[0].Id, new("Ore dell'ufficio di piano", 60, 52, null,
                null, ""), stage.Account("guidetti").Actor, write.Now));
            stage.Process = new(process.Id, process.Authority, process.Key, process.Slug, process.Title, process.Summary, true, false);
            return Task.CompletedTask;
        });
        Schedule(stage, told);
    }

    private const string Easily = """
        Il Comune aiuta le persone: gli anziani, i bambini, chi è solo, chi ha poco.
        Questi aiuti si chiamano servizi.

        Il Comune vuole decidere i servizi insieme a chi vive a Fontelieta.
        Tu puoi dire che cosa serve e che cosa non va.
        Puoi scrivere, telefonare o venire a un incontro.

        Un gruppo di persone legge quello che hai detto.
        Il gruppo scrive delle proposte.
        Alla fine decide il Consiglio comunale.
        Il Consiglio risponde a ogni proposta e spiega perché.
        """;

    private static void Describe(Process process, ProcessFile told, Story story)
    {
        process.Describe(told.Name, told.Subtitle, told.Summary, told.Commitment);
        process.Classify(ProcessNature.CertifiedAndFunded, told.Law, ParticipationLevel.CoDesign, coDecision: false,
            expectedParticipants: 250);
        process.Entrust(new(told.Bodies.Proponent, told.Bodies.DecidingBody, DecidingOrgan.Council, "Consiglio comunale",
            told.Bodies.ResponsibleStructure, "Anna Ferri"));
        process.Budget(new(told.Money.Total, told.Money.Parts[0].Amount, told.Money.Parts[0].From, told.Money.Parts[1].Amount,
            [.. told.Money.Spending.Select(s => new Spending(s.For, s.Planned, s.Spent))]));
        process.Ask(told.Themes.Select(t => new Theme(t.Key, t.Name, t.Question)));
        process.Cover(story.Read<TownFile>("fontelieta.authority.json").Areas.Select(a => new Area(a.Key, a.Name)));
        process.Delimit(told.UpForDecision, told.NotUpForDecision);
        process.SayEasily(Easily);
    }

    private static void Plan(Process process, StoryPhase told, Story story, DateTimeOffset now)
    {
        var (from, until) = (story.Day(told.Planned[0]), story.Day(told.Planned[1]));
        if (process.Phases.FirstOrDefault(p => p.Key == told.Key) is not { } phase)
        {
            process.AddPhase(told.Name, from, until, now, told.Output, key: told.Key, opens: told.Key == "open-space"
                ? [new("contributions.write", Role.Visitor), new("groups.apply", Role.Visitor)] : []);
            return;
        }
        process.Replan(phase, from, until, "", now);
        process.Describe(phase, told.Name, told.Output);
    }

    // As it was planned at first; the moves come on their day, with their reason.
    private static void Plan(Process process, StoryActivity told, Stage stage, DateTimeOffset now)
    {
        var first = told.Changes is [var move, ..] ? move.From : told.Planned;
        var (from, until) = (stage.Story.Day(first[0]), stage.Story.Day(first[1]));
        var activity = process.Activities.FirstOrDefault(a => a.Key == told.Key);
        if (activity is null) activity = process.AddActivity(process.PhaseOf(told.Phase), told.Name, from, until, now,
            milestone: first[0] == first[1], key: told.Key);
        else process.Replan(activity, from, until, "", now);
        process.Describe(activity, told.Name, stage.Account(told.Owner).Name, told.Output, told.Note ?? "");
    }

    // The terms that the call and the council's calendar gave take the place of the template's.
    private static void Walk(Process process, ProcessFile told, Stage stage, DateTimeOffset now)
    {
        foreach (var step in told.LegalSteps)
        {
            var rule = step.After is null ? new DeadlineRule(On: new RelativeDay(0, step.Due!.Value - told.Starts), Strict: true)
                : new DeadlineRule(After: step.After, Within: step.Within);
            var owner = step.Owner is { } key ? stage.Account(key).Name : "";
            if (process.LegalSteps.FirstOrDefault(s => s.Key == step.Key) is { } known) (known.Rule, known.Owner) = (rule, owner);
            else process.AddStep(step.Key, step.Name, rule, owner, step.Basis);
        }
        process.Last(stage.Story.Day(told.Starts), stage.Story.Day(told.Ends), "", now);
    }

    private static void Appoint(Stage stage, WriteScope write, Process process)
    {
        foreach (var person in stage.Story.Read<PeopleFile>("fontelieta.people.json").Accounts)
            if (Fontelieta.RoleOf(person.Role) is { } role and not Role.Administrator)
                write.Db.Add(RoleGrant.Give(stage.Account(person.Key).Id, role, stage.Town.Id, process.Subject, write.Now,
                    process.Subject));
    }

    private static void Schedule(Stage stage, ProcessFile told)
    {
        void On(int day, string time, Action<Process, DateTimeOffset> act) =>
            stage.At(day, time, "guidetti", async write =>
                act(await write.Db.Processes.Where(p => p.Id == stage.Process.Id).Whole().SingleAsync(), write.Now));
        On(-160, "12:00", (p, now) => p.Publish(now));
        foreach (var phase in told.Phases)
        {
            if (phase.Actual[0] is { } from) On(from, "08:00", (p, now) => p.Start(p.PhaseOf(phase.Key), stage.Story.Day(from), now));
            if (phase.Actual[1] is { } until) On(until, "19:30", (p, now) => p.Finish(p.PhaseOf(phase.Key), stage.Story.Day(until), now));
        }
        foreach (var work in told.Activities)
        {
            foreach (var move in work.Changes ?? [])
                On(move.Day, "10:30", (p, now) =>
                    p.Replan(p.ActivityOf(work.Key), stage.Story.Day(work.Planned[0]), stage.Story.Day(work.Planned[1]), move.Reason, now));
            // What an act of the same day has ticked already stays as it is.
            if (work.Actual[0] is { } from) On(from, "08:10", (p, now) => p.Start(p.ActivityOf(work.Key), stage.Story.Day(from), now));
            if (work.Actual[1] is { } until)
                On(until, "19:40", (p, now) =>
                    { if (p.ActivityOf(work.Key).ActualUntil is null) p.Finish(p.ActivityOf(work.Key), stage.Story.Day(until), now); });
        }
        foreach (var step in told.LegalSteps)
            if (step.Done is { } done) On(done, "13:00", (p, now) =>
                p.Settle(p.StepOf(step.Key), stage.Story.Day(done), step.Evidence!, now));
    }
}
