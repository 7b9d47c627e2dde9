using Patto.Database;
using Patto.Grants;

namespace Patto.Modules.Pacts.Contracts;

/// <summary>What may be done with pacts. A signatory signs, says no and tells how its commitments go by the link of its letter, without an
/// account.</summary>
public static class PactActs
{
    public static readonly Act Keep = new("pacts.keep", "scrivere un patto, raccoglierne le firme e tenerne gli impegni", Roles.Leads);
}

public static class PactUrls
{
    public static string All(string process) => $"/percorsi/{process}/patti";
    public static string New(string process) => $"{All(process)}/nuovo";
    /// <summary>Who keeps what.</summary>
    public static string Show(string process, Id<Pact> pact) => $"{All(process)}/{pact}";
    public static string Print(string process, Id<Pact> pact) => $"{Show(process, pact)}/stampa";
    /// <summary>Where it is written, opened and kept.</summary>
    public static string Work(string process, Id<Pact> pact) => $"{Show(process, pact)}/lavoro";
    /// <param name="signatory">Null: one more.</param>
    public static string Signatory(string process, Id<Pact> pact, Id<Signatory>? signatory = null) =>
        $"{Show(process, pact)}/firmatari{(signatory is { } one ? $"/{one}" : "")}";
    /// <param name="commitment">Null: one more.</param>
    public static string Commitment(string process, Id<Pact> pact, Id<Commitment>? commitment = null) =>
        $"{Show(process, pact)}/impegni{(commitment is { } one ? $"/{one}" : "")}";
    /// <summary>Where a signatory acts by the link of its letter.</summary>
    public static string Sign(string token) => $"/patto/{token}";
}
