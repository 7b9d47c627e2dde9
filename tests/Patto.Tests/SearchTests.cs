using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Search;

namespace Patto.Tests;

public sealed class SearchTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("anziano", "Trasporto per gli anziani soli")]
    [InlineData("ANZIANI sola", "Trasporto per gli anziani soli")]
    [InlineData("perche", "Perché lo sportello è chiuso")]
    public async Task Any_inflection_finds_the_word(string asked, string title)
    {
        var town = await TownAsync();
        Assert.Equal([title], (await FindAsync(town, asked)).Select(f => f.Title));
    }

    [Fact]
    public async Task What_is_not_public_is_not_found_and_what_is_removed_is_gone()
    {
        var town = await TownAsync();
        Assert.Empty(await FindAsync(town, "segreto"));
        await _host.Act(town, null, async write => { await write.Get<SearchBook>().RemoveAsync(Transport); return 0; });
        Assert.Empty(await FindAsync(town, "anziani"));
        Assert.Empty(await FindAsync(town, "\" OR 1=1 --"));
    }

    private static readonly Subject Transport = new("contribution", Guid.CreateVersion7());

    private async Task<Authority> TownAsync()
    {
        var town = await _host.AuthorityAsync();
        await _host.Act(town, null, async write =>
        {
            var search = write.Get<SearchBook>();
            await search.IndexAsync(Transport, "Trasporto per gli anziani soli", "La sera non c'è un autobus.", "/a", Visibility.Public,
                town.Id.Value, write.Now);
            await search.IndexAsync(new("contribution", Guid.CreateVersion7()), "Perché lo sportello è chiuso", "Al pomeriggio non apre.",
                "/b", Visibility.Public, town.Id.Value, write.Now);
            await search.IndexAsync(new("contribution", Guid.CreateVersion7()), "Segreto d'ufficio", "", "/c", Visibility.Staff,
                town.Id.Value, write.Now);
            return 0;
        });
        return town;
    }

    private Task<IReadOnlyList<Found>> FindAsync(Authority town, string words) =>
        _host.Act(town, null, write => write.Get<SearchBook>().FindAsync(words, Reader.Anybody));
}
