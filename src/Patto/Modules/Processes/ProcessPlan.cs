using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>The plan of a process: its phases and activities, and the history of their days.</summary>
public sealed partial class Process
{
    private void Copy(KnownTemplate known, DateOnly starts)
    {
        var t = known.Template;
        (TemplateId, TemplateVersion, TemplateSha256) = (t.Id, t.Version, known.Sha256);
        (Subtitle, Summary, Commitment, Law) = (t.Subtitle, t.Summary, t.Commitment, t.Law);
        (Nature, Level, CoDecision, ExpectedParticipants) = (t.Nature, t.Level, t.CoDecision, t.ExpectedParticipants);
        (Starts, Ends) = (starts, starts.AddMonths(t.Months));
        if (t.Bodies is { } bodies) Bodies = new("", "", bodies.Organ, bodies.OrganName, bodies.ResponsibleStructure, bodies.Curator);
        if (t.Money is { } money) Money = new(money.Cost, money.Funding, money.FundedBy, money.Cost - money.Funding);
        Tracks = [.. (t.Tracks ?? []).Select(k => new Track(k.Key, k.Name, k.Kind))];
        Themes = [.. (t.Themes ?? []).Select(k => new Theme(k.Key, k.Name, k.Question))];
        Ways = [.. (t.Ways ?? []).Select(w => new InvolvementMethod(w.Name, w.Rhythm, w.Whom))];
        (UpForDecision, NotUpForDecision, Goals, Results) = ([.. t.UpForDecision ?? []], [.. t.NotUpForDecision ?? []], [.. t.Goals ?? []],
            [.. t.Results ?? []]);
        foreach (var planned in t.Phases) CopyPhase(planned, starts);
        foreach (var step in t.LegalSteps ?? [])
            _legalSteps.Add(new()
            {
                Process = Id,
                Key = step.Key,
                Number = _legalSteps.Count + 1,
                Name = step.Name,
                Basis = step.Basis,
                Owner = step.Owner,
                Rule = step.Due
            });
        CountLegalSteps();
    }

    private void CopyPhase(TemplatePhase planned, DateOnly starts)
    {
        var phase = new Phase
        {
            Process = Id,
            Key = planned.Key,
            Number = _phases.Count + 1,
            Name = planned.Name,
            Output = planned.Output,
            Track = planned.Track ?? Tracks.FirstOrDefault()?.Key ?? "",
            PlannedFrom = planned.From.From(starts),
            PlannedUntil = planned.Until.From(starts),
            Opens = [.. (planned.Opens ?? []).Select(o => new PhaseOpening(o.Act, o.Role))],
        };
        _phases.Add(phase);
        foreach (var work in planned.Activities ?? [])
            _activities.Add(new()
            {
                Process = Id,
                Phase = phase.Id,
                Key = work.Key,
                Number = _activities.Count + 1,
                Name = work.Name,
                Owner = work.Owner,
                Output = work.Output,
                IsMilestone = work.Milestone,
                PlannedFrom = work.From.From(starts),
                PlannedUntil = work.Until.From(starts),
            });
    }

    public Phase PhaseOf(string key) => _phases.FirstOrDefault(p => p.Key == key) ?? throw new Unknown();
    public Phase PhaseOf(Id<Phase> id) => _phases.FirstOrDefault(p => p.Id == id) ?? throw new Unknown();
    public Activity ActivityOf(string key) => _activities.FirstOrDefault(a => a.Key == key) ?? throw new Unknown();
    public Activity ActivityOf(Id<Activity> id) => _activities.FirstOrDefault(a => a.Id == id) ?? throw new Unknown();
    public LegalStep StepOf(string key) => _legalSteps.FirstOrDefault(s => s.Key == key) ?? throw new Unknown();

    /// <param name="opens">Which acts it opens, to whom.</param>
    public Phase AddPhase(string name, DateOnly from, DateOnly until, DateTimeOffset now, string output = "", string track = "",
        IEnumerable<PhaseOpening>? opens = null, string? key = null)
    {
        RuleViolation.UnlessAt("Name", name.Trim().Length is > 0 and <= 120, "phase.name", "Scrivi il nome della fase.");
        var phase = new Phase
        {
            Process = Id,
            Key = Free(key ?? Keyed(name), k => _phases.Any(p => p.Key == k)),
            Number = _phases.Count + 1,
            Name = name.Trim(),
            Output = output.Trim(),
            Track = track,
            Opens = [.. opens ?? []],
        };
        phase.Replan(from, until);
        _phases.Add(phase);
        Note(phase, PlanChangeKind.Added, null, "", now);
        return phase;
    }

