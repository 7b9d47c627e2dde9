using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Processes;

public sealed class PlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 5, 4);

    private static Process Laboratory(bool published = true)
    {
        var process = Process.FromTemplate(Id<Authorities.Authority>.New(), "LWF", "laboratorio", "Laboratorio", new TemplateLibrary()
            .Find("lwp")!, new(2026, 3, 2), Now);
        if (published) process.Publish(Now);
        return process;
    }

    [Fact]
    public void A_phase_runs_from_its_planned_day_until_somebody_closes_it()
    {
        var process = Laboratory();
        var listening = process.PhaseOf("ascolto");
        Assert.Equal((PlanState.Next, PlanState.Now, PlanState.Now, PlanState.Late),
            (listening.StateOn(new(2026, 4, 2)), listening.StateOn(new(2026, 4, 3)), listening.StateOn(new(2026, 6, 2)),
            listening.StateOn(new(2026, 6, 3))));
        process.Finish(listening, Today, Now);
        Assert.Equal(PlanState.Done, listening.StateOn(Today));
    }

    [Fact]
    public void The_whole_plan_moves_with_its_first_day_and_no_activity_falls_on_a_holiday()
    {
        var process = Laboratory();
        var planned = process.Activities.ToDictionary(a => a.Key, a => (a.PlannedFrom, a.PlannedUntil));
        var phase = process.PhaseOf("ascolto").PlannedFrom;
        Assert.Equal("plan.reason", Assert.Throws<RuleViolation>(() => process.Move(new(2026, 3, 8), " ", Now)).Code);
        var shown = process.Shifted(new(2026, 3, 8)).ToDictionary(s => s.Item, s => (s.NewFrom, s.NewUntil));
        process.Move(new(2026, 3, 8), "La Giunta si insedia più tardi", Now);
        Assert.Equal((new DateOnly(2026, 3, 8), phase.AddDays(6)), (process.Starts, process.PhaseOf("ascolto").PlannedFrom));
        Assert.All(process.Activities, a => Assert.Equal(shown[Subject.Of("activity", a.Id)], (a.PlannedFrom, a.PlannedUntil)));
        Assert.All(process.Activities, a => Assert.Equal(a.PlannedUntil, LegalDays.NextWorking(a.PlannedUntil)));
        Assert.Contains(process.Activities, a => a.PlannedUntil != planned[a.Key].PlannedUntil.AddDays(6));
        Assert.True(process.Changes.Count(c => c.What == PlanChangeKind.Replanned) > planned.Count);
    }

    [Fact]
    public void What_is_done_stays_when_the_plan_moves_and_what_has_begun_keeps_its_beginning()
    {
        var process = Laboratory();
        var (done, begun) = (process.Activities[0], process.Activities[1]);
        process.Finish(done, Today, Now);
        process.Start(begun, new(2026, 3, 10), Now);
        var before = (done.PlannedFrom, done.PlannedUntil);
        process.Move(new(2026, 3, 9), "Una settimana dopo", Now);
        Assert.Equal((before, new DateOnly(2026, 3, 10)), ((done.PlannedFrom, done.PlannedUntil), begun.From));
        Assert.Equal("plan.same-start", Assert.Throws<RuleViolation>(() => process.Move(new(2026, 3, 9), "x", Now)).Code);
    }

    [Theory]
    [InlineData("2026-03-02"), InlineData("2027-03-01")]
    public void A_process_that_was_under_way_marks_its_past_in_one_act_and_no_step_of_the_law(string starts)
    {
        var process = Process.FromTemplate(Id<Authorities.Authority>.New(), "LWF", "laboratorio", "Laboratorio", new TemplateLibrary()
            .Find("lwp")!, DateOnly.Parse(starts, System.Globalization.CultureInfo.InvariantCulture), Now);
        var third = process.Phases.OrderBy(p => p.PlannedFrom).ThenBy(p => p.Number).ElementAt(2);
        var earlier = process.Before(third).ToList();
        Assert.NotEmpty(earlier);
        process.TakeUp(third, new(2026, 4, 20), Now);
        Assert.All(earlier, p => Assert.Equal((PlanState.Done, true), (p.StateOn(Today), p.ActualUntil < new DateOnly(2026, 4, 20))));
        Assert.All(process.Activities.Where(a => earlier.Exists(p => p.Id == a.Phase)),
            a => Assert.Equal(PlanState.Done, a.StateOn(Today)));
        Assert.Equal(new DateOnly(2026, 4, 20), third.ActualFrom);
        Assert.All(process.LegalSteps, s => Assert.Null(s.DoneOn));
        Assert.Equal("plan.future", Assert.Throws<RuleViolation>(() => process.TakeUp(third, Today.AddDays(1), Now)).Code);
    }

    [Fact]
    public void A_closed_phase_may_be_reopened_with_a_reason()
    {
        var process = Laboratory();
        var listening = process.PhaseOf("ascolto");
        process.Finish(listening, Today, Now);
        Assert.Equal("plan.reason", Assert.Throws<RuleViolation>(() => process.Reopen(listening, new(2026, 7, 1), " ", Now)).Code);
        process.Reopen(listening, new(2026, 7, 1), "Due frazioni non erano state ascoltate", Now);
        Assert.Equal(PlanState.Now, listening.StateOn(new(2026, 7, 1)));
        Assert.Equal("Due frazioni non erano state ascoltate", process.Changes[^1].Reason);
    }

    [Fact]
    public void New_dates_of_a_public_plan_need_a_reason_and_the_old_ones_stay_in_the_history()
    {
        var process = Laboratory();
        var day = process.ActivityOf("open-space");
        var planned = day.PlannedFrom;
        Assert.Equal("plan.reason",
            Assert.Throws<RuleViolation>(() => process.Replan(day, new(2026, 5, 30), new(2026, 5, 30), "", Now)).Code);
        process.Replan(day, new(2026, 5, 30), new(2026, 5, 30), "La palestra era occupata", Now);
        var change = process.Changes[^1];
        Assert.Equal((planned, new DateOnly(2026, 5, 30), "La palestra era occupata", PlanChangeKind.Replanned),
            (change.BeforeFrom!.Value, change.AfterFrom, change.Reason, change.What));
    }

    [Fact]
    public void A_draft_is_replanned_without_a_reason()
    {
        var process = Laboratory(published: false);
        process.Replan(process.PhaseOf("ascolto"), new(2026, 4, 10), new(2026, 6, 10), "", Now);
        Assert.Equal(new DateOnly(2026, 4, 10), process.PhaseOf("ascolto").PlannedFrom);
    }

    [Fact]
    public void An_activity_that_nobody_started_is_late() =>
        Assert.Equal(PlanState.Late, Laboratory().ActivityOf("focus").StateOn(new(2026, 4, 20)));

    [Fact]
    public void Nothing_is_done_on_a_day_to_come()
    {
        var process = Laboratory();
        Assert.Equal("plan.future-end",
            Assert.Throws<RuleViolation>(() => process.Finish(process.ActivityOf("accordo"), Today.AddDays(1), Now)).Code);
    }

    [Fact]
    public void A_step_done_later_moves_the_steps_that_follow_it()
    {
        var process = Laboratory();
        var later = new DateTimeOffset(2026, 9, 30, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateOnly(2026, 9, 2), process.StepOf("docpp").Due);
        process.Settle(process.StepOf("docpp"), new(2026, 9, 10), "Verbale 9", later);
        Assert.Equal(new DateOnly(2026, 9, 25), process.StepOf("validazione").Due);
        Assert.Equal("road.evidence",
            Assert.Throws<RuleViolation>(() => process.Settle(process.StepOf("validazione"), new(2026, 9, 25), "", later)).Code);
    }

    [Theory]
    [InlineData("2026-03-13", 30, "2026-04-13")] // Sunday 12 April moves to Monday
    [InlineData("2026-03-07", 30, "2026-04-07")] // Easter Monday 6 April moves nothing that ends the day after
    [InlineData("2026-03-06", 30, "2026-04-07")] // Sunday 5 April is Easter, then Easter Monday, then Tuesday
    [InlineData("2025-12-01", 30, "2025-12-31")]
    [InlineData("2025-11-25", 30, "2025-12-27")] // Christmas and Saint Stephen, then a Saturday, which counts as a working day
    public void A_term_that_ends_on_a_holiday_moves_to_the_next_working_day(string from, int days, string due)
    {
        Assert.Equal(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture),
            LegalDays.Term(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), days));
    }

    [Theory]
    [InlineData(2024, 3, 31), InlineData(2025, 4, 20), InlineData(2026, 4, 5), InlineData(2027, 3, 28), InlineData(2038, 4, 25)]
    public void Easter_falls_on_its_day(int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), LegalDays.Easter(year));

    [Fact]
    public void A_draft_without_what_is_up_for_decision_is_not_published()
    {
        var process = Laboratory(published: false);
        process.Delimit([], []);
        Assert.Equal("process.no-object", Assert.Throws<RuleViolation>(() => process.Publish(Now)).Code);
    }

    [Fact]
    public void A_theme_of_a_public_process_is_retired_not_lost()
    {
        var process = Laboratory();
        process.Ask([new Theme("muoversi", "Muoversi la sera")]);
        Assert.Equal(["Muoversi la sera"], process.Themes.Where(t => !t.Retired).Select(t => t.Name));
        Assert.Equal(3, process.Themes.Count(t => t.Retired));
    }
}
