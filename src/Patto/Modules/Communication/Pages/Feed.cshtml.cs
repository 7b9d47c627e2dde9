using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Communication.Pages;

/// <summary>The updates of a process as an Atom feed (RFC 4287).</summary>
public sealed class FeedModel : ProcessPage
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var updates = await Db.Updates.AsNoTracking().Where(u => u.Process == Process.Id).OrderByDescending(u => u.At).Take(50)
            .ToListAsync(cancel);
        var site = Get<CurrentAuthority>().Address;
        var feed = new XElement(Atom + "feed", new XAttribute(XNamespace.Xml + "lang", Texts.IsEnglish ? "en" : "it"),
            new XElement(Atom + "id", $"urn:uuid:{Process.Id}"), new XElement(Atom + "title", Process.Title),
            new XElement(Atom + "updated", Written(updates is [var newest, ..] ? newest.At : DateTimeOffset.UnixEpoch)),
            new XElement(Atom + "author", new XElement(Atom + "name", Authority.Name)),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("href", site + CommunicationUrls.Feed(Process.Slug))),
            new XElement(Atom + "link", new XAttribute("href", site + CommunicationUrls.Updates(Process.Slug))),
            updates.Select(u => new XElement(Atom + "entry", new XElement(Atom + "id", $"urn:uuid:{u.Id}"),
            new XElement(Atom + "title", L[u.Kind.Italian(), u.What].Value), new XElement(Atom + "updated", Written(u.At)),
                new XElement(Atom + "link", new XAttribute("href", site + u.Url)))));
        return Content("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + CleanText.In(feed), "application/atom+xml; charset=utf-8");
    }

    private static string Written(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
