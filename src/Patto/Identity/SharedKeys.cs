using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Identity;

/// <summary>A key that seals cookies and forms.</summary>
public sealed class SealingKey
{
    private SealingKey() { }
    internal static SealingKey Of(string name, string xml) => new() { Name = name, Xml = xml };
    public string Name { get; private set; } = "";
    public string Xml { get; private set; } = "";
}

/// <summary>With PostgreSQL all web nodes seal with the same keys, kept in the database; alone, a node keeps them in its data folder.</summary>
internal sealed class SharedKeys(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetRequiredService<AppDb>().Set<SealingKey>().AsNoTracking().OrderBy(k => k.Name).Select(k => k.Xml).ToList().ConvertAll(XElement.Parse);
    }

    // The framework asks synchronously; an insert without events needs no save through the context.
    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var xml = element.ToString(SaveOptions.DisableFormatting);
        scope.ServiceProvider.GetRequiredService<AppDb>().Database
            .ExecuteSql($"""INSERT INTO "SealingKeys" ("Name", "Xml") VALUES ({friendlyName}, {xml}) ON CONFLICT ("Name") DO NOTHING""");
    }

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("PattoComune");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((options, services) =>
        {
            var storage = services.GetRequiredService<Storage>();
            options.XmlRepository = storage.IsPostgres
                ? new SharedKeys(services.GetRequiredService<IServiceScopeFactory>())
                : new FileSystemXmlRepository(Directory.CreateDirectory(Path.Combine(storage.Folder, "keys")), services.GetRequiredService<ILoggerFactory>());
        });
    }
}

internal sealed class SealingKeyMapping : IEntityTypeConfiguration<SealingKey>
{
    public void Configure(EntityTypeBuilder<SealingKey> builder)
    {
        builder.ToTable("SealingKeys").HasKey(k => k.Name);
        builder.Property(k => k.Name).HasMaxLength(200);
    }
}
