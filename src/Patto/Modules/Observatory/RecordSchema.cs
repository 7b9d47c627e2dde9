using System.Collections.Frozen;

namespace Patto.Modules.Observatory;

public enum FieldType { Text, Choice, Money, Percent, Date, Year, Whole, Index }

/// <summary>A field of the regional register's record.</summary>
/// <param name="Code">Our unchanging name of it, for exports.</param>
/// <param name="Label">Exactly as the register prints it; <paramref name="Others"/> are older printings of the same field.</param>
public sealed record FieldDefinition(string Code, string Group, string Label, FieldType Type = FieldType.Text, string[]? Others = null,
    string[]? Values = null);

/// <summary>The standard record of a participatory process (Osservatorio Partecipazione, Regione Emilia-Romagna), in page order.</summary>
public static class RecordSchema
{
    public const string Process = "Processo", Running = "Gestione di Processo", Territory = "Territorio Interessato",
        Features = "Caratteristiche", Outcomes = "Obiettivi e Risultati",
        Quality = "Requisiti per la Certificazione di Qualità", Rewards = "Premialità Tecniche", Bonuses = "Bonus assegnati al Processo",
        Attachments = "Allegati", Credits = "Crediti";

    public static readonly string[] Groups = [Process, Running, Territory, Features, Outcomes, Quality, Rewards, Bonuses,
        Attachments, Credits];

    public const string LastChanged = "Data ultima modifica";
    public const string NotIndicated = "Non indicato o dato non disponibile nelle fonti consultate";
    public static readonly string[] NotForeseen = ["Non prevista nel bando di riferimento", "Non previsto nel bando di riferimento",
        "Non prevista come premialità nel bando di riferimento", "Non previsto come premialità nel bando di riferimento"];

    /// <summary>What the page shows beside the title: "Certificato", "Finanziato".</summary>
    public const string Badges = "badges";
    public static readonly string[] KnownBadges = ["Certificato", "Non certificato", "Finanziato", "Non finanziato", "In corso",
        "Concluso"];

    private static readonly string[] YesNo = ["Sì", "Si", "No"];

    public static readonly IReadOnlyList<FieldDefinition> Fields =
    [
        new("state", Process, "Stato di avanzamento", FieldType.Choice, Values: ["Progetto", "In corso", "Concluso"]),
        new("logo", Process, "Logo"),
        new("nature", Process, "Natura Processo", FieldType.Choice,
        Values: ["Processo certificato e finanziato", "Processo certificato non finanziato", "Processo non certificato"]),
        new("certified_year", Process, "Anno della certificazione", FieldType.Year),
        new("funded_year", Process, "Anno Finanziamento", FieldType.Year),
        new("funding", Process, "Importo finanziato dal Bando", FieldType.Money),
        new("cofunded", Process, "Cofinanziamento altri soggetti", FieldType.Choice, Values: YesNo),
        new("cofunding_percent", Process, "Percentuale Cofinanziamento", FieldType.Percent),
        new("cost", Process, "Costo complessivo del processo", FieldType.Money),
        new("start_year", Process, "Anno di avvio", FieldType.Year),
        new("end_year", Process, "Anno di chiusura", FieldType.Year),
        new("starts", Process, "Data inizio del processo", FieldType.Date, ["Data inizio"]),
        new("ends", Process, "Data fine del processo", FieldType.Date, ["Data fine"]),
        new("months", Process, "Durata (mesi)", FieldType.Whole),
        new("extension", Process, "Richiesta e concessione della proroga", FieldType.Choice, Values: YesNo),
        new("responsible", Running, "Struttura responsabile del processo"),
        new("address", Running, "Indirizzo"),
        new("guarantee_committee", Running, "Comitato di Garanzia locale"),
        new("guarantee_functions", Running, "Comitato di Garanzia locale - Funzioni assegnate"),
        new("guarantee_other_functions", Running, "Comitato di Garanzia locale - Altre Funzioni Assegnate"),
        new("steering_committee", Running, "Comitato di pilotaggio"),
        new("negotiation_table", Running, "Tavolo di Negoziazione"),
        new("decision_owners", Running, "Titolari della decisione"),
        new("proponent", Running, "Proponente"),
        new("outside_bodies", Running, "Soggetti esterni"),
        new("participants", Running, "Partecipanti"),
        new("map", Territory, "Mappa", FieldType.Text, ["Mappa di Impatto"]),
        new("scope", Features, "Ambito di intervento"),
        new("topic", Features, "Tematica specifica"),
        new("participation_kind", Features, "Tipo di partecipazione", FieldType.Choice,
        Values: ["Partecipazione volontaria", "Partecipazione volontaria regolata da Statuto o atti deliberativi"]),
        new("codecision", Features, "Codecisione", FieldType.Choice, Values: YesNo),
        new("design", Features, "Design del processo partecipativo", FieldType.Text, ["Fasi del percorso"]),
        new("digital_tools", Features, "Utilizzo di piattaforme tecnologiche e strumenti digitali"),
        new("participants_count", Features, "Numero partecipanti (stimate o effettive)", FieldType.Whole,
        ["Numero persone partecipanti (stimate o effettive)", "Numero persone partecipanti"]),
        new("women_present", Features, "Presenza femminile rilevata", FieldType.Choice,
        ["Tra i soggetti partecipanti si registra la presenza femminile"], YesNo),
        new("gender_prevalence", Features, "Riscontro della prevalenza di genere fra i partecipanti", FieldType.Choice,
        Values: ["Femminile", "Maschile", "Nessuna prevalenza"]),
        new("work_life_balance", Features, "Conciliazione tempi di vita e lavoro", FieldType.Choice,
            ["Conciliazione con tempi di vita e lavoro dei partecipanti nella gestione del processo"], YesNo),
        new("professionals", Features, "Figure Professionali"),
        new("methods", Features, "Tecniche di Partecipazione"),
        new("goals", Outcomes, "Obiettivi"),
        new("expected_results", Outcomes, "Risultati Attesi"),
        new("results", Outcomes, "Risultati conseguiti"),
        new("documents_planned", Outcomes, "Documenti di proposta partecipata previsti", FieldType.Choice, Values: YesNo),
        new("documents_approved", Outcomes, "Documenti di proposta partecipata approvati al termine del processo", FieldType.Choice,
        Values: YesNo),
        new("documents", Outcomes, "Descrizione Documenti"),
        new("final_document", Outcomes, "Upload Documento finale condiviso"),
        new("level", Outcomes, "Livello di partecipazione", FieldType.Choice,
        Values: ["INFORMAZIONE", "CONSULTAZIONE", "PROGETTAZIONE PARTECIPATA", "EMPOWERMENT"]),
        new("index", Outcomes, "Indice di partecipazione", FieldType.Index),
        new("solicitation", Quality, "Sollecitazione realtà sociali"),
        new("inclusion", Quality, "Modalità di inclusione"),
        new("tools_opening", Quality, "Strumenti di DDDP adottati nello svolgimento del processo - Apertura"),
        new("tools_closing", Quality, "Strumenti di DDDP adottati nello svolgimento del processo - Chiusura"),
        new("communication", Quality, "Modalità di comunicazione dei risultati del processo"),
        new("regional_evaluation", Quality, "Sintesi della valutazione regionale"),
        new("sector", Rewards, "Settore"),
        new("formal_agreement", Rewards, "Accordo formale preventivo", FieldType.Choice, Values: YesNo),
        new("monitoring", Rewards, "Modalità del monitoraggio e indicatori"),
        new("petitions", Rewards, "Istanze", FieldType.Choice, Values: YesNo),
        new("specific_subjects", Rewards, "Soggetti specifici"),
        new("proponent_kind", Rewards, "Tipologia di Soggetto proponente"),
        new("ecological_transition", Rewards, "Progetto in materia di transizione ecologica"),
        new("bonus_youth", Bonuses, "Bonus Giovani"),
        new("bonus_gender", Bonuses, "Bonus Parità di Genere"),
        new("bonus_accessibility", Bonuses, "Bonus Accessibilità"),
        new("bonus_policies", Bonuses, "Bonus Integrazione di Politiche"),
        new("attachments", Attachments, "Allegati"),
        new("reported_by", Credits, "Processo segnalato da"),
        new("source_notes", Credits, "Dettagli o note sulle fonti utilizzate"),
        new(Badges, Process, "Bollini della pagina"),
    ];

