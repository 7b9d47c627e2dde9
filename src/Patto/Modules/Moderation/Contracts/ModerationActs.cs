using Patto.Grants;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Moderation.Contracts;

/// <summary>What may be done with texts that somebody reported. Anybody reports; the author appeals with the letters of the receipt; the
/// log is read by anybody.</summary>
public static class ModerationActs
{
    public static readonly Act Moderate = new("moderation.moderate", "decidere delle segnalazioni", Roles.Staff);
    /// <summary>Reads what was reported and what was decided.</summary>
    public static readonly Act Read = new("moderation.read", "leggere le segnalazioni", [.. Roles.Staff, Role.Guarantor]);
    /// <summary>In a small town whoever pauses also leads the process: then the guarantor decides.</summary>
    public static readonly Act Judge = new("moderation.judge", "decidere del ricorso di un autore",
        Role.Officer, Role.Curator, Role.Guarantor);
}

public static class ModerationUrls
{
    /// <summary>The public log.</summary>
    public static string Log(string process) => ProcessUrls.Moderation(process);
    /// <summary>What became of one report: what whoever sent it keeps.</summary>
    public static string Entry(string process, string code) => $"{Log(process)}/{code}";
    /// <summary>For who decides.</summary>
    public static string Queue(string process) => $"/percorsi/{process}/segnalazioni";
    public static string One(string process, string code) => $"{Queue(process)}/{code}";
    /// <summary>Where an author appeals, with the letters of the receipt.</summary>
    public const string Appeal = ProcessUrls.Appeal;
}