    /// <summary>Before the key of what people add: whatever they call it, no act of another module takes it for an activity of the
    /// template.</summary>
    internal const string ByHand = "aggiunta-";

    public Activity AddActivity(Phase phase, string name, DateOnly from, DateOnly until, DateTimeOffset now, string owner = "",
        string output = "", bool milestone = false, string? key = null)
    {
        RuleViolation.UnlessAt("Name", name.Trim().Length is > 0 and <= 160, "activity.name", "Scrivi il nome dell'attività.");
        var activity = new Activity
        {
            Process = Id,
            Phase = phase.Id,
            Key = Free(key ?? ByHand + Keyed(name), k => _activities.Any(a => a.Key == k)),
            Number = _activities.Select(a => a.Number).DefaultIfEmpty().Max() + 1,
            Name = name.Trim(),
            Owner = owner.Trim(),
            Output = output.Trim(),
            IsMilestone = milestone,
        };
        activity.Replan(from, until);
        _activities.Add(activity);
        Note(activity, PlanChangeKind.Added, null, "", now);
        return activity;
    }

    /// <summary>New planned days. Once the process is public a change needs its reason, and the old days stay in the history.</summary>
    public void Replan(Phase phase, DateOnly from, DateOnly until, string reason, DateTimeOffset now)
    {
        if ((phase.PlannedFrom, phase.PlannedUntil) == (from, until)) return;
        DemandReason(reason);
        var before = (phase.PlannedFrom, phase.PlannedUntil);
        phase.Replan(from, until);
        Note(phase, PlanChangeKind.Replanned, before, reason, now);
    }

    /// <inheritdoc cref="Replan(Phase, DateOnly, DateOnly, string, DateTimeOffset)"/>
    public void Replan(Activity activity, DateOnly from, DateOnly until, string reason, DateTimeOffset now)
    {
        if ((activity.PlannedFrom, activity.PlannedUntil) == (from, until)) return;
        DemandReason(reason);
        var before = (activity.PlannedFrom, activity.PlannedUntil);
        activity.Replan(from, until);
        Note(activity, PlanChangeKind.Replanned, before, reason, now);
    }

    /// <summary>Says what a phase opens, to whom, on which of its days. The history keeps what changed, and why.</summary>
    public void OpenActs(Phase phase, IEnumerable<PhaseOpening> opens, string reason, DateTimeOffset now)
    {
        RuleViolation.Unless(Concluded is null, "process.concluded-opens", "Il percorso è concluso: non si apre più niente.");
        List<PhaseOpening> asked = [.. opens.DistinctBy(o => (o.Act, o.Role))];
        foreach (var o in asked)
        {
            RuleViolation.Unless(OpenableActs.Allows(o) || phase.Opens.Exists(p => (p.Act, p.Role) == (o.Act, o.Role)), "opening.unknown",
                "Questo non si può aprire con una fase.");
            RuleViolation.UnlessAt(nameof(PhaseOpening.Until), (o.From ?? phase.From) <= (o.Until ?? phase.Until), "plan.reversed",
                "L'ultimo giorno viene prima del primo: controlla le date.");
            RuleViolation.UnlessAt(nameof(PhaseOpening.From), (o.From is not { } from || from >= phase.From)
                && (o.Until is not { } until || until <= phase.Until), "opening.outside",
                "La fase va dal {0} al {1}: scegli giorni che stanno dentro, o lascia vuoto.", Said(phase.From), Said(phase.Until));
        }
        var (opened, closed) = (asked.Except(phase.Opens).ToList(), phase.Opens.Except(asked).ToList());
        if (opened.Count + closed.Count == 0) return;
        DemandReason(reason);
        phase.Opens = asked;
        _changes.Add(new()
        {
            Process = Id,
            Item = Subject.Of("phase", phase.Id),
            ItemName = phase.Name,
            What = PlanChangeKind.Opened,
            AfterFrom = phase.From,
            AfterUntil = phase.Until,
            Reason = string.Join(' ', new[] { Ended(reason), Told("Aperto: {0}.", opened), Told("Chiuso: {0}.", closed) }
                .Where(t => t.Length > 0)),
            At = now,
        });
        Raise(new OpeningsChanged(Id, phase.Id, opened, closed));
    }

