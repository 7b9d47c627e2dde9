using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
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
    public async Task An_act_done_while_the_chain_is_followed_is_no_break_of_it()
    {
        var meanwhile = new Meanwhile();
        await using var host = new PlatformHost { Also = services => services.AddSingleton<IInterceptor>(meanwhile) };
        var town = await host.AuthorityAsync();
        var acts = 0;
        meanwhile.Do = () => host.Act(town, null, write =>
        {
            write.Db.Add(PrivacyNotice.Publish(town.Id, ++acts, new string('x', 200), write.Now));
            return Task.FromResult(0);
        });
        await meanwhile.Do();
        await using var scope = host.Services.CreateAsyncScope();
        var check = scope.ServiceProvider.GetRequiredService<AuditCheck>();
        meanwhile.Watched = scope.ServiceProvider.GetRequiredService<AppDb>();
        Assert.Null(await check.FirstBreakAsync(town.Id.Value, cancel: Cancel));
        Assert.Empty((await check.ContentsAsync(Cancel)).Faults);
        Assert.True(acts > 4, $"{acts} acts");
        meanwhile.Watched = null;
        Assert.Null(await check.FirstBreakAsync(town.Id.Value, cancel: Cancel));
    }

    // After each thing that the watched database reads somebody publishes a notice.
    private sealed class Meanwhile : DbCommandInterceptor
    {
        public AppDb? Watched { get; set; }
        public Func<Task> Do { get; set; } = () => Task.CompletedTask;

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData,
            DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (Watched is not null && eventData.Context == Watched) await Do();
            return result;
        }
    }

    [Fact]
    public async Task A_row_that_was_altered_is_named()
    {
        var town = await ThreeNoticesAsync();
        await _host.InDb(db => db.Set<AuditRow>().Where(r => r.Authority == town.Id.Value && r.Seq == 2)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Facts, "{}"), Cancel));
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

    [Fact]
    public async Task A_text_changed_added_or_taken_away_in_the_database_is_found()
    {
        var town = await ThreeNoticesAsync();
        Assert.Equal((3, 0), ((await ContentsAsync()).Whole, (await ContentsAsync()).Faults.Count));
        var notices = _host.InDb(db => db.Set<PrivacyNotice>().AsNoTracking().OrderBy(n => n.Version).ToListAsync(Cancel));
        await _host.InDb(db =>
            db.Set<PrivacyNotice>().Where(n => n.Version == 1).ExecuteUpdateAsync(s => s.SetProperty(n => n.Text, "altro"), Cancel));
        await _host.InDb(db => db.Set<PrivacyNotice>().Where(n => n.Version == 2).ExecuteDeleteAsync(Cancel));
        await _host.InDb(db => db.Set<ContentSeal>().Where(s => s.Subject == new Subject("privacy-notice", notices.Result[2].Id.Value))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.Salt, (string?)null), Cancel));
        var faults = (await ContentsAsync()).Faults;
        Assert.Contains(faults, f => f.Contains("il testo è cambiato", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("cancellato senza un atto", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("aggiunto senza un atto", StringComparison.Ordinal));
        Assert.Null(await BreakAsync(town));
        await _host.InDb(db =>
            db.Set<ContentSeal>().Where(s => s.Seq == 1).ExecuteUpdateAsync(s => s.SetProperty(c => c.Hash, new string('0', 64)), Cancel));
        Assert.Contains("riga 1", await BreakAsync(town));
    }

    [Fact]
    public async Task What_an_act_erased_verifies_as_erased_and_nothing_is_left_to_try_a_guess_against()
    {
        var town = await ThreeNoticesAsync();
        await _host.Act(town, null, async write =>
            { write.Db.Remove(await write.Db.Set<PrivacyNotice>().SingleAsync(n => n.Version == 2, Cancel)); return 0; });
        var report = await ContentsAsync();
        Assert.Empty(report.Faults);
        Assert.Equal(_host.Clock.Now, Assert.Single(report.Erased).At);
        Assert.Null(await BreakAsync(town));
        var erased = report.Erased[0].Subject;
        Assert.All(await _host.InDb(db => db.Set<ContentSeal>().AsNoTracking().Where(s => s.Subject == erased).ToListAsync(Cancel)), s =>
            Assert.Null(s.Salt));
    }

    [Fact]
    public async Task A_row_of_the_first_formula_verifies_beside_those_of_the_second()
    {
        var town = await ThreeNoticesAsync();
        Assert.Equal(2, await _host.InDb(db => db.Set<AuditRow>().Select(r => r.Formula).Distinct().SingleAsync(Cancel)));
        await ForgeAsync(town, formula: 1);
        Assert.Null(await BreakAsync(town));
    }

    [Fact]
    public async Task A_published_head_is_looked_for_in_the_chains_and_one_is_published_a_day()
    {
        var town = await ThreeNoticesAsync();
        for (var round = 0; round < 2; round++)
            await _host.InDb(async db => { await PublishedHead.PublishAsync(db, new(2026, 3, 2), Cancel); return 0; });
        var head = await _host.InDb(db => db.Set<PublishedHead>().AsNoTracking().SingleAsync(h => h.Authority == town.Id.Value, Cancel));
        Assert.Contains(head.Hash, (await _host.Visitor().ReadAsync("/registro")).Body!.TextContent);
        await using var scope = _host.Services.CreateAsyncScope();
        var check = scope.ServiceProvider.GetRequiredService<AuditCheck>();
        Assert.Null(await check.HeadBreakAsync(head.Text, Cancel));
        await ForgeAsync(town);
        Assert.NotNull(await check.HeadBreakAsync(head.Text, Cancel));
        Assert.NotNull(await check.HeadBreakAsync("tre", Cancel));
    }

    [Fact]
    public void Content_is_words_and_states_never_delivery_counters_or_contacts()
    {
        string[] never = ["Revision", "Sent", "Mailed", "ToPrint", "Attempts", "Due", "Address", "Email", "Phone", "Name", "Account",
            "Person", "Speaker", "Author", "SecretHash"];
        using AppDb sqlite = new SqliteDb(DesignTime.Options<SqliteDb>().UseSqlite("Data Source=:memory:").Options, DesignTime.Services);
        using AppDb postgres = new PostgresDb(DesignTime.Options<PostgresDb>().UseNpgsql("Host=none").Options, DesignTime.Services);
        var fields = (from db in new[] { sqlite, postgres }
                      from one in Contents.Declared
                      from field in Contents.FieldsOf(db.Model.FindEntityType(one.Key)!, one.Value)
                      select (one.Key, field.Property.Name)).Distinct().ToList();
        TestContext.Current.SendDiagnosticMessage($"{Contents.Declared.Count} entities, {fields.Count} fields of content");
        Assert.True(Contents.Declared.Count >= 24 && fields.Count >= 110, $"{Contents.Declared.Count}, {fields.Count}");
        Assert.DoesNotContain(fields, f => never.Contains(f.Name)
            && f is not { Key.Name: "Group" or "Interest" or "Indicator" or "OwnTemplate" or "Office", Name: "Name" }
                and not { Key.Name: "Agreement" or "OfficeQuestion" or "Commitment" or "GuarantorNote", Name: "Due" });
        Assert.Equal(Contents.Declared.Count, Contents.Kinds.Count);
    }

    private async Task<ContentReport> ContentsAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AuditCheck>().ContentsAsync(Cancel);
    }

    private Task<int> ForgeAsync(Authority town, int formula = 2) => _host.InDb(async db =>
    {
        var previous = "";
        foreach (var row in await db.Set<AuditRow>().Where(r => r.Authority == town.Id.Value).OrderBy(r => r.Seq).ToListAsync(Cancel))
        {
            db.Entry(row).Property(r => r.Previous).CurrentValue = previous;
            db.Entry(row).Property(r => r.Formula).CurrentValue = formula;
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
