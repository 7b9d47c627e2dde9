using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Search;

namespace Patto.Web;

/// <summary>What search engines ask for: where they may look (RFC 9309), and every public address of a town (sitemaps.org 0.9), in parts
/// of so many entries of the index of the search.</summary>
internal static class ForMachines
{
    /// <summary>Numbers of the index in one part. The protocol allows 50,000 addresses; whoever asks is unknown, and waits less.</summary>
    internal const int OfAPart = 5_000;
    private const string Schema = "http://www.sitemaps.org/schemas/sitemap/0.9";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/robots.txt", Robots).ExcludeFromDescription();
        routes.MapGet("/sitemap.xml", IndexAsync).ExcludeFromDescription();
        routes.MapGet("/sitemap/{part:int}.xml", PartAsync).ExcludeFromDescription();
    }

    // What is behind a door is refused there; this spares the asking. A demo is no town: nobody should find it.
    private static ContentHttpResult Robots(CurrentAuthority authority, IConfiguration settings) => TypedResults.Text(
        settings["demo"] is "on" or "true" ? "User-agent: *\nDisallow: /\n"
            : $"User-agent: *\nDisallow: /accedi\nDisallow: /area-personale\nDisallow: /amministrazione\nDisallow: /cerca\nDisallow: /lingua/\nSitemap: {authority.Address}/sitemap.xml\n",
        "text/plain; charset=utf-8");

    private static async Task<Results<ContentHttpResult, NotFound>> IndexAsync(AppDb db, CurrentAuthority authority,
        CancellationToken cancel)
    {
        if (authority.Authority is null) return TypedResults.NotFound();
        var last = await db.Set<SearchEntry>().MaxAsync(e => (long?)e.Number, cancel) ?? 0;
        return Xml("sitemapindex", xml =>
        {
            for (var part = 0; part <= last / OfAPart; part++) Write(xml, "sitemap", $"{authority.Address}/sitemap/{part}.xml", null);
        });
    }

    private static async Task<Results<ContentHttpResult, NotFound>> PartAsync(int part, AppDb db, CurrentAuthority authority,
        TimeProvider clock, CancellationToken cancel)
    {
        if (authority.Authority is not { } town || part < 0) return TypedResults.NotFound();
        var (from, to) = ((long)part * OfAPart, (part + 1L) * OfAPart);
        var entries = await db.Set<SearchEntry>().AsNoTracking().Where(e => e.Authority == town.Id && e.Number >= from && e.Number < to)
            .Where(Visible.To<SearchEntry>(Reader.Anybody)).OrderBy(e => e.Number).Select(e => new { e.Url, e.At }).ToListAsync(cancel);
        var now = clock.GetUtcNow();
        // A passage of a page is not an address of its own.
        return Xml("urlset", xml =>
        {
            if (part == 0) Write(xml, "url", authority.Address + "/", null);
            foreach (var entry in entries.DistinctBy(e => e.Url.Split('#')[0]))
                Write(xml, "url", authority.Address + entry.Url.Split('#')[0], entry.At <= now ? entry.At : null);
        });
    }

    private static ContentHttpResult Xml(string root, Action<XmlWriter> write)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using (var xml = XmlWriter.Create(text, new() { OmitXmlDeclaration = true, Indent = true }))
        {
            xml.WriteStartElement(root, Schema);
            write(xml);
            xml.WriteEndElement();
        }
        return TypedResults.Text(text.ToString(), "application/xml; charset=utf-8");
    }

    private static void Write(XmlWriter xml, string element, string address, DateTimeOffset? changed)
    {
        xml.WriteStartElement(element, Schema);
        xml.WriteElementString("loc", Schema, address);
        if (changed is { } at) xml.WriteElementString("lastmod", Schema, at.UtcDateTime.ToString("yyyy-MM-dd",
            CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }
}
