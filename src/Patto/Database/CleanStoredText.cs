using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Patto.Database;

/// <summary>What was stored before texts were cleaned on entry loses the characters that no feed and no XML can carry.</summary>
/// <remarks>Left as they are: the audit, whose chain is computed over what it says, and editions, frozen and known by their hash; where
/// those are written as XML, the writer leaves such characters out.</remarks>
internal sealed class CleanStoredText : DataStep
{
    private static readonly string[] Frozen = ["AuditRows", "AuditHeads", "Editions"];

    public override string Name => "0.2.0/10-clean-text";

    public override async Task RunAsync(AppDb db, CancellationToken cancel)
    {
        foreach (var table in db.Model.GetEntityTypes()
            .Where(t => !t.IsMappedToJson() && t.GetTableName() is { } name && !Frozen.Contains(name)).GroupBy(t => t.GetTableName()!))
            foreach (var column in table.SelectMany(t => t.GetProperties()).Where(p => IsText(p) && !p.IsKey())
                .DistinctBy(p => p.GetColumnName()))
                await CleanAsync(db, new(table.Key, column), cancel);
    }

    private static bool IsText(IProperty property) =>
        property.GetRelationalTypeMapping() is { } mapping && (mapping.Converter?.ProviderClrType ?? mapping.ClrType) == typeof(string)
        && Nullable.GetUnderlyingType(property.ClrType) is null && !property.ClrType.IsValueType;

    private static async Task CleanAsync(AppDb db, Column column, CancellationToken cancel)
    {
        foreach (var (key, text) in await SuspectsAsync(db, column, cancel))
        {
            var clean = column.IsJson ? CleanJson(text) : CleanText.Of(text);
            if (clean == text) continue;
            await using var update = Command(db,
                $"UPDATE \"{column.Table}\" SET \"{column.Name}\" = @text WHERE {string.Join(" AND ", column.Key.Select((k, n) => $"\"{k}\" = @k{n}"))}");
            Add(update, "@text", clean);
            for (var n = 0; n < key.Length; n++) Add(update, $"@k{n}", key[n]);
            await update.ExecuteNonQueryAsync(cancel);
        }
    }

    private static async Task<List<(object[] Key, string Text)>> SuspectsAsync(AppDb db, Column column, CancellationToken cancel)
    {
        var name = $"\"{column.Name}\"";
        // Kept as JSON, a control character stands as an escape.
        var suspect = column.IsJson ? $"{name} LIKE '%\\u%'"
            : db.Database.IsNpgsql() ? $"{name} ~ '[\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]'"
            : $"{name} GLOB '*[' || char(1) || '-' || char(8) || char(11) || char(12) || char(14) || '-' || char(31) || char(65534) || char(65535) || ']*' OR instr(CAST({name} AS BLOB), x'00') > 0";
        await using var select = Command(db,
            $"SELECT {string.Join(", ", column.Key.Select(k => $"\"{k}\""))}, {name} FROM \"{column.Table}\" WHERE {suspect}{(column.IsJson && db.Database.IsNpgsql() ? " ESCAPE ''" : "")}");
        await using var reader = await select.ExecuteReaderAsync(cancel);
        List<(object[], string)> found = [];
        while (await reader.ReadAsync(cancel))
        {
            var key = new object[column.Key.Count];
            for (var n = 0; n < key.Length; n++) key[n] = reader.GetValue(n);
            found.Add((key, reader.GetString(key.Length)));
        }
        return found;
    }

    private static DbCommand Command(AppDb db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static string CleanJson(string text)
    {
        if (JsonNode.Parse(text) is not { } root) return text;
        return Clean(root) is var (node, changed) && changed ? node.ToJsonString(Json.Options) : text;
    }

    private static (JsonNode Node, bool Changed) Clean(JsonNode node)
    {
        switch (node)
        {
            case JsonObject map:
                return (map, map.ToList().Aggregate(false, (any, m) => m.Value is { } value
                    && Replaced(value, clean => map[m.Key] = clean) || any));
            case JsonArray list:
                return (list, Enumerable.Range(0, list.Count)
                    .Aggregate(false, (any, n) => list[n] is { } value && Replaced(value, clean => list[n] = clean) || any));
            default:
                return node.GetValueKind() == JsonValueKind.String && node.GetValue<string>() is var text && !CleanText.Is(text)
                    ? (JsonValue.Create(CleanText.Of(text))!, true) : (node, false);
        }
    }

    // What holds others is changed in its place.
    private static bool Replaced(JsonNode value, Action<JsonNode> put)
    {
        var (clean, changed) = Clean(value);
        if (!ReferenceEquals(clean, value)) put(clean);
        return changed;
    }

    private sealed class Column(string table, IProperty property)
    {
        public string Table { get; } = table;
        public string Name { get; } = property.GetColumnName();
        public IReadOnlyList<string> Key { get; } =
            [.. property.DeclaringType.ContainingEntityType.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName())];
        public bool IsJson { get; } = property.ClrType != typeof(string);
    }
}
