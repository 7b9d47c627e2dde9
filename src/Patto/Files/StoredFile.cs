using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.People;

namespace Patto.Files;

/// <summary>A file that somebody gave: what it is and on what it hangs here, its bytes under their SHA-256.</summary>
public sealed class StoredFile : Entity<StoredFile>, IVisible
{
    private StoredFile() { }

    internal static StoredFile Keep(GivenFile given, FileLabel label, FileOwner owner, Visibility visibility, Guid? actor,
        DateTimeOffset now)
    {
        var file = new StoredFile
        {
            Authority = owner.Authority,
            Owner = owner.Subject,
            Process = owner.Process,
            Name = FileTypes.SafeName(given.Name, given.Content.Type),
            ContentType = given.Content.Type.ContentType,
            Sha256 = given.Sha256,
            MediumSha256 = given.MediumSha256,
            SmallSha256 = given.SmallSha256,
            Width = given.Content.Width,
            Height = given.Content.Height,
            Size = given.Size,
            Visibility = visibility,
            Scope = owner.Scope,
            Actor = label.Person is null ? actor : null,
            Person = label.Person,
            Since = now
        };
        file.Call(label.Title, label.Alt, visibility);
        file.Raise(new FileKept(file.Id, owner.Subject, given.Sha256, owner.Process));
        return file;
    }

    public Id<Authority> Authority { get; private set; }
    /// <summary>The thing that it hangs on.</summary>
    public Subject Owner { get; private set; }
    /// <summary>The process of that thing; null for what belongs to the whole authority.</summary>
    public Subject? Process { get; private set; }
    /// <summary>As it is called when it is saved.</summary>
    public string Name { get; private set; } = "";
    /// <summary>What it is, in a few words: the text of its link.</summary>
    public string Title { get; private set; } = "";
    /// <summary>What is seen on a picture, for who does not see it.</summary>
    public string Alt { get; private set; } = "";
    public string ContentType { get; private set; } = "";
    public string Sha256 { get; private set; } = "";
    /// <summary>Of a picture, its middle size; empty otherwise.</summary>
    public string MediumSha256 { get; private set; } = "";
    /// <summary>Of a picture, its small size; empty otherwise.</summary>
    public string SmallSha256 { get; private set; } = "";
    /// <summary>Of a picture, in points.</summary>
    public int Width { get; private set; }
    /// <inheritdoc cref="Width"/>
    public int Height { get; private set; }
    /// <summary>Bytes, in all its sizes.</summary>
    public long Size { get; private set; }
    /// <summary>The widest that it may become; where the thing that it hangs on is read by fewer, so is the file.</summary>
    public Visibility Visibility { get; private set; }
    public Guid Scope { get; private set; }
    /// <summary>Who attached it, of those who work here.</summary>
    public Guid? Actor { get; private set; }
    /// <summary>Who gave it, where it came with somebody's own words.</summary>
    public Id<Person>? Person { get; private set; }
    public DateTimeOffset Since { get; private set; }
    /// <summary>When it was taken away or replaced: from then on its bytes are gone, and only what it was is known.</summary>
    public DateTimeOffset? Ended { get; private set; }
    public string EndedWhy { get; private set; } = "";
    /// <summary>The file that took its place.</summary>
    public Id<StoredFile>? ReplacedBy { get; private set; }

    public bool IsPicture => FileTypes.IsPicture(ContentType);
    public bool IsVideo => FileTypes.IsVideo(ContentType);
    public bool IsSound => FileTypes.IsSound(ContentType);
    public string Url => $"/file/{Id.Value:N}/{Uri.EscapeDataString(Name)}";
    public string SmallUrl => SmallSha256.Length > 0 ? $"{Url}?{FileRoutes.SizeKey}={FileRoutes.SmallSize}" : Url;
    public string MediumUrl => MediumSha256.Length > 0 ? $"{Url}?{FileRoutes.SizeKey}={FileRoutes.MediumSize}" : Url;

    /// <summary>PDF, DOCX, JPG: as its name ends.</summary>
    public string Kind => Path.GetExtension(Name).TrimStart('.').ToUpperInvariant();

