using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Patto.Database;

/// <summary>Is listed by its name: in Italian order on both engines, and found by a part of it whatever its accents.</summary>
public interface IListedByName
{
    string Name { get; }
}

/// <summary>The Italian order of names, kept beside each name as a key that both engines compare byte by byte. An engine's own collation
/// would differ between them, change with their libraries and break copies of the database.</summary>
public static class NameOrder
{
    /// <summary>The column of the key, different for everybody of the same name; hexadecimal, so that both engines compare it as
    /// bytes.</summary>
    public const string Key = "NameKey";
    /// <summary>The column of the words to search in: small letters without accents.</summary>
    public const string Words = "NameWords";
    internal const int LongestKey = 800, LongestWords = 200, LongestName = 760;
    private const int Significant = 60;

    private static readonly CompareInfo Italian = CultureInfo.GetCultureInfo("it-IT").CompareInfo;

    /// <summary>Changes with the library that makes the keys: they are made again then.</summary>
    internal static string Version => Italian.Version is { } v ? $"{v.FullVersion:x}-{v.SortId:n}" : "0";

    /// <summary>For lists that are short enough to be ordered in memory.</summary>
    public static readonly IComparer<string> Comparer = Comparer<string>.Create((a, b) => string.CompareOrdinal(KeyOf(a), KeyOf(b)));

    public static string KeyOf(string name)
    {
        var plain = name.Trim().Replace('’', '\'');
        var key = Convert.ToHexStringLower(Italian.GetSortKey(plain.Length > Significant ? plain[..Significant]
            : plain, CompareOptions.None).KeyData);
        return key.Length > LongestName ? key[..LongestName] : key;
    }

    public static string WordsOf(string text)
    {
        var plain = text.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        var words = string.Join(' ', string.Concat(plain).Replace('’', '\'').ToLowerInvariant()
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length > LongestWords ? words[..LongestWords] : words;
    }

    /// <summary>Two names that differ only in case, accents, blanks, apostrophes, dots and hyphens have the same.</summary>
    public static string SameKey(string name) =>
        WordsOf(name.Length > LongestName ? name[..LongestName] : name).Replace(" ", "", StringComparison.Ordinal)
            .Replace("'", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal);

    /// <summary>Those whose name has the same <see cref="SameKey"/>; nobody for an empty name.</summary>
    public static IQueryable<T> Named<T>(this IQueryable<T> all, string name) where T : class, IListedByName
    {
        var key = SameKey(name);
        return key.Length == 0 ? all.Where(_ => false) : all.Where(e => EF.Property<string>(e, Words).Replace(" ", "")
            .Replace("'", "").Replace(".", "").Replace("-", "") == key);
    }

    /// <summary>Those whose name has these words in it; all when nothing is asked for.</summary>
    public static IQueryable<T> Having<T>(this IQueryable<T> all, string? asked) where T : class, IListedByName
    {
        var words = WordsOf(asked ?? "");
        return words.Length == 0 ? all : all.Where(e => EF.Property<string>(e, Words).Contains(words));
    }

    /// <summary>In the order of names, from after this key on.</summary>
    public static IQueryable<T> From<T>(this IQueryable<T> all, string? key) where T : class, IListedByName
    {
#pragma warning disable CA1309 // the database compares the stored keys
        if (key is not null) all = all.Where(e => string.Compare(EF.Property<string>(e, Key), key) > 0);
#pragma warning restore CA1309
        return all.OrderBy(e => EF.Property<string>(e, Key));
    }

    internal static void Map(ModelBuilder builder, bool postgres)
    {
        foreach (var type in builder.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(IListedByName))).ToList())
        {
            var key = builder.Entity(type.ClrType).Property<string>(Key).IsRequired().HasMaxLength(LongestKey).HasDefaultValue("");
            if (postgres) key.UseCollation("C");
            builder.Entity(type.ClrType).Property<string>(Words).IsRequired().HasMaxLength(LongestWords).HasDefaultValue("");
        }
    }

    /// <summary>Before every save: whoever writes a name need not think of its place in a list.</summary>
    internal static void Keep(AppDb db)
    {
        foreach (var named in db.ChangeTracker.Entries<IListedByName>().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            // The identity behind it makes every key a place of its own: a page of a list begins after one. The dot sorts before every
            // digit.
            named.Property(Key).CurrentValue = $"{KeyOf(named.Entity.Name)}.{named.Property("Id").CurrentValue}";
            named.Property(Words).CurrentValue = WordsOf(named.Entity.Name);
        }
    }
}

/// <summary>Makes the keys of all names, once for each version of the library that orders them.</summary>
internal sealed class MakeNameKeys : DataStep
{
    private const string Always = "0.2.0/21-name-keys-";
    private const int AtOnce = 1000;

    public override string Name => Always + NameOrder.Version;
    public override string Family => Always;

    public override async Task RunAsync(AppDb db, CancellationToken cancel)
    {
        // Should the library go back to an earlier version, its keys are made once more.
        await db.Set<DataStepDone>().Where(d => d.Name.StartsWith(Always)).ExecuteDeleteAsync(cancel);
        foreach (var type in db.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(IListedByName))))
            await (Task)typeof(MakeNameKeys).GetMethod(nameof(MakeAsync),
                System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(type.ClrType).Invoke(null, [db, cancel])!;
    }

    private static async Task MakeAsync<T>(AppDb db, CancellationToken cancel) where T : class, IListedByName
    {
        for (var done = 0; ; done += AtOnce)
        {
            var named = await db.Set<T>().OrderBy(e => EF.Property<object>(e, "Id")).Skip(done).Take(AtOnce).ToListAsync(cancel);
            foreach (var one in named) db.Entry(one).State = EntityState.Modified;
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
            if (named.Count < AtOnce) return;
        }
    }
}
