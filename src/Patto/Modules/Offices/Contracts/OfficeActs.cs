using Patto.Grants;

namespace Patto.Modules.Offices.Contracts;

/// <summary>What may be done with the offices of the body. An office answers by the link of its letter, without an account.</summary>
public static class OfficeActs
{
    public static readonly Act Keep = new("offices.keep", "tenere l'elenco degli uffici", Role.Administrator, Role.Officer, Role.Curator)
    {
        FromAnyProcess = true,
    };
    public static readonly Act Ask = new("offices.ask", "chiedere qualcosa a un ufficio", Roles.Leads);
}

public static class OfficeUrls
{
    /// <summary>The offices of the body.</summary>
    public const string All = "/uffici";
    public static string One(Guid office) => $"{All}/{office}";
    /// <summary>What offices answered in public.</summary>
    public static string Answers(string process) => $"/percorsi/{process}/uffici";
    /// <summary>What offices were asked, for who asks.</summary>
    public static string Questions(string process) => $"/percorsi/{process}/uffici/domande";
    public static string Question(string process, Guid question) => $"{Questions(process)}/{question}";
    public static string Ask(string process, string? code = null) =>
        $"{Questions(process)}/nuova{(code is null ? "" : "?codice=" + Uri.EscapeDataString(code))}";
    /// <summary>Where an office answers by the link of its letter.</summary>
    public static string Reply(string token) => $"/ufficio/{token}";
}
