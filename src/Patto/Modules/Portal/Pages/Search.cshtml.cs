using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Patto.Caching;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Search;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

[PublicCache]
public sealed class SearchModel(SearchBook search, ContributionBook contributions) : PattoPage
{
    private const int PageSize = 20;

    [BindProperty(Name = "parole", SupportsGet = true)] public string? Words { get; set; }
    [FromQuery(Name = "dopo")] public long? After { get; set; }
    public IReadOnlyList<Found> Found { get; private set; } = [];
    public string? Next { get; private set; }
    /// <summary>What was probably meant; empty where the words were found as they were typed.</summary>
    public string Meant { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(Words)) return;
        var reader = Reader.Of(await CurrentUser.GrantsAsync(Db, cancel), Now);
        var found = await search.FindAsync(Excerpt.Cut(Words, 200), reader, PageSize + 1, After, null, cancel);
        Found = [.. found.Take(PageSize)];
        if (Found.Count == 0 && After is null)
            (Meant, Found) = await search.FindNearAsync(Excerpt.Cut(Words, 200), reader, PageSize, null, cancel);
        await contributions.TellLanguagesAsync([.. Found.Select(f => (f.Subject, f.Text))], cancel);
        Next = found.Count > PageSize ? Found[^1].Number.ToString(CultureInfo.InvariantCulture) : null;
    }
}
