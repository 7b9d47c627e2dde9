using Patto.Grants;

namespace Patto.Modules.Observatory.Contracts;

public static class RecordActs
{
    public static readonly Act Import = new("records.import", "importare schede nel catalogo", Role.Administrator, Role.Officer,
        Role.Secretariat)
    { FromAnyProcess = true };
    public static readonly Act Write = new("records.write", "completare la scheda del percorso", Roles.Leads);
}

public static class RecordUrls
{
    public const string Catalogue = "/osservatorio";
    public static string Own(string process) => $"/percorsi/{process}/scheda";
    public static string Show(Guid id) => $"/osservatorio/{id}";
}
