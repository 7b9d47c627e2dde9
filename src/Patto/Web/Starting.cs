using Patto.Database;

namespace Patto.Web;

/// <summary>Why the program cannot start, in a sentence for whoever starts it.</summary>
public static class Starting
{
    /// <summary>Null when it is nothing of the folder or of the database.</summary>
    public static string? Refusal(Exception fault, Storage storage)
    {
        var what = StorageFault.Words(fault) ?? (fault is IOException ? "la cartella dei dati non si può scrivere" : null);
        return what is null ? null
            : storage.IsPostgres ? $"Il programma non parte: {what}. Controlla l'indirizzo in PATTO_DATABASE e che PostgreSQL sia acceso."
            : $"Il programma non parte: {what}. La cartella è {storage.Folder}: controlla che esista, che l'utente del programma possa scriverci e che il disco non sia pieno.";
    }
}
