using Patto.Localization;

namespace Patto.Modules.Choices.Contracts;

/// <summary>The Italian of the module's terms.</summary>
public static class ChoiceWords
{
    public static string Italian(this ChoiceRule rule) => rule switch
    {
        ChoiceRule.Approval => "Segni: tutte quelle che vanno bene",
        ChoiceRule.Points => "Punti da dividere",
        ChoiceRule.Score => "Un voto a ogni opzione",
        ChoiceRule.Ranking => "In ordine di preferenza",
        ChoiceRule.Judgment => "Giudizi: da ottimo a da respingere",
        ChoiceRule.EqualShares => "Soldi da dividere, in parti uguali",
        ChoiceRule.Transferable => "In ordine di preferenza, con il voto che passa oltre",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };

    public static string Italian(this Electorate who) => who switch
    {
        Electorate.Accounts => "Chi è registrato sul sito",
        Electorate.Seats => "Chi siede in un gruppo",
        Electorate.Codes => "Chi riceve una scheda con un codice",
        _ => throw new ArgumentOutOfRangeException(nameof(who), who, null),
    };

    /// <summary>Where it stands now.</summary>
    public static string Italian(this Choice choice, DateTimeOffset now) => choice.State switch
    {
        ChoiceState.Draft => "in bozza",
        ChoiceState.Counted => "voto chiuso",
        ChoiceState.Annulled => "voto annullato",
        _ => choice.IsVoting(now) ? "si vota adesso" : choice.IsOver(now) ? "chiuso, da contare" : "si vota fra poco",
    };

    /// <summary>The kind of a tag: never colour alone.</summary>
    public static string Tag(this Choice choice, DateTimeOffset now) => choice.State switch
    {
        ChoiceState.Counted => "ok",
        ChoiceState.Annulled => "no",
        ChoiceState.Open when choice.IsVoting(now) => "now",
        ChoiceState.Open => "open",
        _ => "wait",
    };

    /// <summary>What the numbers on a ballot are called.</summary>
    public static string Total(this ChoiceRule rule) => rule switch
    {
        ChoiceRule.Approval => "Segni",
        ChoiceRule.Ranking => "Confronti vinti",
        ChoiceRule.Judgment => "Persone con quel giudizio o meglio",
        ChoiceRule.Transferable => "Voti finché era in gara",
        _ => "Punti",
    };

    /// <summary>The rule in three plain sentences.</summary>
    public static IReadOnlyList<string> Sentences(this Choice choice, Texts L) => choice.Rule switch
    {
        ChoiceRule.Approval =>
        [
            L["Segni tutte le opzioni che ti vanno bene: una, alcune, anche tutte."],
            L["Ogni segno vale uno, e vale lo stesso da chiunque venga."],
            L.Count(choice.Winners, "Vince l'opzione con più segni.", "Vincono le {0} opzioni con più segni."),
        ],
        ChoiceRule.Points =>
        [
            L.Count(choice.Points, "Hai un punto.", "Hai {0} punti: dalli a una sola opzione o dividili fra più."),
            L["I punti che non dai non vanno a nessuno."],
            L.Count(choice.Winners, "Vince l'opzione con più punti in tutto.", "Vincono le {0} opzioni con più punti in tutto."),
        ],
        ChoiceRule.Score =>
        [
            L["A ogni opzione dai un voto da 0 a {0}, senza un totale da rispettare.", choice.Points],
            L["Un'opzione a cui non dai un voto riceve da te zero."],
            L.Count(choice.Winners, "Vince l'opzione con la somma più alta.", "Vincono le {0} opzioni con la somma più alta."),
        ],
        ChoiceRule.Ranking =>
        [
            L["Metti le opzioni in ordine: 1 è quella che preferisci. Quelle senza numero vanno in fondo, alla pari."],
            L["Ogni opzione si confronta con ogni altra: vince il confronto quella che più persone mettono davanti."],
            L.Count(choice.Winners, "Vince chi batte tutte le altre; se nessuna ci riesce, decide la catena di confronti più forte (regola di Schulze).",
                "Vincono le prime {0}, in ordine di chi batte chi; dove i confronti girano in tondo decide la catena più forte (regola di Schulze)."),
        ],
        ChoiceRule.Judgment =>
        [
            L["A ogni opzione dai un giudizio, da ottimo a da respingere. Dove non scrivi niente vale da respingere."],
            L["Di ogni opzione si guarda il giudizio di mezzo: quello che almeno metà delle persone le dà, o di meglio."],
            L.Count(choice.Winners, "Vince l'opzione con il giudizio di mezzo migliore.", "Vincono le {0} opzioni con il giudizio di mezzo migliore."),
        ],
        ChoiceRule.Transferable =>
        [
            L["Metti le opzioni in ordine: 1 è quella che preferisci. Ogni posto va a una sola, e quelle senza numero non ricevono il tuo voto."],
            L["Il tuo voto vale per la prima. Se quella esce, o ha più voti di quanti gliene servono, passa alla successiva della tua scheda."],
            L.Count(choice.Winners, "Esce ogni volta l'opzione con meno voti, finché una ne ha più della metà o resta sola.",
                "Vince chi arriva alla quota che solo {0} opzioni possono raggiungere; se nessuna ci arriva esce quella con meno voti (voto singolo trasferibile)."),
        ],
        _ =>
        [
            L["Ogni persona ha una parte uguale dei soldi. I punti da dare alle opzioni sono {0} a testa.", choice.Points],
            L["Un'opzione vince quando chi le ha dato punti riesce a pagarla con la sua parte, e chi le ha dato più punti paga di più."],
            L["Si va avanti finché bastano i soldi: così vince chi convince tanti, e nessun gruppo prende tutto."],
        ],
    };

    /// <summary>How equality is settled, said before.</summary>
    public static string TieSentence(this ChoiceRule rule) => rule switch
    {
        ChoiceRule.EqualShares => "A parità passa chi ha più punti, poi la meno cara, poi chi viene prima nell'elenco: l'ordine dell'elenco si tira a sorte quando il voto si apre.",
        ChoiceRule.Judgment => "A parità si toglie a tutte un giudizio di mezzo alla volta; se sono ancora pari vince chi viene prima nell'elenco: l'ordine dell'elenco si tira a sorte quando il voto si apre.",
        ChoiceRule.Transferable => "A parità vince, o resta in gara, chi viene prima nell'elenco: l'ordine dell'elenco si tira a sorte quando il voto si apre.",
        _ => "A parità vince chi viene prima nell'elenco: l'ordine dell'elenco si tira a sorte quando il voto si apre.",
    };
}
