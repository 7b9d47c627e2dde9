using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Groups;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;

namespace Patto.Modules.Choices;

public enum ChoiceRule
{
    Approval, Points, Score, Ranking, Judgment, EqualShares,
    /// <summary>Single transferable vote; with one winner, instant run-off.</summary>
    Transferable
}

/// <summary>Open says that nothing of it changes any more; whether one may vote just now, the two instants say.</summary>
public enum ChoiceState { Draft, Open, Counted, Annulled }

/// <summary>Who may vote.</summary>
public enum Electorate
{
    /// <summary>Whoever has an account here.</summary>
    Accounts,
    /// <summary>Who sits in a group on the day it is opened.</summary>
    Seats,
    /// <summary>Who was handed a ballot with a code.</summary>
    Codes,
}

/// <summary>What a choice says of itself, as it is typed.</summary>
/// <param name="Winners">How many options win; not asked where money decides.</param>
/// <param name="Points">How many each person has to give, or the highest score.</param>
/// <param name="Quorum">How many ballots it needs to be worth anything; null: none.</param>
/// <param name="WholeBallots">Each ballot is published as it was filled in, without names.</param>
/// <param name="Afterwards">Who decides after the vote, and what they owe an answer to.</param>
public sealed record ChoiceData(string Question, string Text, ChoiceRule Rule, Electorate Electorate, Id<Group>? Group,
    DateTimeOffset? Opens,
    DateTimeOffset? Closes, int Winners, int Points, decimal? Budget, int? Quorum, bool OnPaper, bool WholeBallots, string Afterwards);

/// <summary>What can be chosen.</summary>
/// <param name="Cost">In euro; needed where money is shared.</param>
/// <param name="Feasibility">Whether it can be done, who does it, on what condition.</param>
/// <param name="Proposal">The proposal of the process that it is.</param>
public sealed record ChoiceOption(Guid Id, string Title, string Text, decimal? Cost, string Feasibility, Id<Proposal>? Proposal);

/// <summary>Something that people choose together (*scelta*): a question, options, who may, when, by which rule.</summary>
[Content("choice", "question", "text", "rule", "electorate", "group", "opens", "closes", "winners", "points", "budget", "quorum", "onPaper",
    "wholeBallots", "afterwards", "options", "state", "publicKey", "result", "annulledWhy")]
public sealed class Choice : Entity<Choice>
{
    public const int LongestQuestion = 200, LongestText = 2_000, LongestTitle = 120, LongestOption = 1_000, LongestFeasibility = 300,
        LongestAfterwards = 500, LongestReason = 1_000;
    public const int FewestOptions = 2, MostOptions = 30, MostPoints = 100;
    /// <summary>With fewer ballots than this only totals are kept: a whole ballot could be guessed.</summary>
    public const int FewestWhole = 10;
    /// <summary>How many days after the count the register of who voted is kept.</summary>
    public const int RegisterDays = 60;
    /// <summary>Grades of the majority judgment, best first; in Italian.</summary>
    public static readonly IReadOnlyList<string> Grades = ["ottimo", "buono", "discreto", "sufficiente", "insufficiente", "da respingere"];

    private Choice() { }

