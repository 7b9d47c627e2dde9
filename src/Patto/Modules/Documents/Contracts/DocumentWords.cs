namespace Patto.Modules.Documents.Contracts;

/// <summary>What kind of text a process writes.</summary>
public enum DocumentKind
{
    /// <summary>Regolamento.</summary>
    Regulation,
    /// <summary>Carta dei Valori.</summary>
    Charter,
    Vision,
    Pact,
    /// <summary>Documento di proposta partecipata (DocPP).</summary>
    ProposalDocument,
    /// <summary>Programma: of a service, of local welfare.</summary>
    Programme,
    /// <summary>Rules that a group gives itself (*patto interno*).</summary>
    Rules,
    Other,
}

/// <summary>How far a text has come. Whether it is open to observations is a matter of dates.</summary>
public enum DocumentState { Draft, Published, Final, HandedOver, Adopted }

/// <summary>What becomes of an amendment; all but the first are the table's answer, or stand in its place.</summary>
public enum Answer
{
    Waiting,
    Accepted,
    InPart,
    Refused,
    /// <summary>*Assorbito*: what it asks stands in the text through another that was accepted.</summary>
    Absorbed,
    /// <summary>*Precluso*: another that was accepted says something else in the same place.</summary>
    Precluded,
    /// <summary>*Inammissibile*: the table may not decide on it.</summary>
    Inadmissible,
    /// <summary>*Ritirato* by who proposed it.</summary>
    Withdrawn,
    /// <summary>*Decaduto*: the words that it changes are no longer there.</summary>
    Lapsed,
}

/// <summary>The Italian of the module's terms.</summary>
public static class DocumentWords
{
    public static string Italian(this DocumentKind kind) => kind switch
    {
        DocumentKind.Regulation => "Regolamento",
        DocumentKind.Charter => "Carta dei Valori",
        DocumentKind.Vision => "Visione condivisa",
        DocumentKind.Pact => "Patto",
        DocumentKind.ProposalDocument => "Documento di proposta partecipata",
        DocumentKind.Programme => "Programma",
        DocumentKind.Rules => "Regole comuni",
        DocumentKind.Other => "Altro testo",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The kind that a template calls <c>proposal-document</c>, <c>pact</c>…</summary>
    public static DocumentKind Read(string template) => template switch
    {
        "regulation" => DocumentKind.Regulation,
        "charter" => DocumentKind.Charter,
        "vision" => DocumentKind.Vision,
        "pact" => DocumentKind.Pact,
        "proposal-document" => DocumentKind.ProposalDocument,
        "programme" => DocumentKind.Programme,
        "rules" => DocumentKind.Rules,
        _ => DocumentKind.Other,
    };

    public static string Italian(this DocumentState state) => state switch
    {
        DocumentState.Draft => "In scrittura",
        DocumentState.Published => "Bozza pubblica",
        DocumentState.Final => "Testo definitivo",
        DocumentState.HandedOver => "Consegnato a chi decide",
        DocumentState.Adopted => "Approvato",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Italian(this Answer answer) => answer switch
    {
        Answer.Waiting => "In esame",
        Answer.Accepted => "Accolto",
        Answer.InPart => "Accolto in parte",
        Answer.Refused => "Non accolto",
        Answer.Absorbed => "Assorbito",
        Answer.Precluded => "Precluso",
        Answer.Inadmissible => "Inammissibile",
        Answer.Withdrawn => "Ritirato",
        Answer.Lapsed => "Decaduto",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };

    /// <summary>When it is the right outcome, in a sentence.</summary>
    public static string Meaning(this Answer answer) => answer switch
    {
        Answer.Accepted => "Il testo cambia come chiede.",
        Answer.InPart => "Entra solo una parte, o con altre parole.",
        Answer.Refused => "Il testo resta com'è.",
        Answer.Absorbed => "Ciò che chiede è già nel testo, con un altro emendamento accolto.",
        Answer.Precluded => "Un altro emendamento accolto dice una cosa diversa nello stesso punto.",
        Answer.Inadmissible => "Il Tavolo non può deciderlo: non riguarda questo testo, o lo vieta una norma.",
        Answer.Withdrawn => "Chi l'ha proposto ha detto di ritirarlo.",
        Answer.Lapsed => "Le parole che voleva cambiare non ci sono più.",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };

    /// <summary>Whether something of it enters the text.</summary>
    public static bool Enters(this Answer answer) => answer is Answer.Accepted or Answer.InPart;

    /// <summary>Whether it says by which other amendment: that one is the reason.</summary>
    public static bool RestsOnAnother(this Answer answer) => answer is Answer.Absorbed or Answer.Precluded;

    /// <summary>Whether it is told with a reason.</summary>
    public static bool NeedsReason(this Answer answer) => answer != Answer.Accepted && !answer.RestsOnAnother();

    /// <summary>The kind of a tag: never colour alone.</summary>
    public static string Tag(this Answer answer) => answer switch
    {
        Answer.Accepted => "ok",
        Answer.InPart or Answer.Absorbed => "part",
        Answer.Refused or Answer.Precluded or Answer.Inadmissible => "no",
        Answer.Withdrawn or Answer.Lapsed => "open",
        _ => "wait",
    };

    /// <summary>Whether it is, or is part of, what the process proposes to the body that decides; values and visions only lead
    /// there.</summary>
    public static bool IsProposal(this DocumentKind kind) => kind is not (DocumentKind.Charter or DocumentKind.Vision);

    /// <summary>What its pieces are called: regulations, charters, pacts and rules have articles, the others points.</summary>
    public static bool HasArticles(this DocumentKind kind) =>
        kind is DocumentKind.Regulation or DocumentKind.Charter or DocumentKind.Pact or DocumentKind.Rules;

    /// <summary>A piece by its name inside the text, as people cite it: <c>art_4__para_2</c> is "art. 4, c. 2",
    /// <c>art_4__heading</c> "art. 4, rubr.".</summary>
    public static string CiteWhole(this DocumentKind kind, string eId)
    {
        var parts = eId.Split("__");
        var article = kind.Cite(parts[0]["art_".Length..]);
        return parts.Length < 2 ? article : parts[1] == "heading" ? $"{article}, rubr."
            : parts[1].StartsWith("para_", StringComparison.Ordinal) ? $"{article}, c. {parts[1]["para_".Length..]}" : article;
    }

    /// <summary>How a piece is cited: "art. 7", "punto 2".</summary>
    public static string Cite(this DocumentKind kind, string label) => (kind.HasArticles() ? "art. " : "punto ") + label;
}
