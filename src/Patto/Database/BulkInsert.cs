using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Patto.Database;

/// <summary>Thousands of new rows at once, as the model maps them, without following each of them: in the running transaction, on both
/// engines.</summary>
public static class BulkInsert
{
    /// <summary>Writes new rows whose keys are known, or given by the database. What happened to them must have been told
    /// already.</summary>
    public static async Task InsertAsync<T>(this AppDb db, IReadOnlyCollection<T> rows, CancellationToken cancel) where T : class
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        Column[] columns = [.. type.GetProperties().Where(p => !IsCounted(p)).Select(p => new Column(p))];
        var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        if (db.Database.GetDbConnection() is NpgsqlConnection postgres) await CopyAsync(postgres, $"\"{type.GetTableName()}\" ({names})",
            columns, rows, cancel);
        else await RepeatAsync(db, $"\"{type.GetTableName()}\" ({names})", columns, rows, cancel);
    }

    // The database counts whole numbers by itself; every other key is made here.
    private static bool IsCounted(IProperty property) =>
        property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType == typeof(long);

    private static async Task CopyAsync<T>(NpgsqlConnection connection, string into, Column[] columns, IEnumerable<T> rows,
        CancellationToken cancel) where T : class
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {into} FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            foreach (var column in columns)
                if (column.Of(row) is { } value) await copy.WriteAsync(value, column.StoreType, cancel);
                else await copy.WriteNullAsync(cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    // One statement, prepared once.
    private static async Task RepeatAsync<T>(AppDb db, string into, Column[] columns, IEnumerable<T> rows, CancellationToken cancel)
        where T : class
    {
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        insert.CommandText = $"INSERT INTO {into} VALUES ({string.Join(", ", columns.Select((_, n) => $"@p{n}"))})";
        DbParameter[] values = [.. columns.Select((_, n) => Parameter(insert, $"@p{n}"))];
        foreach (var row in rows)
        {
            for (var n = 0; n < columns.Length; n++) values[n].Value = columns[n].Of(row) ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(cancel);
        }
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    /// <summary>A column, and what a row holds in it, as the engine stores it.</summary>
    private sealed class Column(IProperty property)
    {
        private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();
        private readonly IClrPropertyGetter _getter = property.GetGetter();
        public string Name { get; } = property.GetColumnName();
        public string StoreType => _mapping.StoreTypeNameBase;

        public object? Of(object row)
        {
            var value = _getter.GetClrValueUsingContainingEntity(row);
            return value is not null && _mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value;
        }
    }
}
