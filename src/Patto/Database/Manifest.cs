namespace Patto.Database;

/// <summary>What a room or a module says of itself, in one file of its folder. Found by its type: nothing else needs to name it.</summary>
public abstract class Manifest
{
    /// <summary>What can happen here: the audit keeps it, others hear it.</summary>
    public virtual IReadOnlyList<Type> Events => [];

    /// <summary>The tables that hold personal data: who adds one says here why, until when, and how it is exported and erased.</summary>
    public virtual IReadOnlyList<PersonalTable> Personal => [];

    /// <summary>Personal data that no table keeps, for the privacy page.</summary>
    public virtual IReadOnlyList<PersonalDatum> Passing => [];

    /// <summary>Columns that look like personal data and are none.</summary>
    public virtual IReadOnlyList<Impersonal> Impersonal => [];

    /// <summary>Every manifest of the platform, rooms and modules, in the order of their names.</summary>
    public static readonly IReadOnlyList<Manifest> All =
        [.. OwnTypes.All.Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Manifest))).OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => (Manifest)Activator.CreateInstance(t)!)];

    /// <summary>Every table with personal data.</summary>
    public static IEnumerable<PersonalTable> Tables => All.SelectMany(m => m.Personal);
}

/// <summary>A column whose name or type sounds like a person, and why it is none.</summary>
public sealed record Impersonal(Type Row, string Why, params string[] Columns);
