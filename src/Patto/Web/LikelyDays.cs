using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace Patto.Web;

/// <summary>A day that may lie years away from what the page is about: a census that was the starting value, the first day of an old
/// process.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FarDayAttribute : Attribute;

/// <summary>Every day that a form brings must be near to what the page is about: 27 for 2027, or last year's year, are slips of the
/// hand.</summary>
internal static class LikelyDays
{
    /// <summary>Years around today within which a far day lies.</summary>
    public const int FarYears = 120;

    private sealed record Field(PropertyInfo Property, PropertyInfo? Row);

    private static readonly ConcurrentDictionary<Type, Field[]> Fields = [];

    /// <summary>The days that the form brought, each with the name of its field.</summary>
    public static IEnumerable<(string Name, DateOnly Day, bool IsFar)> Of(BasicPage page)
    {
        foreach (var (property, row) in Fields.GetOrAdd(page.GetType(), FieldsOf))
        {
            if (row is null && property.GetValue(page) is DateOnly day) yield return (property.Name, day, IsFar(property));
            if (row is null || property.GetValue(page) is not System.Collections.IList rows) continue;
            for (var n = 0; n < rows.Count; n++)
                if (rows[n] is { } one && row.GetValue(one) is DateOnly inside) yield return ($"{property.Name}[{n}].{row.Name}", inside,
                    IsFar(row));
        }
    }

    /// <summary>The fields that bring a day to a page of this type: its own, and those of the rows of its tables.</summary>
    public static IEnumerable<(string Name, bool IsFar)> NamesOf(Type page) =>
        Fields.GetOrAdd(page, FieldsOf).Select(f => f.Row is null ? (f.Property.Name, IsFar(f.Property))
            : ($"{f.Property.Name}[0].{f.Row.Name}", IsFar(f.Row)));

    private static Field[] FieldsOf(Type page) =>
    [
        .. from property in page.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.GetCustomAttribute<BindPropertyAttribute>() is not null
           from field in IsDay(property) ? [new Field(property, null)] : RowsOf(property)
           select field,
    ];

    private static IEnumerable<Field> RowsOf(PropertyInfo property) =>
        property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(List<>)
            && property.PropertyType.GenericTypeArguments[0] is { IsClass: true } row && row != typeof(string)
            ? row.GetProperties().Where(IsDay).Select(r => new Field(property, r)) : [];

    private static bool IsDay(PropertyInfo property) =>
        (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(DateOnly);

    private static bool IsFar(PropertyInfo property) => property.GetCustomAttribute<FarDayAttribute>() is not null;
}
