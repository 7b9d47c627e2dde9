using System.Globalization;
using System.Xml.Linq;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;

namespace Patto.Modules.Documents;

/// <summary>An edition as Akoma Ntoso 3.0 (OASIS LegalDocML): the names of articles and *commi* are its eIds.</summary>
public static class AkomaNtoso
{
    private static readonly XNamespace Akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

    /// <param name="authority">As on its letterhead.</param>
    public static XDocument Write(Document document, Edition edition, string authority)
    {
        var name = document.Kind == DocumentKind.Regulation ? "act" : "doc";
        return CleanText.In(new XDocument(new XElement(Akn + "akomaNtoso",
            new XElement(Akn + name, new XAttribute("name", document.Kind.Italian().ToLowerInvariant().Replace(' ', '-')),
            Meta(document, edition, authority),
            new XElement(Akn + "preface", new XElement(Akn + "p", new XElement(Akn + "docTitle", document.Title))),
            new XElement(Akn + (name == "act" ? "body" : "mainBody"),
            Body(edition.Parts, document.Kind.HasArticles() ? "Art." : "Punto"))))));
    }

    private static XElement Meta(Document document, Edition edition, string authority)
    {
        var (work, day) = ($"/akn/it/act/{document.Id}", Texts.RomeDay(edition.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var expression = $"{work}/ita@{day};{edition.Number}";
        return new(Akn + "meta",
            new XElement(Akn + "identification", new XAttribute("source", "#ente"),
                new XElement(Akn + "FRBRWork",
                Frbr(work, Texts.RomeDay(document.Created).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                new XElement(Akn + "FRBRcountry", new XAttribute("value", "it"))),
                new XElement(Akn + "FRBRExpression", Frbr(expression, day),
                new XElement(Akn + "FRBRlanguage", new XAttribute("language", "ita"))),
                new XElement(Akn + "FRBRManifestation", Frbr(expression + ".xml", day))),
            new XElement(Akn + "references", new XAttribute("source", "#ente"),
                new XElement(Akn + "TLCOrganization", new XAttribute("eId", "ente"),
                new XAttribute("href", $"/ontology/organization/it/{document.Authority}"), new XAttribute("showAs", authority))));
    }

    private static IEnumerable<XElement> Frbr(string uri, string day) =>
    [
        new(Akn + "FRBRthis", new XAttribute("value", uri)), new(Akn + "FRBRuri", new XAttribute("value", uri)),
        new(Akn + "FRBRdate", new XAttribute("date", day), new XAttribute("name", "edizione")),
        new(Akn + "FRBRauthor", new XAttribute("href", "#ente")),
    ];

    private static IEnumerable<XElement> Body(IEnumerable<Part> parts, string noun)
    {
        List<XElement> top = [];
        XElement? chapter = null;
        foreach (var article in Article.All(parts))
        {
            if (article.Chapter is { } begins) top.Add(chapter = Named("chapter", begins.EId, $"Capo {begins.Label}", begins.Heading));
            var element = Named("article", article.Head.EId, $"{noun} {article.Head.Label}", article.Head.Heading);
            element.Add(article.Commi.Select(c =>
                new XElement(Akn + "paragraph", new XAttribute("eId", c.EId), new XElement(Akn + "num", c.Label + "."),
                new XElement(Akn + "content", c.Text.Split('\n').Select(line => new XElement(Akn + "p", line))))));
            if (chapter is null) top.Add(element);
            else chapter.Add(element);
        }
        return top;
    }

    private static XElement Named(string element, string eId, string number, string heading) =>
        new(Akn + element, new XAttribute("eId", eId), new XElement(Akn + "num", number), new XElement(Akn + "heading", heading));
}
