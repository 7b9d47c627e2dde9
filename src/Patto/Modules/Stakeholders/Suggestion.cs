using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;

namespace Patto.Modules.Stakeholders;

/// <summary>An answer to "Manca qualcuno?": a body or an interest that somebody misses among those who are heard. It is read, examined and
/// answered in public.</summary>
[Content("suggestion", "code", "missing", "why", "publicName", "answer")]
public sealed class Suggestion : Entity<Suggestion>
{
    private Suggestion() { }

    /// <param name="person">Who left an e-mail for the answer; null for nobody.</param>
    /// <param name="code">Null for those of before there were codes.</param>
    public static Suggestion Send(Id<Authority> authority, Id<Process> process, string missing, string why, Id<Person>? person,
        DateTimeOffset now, string? code = null)
    {
        RuleViolation.UnlessAt(nameof(Missing), missing.Trim().Length is > 0 and <= 200, "suggestion.missing", "Scrivi chi manca.");
        RuleViolation.UnlessAt(nameof(Why), why.Trim().Length is > 0 and <= 1000, "suggestion.why",
            "Scrivi perché va ascoltato: basta una frase.");
        var sent = new Suggestion
        {
            Authority = authority,
            Process = process,
            Code = code,
            Missing = missing.Trim(),
            Why = why.Trim(),
            Person = person,
            At = now
        };
        sent.Raise(new SuggestionReceived(sent.Id, process));
        return sent;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    /// <summary>As people read it aloud: <c>LWF-Q0003</c>; null for those of before there were codes.</summary>
    public string? Code { get; private set; }
    /// <summary>As it was written, for the staff.</summary>
    public string Missing { get; private set; } = "";
    public string Why { get; private set; } = "";
    public Id<Person>? Person { get; private set; }
    public DateTimeOffset At { get; private set; }
    public SuggestionState State { get; private set; }
    /// <summary>Who was said to be missing, as everybody reads it.</summary>
    public string PublicName { get; private set; } = "";
    /// <summary>The public reason.</summary>
    public string Answer { get; private set; } = "";
    public DateTimeOffset? Answered { get; private set; }
    /// <summary>The body of the register that came of it, or was there.</summary>
    public Id<Stakeholder>? Body { get; private set; }
    /// <summary>The public words before they were corrected, the oldest first.</summary>
    public List<SuggestionBefore> Before { get; private set; } = [];

    public Subject Subject => Subject.Of("suggestion", Id);

    public void Reply(SuggestionState state, string publicName, string answer, Id<Stakeholder>? body, DateTimeOffset now)
    {
        RuleViolation.Unless(State == SuggestionState.Waiting, "suggestion.answered", "A questa segnalazione è già stata data risposta.");
        RuleViolation.UnlessAt("Outcome", state != SuggestionState.Waiting, "suggestion.outcome", "Scegli l'esito.");
        Demand(publicName, answer);
        (State, PublicName, Answer, Answered, Body) = (state, publicName.Trim(), answer.Trim(), now, body);
        Raise(new SuggestionAnswered(Id, Process, state));
    }

    /// <summary>The public words are put right; what stood there before stays to be read by the staff.</summary>
    public void Reword(string publicName, string answer, DateTimeOffset now)
    {
        RuleViolation.Unless(State != SuggestionState.Waiting, "suggestion.waiting", "Questa segnalazione aspetta ancora la risposta.");
        Demand(publicName, answer);
        if ((PublicName, Answer) == (publicName.Trim(), answer.Trim())) return;
        Before = [.. Before, new(PublicName, Answer, now)];
        (PublicName, Answer) = (publicName.Trim(), answer.Trim());
        Raise(new SuggestionReworded(Id, Process));
    }

    private static void Demand(string publicName, string answer)
    {
        RuleViolation.UnlessAt(nameof(PublicName), publicName.Trim().Length is > 0 and <= 200, "suggestion.public-name",
            "Scrivi chi manca come lo leggeranno tutti, senza nomi di persone.");
        RuleViolation.UnlessAt(nameof(Answer), answer.Trim().Length is >= 5 and <= 1000, "suggestion.reason",
            "Scrivi la risposta e il motivo: è pubblica.");
    }

    /// <summary>Nobody is known to have written it; what was answered in public stays.</summary>
    internal void Forget() => (Person, Missing, Why, Before) = (null, "", "", []);
}

/// <summary>What everybody read until that instant.</summary>
public sealed record SuggestionBefore(string PublicName, string Answer, DateTimeOffset Until);
