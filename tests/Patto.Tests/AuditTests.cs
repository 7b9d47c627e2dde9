using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Tests;

public sealed class AuditTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Thirty_two_acts_at_once_make_one_unbroken_chain()
    {
        var town = await _host.AuthorityAsync();
        await Task.WhenAll(Enumerable.Range(1, 32).Select(n => PublishNoticeAsync(town, n)));
        Assert.Equal(32, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Authority == town.Id.Value, Cancel)));
        Assert.Null(await BreakAsync(town));
    }

    [Fact]
    public async Task A_row_that_was_altered_is_named()
    {
        var town = await ThreeNoticesAsync();
        await _host.InDb(db => db.Set<AuditRow>().Where(r => r.Authority == town.Id.Value && r.Seq == 2).ExecuteUpdateAsync(s => s.SetProperty(r => r.Facts, "{}"), Cancel));
        Assert.Contains("riga 2", await BreakAsync(town));
    }

    [Fact]
    public async Task A_chain_computed_anew_is_caught_against_a_published_head()
    {
        var town = await ThreeNoticesAsync();
        var head = await _host.InDb(db => db.Set<AuditHead>().AsNoTracking().SingleAsync(h => h.Authority == town.Id.Value, Cancel));
        await ForgeAsync(town);
        Assert.Null(await BreakAsync(town));
        Assert.NotNull(await BreakAsync(town, (head.Seq, head.Hash)));
    }

    private Task<int> ForgeAsync(Authority town) => _host.InDb(async db =>
    {
        var previous = "";
        foreach (var row in await db.Set<AuditRow>().Where(r => r.Authority == town.Id.Value).OrderBy(r => r.Seq).ToListAsync(Cancel))
        {
            db.Entry(row).Property(r => r.Previous).CurrentValue = previous;
            if (row.Seq == 2) db.Entry(row).Property(r => r.Facts).CurrentValue = """{"forged":true}""";
            previous = row.Compute();
            db.Entry(row).Property(r => r.Hash).CurrentValue = previous;
        }
        var head = await db.Set<AuditHead>().SingleAsync(h => h.Authority == town.Id.Value, Cancel);
        db.Entry(head).Property(h => h.Hash).CurrentValue = previous;
        return await db.SaveChangesAsync(Cancel);
    });

    private async Task<Authority> ThreeNoticesAsync()
    {
        var town = await _host.AuthorityAsync();
        for (var n = 1; n <= 3; n++) await PublishNoticeAsync(town, n);
        return town;
    }

    private Task<int> PublishNoticeAsync(Authority town, int version) => _host.Act(town, null, write =>
    {
        write.Db.Add(PrivacyNotice.Publish(town.Id, version, new string('x', 200), write.Now));
        return Task.FromResult(0);
    });

    private async Task<string?> BreakAsync(Authority town, (long, string)? published = null)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AuditCheck>().FirstBreakAsync(town.Id.Value, published, Cancel);
    }
}
