using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions.Questions;

/// <summary>What an officer says of a question.</summary>
/// <param name="Steps">Of a scale: from 1 to this.</param>
/// <param name="Low">What 1 means.</param>
/// <param name="High">What the last step means.</param>
public sealed record QuestionWords(string Words, string Help, QuestionKind Kind, bool IsRequired, bool IsPublished,
    IReadOnlyList<string> Choices, int Steps, string Low, string High);

/// <summary>Words that stood in a question before they were corrected.</summary>
/// <param name="What">What of it, in Italian: "la domanda".</param>
public sealed record FormerWords(string What, string Words, DateTimeOffset At);

/// <summary>What a list calls a choice otherwise: said once, then known.</summary>
/// <param name="Words">As words are compared.</param>
/// <param name="Number">Of the choice; 0: none is meant.</param>
public sealed record OtherChoice(string Words, int Number);

/// <summary>A question of its own that a phase adds to the form for contributions. Once somebody has answered, its words are corrected with
/// history and it is retired; what it asks does not change under the answers.</summary>
[Content("own-question", "words", "help", "kind", "isRequired", "isPublished", "choices", "steps", "low", "high")]
public sealed class OwnQuestion : Entity<OwnQuestion>
{
    public const int MostOfPhase = 5;
    public const int LongestWords = 300;
    public const int LongestHelp = 500;
    public const int LongestAnswer = 2_000;
    public const int LongestChoice = 200;
    public const int MostChoices = 15;
    public const int FewestSteps = 3;
    public const int MostSteps = 10;
    public const int LongestEnd = 60;

    private OwnQuestion() { }

    /// <param name="number">Of its own in the process, for good; how the API names it.</param>
    /// <param name="order">Among those of its phase.</param>
    internal static OwnQuestion Ask(Id<Process> process, Id<Phase> phase, int number, int order, QuestionWords said)
    {
        var question = new OwnQuestion { Process = process, Phase = phase, Number = number, Order = order };
        question.Say(said);
        question.Raise(new QuestionAsked(question.Id, question.ProcessSubject, said.Kind));
        return question;
    }

    public Id<Process> Process { get; private set; }
    public Id<Phase> Phase { get; private set; }
    public int Number { get; private set; }
    public int Order { get; internal set; }
    public string Words { get; private set; } = "";
    public string Help { get; private set; } = "";
    public QuestionKind Kind { get; private set; }
    public bool IsRequired { get; private set; }
    /// <summary>Whether an answer is read by anybody beside its voice; who answers is told.</summary>
    public bool IsPublished { get; private set; }
    public List<string> Choices { get; private set; } = [];
    public int Steps { get; private set; }
    public string Low { get; private set; } = "";
    public string High { get; private set; } = "";
    /// <summary>Somebody answered it once.</summary>
    public bool IsAnswered { get; private set; }
    public DateTimeOffset? Retired { get; private set; }
    public List<FormerWords> Former { get; private set; } = [];
    public List<OtherChoice> Known { get; private set; } = [];

    private Subject ProcessSubject => Subject.Of("process", Process);

    /// <summary>Field by field where a form shows it.</summary>
    public string Field => $"Answers[{Id.Value}]";

    public QuestionWords Said => new(Words, Help, Kind, IsRequired, IsPublished, Choices, Steps, Low, High);

    /// <summary>What may be answered, in order: the choices, or the steps of the scale.</summary>
    public IReadOnlyList<string> Cells => Kind switch
    {
        QuestionKind.Choice => Choices,
        QuestionKind.Scale => [.. Enumerable.Range(1, Steps).Select(StepName)],
        _ => [],
    };

    private string StepName(int step)
    {
        var number = step.ToString(CultureInfo.InvariantCulture);
        var end = step == 1 ? Low : step == Steps ? High : "";
        return end.Length > 0 ? $"{number} ({end})" : number;
    }

