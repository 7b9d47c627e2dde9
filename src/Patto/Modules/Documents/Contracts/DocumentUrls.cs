using Patto.Database;

namespace Patto.Modules.Documents.Contracts;

public static class DocumentUrls
{
    public static string All(string slug) => $"/percorsi/{slug}/documenti";
    public static string New(string slug) => $"/percorsi/{slug}/documenti/nuovo";
    public static string Show(string slug, Id<Document> document) => $"/percorsi/{slug}/documenti/{document}";
    public static string Article(string slug, Id<Document> document, string eId) => $"{Show(slug, document)}/articolo/{eId}";
    public static string Amend(string slug, Id<Document> document, string eId) => $"{Show(slug, document)}/emendamento/{eId}";
    public static string Receipt(string slug, Id<Document> document, string ticket) => $"{Show(slug, document)}/ricevuta/{ticket}";
    /// <summary>What the author of a comment keeps.</summary>
    public static string CommentReceipt(string slug, Id<Document> document, string ticket) => $"{Show(slug, document)}/commento/{ticket}";
    public static string Versions(string slug, Id<Document> document) => $"{Show(slug, document)}/versioni";
    public static string Compare(string slug, Id<Document> document, int from, int to) =>
        $"{Show(slug, document)}/confronta?da={from}&a={to}";
    public static string Edit(string slug, Id<Document> document) => $"{Show(slug, document)}/modifica";
    public static string Import(string slug, Id<Document> document) => $"{Show(slug, document)}/importa";
    public static string EditArticle(string slug, Id<Document> document, string eId) => $"{Edit(slug, document)}/{eId}";
    public static string Desk(string slug, Id<Document> document) => $"{Show(slug, document)}/osservazioni";
    /// <summary>Several amendments answered with the same words.</summary>
    public static string Together(string slug, Id<Document> document, IEnumerable<string>? codes = null) =>
        $"{Desk(slug, document)}/insieme{Chosen(codes)}";
    /// <summary>Several amendments to one *comma* that enter it as one text.</summary>
    public static string Merge(string slug, Id<Document> document, IEnumerable<string>? codes = null) =>
        $"{Desk(slug, document)}/unisci{Chosen(codes)}";
    public static string VotingOrder(string slug, Id<Document> document) => $"{Desk(slug, document)}/ordine";
    private static string Chosen(IEnumerable<string>? codes) =>
        codes is null ? "" : "?" + string.Join('&', codes.Select(c => $"scelti={Uri.EscapeDataString(c)}"));
    public static string Reply(string slug, Id<Document> document, Id<Amendment> amendment) =>
        $"{Show(slug, document)}/risposta/{amendment}";
    public static string Print(string slug, Id<Document> document) => $"{Show(slug, document)}/stampa";
    /// <param name="format">docx, odt or md.</param>
    public static string File(string slug, Id<Document> document, string format) => $"{Show(slug, document)}/testo.{format}";
    public static string Xml(string slug, Id<Document> document) => $"{Show(slug, document)}/testo.xml";
}
