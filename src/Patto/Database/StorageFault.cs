using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Patto.Database;

/// <summary>Tells a database that is away, full or not to be written from a fault of the program.</summary>
public static class StorageFault
{
    // As SQLite numbers its results.
    private const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NoDatabase = 26;

    // As Linux numbers its errors, in the low 16 bits of what .NET says.
    private const int NoSpace = 28, ReadOnlyFolder = 30;

    public static bool Is(Exception? fault) => Words(fault) is not null;

    /// <summary>What is wrong, in words for whoever keeps the installation; null when it is nothing of the kind.</summary>
    public static string? Words(Exception? fault) => fault switch
    {
        null => null,
        SqliteException sqlite => OfSqlite(sqlite.SqliteErrorCode, sqlite.Message),
        PostgresException postgres => OfPostgres(postgres.SqlState),
        NpgsqlException or SocketException => "il database non risponde",
        UnauthorizedAccessException => Unwritable,
        IOException { HResult: var result } when (result & 0xFFFF) == NoSpace => DiskFull,
        IOException { HResult: var result } when (result & 0xFFFF) == ReadOnlyFolder => Unwritable,
        _ => Words(fault.InnerException),
    };

    private const string DiskFull = "il disco è pieno", Unwritable = "la cartella dei dati non si può scrivere";

    private static string? OfSqlite(int code, string message) => code switch
    {
        Busy or Locked => "il database è occupato",
        ReadOnly => Unwritable,
        Full => DiskFull,
        InputOutput => "il disco non risponde",
        CannotOpen => "il file del database non si può aprire",
        Corrupt or NoDatabase => "il file del database è rovinato",
        1 when message.Contains("no such table", StringComparison.Ordinal) => "il file del database è vuoto",
        _ => null,
    };

    private static string? OfPostgres(string state) => state switch
    {
        "53100" => DiskFull,
        "25006" => "il database accetta solo letture",
        "3D000" => "il database non c'è",
        ['0', '8', ..] or ['5', '7', 'P', ..] => "il database non risponde",
        ['5', '3', ..] => "il database non accetta altri collegamenti",
        ['2', '8', ..] => "il database rifiuta l'accesso",
        ['5', '8', ..] or ['X', 'X', ..] => "il disco del database non risponde",
        _ => null,
    };
}