    internal void Correct(QuestionWords said, DateTimeOffset now)
    {
        RuleViolation.Unless(Retired is null, "question.retired", "La domanda è ritirata: per cambiarla prima rimettila nel modulo.");
        if (IsAnswered)
        {
            const string sentence = "Qualcuno ha già risposto: si correggono le parole, ma non che cosa si chiede. Ritira questa domanda e scrivine un'altra.";
            RuleViolation.UnlessAt(nameof(Kind), said.Kind == Kind, "question.answered", sentence);
            RuleViolation.UnlessAt(nameof(Choices), Kind != QuestionKind.Choice || said.Choices.Count == Choices.Count, "question.answered",
                sentence);
            RuleViolation.UnlessAt(nameof(Steps), Kind != QuestionKind.Scale || said.Steps == Steps, "question.answered", sentence);
            RuleViolation.UnlessAt(nameof(IsPublished), said.IsPublished == IsPublished, "question.promised",
                "Chi ha risposto ha letto se la risposta si pubblica: questo non si cambia più. Ritira questa domanda e scrivine un'altra.");
        }
        var before = Said;
        Say(said);
        if (IsAnswered) Former = [.. Former, .. Changed(before).Select(c => new FormerWords(c.What, c.Was, now))];
        if (Same(before, Said)) return;
        Raise(new QuestionCorrected(Id, ProcessSubject, IsAnswered));
    }

    private static readonly IReadOnlyList<string> None = [];

    private static bool Same(QuestionWords a, QuestionWords b) =>
        a with { Choices = None } == b with { Choices = None } && a.Choices.SequenceEqual(b.Choices);

    private IEnumerable<(string What, string Was)> Changed(QuestionWords was)
    {
        if (was.Words != Words) yield return ("la domanda", was.Words);
        if (was.Help != Help) yield return ("l'aiuto", was.Help);
        foreach (var (words, i) in was.Choices.Select((w, i) => (w, i)).Where(c => c.w != Choices[c.i]))
            yield return ($"la risposta {i + 1}", words);
        if (was.Low != Low) yield return ("il primo gradino", was.Low);
        if (was.High != High) yield return ("l'ultimo gradino", was.High);
    }

    internal void Retire(DateTimeOffset now)
    {
        RuleViolation.Unless(Retired is null, "question.is-retired", "La domanda è già ritirata.");
        Retired = now;
        Raise(new QuestionRetired(Id, ProcessSubject, IsAnswered));
    }

    internal void TakeUp(int order)
    {
        RuleViolation.Unless(Retired is not null, "question.is-asked", "La domanda è già nel modulo.");
        (Retired, Order) = (null, order);
        Raise(new QuestionTakenUp(Id, ProcessSubject));
    }

    internal void Remove()
    {
        RuleViolation.Unless(!IsAnswered, "question.keeps",
            "Qualcuno ha già risposto: la domanda si può ritirare dal modulo, ma le risposte restano.");
        Raise(new QuestionRemoved(Id, ProcessSubject));
    }

    internal void Moved() => Raise(new QuestionCorrected(Id, ProcessSubject, IsAnswered));

    internal void Learn(string words, int number) => Known = [.. Known.Where(k => k.Words != words), new(words, number)];

    internal void NoteAnswer() => IsAnswered = true;

    private void Say(QuestionWords said)
    {
        var (words, help) = (said.Words.Trim(), said.Help.Trim());
        RuleViolation.UnlessAt(nameof(Words), words.Length > 0, "question.words", "Scrivi la domanda, come la legge chi risponde.");
        TextLength.Demand(nameof(Words), words, LongestWords, "question.words-long");
        TextLength.Demand(nameof(Help), help, LongestHelp, "question.help-long");
        List<string> choices = said.Kind == QuestionKind.Choice
            ? [.. said.Choices.Select(c => c.Trim()).Where(c => c.Length > 0)] : [];
        if (said.Kind == QuestionKind.Choice)
        {
            RuleViolation.UnlessAt(nameof(Choices), choices.Count is >= 2 and <= MostChoices, "question.choices",
                "Scrivi da 2 a {0} risposte, una per riga.", MostChoices);
            RuleViolation.UnlessAt(nameof(Choices), choices.Select(NameOrder.WordsOf).Distinct().Count() == choices.Count,
                "question.choice-twice", "Due risposte sono uguali: chi risponde non saprebbe quale scegliere.");
            foreach (var choice in choices) TextLength.Demand(nameof(Choices), choice, LongestChoice, "question.choice-long");
        }
        var (steps, low, high) = said.Kind == QuestionKind.Scale ? (said.Steps, said.Low.Trim(), said.High.Trim()) : (0, "", "");
        RuleViolation.UnlessAt(nameof(Steps), said.Kind != QuestionKind.Scale || steps is >= FewestSteps and <= MostSteps,
            "question.steps", "Una scala ha da {0} a {1} gradini.", FewestSteps, MostSteps);
        TextLength.Demand(nameof(Low), low, LongestEnd, "question.end-long");
        TextLength.Demand(nameof(High), high, LongestEnd, "question.end-long");
        (Words, Help, Kind, IsRequired, IsPublished) = (words, help, said.Kind, said.IsRequired, said.IsPublished);
        (Choices, Steps, Low, High) = (choices, steps, low, high);
    }

