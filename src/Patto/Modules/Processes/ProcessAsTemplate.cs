using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>The shape of a process, for another one: its plan as it is planned now, its texts; no day, no person.</summary>
public sealed partial class Process
{
    internal Template AsTemplate(string key, string name, bool themes)
    {
        RelativeDay Day(DateOnly day) => TemplateWriter.DayFrom(Starts, day);
        var tracks = Tracks.Select(t => t.Key).ToHashSet();
        var taken = new HashSet<string>();
        // Keys of what people added are theirs alone: in a template they tick nothing.
        string KeyOf(Activity a) => Free(a.Key.StartsWith(ByHand, StringComparison.Ordinal) ? "voce-" + a.Key[ByHand.Length..] : a.Key,
            k => !taken.Add(k));
        TemplatePhase PhaseOf(Phase p) => new(p.Key, p.Name, Day(p.PlannedFrom), Day(p.PlannedUntil), p.Output,
            tracks.Contains(p.Track) ? p.Track : null,
            [.. _activities.Where(a => a.Phase == p.Id && a.Dropped.Length == 0).OrderBy(a => a.PlannedFrom).ThenBy(a => a.Number)
                .Select(a => new TemplateActivity(KeyOf(a), a.Name, Day(a.PlannedFrom), Day(a.PlannedUntil), a.Owner, a.Output,
                    a.IsMilestone))],
            [.. p.Opens.Select(o => new TemplateOpening(o.Act, o.Role))]);
        var last = Ends ?? _phases.Select(p => p.PlannedUntil).DefaultIfEmpty(Starts).Max();
        return new(key, 1, name, Summary, Title, Math.Clamp((int)Math.Round((last.DayNumber - Starts.DayNumber) / 30.4), 1, 120),
            [.. _phases.Where(p => p.Dropped.Length == 0).OrderBy(p => p.PlannedFrom).ThenBy(p => p.Number).Select(PhaseOf)],
            Subtitle, null, Nature, Law, Level, CoDecision,
            new(Bodies.Organ, Bodies.OrganName, Bodies.ResponsibleStructure), null, ExpectedParticipants, Commitment,
            [.. Tracks.Select(t => new TemplateTrack(t.Key, t.Name, t.Kind))],
            themes ? [.. Themes.Where(t => !t.Retired).Select(t => new TemplateTheme(t.Key, t.Name, t.Question))] : [],
            [.. UpForDecision], [.. NotUpForDecision], [.. Ways.Select(w => new TemplateInvolvement(w.Name, w.Rhythm, w.Whom))],
            [.. _legalSteps.OrderBy(s => s.Number).Select(s => new TemplateStep(s.Key, s.Name, s.Rule, s.Owner, s.Basis))],
            Goals: [.. Goals], Results: [.. Results]);
    }
}
