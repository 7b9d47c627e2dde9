using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Identity;

/// <summary>The keys that seal cookies and forms. With PostgreSQL all web nodes share those in the database; alone, a node keeps them in
/// its data folder.</summary>
internal static class Sealing
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("PattoComune");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((options, services) =>
        {
            var (storage, log) = (services.GetRequiredService<Storage>(), services.GetRequiredService<ILoggerFactory>());
            options.XmlRepository = storage.IsPostgres
                ? new EntityFrameworkCoreXmlRepository<AppDb>(services, log)
                // Named, not made: a copy that is being restored wants an empty folder.
                : new FileSystemXmlRepository(new DirectoryInfo(storage.Keys), log);
        });
    }
}

internal sealed class SealingKeysMapping : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> builder)
    {
        builder.ToTable("DataProtectionKeys");
        builder.Property(k => k.FriendlyName).HasMaxLength(200);
    }
}

/// <summary>A key as 0.1.0 kept it: where it was read from once.</summary>
internal sealed class FormerKey
{
    public string Name { get; private set; } = "";
    public string Xml { get; private set; } = "";
}

internal sealed class FormerKeyMapping : IEntityTypeConfiguration<FormerKey>
{
    public void Configure(EntityTypeBuilder<FormerKey> builder)
    {
        builder.ToTable("SealingKeys").HasKey(k => k.Name);
        builder.Property(k => k.Name).HasMaxLength(200);
    }
}

/// <summary>The keys of 0.1.0 go on: who is signed in stays so, and receipts and tickets still open.</summary>
internal sealed class CarryKeysOver : DataStep
{
    public override string Name => "0.2.0/20-keys";

    public override Task RunAsync(AppDb db, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"""INSERT INTO "DataProtectionKeys" ("FriendlyName", "Xml") SELECT "Name", "Xml" FROM "SealingKeys" """, cancel);
}
