using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Patto.Database;

// The tools, and tests that only look at tables, need a context without the services of the program.
internal static class DesignTime
{
    public static readonly IServiceProvider Services = new ServiceCollection().BuildServiceProvider();

    public static DbContextOptionsBuilder<T> Options<T>() where T : DbContext =>
        new DbContextOptionsBuilder<T>().UseApplicationServiceProvider(Services);
}

internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) =>
        new(DesignTime.Options<SqliteDb>().UseSqlite("Data Source=:memory:").Options, DesignTime.Services);
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) =>
        new(DesignTime.Options<PostgresDb>().UseNpgsql("Host=none").Options, DesignTime.Services);
}