    /// <summary>What is wrong with what was typed, for a sentence beside the field; null where it will do.</summary>
    /// <param name="byAuthor">False: somebody types for another, who may have left it out.</param>
    internal RuleViolation? FaultOf(string? typed, bool byAuthor)
    {
        try { Read(typed, byAuthor); return null; }
        catch (RuleViolation fault) { return fault; }
    }

    /// <summary>An answer as a form sends it: words, or the number of a choice or a step.</summary>
    internal Answer? Read(string? typed, bool byAuthor)
    {
        var text = (typed ?? "").ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt(Field, text.Length > 0 || !IsRequired || !byAuthor, "answer.required", "Rispondi anche a questa domanda.");
        if (text.Length == 0) return null;
        if (Kind == QuestionKind.Text)
        {
            TextLength.Demand(Field, text, LongestAnswer, "answer.long");
            return new(Id, text, null, IsPublished);
        }
        var most = Cells.Count;
        RuleViolation.UnlessAt(Field, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= most, "answer.unknown", "Scegli una delle risposte dell'elenco.");
        return new(Id, null, number, IsPublished);
    }

    /// <summary>The number of a choice by its words, those of before and those of other lists too; null where nobody knows.</summary>
    internal int? NumberOf(string words)
    {
        var asked = NameOrder.WordsOf(words);
        var at = Choices.FindIndex(c => NameOrder.WordsOf(c) == asked);
        if (at >= 0) return at + 1;
        return Known.Find(k => k.Words == asked)?.Number;
    }

    /// <summary>How the answer reads.</summary>
    internal string Reads(int number) => Cells.ElementAtOrDefault(number - 1) ?? number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What somebody answered beside their voice.</summary>
/// <param name="Number">Of the choice or the step, from 1.</param>
/// <param name="Published">As it was promised when it was given: read by anybody once the voice is public.</param>
/// <param name="PublicText">What everybody reads of a text; null while nobody may.</param>
public sealed record Answer(Id<OwnQuestion> Question, string? Text, int? Number, bool Published, string? PublicText = null)
{
    /// <summary>Those that anybody may read, as they may read them.</summary>
    public static IReadOnlyList<Answer> PublicOf(List<Answer>? answers) => answers is null ? []
        : [.. answers.Where(a => a.Published && (a.Number is not null || a.PublicText is not null))
            .Select(a => a with { Text = a.PublicText })];
}

internal sealed class OwnQuestionMapping : IEntityTypeConfiguration<OwnQuestion>
{
    public void Configure(EntityTypeBuilder<OwnQuestion> builder)
    {
        builder.ToTable("OwnQuestions");
        builder.Ignore(q => q.Field);
        builder.Ignore(q => q.Said);
        builder.Ignore(q => q.Cells);
        builder.Property(q => q.Words).HasMaxLength(OwnQuestion.LongestWords);
        builder.Property(q => q.Help).HasMaxLength(OwnQuestion.LongestHelp);
        builder.Property(q => q.Low).HasMaxLength(OwnQuestion.LongestEnd);
        builder.Property(q => q.High).HasMaxLength(OwnQuestion.LongestEnd);
        builder.Property(q => q.Former).HasConversion(Json.Of<List<FormerWords>>(), Json.Same<List<FormerWords>>());
        builder.Property(q => q.Known).HasConversion(Json.Of<List<OtherChoice>>(), Json.Same<List<OtherChoice>>());
        builder.HasIndex(q => new { q.Process, q.Number }).IsUnique();
    }
}
