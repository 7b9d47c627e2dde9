using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>A template that a public body made of one of its processes, or brought along as a file. Processes copy all of it: renamed or
/// deleted, it changes none of them.</summary>
[Content("own-template", "name", "json")]
public sealed class OwnTemplate : Entity<OwnTemplate>
{
    private OwnTemplate() { }

    public static OwnTemplate Keep(Id<Authority> authority, KnownTemplate known, DateTimeOffset now)
    {
        var own = new OwnTemplate { Authority = authority, Key = known.Template.Id, Made = now };
        own.Write(known.Template);
        own.Raise(new TemplateKept(own.Id, known.Sha256));
        return own;
    }

    public Id<Authority> Authority { get; private set; }
    public string Key { get; private set; } = "";
    public string Name { get; private set; } = "";
    /// <summary>As its file reads.</summary>
    public string Json { get; private set; } = "";
    public DateTimeOffset Made { get; private set; }

    public KnownTemplate Known => TemplateWriter.Known(Encoding.UTF8.GetBytes(Json), Key);

    public void Rename(string name)
    {
        if (Name == name.Trim()) return;
        Write(Known.Template with { Name = name.Trim() });
        Raise(new TemplateRenamed(Id));
    }

    internal void Delete() => Raise(new TemplateDeleted(Id));

    private void Write(Template template)
    {
        RuleViolation.UnlessAt(nameof(Name), template.Name.Trim().Length is > 0 and <= 120, "template.name",
            "Scrivi il nome del modello, al massimo 120 caratteri.");
        (Name, Json) = (template.Name, Encoding.UTF8.GetString(TemplateWriter.Write(template)));
    }
}

internal sealed class OwnTemplateMapping : IEntityTypeConfiguration<OwnTemplate>
{
    public void Configure(EntityTypeBuilder<OwnTemplate> builder)
    {
        builder.ToTable("OwnTemplates");
        builder.Property(t => t.Key).HasMaxLength(80);
        builder.Property(t => t.Name).HasMaxLength(120);
        builder.Ignore(t => t.Known);
        builder.HasIndex(t => new { t.Authority, t.Key }).IsUnique();
    }
}
