using System.Collections.Frozen;

namespace Deliberation.Similarity;

/// <summary>Italian words that join others and have no theme of their own, folded.</summary>
internal static class ItalianFunctionWords
{
    private static readonly FrozenSet<string> s_words =
        ("a abbia abbiamo abbiano ad adesso ai al alcuna alcune alcuni alcuno all alla alle allo allora altra altre altri altro anche ancora " +
         "avanti avere aveva avevano avremo avrebbe c che chi ci cio cioe come con contro cosa cose cosi cui d da dagli dai dal dall " +
         "dalla dalle dallo davanti de degli dei del dell della delle dello dentro deve devono di dietro dobbiamo dopo dove dovrebbe " +
         "dovrebbero due dunque durante e ecc ecco ed era erano essere essi facciamo fai fanno far fare fatta fatte fatti fatto fino fra fuori gia " +
         "gli grazie ha hanno ho i il in infatti invece io l la le lei li lo loro lui ma magari mai me meglio meno mentre mi mia mie " +
         "miei mio molta molte molti molto ne negli nei nel nell nella nelle nello nessun nessuna nessuno niente noi non nostra nostre " +
         "nostri nostro o od ogni ognuno oltre oppure ora ovunque per perche pero piu poco poi possa possano possiamo possibile possono potrebbe potrebbero " +
         "potremmo presso prima proprio puo pur pure qua qual qualche qualcosa qualcuno quale quali quando quanta quante quanti quanto quasi " +
         "quella quelle quelli quello quest questa queste questi questo qui quindi s saranno sarebbe sarebbero se sei sempre senza serve servono si sia " +
         "siamo siano solo sono sopra sotto spesso sta stanno stato stata stessa stesso su sua sue sugli sui sul sull sulla sulle sullo suo suoi " +
         "tra tramite tu tua tutta tutte tutti tutto un una uno vengono verso vi via viene voglio vogliamo voi vorrei vorremmo vostra vostro").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_negations = new[] { "non", "nessun", "nessuna", "nessuno", "niente", "senza", "neanche",
        "nemmeno", "mai" }.ToFrozenSet(StringComparer.Ordinal);

    internal static bool Negates(string foldedWord) => s_negations.Contains(foldedWord);

    internal static bool Contains(string foldedWord) => foldedWord.Length < 2 || s_words.Contains(foldedWord);
}
