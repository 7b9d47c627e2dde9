using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Caching;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>How one takes part, on one page in one language, with what is open and who helps; marked as to be checked until somebody who
/// speaks the language looked it over.</summary>
[PublicCache, AlsoAsPdf("come-partecipare")]
public sealed partial class WelcomeModel(ProcessBook processes, Opportunities opportunities) : PattoPage
{
    private const int MostProcesses = 6;

    public WelcomeText Text { get; private set; } = null!;
    /// <summary>Null while these words are to be checked.</summary>
    public WelcomeCheck? Check { get; private set; }
    public IReadOnlyList<Opportunity> Open { get; private set; } = [];
    public bool MayCheck { get; private set; }

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var language = (RouteData.Values["language"] as string ?? "").ToLowerInvariant();
        if (WelcomeText.Of(language) is not { } text) return false;
        Text = text;
        var authority = Authority.Id;
        Check = await Db.Set<WelcomeCheck>().AsNoTracking().SingleOrDefaultAsync(c => c.Authority == authority && c.Language == language,
            cancel) is { } check && check.IsOf(text) ? check : null;
        MayCheck = CurrentUser.IsSignedIn && await MayAsync(WelcomeActs.Check);
        return true;
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        List<Opportunity> found = [];
        foreach (var card in (await processes.ListAsync(Authority.Id, cancel)).Where(p => p is { IsPublic: true, IsConcluded: false })
            .Take(MostProcesses))
            found.AddRange(await opportunities.OfAsync(new(card.Id, Authority.Id, card.Key, card.Slug, card.Title, card.Summary,
                card.IsPublic, card.IsConcluded), cancel));
        Open = [.. found.OrderBy(o => o.LastDay ?? DateOnly.MaxValue)];
    }

    /// <summary>The same in every language and every direction of writing: 9/3/2027.</summary>
    public string DayOf(DateOnly day) => day.ToString("d/M/yyyy", CultureInfo.InvariantCulture);

    /// <summary>A sentence of the page; it stands in an element that says its language. What the town puts into it is isolated, so that a
    /// number or an Italian name does not turn the words around it.</summary>
    public IHtmlContent Say(string key, params string[] values)
    {
        var html = HtmlEncoder.Default.Encode(Text[key]);
        return new HtmlString(Spot().Replace(html, place =>
        {
            var value = values[int.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture)];
            return value.Any(char.IsLetter)
                ? $"<bdi lang=\"it\" dir=\"auto\">{HtmlEncoder.Default.Encode(value)}</bdi>" : $"<bdi>{value}</bdi>";
        }));
    }

    /// <summary>What the town wrote: the element says its language.</summary>
    public IHtmlContent Town(string text) => new HtmlString(HtmlEncoder.Default.Encode(text));

    [GeneratedRegex(@"\{(\d)\}")] private static partial Regex Spot();
}
