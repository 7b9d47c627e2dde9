using Patto.Database;
using Patto.Localization;
using Patto.Modules.Portal.Pages;
using Patto.Provenance;

namespace Patto.Modules.Portal;

/// <summary>A thread in three lines: what was said, what became of it, what comes next. Each line is one or more sentences of the
/// interface.</summary>
public sealed record ThreeLines(string Said, IReadOnlyList<string> Became, IReadOnlyList<string> Next)
{
    private const int LongestName = 120;

    /// <param name="fate">Its state; null for what bears no code that its module tells of.</param>
    /// <param name="owed">What is missing at the ends of the branches.</param>
    /// <param name="hasEnded">Its process closed without an answer to it, or to what came of it.</param>
    public static ThreeLines Of(Provenance.Thread thread, Fate? fate, IEnumerable<Owed> owed, bool hasEnded, DateOnly today, Texts L)
    {
        var came = thread.Reached().Skip(1).Select(s => thread.Cards[s]).ToList();
        return new(SaidOf(thread.Cards[thread.Start], L), [.. BecameOf(thread.Cards[thread.Start], came, fate, L)],
            [.. NextOf(came, fate, owed, hasEnded, today, L)]);
    }

    private static bool IsOver(Fate? fate) => fate is Fate.Withdrawn or Fate.TakenBack or Fate.NotPublished or Fate.Dropped;

    // A proposal says why it is not carried on, and nothing else: where all are, nothing more comes of it.
    private static bool AreStopped(List<Card> came) => came.Exists(c => c.Subject.Kind == "proposal")
        && came.All(c => c.Subject.Kind == "proposal" && c.Reason is not null);

    private static string SaidOf(Card start, Texts L)
    {
        var name = Excerpt.Of(start.Text, LongestName);
        return start.Subject.Kind switch
        {
            "contribution" => L["Una voce: {0}.", start.Note ?? ""],
            "proposal" => L["Una proposta: «{0}».", name],
            "comment" => L["Un commento a un testo: «{0}».", name],
            "amendment" => L["La richiesta di cambiare un testo: «{0}».", name],
            _ => L["Si parte da qui: «{0}».", name],
        };
    }

    private static IEnumerable<string> BecameOf(Card start, List<Card> came, Fate? fate, Texts L)
    {
        // What was taken back or is not carried on says so first, whatever had come of it.
        if (IsOver(fate) || fate is Fate.Paused) yield return L[TraceModel.Italian(fate!.Value)];
        else if (start.Outcome is { } own) yield return L["Ha avuto una risposta: {0}.", L[TraceModel.Italian(own)].Value];
        else if (came.Count == 0)
            yield return fate is { } state ? L[TraceModel.Italian(state)] : L["Per ora non ne è venuto altro."];
        var proposals = came.Where(c => c.Subject.Kind == "proposal").ToList();
        if (proposals.Count > 0) yield return L.Count(proposals.Count, "Fa parte della proposta «{1}».", "Fa parte di {0} proposte.",
            Excerpt.Of(proposals[0].Text, LongestName));
        if (AreStopped(came)) yield return L["Non si porta avanti. Il motivo: {0}", proposals[^1].Reason!];
        var places = came.Count(c => c.Subject.Kind is "article" or "comma");
        if (places > 0) yield return L.Count(places, "È all'origine di un punto di un testo.", "È all'origine di {0} punti dei testi.");
        var answers = came.Where(c => c.Subject.Kind == "outcome").Select(c => c.Outcome).OfType<Settled>().Distinct().ToList();
        if (answers.Count > 0) yield return L["Chi decide ha risposto: {0}.", L.List(answers.Select(a => L[TraceModel.Italian(a)].Value))];
    }

    private static IEnumerable<string> NextOf(List<Card> came, Fate? fate, IEnumerable<Owed> owed, bool hasEnded, DateOnly today, Texts L)
    {
        if (hasEnded)
        {
            yield return L["Il percorso si è concluso: il motivo si legge nella storia, qui sotto."];
            yield break;
        }
        if (owed.OrderBy(o => o.Due ?? DateOnly.MaxValue).FirstOrDefault() is { } first)
        {
            yield return L["Manca ancora questo: {0}. Lo deve: {1}.", first.What, first.By];
            if (first.Due is { } day)
                yield return day < today ? L["Doveva esserci entro il {0}.", L.Day(day)] : L["Il termine è il {0}.", L.Day(day)];
            yield break;
        }
        if (IsOver(fate) || AreStopped(came))
        {
            yield return L["Si è fermata qui: non si aspetta altro."];
            yield break;
        }
        var measured = came.Where(c => c.Subject.Kind == "indicator").ToList();
        if (measured.Count > 0)
            yield return L.Count(measured.Count, "Si misura che cosa cambia: «{1}».",
                "Si misura che cosa cambia, con {0} indicatori.",
            Excerpt.Of(measured[0].Text, LongestName));
        else if (came.Exists(c => c.Subject.Kind == "outcome")) yield return L["La risposta c'è: non si aspetta altro."];
        else yield return L["Quando succede qualcosa di nuovo lo leggi in questa pagina."];
    }
}
