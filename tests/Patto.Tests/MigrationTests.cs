using Microsoft.EntityFrameworkCore;
using Patto.Database;

namespace Patto.Tests;

public sealed class MigrationTests
{
    public static TheoryData<string> Engines => ["sqlite", "postgres"];

    [Theory, MemberData(nameof(Engines))]
    public void The_migrations_make_the_model_as_it_is_now(string engine)
    {
        using AppDb db = engine == "sqlite"
            ? new SqliteDb(DesignTime.Options<SqliteDb>().UseSqlite("Data Source=:memory:").Options, DesignTime.Services)
            : new PostgresDb(DesignTime.Options<PostgresDb>().UseNpgsql("Host=none").Options, DesignTime.Services);
        Assert.False(db.Database.HasPendingModelChanges(), "bin/migration writes what is missing.");
        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.Equal(db.Database.GetMigrations(), DatabaseSetup.MigrationsOf(db).Order());
    }

    [Fact]
    public void Every_type_of_the_platform_is_looked_at_and_none_that_the_compiler_made() => Assert.Equal(
        typeof(OwnTypes).Assembly.GetTypes().Where(t => !t.FullName!.Contains('<', StringComparison.Ordinal)).Select(t => t.FullName)
            .Order(), OwnTypes.All.Select(t => t.FullName).Order());
}