    internal static Choice Write(ProcessInfo process, string code, ChoiceData data, DateTimeOffset now)
    {
        var choice = new Choice { Authority = process.Authority, Process = process.Id, Code = code, At = now };
        choice.Say(data);
        return choice;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public string Code { get; private set; } = "";
    public string Question { get; private set; } = "";
    public string Text { get; private set; } = "";
    public ChoiceRule Rule { get; private set; }
    public Electorate Electorate { get; private set; }
    /// <summary>Whose seats vote.</summary>
    public Id<Group>? Group { get; private set; }
    public DateTimeOffset Opens { get; private set; }
    public DateTimeOffset Closes { get; private set; }
    public int Winners { get; private set; }
    public int Points { get; private set; }
    public decimal? Budget { get; private set; }
    public int? Quorum { get; private set; }
    public bool OnPaper { get; private set; }
    public bool WholeBallots { get; private set; }
    public string Afterwards { get; private set; } = "";
    public List<ChoiceOption> Options { get; private set; } = [];
    public ChoiceState State { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? Opened { get; private set; }
    /// <summary>Ballots are sealed with it; its private half never is in the database.</summary>
    public byte[]? PublicKey { get; private set; }
    /// <summary>When the sheet with the private key was shown; it is once.</summary>
    public DateTimeOffset? SheetShown { get; private set; }
    public DateTimeOffset? Counted { get; private set; }
    public ChoiceResult? Result { get; private set; }
    public string AnnulledWhy { get; private set; } = "";

    public Subject Subject => Subject.Of("choice", Id);
    public bool IsSharingMoney => Rule == ChoiceRule.EqualShares;
    /// <summary>The numbers on a ballot are places, 1 the first.</summary>
    public bool RanksOptions => Rule is ChoiceRule.Ranking or ChoiceRule.Transferable;
    public bool HasPoints => Rule is ChoiceRule.Points or ChoiceRule.Score or ChoiceRule.EqualShares;
    public bool IsVoting(DateTimeOffset now) => State == ChoiceState.Open && Opens <= now && now < Closes;
    public bool IsOver(DateTimeOffset now) => State == ChoiceState.Open && Closes <= now;
    /// <summary>The highest number that a ballot can give one option; the lowest is none.</summary>
    public int Highest => Rule switch
    {
        ChoiceRule.Approval => 1,
        ChoiceRule.Ranking or ChoiceRule.Transferable => Options.Count,
        ChoiceRule.Judgment => Grades.Count,
        _ => Points,
    };

    internal void Describe(ChoiceData data)
    {
        DemandDraft();
        Say(data);
    }

    private void DemandDraft() => RuleViolation.Unless(State == ChoiceState.Draft, "choice.frozen",
        "Il voto è aperto: domanda, opzioni e regola non si cambiano più. Se c'è un errore, annulla il voto con un motivo e rifallo.");

    private void Say(ChoiceData data)
    {
        var question = data.Question.Trim();
        RuleViolation.UnlessAt("Question", question.Length > 0, "choice.question", "Scrivi la domanda a cui si risponde votando.");
        TextLength.Demand("Question", question, LongestQuestion, "choice.question-long");
        var text = data.Text.ReplaceLineEndings("\n").Trim();
        TextLength.Demand("Text", text, LongestText, "choice.text-long");
        var afterwards = data.Afterwards.Trim();
        TextLength.Demand("Afterwards", afterwards, LongestAfterwards, "choice.afterwards-long");
        RuleViolation.UnlessAt("OpensOn", data.Opens is not null, "choice.opens", "Scrivi da quando si vota.");
        RuleViolation.UnlessAt("ClosesOn", data.Closes is not null, "choice.closes", "Scrivi fino a quando si vota.");
        RuleViolation.UnlessAt("ClosesOn", data.Closes > data.Opens, "choice.order", "La chiusura viene dopo l'apertura.");
        RuleViolation.UnlessAt("Group", data.Electorate != Electorate.Seats || data.Group is not null, "choice.group",
            "Scegli il gruppo: votano le persone che ci siedono.");
        RuleViolation.UnlessAt("OnPaper", data.Electorate != Electorate.Accounts || !data.OnPaper, "choice.paper",
            "Con la sola registrazione non si può sapere se chi vota su carta ha già votato dal sito. Per votare anche su carta scegli i posti di un gruppo o le schede con un codice.");
        RuleViolation.UnlessAt("Winners", data.Winners >= 1, "choice.winners", "Scrivi quante opzioni vincono: almeno una.");
        RuleViolation.UnlessAt("Points", data.Points is >= 1 and <= MostPoints, "choice.points", "I punti vanno da 1 a {0}.", MostPoints);
        RuleViolation.UnlessAt("Budget", data.Rule != ChoiceRule.EqualShares || data.Budget > 0, "choice.budget",
            "Scrivi quanti euro si dividono.");
        RuleViolation.UnlessAt("Quorum", data.Quorum is null or >= 1, "choice.quorum", "Scrivi quante schede servono, o lascia vuoto.");
        (Question, Text, Rule, Electorate, Group) = (question, text, data.Rule, data.Electorate, data.Electorate == Electorate.Seats
            ? data.Group : null);
        (Opens, Closes, Winners, Points) = (data.Opens!.Value, data.Closes!.Value, data.Winners, data.Points);
        (Budget, Quorum, OnPaper) = (IsSharingMoney ? data.Budget : null, data.Quorum, data.OnPaper);
        (WholeBallots, Afterwards) = (data.WholeBallots, afterwards);
        Raise(new ChoiceWritten(Id, Process));
    }

    /// <summary>One option, new or corrected.</summary>
    internal void Offer(ChoiceOption option)
    {
        DemandDraft();
        var title = option.Title.Trim();
        RuleViolation.UnlessAt("Title", title.Length > 0, "option.title", "Scrivi il titolo dell'opzione, o scegli una proposta.");
        TextLength.Demand("Title", title, LongestTitle, "option.title-long");
        RuleViolation.UnlessAt("Title", !Options.Exists(o => o.Id != option.Id
            && string.Equals(o.Title, title, StringComparison.OrdinalIgnoreCase)), "option.twice", "C'è già un'opzione con questo titolo.");
        var text = option.Text.ReplaceLineEndings("\n").Trim();
        TextLength.Demand("Text", text, LongestOption, "option.text-long");
        TextLength.Demand("Feasibility", option.Feasibility.Trim(), LongestFeasibility, "option.feasibility-long");
        RuleViolation.UnlessAt("Cost", option.Cost is null or > 0, "option.cost", "Il costo è più di zero, o vuoto.");
        var said = option with { Title = title, Text = text, Feasibility = option.Feasibility.Trim() };
        var at = Options.FindIndex(o => o.Id == option.Id);
        RuleViolation.Unless(at >= 0 || Options.Count < MostOptions, "option.many", "Le opzioni sono al massimo {0}.", MostOptions);
        Options = at < 0 ? [.. Options, said] : [.. Options[..at], said, .. Options[(at + 1)..]];
        Raise(new ChoiceWritten(Id, Process));
    }

    internal void Drop(Guid option)
    {
        DemandDraft();
        Options = [.. Options.Where(o => o.Id != option)];
        Raise(new ChoiceWritten(Id, Process));
    }

    /// <summary>From here on nothing of it changes. The order of the list settles what is equal, so a lot draws it.</summary>
    /// <param name="makeKey">Makes the key that ballots are sealed with, once nothing stands against it: another one would be in the place
    /// of a key that has sealed ballots already.</param>
    internal void Open(Func<byte[]> makeKey, DateTimeOffset now)
    {
        RuleViolation.Unless(State == ChoiceState.Draft, "choice.is-open", "Il voto è già aperto.");
        RuleViolation.Unless(Options.Count >= FewestOptions, "choice.options", "Servono almeno due opzioni: aggiungile.");
        RuleViolation.Unless(Closes > now, "choice.past", "La chiusura è già passata: scrivi un giorno che deve ancora venire.");
        RuleViolation.Unless(IsSharingMoney || Winners < Options.Count, "choice.all-win",
            "Vincerebbero tutte le opzioni: non c'è niente da scegliere. Scrivi un numero più piccolo di vincenti, o aggiungi opzioni.");
        RuleViolation.Unless(!IsSharingMoney || Options.TrueForAll(o => o.Cost is not null), "choice.costs",
            "Dove si dividono dei soldi ogni opzione ha un costo: manca a «{0}».", Options.Find(o => o.Cost is null)?.Title ?? "");
        RuleViolation.Unless(!IsSharingMoney || Options.Sum(o => o.Cost) > Budget, "choice.enough",
            "I soldi bastano per tutte le opzioni: non c'è niente da scegliere.");
        Options = Shuffled(Options);
        (State, Opened, PublicKey) = (ChoiceState.Open, now, makeKey());
        if (Opens < now) Opens = now;
        Raise(new ChoiceOpened(Id, Process));
    }

    private static List<ChoiceOption> Shuffled(List<ChoiceOption> options)
    {
        var drawn = options.ToArray();
        RandomNumberGenerator.Shuffle<ChoiceOption>(drawn);
        return [.. drawn];
    }

    internal void ShowSheet(DateTimeOffset now)
    {
        RuleViolation.Unless(State == ChoiceState.Open, "choice.no-key", "La chiave c'è solo mentre il voto è aperto.");
        RuleViolation.Unless(SheetShown is null, "choice.sheet-shown",
            "Il foglio è già stato mostrato: si vede una volta sola. La chiave resta nella cartella del server.");
        SheetShown = now;
        Raise(new KeySheetShown(Id, Process));
    }

    internal void DemandCodes() => RuleViolation.Unless(State == ChoiceState.Open && OnPaper || State == ChoiceState.Open
        && Electorate == Electorate.Codes, "choice.no-codes", "Le schede con un codice si preparano quando il voto è aperto.");

    internal void PrintBallots(int count)
    {
        DemandCodes();
        Raise(new BallotsPrinted(Id, Process, count));
    }

    internal void DemandCountable(DateTimeOffset now)
    {
        RuleViolation.Unless(State == ChoiceState.Open, "choice.not-open", "Questo voto non è da contare.");
        RuleViolation.Unless(Closes <= now, "choice.voting", "Si vota ancora: si conta dopo la chiusura.");
    }

    internal void Close(ChoiceResult result, DateTimeOffset now)
    {
        DemandCountable(now);
        (State, Counted, Result) = (ChoiceState.Counted, now, result);
        Raise(new ChoiceCounted(Id, Process, result.Ballots));
    }

    internal void Annul(string why)
    {
        RuleViolation.Unless(State == ChoiceState.Open, "choice.annul", "Si annulla solo un voto aperto e non ancora contato.");
        why = why.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("Why", why.Length > 0, "choice.annul-why", "Scrivi il motivo: lo legge chiunque.");
        TextLength.Demand("Why", why, LongestReason, "choice.annul-long");
        (State, AnnulledWhy) = (ChoiceState.Annulled, why);
        Raise(new ChoiceAnnulled(Id, Process));
    }

    /// <summary>The same question, asked anew.</summary>
    internal Choice Again(ProcessInfo process, string code, DateTimeOffset now)
    {
        var again = Write(process, code, new(Question, Text, Rule, Electorate, Group, now, now + (Closes - Opens), Winners, Points,
            Budget, Quorum,
            OnPaper, WholeBallots, Afterwards), now);
        again.Options = [.. Options.Select(o => o with { Id = Guid.NewGuid() })];
        return again;
    }

    internal void Discard()
    {
        DemandDraft();
        Raise(new ChoiceDiscarded(Id, Process));
    }
}