    private static string Ended(string reason) =>
        reason.Trim() is { Length: > 0 } said ? said[^1] is '.' or '!' or '?' ? said : said + "." : "";

    private static string Told(string sentence, List<PhaseOpening> opens) => opens.Count == 0 ? ""
        : string.Format(Texts.Italian, sentence, string.Join("; ", opens.Select(o => Act.All[o.Act].Title + " (" + o.Role.Italian()
            + (o.From is { } from ? " dal " + Said(from) : "") + (o.Until is { } until ? " al " + Said(until) : "") + ")")));

    private static string Said(DateOnly day) => day.ToString("d MMMM yyyy", Texts.Italian);

    public void Start(Phase phase, DateOnly on, DateTimeOffset now)
    {
        phase.Start(on, Texts.RomeDay(now));
        Note(phase, PlanChangeKind.Started, null, "", now);
    }

    public void Start(Activity activity, DateOnly on, DateTimeOffset now)
    {
        activity.Start(on, Texts.RomeDay(now));
        Note(activity, PlanChangeKind.Started, null, "", now);
    }

    public void Finish(Phase phase, DateOnly on, DateTimeOffset now, string how = "")
    {
        RuleViolation.UnlessAt("On", phase.From <= on, "plan.not-begun",
            "La fase non è ancora iniziata: segna prima il giorno in cui è iniziata, oppure cambia le date.");
        phase.Finish(on, Texts.RomeDay(now));
        Note(phase, PlanChangeKind.Done, null, how, now);
    }

    public void Finish(Activity activity, DateOnly on, DateTimeOffset now, string how = "")
    {
        activity.Finish(on, Texts.RomeDay(now));
        Note(activity, PlanChangeKind.Done, null, how, now);
    }

    /// <summary>What was done elsewhere accomplishes the steps and activities of these names; those already done, skipped or dropped stay
    /// as they are.</summary>
    /// <param name="how">What proves it, as people cite it.</param>
    internal void Accomplish(IReadOnlyCollection<string> keys, DateOnly on, string how, DateTimeOffset now)
    {
        // What was closed before its day is done today.
        if (Texts.RomeDay(now) is var today && on > today) on = today;
        foreach (var step in _legalSteps.Where(s => keys.Contains(s.Key) && s.DoneOn is null && s.Skipped.Length == 0)) Settle(step,
            on, how, now);
        foreach (var activity in _activities.Where(a => keys.Contains(a.Key) && a.ActualUntil is null && a.Dropped.Length == 0))
            Finish(activity, activity.ActualFrom > on ? activity.ActualFrom.Value : on, now, how);
    }

    /// <summary>What had accomplished these steps and activities did not happen after all: they are to do, and the history says why.</summary>
    internal void TakeBack(IReadOnlyCollection<string> keys, string how, string why, DateTimeOffset now)
    {
        foreach (var step in _legalSteps.Where(s => keys.Contains(s.Key) && s.DoneOn is not null && s.Evidence == how).ToList())
        {
            (step.DoneOn, step.Evidence) = (null, "");
            CountLegalSteps();
            Raise(new LegalStepSettled(Id, step.Id, step.StateOn(Texts.RomeDay(now)), Texts.RomeDay(now)));
        }
        foreach (var activity in _activities.Where(a => keys.Contains(a.Key) && a.ActualUntil is not null).ToList())
        {
            var told = _changes.Where(c => c.Item == Subject.Of("activity", activity.Id)).OrderBy(c => c.At).ToList();
            if (told.LastOrDefault(c => c.What == PlanChangeKind.Done)?.Reason != how) continue;
            var before = (activity.From, activity.Until);
            activity.ActualUntil = null;
            if (told.All(c => c.What != PlanChangeKind.Started)) activity.ActualFrom = null;
            Note(activity, PlanChangeKind.Reopened, before, why, now);
        }
    }

