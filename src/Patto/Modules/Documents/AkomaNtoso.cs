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
            new XElement(Akn + "preface", new XElement(Akn + "p", new XElement(Akn + "docTitle", document.Title)),
                Of(edition, NodeKind.Premise).SelectMany(o => o.Paragraphs).SelectMany(Lines)),
            new XElement(Akn + (name == "act" ? "body" : "mainBody"),
                Body(edition.Parts, document.Kind.HasArticles() ? "Art." : "Punto"), Of(edition, NodeKind.Annex).Select(Annex)),
            Of(edition, NodeKind.Closing) is { Count: > 0 } closing
                ? new XElement(Akn + "conclusions", closing.SelectMany(o => o.Paragraphs).SelectMany(Lines)) : null))));
    }

    private static List<(Part Head, IReadOnlyList<Part> Paragraphs)> Of(Edition edition, NodeKind kind) =>
        [.. Article.Outside(edition.Parts, before: kind == NodeKind.Premise).Where(o => o.Head.Kind == kind)];

    private static IEnumerable<XElement> Lines(Part part) => part.Text.Split('\n').Select(line => new XElement(Akn + "p", line));

    private static XElement Annex((Part Head, IReadOnlyList<Part> Paragraphs) annex)
    {
        var element = Named("hcontainer", annex.Head.EId, $"Allegato {annex.Head.Label}".TrimEnd(), annex.Head.Heading);
        element.Add(new XAttribute("name", "allegato"));
        element.Add(annex.Paragraphs.Select(Paragraph));
        return element;
    }

    private static XElement Paragraph(Part comma) => new(Akn + "paragraph", new XAttribute("eId", comma.EId),
        comma.Label.Length > 0 ? new XElement(Akn + "num", comma.Numbered) : null, new XElement(Akn + "content", Lines(comma)));

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
        List<(NodeKind Kind, XElement Element)> above = [];
        foreach (var article in Article.All(parts))
        {
            foreach (var division in article.Divisions)
            {
                above.RemoveAll(a => RankOf(a.Kind) >= RankOf(division.Kind));
                var opened = Division(division);
                Add(opened);
                above.Add((division.Kind, opened));
            }
            var element = Named("article", article.Head.EId, $"{noun} {article.Head.Label}", article.Head.Heading);
            // An abrogated article has no words, and an article without content none here.
            element.Add(article.Commi.Count > 0 ? article.Commi.Select(Paragraph)
                : [new XElement(Akn + "content", new XElement(Akn + "p"))]);
            Add(element);
        }
        return top;

        void Add(XElement element)
        {
            if (above.Count > 0) above[^1].Element.Add(element);
            else top.Add(element);
        }
    }

    private static int RankOf(NodeKind kind) =>
        Array.IndexOf([NodeKind.Book, NodeKind.Title, NodeKind.Chapter, NodeKind.Section, NodeKind.Group], kind);

    private static XElement Division(Part part)
    {
        var (element, noun) = part.Kind switch
        {
            NodeKind.Book => ("part", "Parte "),
            NodeKind.Title => ("title", "Titolo "),
            NodeKind.Chapter => ("chapter", "Capo "),
            NodeKind.Section => ("section", "Sezione "),
            _ => ("hcontainer", ""),
        };
        var division = Named(element, part.EId, noun + part.Label, part.Heading);
        if (part.Kind == NodeKind.Group) division.Add(new XAttribute("name", "gruppo"));
        return division;
    }

    private static XElement Named(string element, string eId, string number, string heading) =>
        new(Akn + element, new XAttribute("eId", eId), number.Length > 0 ? new XElement(Akn + "num", number) : null,
            heading.Length > 0 ? new XElement(Akn + "heading", heading) : null);
}