    // What nobody else sees yet may wait for its words.
    private void Call(string title, string alt, Visibility visibility)
    {
        RuleViolation.UnlessAt(nameof(Title), title.Trim().Length is > 0 and <= LongestTitle, "file.title",
            "Scrivi che cos'è, in poche parole: è il testo del collegamento.");
        RuleViolation.UnlessAt(nameof(Alt), !IsPicture || visibility != Visibility.Public || alt.Trim().Length > 0, "file.alt",
            "Scrivi che cosa si vede nell'immagine: serve a chi non la vede.");
        (Title, Alt) = (title.Trim(), IsPicture ? alt.Trim() : "");
    }

    public const int LongestTitle = 200, LongestAlt = 500;

    public void Describe(string title, string alt)
    {
        DemandHere();
        Call(title, alt, Visibility);
        Raise(new FileDescribed(Id, Owner, Process));
    }

    /// <summary>Another file takes its place, under the same words unless they are given anew.</summary>
    internal void Replace(StoredFile by, DateTimeOffset now)
    {
        DemandHere();
        (Ended, ReplacedBy) = (now, by.Id);
        Raise(new FileReplaced(Id, by.Id, Owner, Sha256, Process));
    }

    /// <param name="why">Compulsory for what was public; anybody who works here reads it.</param>
    public void Remove(string why, DateTimeOffset now)
    {
        DemandHere();
        RuleViolation.UnlessAt("Why", why.Trim().Length > 0, "file.why", "Scrivi perché lo togli: resta nella storia.");
        (Ended, EndedWhy) = (now, why.Trim());
        Raise(new FileRemoved(Id, Owner, Sha256, Process));
    }

    /// <summary>It was read, and may be seen by whoever sees the thing that it hangs on.</summary>
    public void Show(string title, string alt)
    {
        DemandHere();
        Call(title, alt, Visibility.Public);
        Visibility = Visibility.Public;
        Raise(new FileShown(Id, Owner, Process));
    }

    /// <summary>The person goes out of it; what they gave and nobody published goes with them.</summary>
    internal void Forget(DateTimeOffset now)
    {
        if (Person is not null && Ended is null && Visibility != Visibility.Public) (Ended, Name, Title, Alt) = (now, "", "", "");
        (Person, Actor) = (null, null);
    }

    private void DemandHere() => RuleViolation.Unless(Ended is null, "file.gone", "Questo file è già stato tolto o sostituito.");
}

/// <summary>What people say of a file when they give it.</summary>
public sealed record FileLabel(string Title, string Alt = "", Id<Person>? Person = null);

[Sentence("È stato conservato un file.")]
public sealed record FileKept(Id<StoredFile> File, Subject Owner, string Sha256, Subject? Process = null) : IDomainEvent
{
    public Subject About => Subject.Of("file", File);
}

[Sentence("Sono state cambiate le parole che dicono che cos'è un file.")]
public sealed record FileDescribed(Id<StoredFile> File, Subject Owner, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("file", File);
}

[Sentence("Un file è stato sostituito da un altro.")]
public sealed record FileReplaced(Id<StoredFile> File, Id<StoredFile> By, Subject Owner, string Sha256, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("file", File);
}

[Sentence("È stato tolto un file.")]
public sealed record FileRemoved(Id<StoredFile> File, Subject Owner, string Sha256, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("file", File);
}

[Sentence("È stato letto e pubblicato il file di un contributo.")]
public sealed record FileShown(Id<StoredFile> File, Subject Owner, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("file", File);
}

/// <summary>A piece of a file's bytes, where the database keeps them so that web nodes keep nothing.</summary>
public sealed class FileChunk
{
    private FileChunk() { }
    internal static FileChunk Of(string sha256, int number, byte[] bytes) => new() { Sha256 = sha256, Number = number, Bytes = bytes };
    public string Sha256 { get; private set; } = "";
    public int Number { get; private set; }
    public byte[] Bytes { get; private set; } = [];
}

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("Files");
        builder.Property(f => f.Name).HasMaxLength(200);
        builder.Property(f => f.Title).HasMaxLength(StoredFile.LongestTitle);
        builder.Property(f => f.Alt).HasMaxLength(StoredFile.LongestAlt);
        builder.Property(f => f.EndedWhy).HasMaxLength(StoredFile.LongestAlt);
        builder.HasIndex(f => f.Owner);
        builder.HasIndex(f => f.Sha256);
        builder.HasIndex(f => new { f.Authority, f.Process });
    }
}

internal sealed class FileChunkMapping : IEntityTypeConfiguration<FileChunk>
{
    public void Configure(EntityTypeBuilder<FileChunk> builder) => builder.ToTable("FileChunks").HasKey(c => new { c.Sha256, c.Number });
}
