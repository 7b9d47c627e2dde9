using Patto.Identity;
using Patto.Modules.Contributions.Importing;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions.Contracts;

/// <summary>What kind of thing a voice says.</summary>
public enum ContributionKind { Need, Resource, Problem, Opportunity, Idea, Testimony, Question, Remark }

/// <summary>The way by which a voice came in.</summary>
public enum Via { Web, Paper, Desk, Phone, Meeting, Letter, Mail, Street }

/// <summary>*In lettura*, then one of the others.</summary>
public enum ContributionState
{
    /// <summary>Waits for somebody of the staff to read it; nothing of it is public, not even its code.</summary>
    Reading,
    Published,
    /// <summary>Published with words hidden; the original is kept for the staff.</summary>
    Redacted,
    /// <summary>Not published, with the reason that its author reads.</summary>
    Refused,
    /// <summary>Its author took it back: the words are gone, the code stays.</summary>
    Withdrawn,
}

/// <summary>The words for people, in Italian: the keys of the texts.</summary>
public static class ContributionWords
{
    /// <summary>Characters of one contribution, at most.</summary>
    public const int Longest = Contribution.Longest;

    public static string Italian(this ContributionKind kind) => kind switch
    {
        ContributionKind.Need => "Bisogno",
        ContributionKind.Resource => "Risorsa",
        ContributionKind.Problem => "Problema",
        ContributionKind.Opportunity => "Opportunità",
        ContributionKind.Idea => "Idea",
        ContributionKind.Testimony => "Testimonianza",
        ContributionKind.Question => "Domanda",
        ContributionKind.Remark => "Osservazione",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Italian(this Via via) => via switch
    {
        Via.Web => "dal sito",
        Via.Paper => "da un foglietto",
        Via.Desk => "allo sportello",
        Via.Phone => "per telefono",
        Via.Meeting => "in un incontro",
        Via.Letter => "per lettera",
        Via.Mail => "per e-mail",
        Via.Street => "per strada",
        _ => throw new ArgumentOutOfRangeException(nameof(via), via, null),
    };

    public static string Italian(this QuestionKind kind) => kind switch
    {
        QuestionKind.Text => "Con parole proprie",
        QuestionKind.Choice => "Scegliendo una risposta",
        QuestionKind.Scale => "Su una scala",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Italian(this VoiceField field) => field switch
    {
        VoiceField.Text => "Il testo",
        VoiceField.Theme => "Tema",
        VoiceField.Area => "Zona",
        VoiceField.Kind => "Che cosa dice",
        VoiceField.Said => "Detto il",
        VoiceField.SaidBy => "A nome di (organizzazione)",
        VoiceField.Contact => "Recapito",
        VoiceField.Name => "Nome",
        VoiceField.Via => "Come è arrivata",
        VoiceField.Language => "Lingua",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    public static string Italian(this ContributionState state) => state switch
    {
        ContributionState.Reading => "In lettura",
        ContributionState.Published => "Pubblicato",
        ContributionState.Redacted => "Pubblicato con parole nascoste",
        ContributionState.Refused => "Non pubblicato",
        ContributionState.Withdrawn => "Ritirato",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}

public static class ContributionUrls
{
    public static string List(string process) => $"/percorsi/{process}/contributi";
    public static string Show(string process, string code) => $"/percorsi/{process}/contributi/{code}";
    public static string Write(string process) => $"/percorsi/{process}/contributi/nuovo";
    public static string Receipt(string process) => $"/percorsi/{process}/contributi/ricevuta";
    public static string Import(string process) => $"/percorsi/{process}/contributi/importa";
    public static string Enter(string process) => $"/percorsi/{process}/contributi/registra";
    public static string Slips(string process) => $"/percorsi/{process}/contributi/foglietti";
    public static string Pile(string process) => $"/percorsi/{process}/contributi/pila";
    /// <summary>The questions that phases add to the form, for who writes them.</summary>
    public static string Questions(string process) => $"/percorsi/{process}/contributi/domande";
    public static string Question(string process, Guid phase, Guid? question = null) =>
        $"{Questions(process)}/{phase}{(question is { } one ? $"/{one}" : "")}";
    /// <summary>What was answered to them, counted.</summary>
    public static string Answers(string process) => $"/percorsi/{process}/contributi/risposte";
    public static string Reading(string process) => $"/percorsi/{process}/lettura";
    /// <summary>Recordings of which nobody has typed yet what they say.</summary>
    public static string Untyped(string process) => $"{Reading(process)}?registrazioni=1";
    /// <summary>Where what somebody of the staff typed is put right, and what a recording says is typed.</summary>
    public static string Typed(string process, string code) => $"{Reading(process)}/{code}";
    /// <summary>Where somebody of the staff writes what a voice in another language says.</summary>
    public static string Translation(string process, string code) => $"{Reading(process)}/{code}/traduzione";
    /// <summary>Where the author of a paused voice appeals.</summary>
    public static string Appeal(string secret) => $"{ProcessUrls.Appeal}/{secret}";
    public static string Desk(string process) => $"/percorsi/{process}/contributi/sportello";
    /// <summary>The author's own page.</summary>
    public static string Mine(string secret) => Secrets.Page(secret);

    /// <summary>The author's own page, where what was typed may be the eight letters; null otherwise.</summary>
    public static string? MineOf(string? typed) => Secrets.Read(typed) is { } secret ? Mine(secret) : null;
}
