using Patto.Database;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>What the law asks of a process, step by step: done with its proof, skipped with a reason, late with another one.</summary>
public sealed partial class Process
{
    public LegalStep AddStep(string key, string name, DeadlineRule rule, string owner = "", string basis = "")
    {
        RuleViolation.Unless(rule.IsSound && (rule.After is null || _legalSteps.Any(s => s.Key == rule.After)), "road.rule",
            "La regola della scadenza non è completa.");
        var step = new LegalStep
        {
            Process = Id,
            Key = Free(key, k => _legalSteps.Any(s => s.Key == k)),
            Number = _legalSteps.Count + 1,
            Name = name.Trim(),
            Basis = basis,
            Owner = owner,
            Rule = rule
        };
        _legalSteps.Add(step);
        CountLegalSteps();
        Raise(new ProcessDescribed(Id));
        return step;
    }

    /// <summary>A step was done on that day; the days of those that follow it are counted again.</summary>
    public void Settle(LegalStep step, DateOnly on, string evidence, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("On", on <= Texts.RomeDay(now), "road.future",
            "Un passo si segna fatto quando è fatto: il giorno deve ancora venire.");
        RuleViolation.UnlessAt("Evidence", evidence.Trim().Length > 0, "road.evidence",
            "Scrivi che cosa lo prova: il numero dell'atto, il protocollo, la pagina.");
        (step.DoneOn, step.Evidence, step.Skipped) = (on, evidence.Trim(), "");
        CountLegalSteps();
        Raise(new LegalStepSettled(Id, step.Id, LegalStepState.Done, on));
    }

    public void Skip(LegalStep step, string reason, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Reason", reason.Trim().Length > 0, "road.reason", "Scrivi perché il passo si salta: lo legge chiunque.");
        RuleViolation.Unless(step.DoneOn is null, "road.done", "Il passo è già fatto.");
        step.Skipped = reason.Trim();
        CountLegalSteps();
        Raise(new LegalStepSettled(Id, step.Id, LegalStepState.Skipped, Texts.RomeDay(now)));
    }

    /// <summary>A step will be late, or is: everybody reads why, and by when it will be there. Its term stays what it was.</summary>
    public void Explain(LegalStep step, string why, DateOnly? newDay, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Why", why.Trim().Length > 0, "road.why", "Scrivi perché: lo legge chiunque.");
        RuleViolation.Unless(step.DoneOn is null && step.Skipped.Length == 0, "road.settled",
            "Il passo è già segnato: non è in ritardo.");
        RuleViolation.Unless(step.Due is not null, "road.no-day",
            "Questo passo non ha ancora un termine: lo avrà quando è fatto quello prima.");
        RuleViolation.UnlessAt("NewDay", newDay is not { } day || day > step.Due, "road.earlier",
            "La nuova data viene dopo il termine, che è il {0}.", step.Due!.Value.ToString("d MMMM yyyy", Texts.Italian));
        RuleViolation.UnlessAt("NewDay", newDay is not { } said || said >= Texts.RomeDay(now), "road.past-day",
            "La nuova data è già passata.");
        step.Delays = [.. step.Delays ?? [], new(why.Trim(), newDay, now)];
        Raise(new LegalStepExplained(Id, step.Id, newDay));
    }

    // In order: a step follows only steps before it.
    private void CountLegalSteps()
    {
        var days = new Dictionary<string, DateOnly?>();
        foreach (var step in _legalSteps.OrderBy(s => s.Number))
        {
            step.Due = step.Rule switch
            {
                { On: { } on } => step.Rule.Strict ? on.From(Starts) : LegalDays.NextWorking(on.From(Starts)),
                { YearEnd: true } => new DateOnly((Ends ?? Starts).Year, 12, 31),
                { After: { } after, Within: { } within } =>
                days.GetValueOrDefault(after) is { } day ? LegalDays.Term(day, within, step.Rule.Strict) : null,
                _ => null,
            };
            days[step.Key] = step.DoneOn ?? step.Due;
        }
    }
}
