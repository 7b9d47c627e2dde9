using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Patto.Database;

/// <summary>The last look at what is about to be stored, alike on both engines: SQLite takes any length, year and amount, PostgreSQL breaks
/// off the act.</summary>
internal static class StoredValues
{
    /// <summary>No text is longer: the minutes of a long evening have 200,000 characters, and a search entry beyond a million cannot be
    /// indexed.</summary>
    public const int LongestText = 400_000;

    /// <summary>What stands in an index must fit a third of a page of 8 KB, with up to four bytes a character.</summary>
    public const int LongestIndexed = 600;

    public const int FirstYear = 1900, LastYear = 2199;

    private static readonly ConditionalWeakTable<IReadOnlyEntityType, IProperty[]> Checked = [];

    /// <summary>Texts lose the characters that no format can carry; what is too long, too far away or too large breaks a rule.</summary>
    public static void Check(IEnumerable<EntityEntry> entries)
    {
        foreach (var entry in entries)
            if (entry.State is EntityState.Added or EntityState.Modified)
                foreach (var property in Checked.GetValue(entry.Metadata, static type =>
                    [.. ((IEntityType)type).GetProperties().Where(IsChecked)]))
                    if (entry.Property(property) is { } value
                        && (entry.State == EntityState.Added || value.IsModified)) Check(property, value);
    }

    private static bool IsChecked(IProperty property) => Type(property) is var type
        && (type == typeof(string) || type == typeof(DateOnly) || type == typeof(DateTimeOffset) || type == typeof(decimal));

    private static Type Type(IProperty property) => Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;

    private static void Check(IProperty property, PropertyEntry value)
    {
        switch (value.CurrentValue)
        {
            case string text:
                if (!CleanText.Is(text)) value.CurrentValue = text = CleanText.Of(text);
                var most = Longest(property);
                RuleViolation.UnlessAt(property.Name, text.Length <= most, "text.long",
                    "Il testo è troppo lungo: ha {0} caratteri, ne può avere al massimo {1}.", text.Length, most);
                break;
            case DateOnly day: CheckYear(property, day.Year); break;
            case DateTimeOffset at: CheckYear(property, at.UtcDateTime.Year); break;
            case decimal amount:
                RuleViolation.UnlessAt(property.Name, Math.Abs(amount) < Largest(property), "number.large",
                    "Il numero è troppo grande: controlla le cifre.");
                break;
        }
    }

    private static void CheckYear(IProperty property, int year) =>
        RuleViolation.UnlessAt(property.Name, year is >= FirstYear and <= LastYear, "date.far", TooFar, FirstYear, LastYear);

    internal const string TooFar = "Controlla l'anno: la data deve stare fra il {0} e il {1}.";

    private static int Longest(IProperty property) =>
        property.GetMaxLength() ?? (property.IsKey() || property.IsIndex() || property.IsForeignKey() ? LongestIndexed : LongestText);

    private static decimal Largest(IProperty property)
    {
        var digits = (property.GetPrecision() ?? 18) - (property.GetScale() ?? 4);
        return (decimal)Math.Pow(10, digits);
    }
}
