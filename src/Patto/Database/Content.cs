using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Patto.Database;

/// <summary>The fields of an entity that are its content: what an act leaves behind, and what the audit must find when it is changed
/// outside of acts.
/// Never delivery state, counters or contacts of persons.</summary>
/// <param name="kind">The name that the audit keeps, for good: <c>contribution</c>.</param>
/// <param name="fields">Properties, by the names that the audit keeps; a property that is renamed stays <c>oldName:NewProperty</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContentAttribute(string kind, params string[] fields) : Attribute
{
    public string Kind { get; } = kind;
    public IReadOnlyList<string> Fields { get; } = fields;
}

/// <summary>Which entities have content, and what theirs is.</summary>
public static class Contents
{
    public static readonly FrozenDictionary<Type, ContentAttribute> Declared = OwnTypes.All
        .Where(t => t.GetCustomAttribute<ContentAttribute>() is not null)
            .ToFrozenDictionary(t => t, t => t.GetCustomAttribute<ContentAttribute>()!);

    public static readonly FrozenDictionary<string, Type> Kinds = Declared.ToFrozenDictionary(d => d.Value.Kind, d => d.Key);

    internal static IEnumerable<(string Name, IProperty Property)> FieldsOf(IEntityType type, ContentAttribute declared,
        IEnumerable<string>? only = null) =>
        from field in declared.Fields
        let parts = field.Split(':')
        where only is null || only.Contains(parts[0])
        orderby parts[0]
        select (parts[0], type.GetProperties().FirstOrDefault(p => string.Equals(p.Name, parts[^1], StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"{type.Name} has no {parts[^1]}."));

    /// <summary>The content as one line that is the same whenever the content is: names and values as the engine keeps them.</summary>
    internal static string Line(IReadOnlyList<(string Name, IProperty Property)> fields, object entity) => JsonSerializer.Serialize(
        fields.Select(f => new[] { f.Name, Plain(f.Property, f.Property.GetGetter().GetClrValueUsingContainingEntity(entity)) }),
            Json.Options);

    private static string? Plain(IProperty property, object? value)
    {
        if (value is not null && property.GetTypeMapping().Converter is { } converter) value = converter.ConvertToProvider(value);
        return value switch
        {
            null => null,
            string text => text,
            decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
            IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
            System.Collections.IEnumerable many => JsonSerializer.Serialize(many, many.GetType(), Json.Options),
            _ => value.ToString(),
        };
    }

    internal static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    internal static string Hash(string salt, string line) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{line}")));
}

/// <summary>What one act left behind of one thing.</summary>
/// <param name="Fields">The names of the fields, parted by commas; empty for what was erased.</param>
/// <param name="IsNew">Nothing was known of it before.</param>
public sealed record LeftBehind(Subject Subject, string Fields, string Line, bool IsNew)
{
    public bool IsErased => Fields.Length == 0;

    /// <summary>What a save is about to leave behind: new content, changed content, and content that goes.</summary>
    internal static List<LeftBehind> Of(AppDb db) =>
        [.. db.ChangeTracker.Entries<Entity>().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(e => (Entry: e, Declared: Contents.Declared.GetValueOrDefault(e.Entity.GetType()))).Where(e => e.Declared is not null)
                .Select(e => Of(e.Entry, e.Declared!)).OfType<LeftBehind>()];

    private static LeftBehind? Of(Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry entry, ContentAttribute declared)
    {
        var fields = Contents.FieldsOf(entry.Metadata, declared).ToList();
        if (entry.State == EntityState.Deleted) return new(SubjectOf(entry.Metadata, declared, entry.Entity), "", "", false);
        if (entry.State == EntityState.Modified && !fields.Any(f => HasChanged(entry.Property(f.Property.Name)))) return null;
        return Of(entry.Metadata, declared, fields, entry.Entity) with { IsNew = entry.State == EntityState.Added };
    }

    private static bool HasChanged(Microsoft.EntityFrameworkCore.ChangeTracking.PropertyEntry property) =>
        property.IsModified && !property.Metadata.GetValueComparer().Equals(property.OriginalValue, property.CurrentValue);

    internal static LeftBehind Of(IEntityType type, ContentAttribute declared, IReadOnlyList<(string Name, IProperty Property)> fields,
        object entity) =>
        new(SubjectOf(type, declared, entity), string.Join(',', fields.Select(f => f.Name)), Contents.Line(fields, entity), IsNew: true);

    /// <summary>Of things that were written in bulk.</summary>
    internal static List<LeftBehind> OfNew<T>(AppDb db, IEnumerable<T> made) where T : Entity
    {
        var (type, declared) = (db.Model.FindEntityType(typeof(T))!, Contents.Declared[typeof(T)]);
        var fields = Contents.FieldsOf(type, declared).ToList();
        return [.. made.Select(one => Of(type, declared, fields, one))];
    }

    private static Subject SubjectOf(IEntityType type, ContentAttribute declared, object entity)
    {
        var key = type.FindPrimaryKey()!.Properties[0];
        return new(declared.Kind, (Guid)key.GetTypeMapping().Converter!.ConvertToProvider(key.GetGetter()
            .GetClrValueUsingContainingEntity(entity))!);
    }
}
