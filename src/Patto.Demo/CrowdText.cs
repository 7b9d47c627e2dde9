namespace Patto.Demo;

/// <summary>What a crowd says: sentences put together from the talk of the demo town. The same seed says the same.</summary>
internal sealed class CrowdText(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>One voice on one of the four themes of the demo.</summary>
    public (string Theme, string Area, string Text) Next()
    {
        var theme = Pick(Themes);
        var area = Pick(Areas);
        var text = $"{Pick(Openings)} {Fill(Pick(theme.Facts), area.Name)}";
        if (_random.Next(10) < 7) text += $" {Fill(Pick(theme.Wishes), area.Name)}";
        if (_random.Next(10) < 3) text += $" {Pick(Endings)}";
        return (theme.Key, area.Key, text);
    }

    public T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    private string Fill(string pattern, string area) => pattern
        .Replace("{luogo}", area, StringComparison.Ordinal).Replace("{chi}", Pick(Speakers), StringComparison.Ordinal)
        .Replace("{quando}", Pick(When), StringComparison.Ordinal).Replace("{dove}", Pick(Where), StringComparison.Ordinal)
        .Replace("{n}", _random.Next(2, 40).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static readonly (string Key, string Name)[] Areas =
        [("centro", "in Centro"), ("mulino", "a Borgo Mulino"), ("valle", "a Valle"), ("biagio", "a San Biagio"),
            ("stazione", "alla Stazione")];

    private static readonly string[] Speakers =
        ["mia madre", "mio figlio", "la mia vicina", "un collega", "mia nonna", "il ragazzo del piano di sopra", "una famiglia che conosco",
            "mia sorella", "un amico che fa i turni", "chi vive solo", "chi è appena arrivato", "una mamma con due bambini"];

    private static readonly string[] When =
        ["la mattina presto", "di sera", "il sabato", "la domenica", "d'inverno", "quando piove", "dopo le sei", "nei giorni di mercato",
            "d'estate", "ogni giovedì", "a metà mese", "quando chiude la scuola"];

    private static readonly string[] Where =
        ["in farmacia", "in biblioteca", "al circolo", "davanti alla scuola", "allo sportello", "nella palestra comunale", "al mercato",
            "nella ex scuola", "in municipio", "al bar della piazza", "ai giardini", "nella sala civica"];

    private static readonly string[] Openings =
        ["Secondo me è semplice:", "Lo dico da anni:", "Parlo per esperienza:", "Una cosa sola:", "Abito qui da sempre e lo so:",
            "L'ho visto con i miei occhi:", "Forse non tutti lo sanno, ma", "Noi ne parliamo spesso:", "Scrivo per la prima volta:",
            "Ho chiesto in giro:", "Con tutto il rispetto,", "Nel mio piccolo:"];

    private static readonly string[] Endings =
        ["Grazie se lo leggete.", "Io do volentieri una mano.", "Se serve vengo a raccontarlo.", "Non costa quasi niente.",
            "Fatemi sapere com'è andata.", "In altri paesi funziona già.", "Basterebbe provarci sei mesi.",
            "Siamo almeno in dieci a pensarla così."];

    private static readonly (string Key, string[] Facts, string[] Wishes)[] Themes =
    [
        ("conflitti",
        [
            "{luogo} si litiga per il rumore {quando} e nessuno sa a chi rivolgersi.",
                "{chi} non parla con i vicini da {n} mesi per un posto auto.",
            "gli avvisi appesi {dove} sono scritti in modo che li capiscono in {n} su cento.",
            "nel mio palazzo siamo {n} famiglie e ogni riunione finisce male.",
            "{quando} il cortile diventa un campo di battaglia fra chi gioca e chi riposa.",
            "si firma, si scrive, si telefona, e poi nessuno risponde: {luogo} è successo {n} volte.",
            "i ragazzi {luogo} vengono mandati via da ogni panchina e poi ci stupiamo se si arrabbiano.",
            "{chi} ha ricevuto una lettera dell'avvocato prima ancora di una parola.",
        ],
        [
            "Servirebbe una persona che ascolta tutti e due, {dove}, gratis.", "Chi decide spieghi il perché, anche quando è un no.",
                "Si può fare un incontro {dove} ogni mese per parlarne.",
            "Formiamo {n} persone che sappiano mediare.", "Scrivete gli avvisi in parole semplici e in più lingue.",
            "Un regolamento del cortile scritto insieme, con i ragazzi.",
        ]),
        ("lavoro",
        [
            "{chi} lavora a turni e trova sempre chiuso lo sportello {quando}.", "il centro estivo apre due ore dopo l'inizio del turno.",
                "per un posto all'asilo {luogo} ci sono {n} famiglie in attesa.",
            "{chi} ha rinunciato a un lavoro perché non trovava casa.",
            "i corsi si fanno {dove} a un'ora in cui chi lavora non può andarci.",
            "ci sono {n} botteghe che cercano qualcuno e {n} ragazzi che cercano lavoro, ma non si incontrano.",
            "per una pratica {chi} ha preso tre permessi in {n} giorni.",
            "chi assiste un familiare {luogo} non ha mai un'ora libera {quando}.",
        ],
        [
            "Aprite lo sportello un pomeriggio e un sabato al mese.", "Chiedete alle aziende i turni prima di decidere gli orari.",
                "Un elenco di chi può tenere i bambini {quando} aiuterebbe molti.",
            "Si potrebbe fare il doposcuola {dove}.", "Una pagina sola con le cose da portare, e l'ora.",
            "Mettete in contatto le case vuote con chi lavora qui.",
        ]),
        ("sociale",
        [
            "{quando} {luogo} non c'è un posto dove stare senza consumare.", "{chi} passa giornate intere senza parlare con nessuno.",
                "le feste si fanno solo in Centro e {chi} non ci arriva.",
            "ci sono stanze vuote {dove} e {n} ragazzi che non sanno dove andare.", "il circolo è chiuso da {n} mesi e ci manca.",
            "{chi} sa tutto di tutti e aiuterebbe volentieri, ma nessuno glielo chiede.",
            "da quando {dove} si fanno i corsi di cucina ho conosciuto {n} persone.",
            "chi non usa internet viene a sapere le cose quando sono finite.",
        ],
        [
            "Una telefonata ogni mattina a chi la vuole.", "Aprite {dove} anche {quando}.",
                "Un cartellone con le cose della settimana {dove}.",
            "Date le chiavi ai ragazzi e fate il conto dopo un anno.", "Le riunioni fatele anche {luogo}.",
            "Una cena di quartiere ogni due mesi, ognuno porta qualcosa.",
        ]),
        ("muoversi",
        [
            "{quando} non passa un autobus {luogo} per più di {n} minuti.", "alla fermata {luogo} non c'è né luce né panchina.",
                "{chi} deve chiedere un passaggio per andare {dove}.",
            "in bicicletta fino al Centro si rischia, soprattutto {quando}.",
            "ho due posti liberi in macchina {quando} e non so a chi offrirli.", "per una visita {chi} perde mezza giornata.",
            "il marciapiede {luogo} finisce all'improvviso e con il passeggino si va in strada.",
            "il pulmino della scuola resta fermo {n} ore al giorno.",
        ],
        [
            "Un numero solo da chiamare per un passaggio.", "Una panchina, una tettoia e un po' di luce.",
                "Fate una corsa in più {quando}.", "Un elenco di volontari con l'assicurazione pagata.",
            "Una ciclabile vera, anche corta.", "Il giro della spesa il venerdì, tutti insieme.",
        ]),
    ];
}