    /// <summary>What proved that steps and activities were done was cited wrongly. The history keeps both.</summary>
    internal void Recite((string How, DateOnly On) was, (string How, DateOnly On) right, DateTimeOffset now)
    {
        foreach (var step in _legalSteps.Where(s => s.DoneOn == was.On && s.Evidence == was.How).ToList())
            Settle(step, right.On, right.How, now);
        var proven = _changes.Where(c => c.What == PlanChangeKind.Done && c.Reason == was.How).Select(c => c.Item).ToHashSet();
        foreach (var activity in _activities
            .Where(a => a.ActualUntil is not null && proven.Contains(Subject.Of("activity", a.Id))).ToList())
        {
            var on = activity.ActualUntil != was.On ? activity.ActualUntil!.Value
                : activity.ActualFrom > right.On ? activity.ActualFrom.Value : right.On;
            Finish(activity, on, now, right.How);
        }
    }

    /// <summary>A closed phase runs again until another day.</summary>
    public void Reopen(Phase phase, DateOnly until, string reason, DateTimeOffset now)
    {
        DemandReason(reason);
        var before = (phase.From, phase.Until);
        phase.Reopen(until);
        Note(phase, PlanChangeKind.Reopened, before, reason, now);
    }

    /// <summary>Takes an activity off the plan; it stays in the history, with the reason.</summary>
    public void Drop(Activity activity, string reason, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Reason", reason.Trim().Length > 0, "plan.reason",
            "Scrivi il motivo: resta nella storia del programma, e lo legge chiunque.");
        RuleViolation.Unless(activity.ActualUntil is null, "plan.done", "L'attività è già conclusa.");
        activity.Dropped = reason.Trim();
        Note(activity, PlanChangeKind.Dropped, (activity.PlannedFrom, activity.PlannedUntil), reason, now);
    }

    public void Describe(Activity activity, string name, string owner, string output, string note)
    {
        RuleViolation.UnlessAt("Name", name.Trim().Length is > 0 and <= 160, "activity.name", "Scrivi il nome dell'attività.");
        (activity.Name, activity.Owner, activity.Output, activity.Note) = (name.Trim(), owner.Trim(), output.Trim(), note.Trim());
        Raise(new ProcessDescribed(Id));
    }

    public void Describe(Phase phase, string name, string output)
    {
        RuleViolation.UnlessAt("Name", name.Trim().Length is > 0 and <= 120, "phase.name", "Scrivi il nome della fase.");
        (phase.Name, phase.Output) = (name.Trim(), output.Trim());
        Raise(new ProcessDescribed(Id));
    }

    private void DemandReason(string reason) =>
        RuleViolation.UnlessAt("Reason", Published is null || reason.Trim().Length > 0, "plan.reason",
            "Scrivi il motivo: resta nella storia del programma, e lo legge chiunque.");

    private void Note(Phase phase, PlanChangeKind what, (DateOnly From, DateOnly Until)? before, string reason, DateTimeOffset now)
    {
        Note(Subject.Of("phase", phase.Id), phase.Name, what, before, (phase.From, phase.Until), reason, now);
        Raise(new PhaseChanged(Id, phase.Id, what, phase.From, phase.Until));
    }

    private void Note(Activity activity, PlanChangeKind what, (DateOnly From, DateOnly Until)? before, string reason, DateTimeOffset now)
    {
        Note(Subject.Of("activity", activity.Id), activity.Name, what, before, (activity.From, activity.Until), reason, now);
        Raise(new ActivityChanged(Id, activity.Id, what, activity.From, activity.Until));
    }

    private void Note(Subject item, string name, PlanChangeKind what, (DateOnly From, DateOnly Until)? before,
        (DateOnly From, DateOnly Until) after, string reason, DateTimeOffset now) =>
        _changes.Add(new()
        {
            Process = Id,
            Item = item,
            ItemName = name,
            What = what,
            BeforeFrom = before?.From,
            BeforeUntil = before?.Until,
            AfterFrom = after.From,
            AfterUntil = after.Until,
            Reason = reason.Trim(),
            At = now,
        });

    private static string Free(string key, Func<string, bool> taken)
    {
        var free = key;
        for (var n = 2; taken(free); n++) free = $"{key}-{n}";
        return free;
    }
}