    private static readonly FrozenDictionary<string, FieldDefinition> ByLabel = Fields
        .SelectMany(f => (f.Others ?? []).Append(f.Label).Select(l => KeyValuePair.Create(Plain(l), f)))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, FieldDefinition> ByCode = Fields.ToFrozenDictionary(f => f.Code);

    /// <summary>The field that a line of the page is the label of; also where it is printed longer than we know it.</summary>
    public static FieldDefinition? Labelled(string line) => ByLabel.GetValueOrDefault(Plain(line)) ?? Longer(line);

    /// <summary>Whether the label is one that the register is known to print.</summary>
    public static bool IsKnownLabel(string label) => ByLabel.ContainsKey(Plain(label));

    public static FieldDefinition? Coded(string code) =>
        ByCode.GetValueOrDefault(code) ?? (IsUnknown(code) ? new(code, "", OtherLabel) : null);

    private const string Other = "other-", OtherLabel = "Altro che la pagina dice";

    /// <summary>Lines that belong to no field that we know.</summary>
    public static bool IsUnknown(string code) => code.StartsWith(Other, StringComparison.Ordinal);

    internal static RecordField Unknown(IReadOnlyList<RecordField> before, string group, string text, string label = OtherLabel) =>
        RecordField.Of(new(Other + (before.Count(f => IsUnknown(f.Code)) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            group, label), label, text);

    // "Conciliazione con tempi di vita e lavoro dei partecipanti": the words of a label that we know, in their order, and others between.
    private static FieldDefinition? Longer(string line)
    {
        if (line.Length > 120 || line.EndsWith('.') || line.EndsWith(',') || line.EndsWith(';')) return null;
        var words = Words(line);
        return words.Length < 4 ? null : LongLabels.Where(l => l.Words[0] == words[0] && AllInOrder(l.Words, words)).Select(l => l.Field)
            .FirstOrDefault();
    }

    private static readonly (string[] Words, FieldDefinition Field)[] LongLabels =
        [.. Fields.Select(f => (Words(f.Label), f)).Where(l => l.Item1.Length >= 3)];

    private static string[] Words(string text) =>
        [.. Plain(text).ToLowerInvariant().Split([' ', '(', ')', '-', '\'', '/'], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w.Length > 3)];

    private static bool AllInOrder(string[] wanted, string[] words)
    {
        var next = 0;
        foreach (var word in words)
            if (next < wanted.Length && word == wanted[next]) next++;
        return next == wanted.Length;
    }

    // The register prints both apostrophes, and some pages a colon after the label.
    private static string Plain(string label) => label.Trim().TrimEnd(':').TrimEnd().Replace('’', '\'');
}
