using Patto.Database;
using Patto.Localization;
using Patto.Provenance;
using Patto.Web.Ui;

namespace Patto.Modules.Portal;

/// <summary>One way that a voice took, from what was said to what is measured; what has not happened yet is missing.</summary>
public sealed record ThreadPath(Card? Voice, Card? Proposal, Card? Text, Card? Decision, Card? Action, Card? Indicator)
{
    /// <summary>How many of the five links are there.</summary>
    internal int Reached => new[] { Voice, Proposal, Text, Decision, Indicator ?? Action }.Count(c => c is not null);

    /// <summary>The five links as people see them, the missing ones as promises.</summary>
    public IReadOnlyList<ChainNode> Nodes(Texts L) =>
    [
        Node("contributo", Voice, L["Il contributo."], quote: true), Node("proposta", Proposal, L["Non è ancora entrato in una proposta."]),
        Node("articolo", Text, Decision is null ? L["Non è ancora in un testo."] : L["È stata decisa senza passare da un testo."]),
        Node("decisione", Decision, L["Chi decide non ha ancora risposto."]),
        Node("indicatore", Indicator ?? Action, L["Ancora nessun indicatore."]),
    ];

    private static ChainNode Node(string kind, Card? card, string missing, bool quote = false)
    {
        if (card is null) return new(kind, "", missing, null, null, true);
        // The way may have been read for another request.
        if (card.Language is { } language) Texts.IsWritten(card.Text, language);
        return new(kind, card.Code ?? "", quote ? $"«{card.Text}»" : card.Text, card.Note, card.Url, false);
    }
}

/// <summary>Reads the thread of one thing into the ways that lead from it, the longest first, and what it comes from.</summary>
public static class Story
{
    private const int MostWalked = 400;

    public static IReadOnlyList<ThreadPath> PathsOf(Provenance.Thread thread)
    {
        if (!thread.Cards.TryGetValue(thread.Start, out var start)) return [];
        List<ThreadPath> ways = [];
        Walk(thread, thread.Start, Place(new(null, null, null, null, null, null), null, start), ways, []);
        return [.. ways.Distinct().Where(w => !ways.Exists(longer => IsShortCut(w, longer))).OrderByDescending(w => w.Reached)];
    }

    // The answer on a proposal whose text got the same answer: the way through the text tells it, with what followed.
    private static bool IsShortCut(ThreadPath way, ThreadPath longer) =>
        way is { Proposal: not null, Text: null, Decision: not null } && longer is { Text: not null, Decision: not null }
        && way.Voice == longer.Voice && way.Proposal == longer.Proposal && way.Decision.Outcome == longer.Decision.Outcome
            && way.Reached < longer.Reached;

    private static void Walk(Provenance.Thread thread, Subject at, ThreadPath way, List<ThreadPath> ways, HashSet<Subject> passed)
    {
        if (!passed.Add(at) || ways.Count > MostWalked) return;
        var next = thread.After(at).Where(n => !Relations.Aside.Contains(n.Link.Relation)).ToList();
        foreach (var (link, card) in next) Walk(thread, link.To, Place(way, link.Relation, card), ways, passed);
        if (next.Count == 0) ways.Add(way);
        passed.Remove(at);
    }

    // The relation says which link of the chain a card is; the start says it by its kind.
    private static ThreadPath Place(ThreadPath way, Relation? relation, Card card) => relation switch
    {
        Relation.GatheredInto or Relation.MergedInto or Relation.SplitInto => way with { Proposal = card },
        Relation.Grounds or Relation.Changes => way with { Text = card },
        Relation.SettledBy => way with { Decision = card },
        Relation.CarriedOutBy => way with { Action = card },
        Relation.MeasuredBy => way with { Indicator = card },
        _ => card.Subject.Kind switch
        {
            "contribution" or "amendment" => way with { Voice = card },
            "proposal" => way with { Proposal = card },
            "outcome" or "decision" => way with { Decision = card },
            "action" or "commitment" => way with { Action = card },
            "indicator" => way with { Indicator = card },
            _ => way with { Text = card },
        },
    };

    /// <summary>The thread as sentences, in order of time.</summary>
    public static IEnumerable<(DateTimeOffset At, string Sentence, string? Reason)> Tell(Provenance.Thread thread, Texts L) =>
        thread.Links.Select(l => (l.At, Sentence(l.Relation, thread.Cards[l.From], thread.Cards[l.To], L), l.Reason));

    /// <summary>One link as a sentence; what the reader may not see is only said to be there.</summary>
    public static string Sentence(Relation relation, Card? from, Card? to, Texts L)
    {
        var hidden = L["(non pubblico)"].Value;
        return L[relation == Relation.CarriedOutBy && to?.Subject.Kind == "commitment" ? "{1} è un impegno preso per attuare {0}."
            : Italian(relation), from is null ? hidden : NameOf(from), to is null ? hidden : NameOf(to)];
    }

    /// <summary>That it got no answer, and that it waits again where its process was opened again.</summary>
    public static IEnumerable<(DateTimeOffset At, string Sentence, string? Reason)> Tell(ToldEnd end, Card card, Texts L)
    {
        yield return (end.At, L["Il percorso si è concluso senza una risposta su {0}. Lo ha deciso: {1}.", NameOf(card), end.DecidedBy],
            end.Reason);
        if (end.Reopened is { } again) yield return (again, L["Il percorso è stato riaperto: {0} aspetta di nuovo una risposta.",
            NameOf(card)], null);
    }

    /// <summary>What has a title is called by it, and by its code for whoever looks for that; voices, articles and acts are known by
    /// their number.</summary>
    private static readonly string[] Titled = ["proposal", "action", "commitment", "indicator"];

    private static string NameOf(Card card) => card.Code is not { } code ? $"«{Excerpt.Of(card.Text, 90)}»"
        : Titled.Contains(card.Subject.Kind) && card.Text.Length > 0 ? $"«{Excerpt.Of(card.Text, 60)}» ({code})" : code;

    private static string Italian(Relation relation) => relation switch
    {
        Relation.Voiced => "{1} è nato da {0}.",
        Relation.GatheredInto => "{0} è entrato nella proposta {1}.",
        Relation.MergedInto => "La proposta {0} si è unita a {1}.",
        Relation.SplitInto => "La proposta {0} si è divisa in {1}.",
        Relation.CitedBy => "{0} è citato in {1}.",
        Relation.Grounds => "{0} è una ragione di {1}.",
        Relation.Changes => "{0} ha cambiato {1}.",
        Relation.SettledBy => "Su {0} chi decide ha risposto: {1}.",
        Relation.CarriedOutBy => "Dalla decisione {0} nasce l'azione {1}.",
        Relation.MeasuredBy => "L'azione {0} si misura con {1}.",
        Relation.VotedIn => "{0} è stato votato in {1}.",
        Relation.AskedIn => "{0} è diventato una frase a cui si risponde: {1}.",
        _ => throw new ArgumentOutOfRangeException(nameof(relation), relation, null),
    };
}
