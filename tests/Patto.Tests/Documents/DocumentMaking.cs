using Patto.Authorities;
using Patto.Database;
using Patto.Identity;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;

namespace Patto.Tests.Documents;

internal static class DocumentMaking
{
    public const string TwoArticles = """
        Art. 1 – Finalità
        1. Il Comune istituisce la Consulta.
        Art. 2 – Composizione
        In parole semplici: chi ne fa parte.
        1. La Consulta è composta da dodici componenti.
        2. Le sedute sono pubbliche.
        """;

    /// <summary>A regulation of two articles; published and open to observations from today for ten days, unless a test says
    /// otherwise.</summary>
    public static Task<Document> DocumentAsync(this PlatformHost host, Authority town, Process process, bool published = true,
        bool open = true, string text = TwoArticles, DocumentKind kind = DocumentKind.Regulation, Account? by = null) =>
        host.Act(town, by, async write =>
        {
            var document = Document.Start(process.Id, town.Id, kind, "Regolamento della Consulta",
                "Chi ne fa parte e come lavora.", write.Now);
            write.Db.Add(document);
            var drafting = write.Get<Drafting>();
            var outline = await drafting.OutlineAsync(document);
            ImportedText.Into(outline, text, null, write.Now);
            await drafting.SaveAsync(document, outline);
            await write.Db.SaveChangesAsync();
            var today = Localization.Texts.RomeDay(write.Now);
            if (published) await drafting.PublishAsync(document, "", final: false, write.Now);
            if (published && open) document.Open(today, today.AddDays(10), today.AddDays(20), write.Now);
            return document;
        });

    /// <summary>A process in which observations are open today.</summary>
    public static DateOnly InCoDesign(this PlatformHost host) => Localization.Texts.RomeDay(host.Clock.Now).AddDays(-100);
}
