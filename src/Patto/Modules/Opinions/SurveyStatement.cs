using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Contributions;
using Patto.Modules.Opinions.Contracts;
using Patto.Modules.Processes;

namespace Patto.Modules.Opinions;

/// <summary>Waiting: proposed by who answers, and not yet read.</summary>
public enum StatementState { Waiting, In, Out }

/// <summary>A sentence on which people say whether they agree; one idea, written so that one can say no.</summary>
[Content("statement", "text", "isAbout", "source", "state", "why", "note")]
public sealed class SurveyStatement : Entity<SurveyStatement>
{
    public const int Longest = 160, LongestWhy = 500, LongestNote = 500;

    private SurveyStatement() { }

    /// <param name="number">Its place, from 1.</param>
    internal static SurveyStatement Of(OpinionSurvey survey, int number, DateTimeOffset now) => new()
    {
        Authority = survey.Authority,
        Process = survey.Process,
        Survey = survey.Id,
        Number = number,
        At = now
    };

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<OpinionSurvey> Survey { get; private set; }
    public int Number { get; private set; }
    public string Text { get; private set; } = "";
    /// <summary>It asks about the person, not for an opinion, and takes no part in finding groups.</summary>
    public bool IsAbout { get; private set; }
    /// <summary>The voice that it comes from.</summary>
    public Id<Contribution>? Source { get; private set; }
    /// <summary>Somebody who answered wrote it.</summary>
    public bool IsProposed { get; private set; }
    public StatementState State { get; private set; } = StatementState.In;
    /// <summary>Why it is not asked; everybody reads it.</summary>
    public string Why { get; private set; } = "";
    /// <summary>What becomes of it, in the words of who keeps the process.</summary>
    public string Note { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public Subject Subject => Subject.Of("statement", Id);

    private static string Said(string typed)
    {
        var text = string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        RuleViolation.UnlessAt("Text", text.Length > 0, "statement.text", "Scrivi la frase.");
        TextLength.Demand("Text", text, Longest, "statement.text-long");
        return text;
    }

    /// <summary>What was answered stays an answer to these very words: they change only as long as nobody can answer.</summary>
    internal void Write(OpinionSurvey survey, string text, bool isAbout, Id<Contribution>? source, string note)
    {
        text = Said(text);
        RuleViolation.UnlessAt("Text", survey.State == SurveyState.Draft || State == StatementState.Waiting || Text.Length == 0
            || (text, isAbout) == (Text, IsAbout),
            "statement.frozen",
                "Si risponde già a queste parole: non si cambiano più. Puoi togliere la frase con un motivo e scriverne un'altra.");
        TextLength.Demand("Note", note.Trim(), LongestNote, "statement.note-long");
        (Text, IsAbout, Source, Note) = (text, isAbout, source, note.Trim());
        Raise(new StatementWritten(Id, Process));
    }

    internal void Propose(string text)
    {
        (Text, IsProposed, State) = (Said(text), true, StatementState.Waiting);
        Raise(new StatementProposed(Id, Process));
    }

    internal void TakeIn()
    {
        RuleViolation.Unless(State != StatementState.In, "statement.is-in", "La frase c'è già.");
        (State, Why) = (StatementState.In, "");
        Raise(new StatementTakenIn(Id, Process));
    }

    internal void LeaveOut(string why)
    {
        why = why.ReplaceLineEndings("\n").Trim();
        RuleViolation.Unless(State != StatementState.Out, "statement.is-out", "La frase è già fuori.");
        RuleViolation.UnlessAt("Why", why.Length > 0, "statement.why", "Scrivi il motivo: lo legge chiunque, anche chi l'ha proposta.");
        TextLength.Demand("Why", why, LongestWhy, "statement.why-long");
        (State, Why) = (StatementState.Out, why);
        Raise(new StatementLeftOut(Id, Process));
    }

    internal void Discard(OpinionSurvey survey)
    {
        RuleViolation.Unless(survey.State == SurveyState.Draft && !IsProposed, "statement.keep",
            "Una frase a cui si poteva rispondere, o che qualcuno ha proposto, non si elimina: si toglie con un motivo.");
        Raise(new StatementDiscarded(Id, Process));
    }
}

/// <summary>How somebody answered.</summary>
public enum AnswerChannel { Web, Paper }

/// <summary>Somebody who answers: no name, no account, no instant. Whoever answers from a site has a key that only their device knows.</summary>
public sealed class SurveyParticipant
{
    private SurveyParticipant() { }

    internal static SurveyParticipant Of(OpinionSurvey survey, AnswerChannel channel, string? keyHash) =>
        new() { Survey = survey.Id, Channel = channel, KeyHash = keyHash };

    public Guid Id { get; private init; } = Guid.NewGuid();
    public Id<OpinionSurvey> Survey { get; private set; }
    public AnswerChannel Channel { get; private set; }
    /// <summary>Of the key on the device, under the key of the installation; it goes when the map is closed.</summary>
    public string? KeyHash { get; private set; }
    /// <summary>Which of the interests of the survey they recognise themselves in, from 0; null: not said.</summary>
    public int? Interest { get; private set; }

    internal void Belong(int? interest) => Interest = interest;
}

/// <summary>One answer: 1 agrees, −1 does not, 0 passes.</summary>
public sealed class SurveyAnswer
{
    private SurveyAnswer() { }

    internal static SurveyAnswer Of(SurveyParticipant who, Id<SurveyStatement> statement, int value) =>
        new() { Participant = who.Id, Statement = statement, Survey = who.Survey, Value = value };

    public Guid Participant { get; private set; }
    public Id<SurveyStatement> Statement { get; private set; }
    public Id<OpinionSurvey> Survey { get; private set; }
    public int Value { get; private set; }

    internal void Change(int value) => Value = value;
}
