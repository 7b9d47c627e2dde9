using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Patto.Database;

namespace Patto.Modules.Contributions;

/// <summary>The letters of authors and slips, kept as plain hashes until 0.1.0, are kept under the key of the installation; those of blank
/// slips are sealed.</summary>
internal sealed class KeyTheSecrets : DataStep
{
    public override string Name => "0.2.0/30-keyed-secrets";

    public override async Task RunAsync(AppDb db, CancellationToken cancel)
    {
        var voices = await ReadAsync(db, """SELECT "Id", "SecretHash", NULL FROM "Contributions" """, cancel);
        var slips = await ReadAsync(db, """SELECT "Id", "SecretHash", "Secret" FROM "Slips" """, cancel);
        if (voices.Count + slips.Count == 0) return;
        var key = db.Services.GetRequiredService<InstallationKey>();
        await WriteAsync(db, "Contributions", "", voices, key, cancel);
        await WriteAsync(db, "Slips", """, "Secret" = {0}""", slips, key, cancel);
    }

    private static DbCommand Command(AppDb db, string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.Transaction) = (text, db.Database.CurrentTransaction!.GetDbTransaction());
        return command;
    }

    private static async Task<List<(object Id, string Hash, string? Secret)>> ReadAsync(AppDb db, string question, CancellationToken cancel)
    {
        await using var ask = Command(db, question);
        await using var answer = await ask.ExecuteReaderAsync(cancel);
        List<(object, string, string?)> rows = [];
        while (await answer.ReadAsync(cancel)) rows.Add((answer.GetValue(0), answer.GetString(1), await answer.IsDBNullAsync(2, cancel)
            ? null : answer.GetString(2)));
        return rows;
    }

    // One statement for all where the server is far; one prepared statement where it is in the same process.
    private static async Task WriteAsync(AppDb db, string table, string secretToo, List<(object Id, string Hash, string? Secret)> rows,
        InstallationKey key, CancellationToken cancel)
    {
        var keyed = rows.ConvertAll(r => (r.Id, Hash: key.Keyed(r.Hash), Secret: r.Secret is { } plain ? key.Seal(plain) : null));
        var far = db.Database.IsNpgsql();
        var secretIs = string.Format(System.Globalization.CultureInfo.InvariantCulture, secretToo, far ? "v.secret" : "@secret");
        await using var write = Command(db, far
            ? $"""
                UPDATE "{table}" t SET "SecretHash" = v.hash{secretIs}
                FROM unnest(@id, @hash, @secret) AS v(id, hash, secret) WHERE t."Id" = v.id
                """
            : $"""UPDATE "{table}" SET "SecretHash" = @hash{secretIs} WHERE "Id" = @id""");
        var (id, hash, secret) = (Parameter(write, "id"), Parameter(write, "hash"), Parameter(write, "secret"));
        if (far)
        {
            (id.Value, hash.Value, secret.Value) = (keyed.Select(r => (Guid)r.Id).ToArray(), keyed.Select(r => r.Hash)
                .ToArray(), keyed.Select(r => r.Secret).ToArray());
            await write.ExecuteNonQueryAsync(cancel);
            return;
        }
        foreach (var row in keyed)
        {
            (id.Value, hash.Value, secret.Value) = (row.Id, row.Hash, (object?)row.Secret ?? DBNull.Value);
            await write.ExecuteNonQueryAsync(cancel);
        }
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        if (command.CommandText.Contains($"@{name}", StringComparison.Ordinal)) command.Parameters.Add(parameter);
        return parameter;
    }
}
