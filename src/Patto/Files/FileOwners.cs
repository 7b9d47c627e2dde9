using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Files;

/// <summary>A thing that files hang on, as its module tells of it today: a file is read by who reads the thing.</summary>
/// <param name="Title">As people call it.</param>
/// <param name="Url">Its page.</param>
/// <param name="Visibility">Who reads the thing now.</param>
/// <param name="Scope">The process, or the authority, whose people read it.</param>
/// <param name="Act">What one must be allowed to do to attach something to it.</param>
public sealed record FileOwner(Subject Subject, string Title, string Url, Visibility Visibility, Guid Scope, Id<Authority> Authority,
    Subject? Process, Act Act) : IVisible
{
    public Place Place => new(Authority, Process);
}

/// <summary>A module says which of its things files hang on.</summary>
public interface IFileOwners
{
    /// <summary>The kinds of <see cref="Subject"/> it knows.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>Those that exist, whoever asks; who may read them each says of itself.</summary>
    Task<IReadOnlyList<FileOwner>> FindAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel);
}

/// <summary>Files and what they hang on, as far as somebody may see them.</summary>
public sealed class FileBook(AppDb db, IEnumerable<IFileOwners> modules, CurrentUser currentUser, CurrentAuthority currentAuthority,
    TimeProvider clock)
{
    private readonly Dictionary<Subject, FileOwner?> _known = [];

    /// <summary>The kinds of things that files hang on.</summary>
    public IEnumerable<string> Kinds => modules.SelectMany(m => m.Kinds);

    /// <summary>The thing, if this person may see it; null otherwise.</summary>
    public async Task<FileOwner?> OwnerAsync(Subject subject, CancellationToken cancel) =>
        (await OwnersAsync([subject], await ReaderAsync(cancel), cancel)).SingleOrDefault();

    /// <summary>The files that hang on these things, as far as this person may see both.</summary>
    public async Task<ILookup<Subject, StoredFile>> OfAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel) =>
        (await OfAsync(subjects, await ReaderAsync(cancel), cancel)).ToLookup(f => f.Owner);

    /// <summary>As <see cref="OfAsync(IReadOnlyCollection{Subject}, CancellationToken)"/> for another reader.</summary>
    public async Task<IReadOnlyList<StoredFile>> OfAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        // All of them at once, also those without files: a page asks for each afterwards whether one may attach there.
        var seen = (await OwnersAsync(subjects, reader, cancel)).Select(o => o.Subject).ToList();
        return seen.Count == 0 ? [] : await Kept().Where(f => seen.Contains(f.Owner)).Where(Visible.To<StoredFile>(reader))
            .OrderBy(f => f.Since).ThenBy(f => f.Id).ToListAsync(cancel);
    }

    /// <summary>Everything that anybody may see of a process.</summary>
    public async Task<IReadOnlyList<(FileOwner Owner, StoredFile File)>> PublicAsync(Subject process, CancellationToken cancel)
    {
        var files = await Kept().Where(f => f.Process == process && f.Visibility == Visibility.Public).OrderBy(f => f.Since)
            .ThenBy(f => f.Id).ToListAsync(cancel);
        return [.. (await SeenAsync(files, Reader.Anybody, cancel)).Select(f => (_known[f.Owner]!, f))];
    }

    /// <summary>The file, if this person may see it and what it hangs on; null otherwise.</summary>
    public async Task<StoredFile?> FindAsync(Id<StoredFile> id, CancellationToken cancel)
    {
        var reader = await ReaderAsync(cancel);
        var file = await Kept().Where(f => f.Id == id).Where(Visible.To<StoredFile>(reader)).SingleOrDefaultAsync(cancel);
        return file is not null && (await SeenAsync([file], reader, cancel)).Count > 0 ? file : null;
    }

    private IQueryable<StoredFile> Kept()
    {
        var authority = currentAuthority.Required.Id;
        return db.Set<StoredFile>().AsNoTracking().Where(f => f.Authority == authority && f.Ended == null);
    }

    private async Task<Reader> ReaderAsync(CancellationToken cancel) =>
        Reader.Of(await currentUser.GrantsAsync(db, cancel), clock.GetUtcNow());

    private async Task<IReadOnlyList<StoredFile>> SeenAsync(List<StoredFile> files, Reader reader, CancellationToken cancel)
    {
        if (files.Count == 0) return files;
        var seen = (await OwnersAsync([.. files.Select(f => f.Owner).Distinct()], reader, cancel)).Select(o => o.Subject).ToHashSet();
        return [.. files.Where(f => seen.Contains(f.Owner))];
    }

    private async Task<IReadOnlyList<FileOwner>> OwnersAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var asked = subjects.Where(s => !_known.ContainsKey(s)).ToList();
        foreach (var subject in asked) _known[subject] = null;
        foreach (var module in modules)
            if (asked.Where(s => module.Kinds.Contains(s.Kind)).ToList() is { Count: > 0 } own)
                foreach (var found in await module.FindAsync(own, cancel)) _known[found.Subject] = found;
        var authority = currentAuthority.Required.Id;
        // For a handful of things the expression is read, not compiled, and for what anybody reads not even that.
        var maySee = new Lazy<Func<FileOwner, bool>>(() => Visible.To<FileOwner>(reader).Compile(preferInterpretation: true));
        return [.. subjects.Select(s => _known[s]).OfType<FileOwner>().Where(o => o.Authority == authority
            && (o.Visibility == Visibility.Public || maySee.Value(o)))];
    }
}

/// <summary>What the public body itself shows: its crest.</summary>
internal sealed class AuthorityFiles(AppDb db) : IFileOwners
{
    public const string Kind = "authority";
    public IReadOnlyCollection<string> Kinds { get; } = [Kind];

    public async Task<IReadOnlyList<FileOwner>> FindAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Authority>(s.Id)).ToList();
        return [.. (await db.Set<Authority>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(cancel)).Select(Of)];
    }

    internal static FileOwner Of(Authority authority) => new(Subject.Of(Kind, authority.Id), authority.Name, "/", Visibility.Public,
        authority.Id.Value, authority.Id, null, new Act("", ""));
}

/// <summary>The crest that the body wears: one at a time.</summary>
public sealed class CrestFiles(AppDb db, FileStore store)
{
    /// <summary>Keeps the new one in the place of the one before.</summary>
    public async Task<StoredFile> WearAsync(Authority authority, GivenFile given, string field, CancellationToken cancel)
    {
        var owner = AuthorityFiles.Of(authority);
        var old = await db.Set<StoredFile>().Where(f => f.Owner == owner.Subject && f.Ended == null).ToListAsync(cancel);
        var crest = await store.KeepAsync(given, field, new(authority.Name, authority.Name), owner, cancel);
        foreach (var file in old) file.Replace(crest, crest.Since);
        return crest;
    }
}
