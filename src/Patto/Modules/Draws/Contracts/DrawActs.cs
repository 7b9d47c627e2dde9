using Patto.Database;
using Patto.Grants;

namespace Patto.Modules.Draws.Contracts;

/// <summary>What may be done with draws by lot. Who applies needs no role: the call says who may.</summary>
public static class DrawActs
{
    public static readonly Act Keep = new("draws.keep", "preparare un sorteggio, chiudere le candidature ed estrarre", Roles.Leads);
    public static readonly Act Enter = new("draws.enter", "registrare le candidature portate su carta", Roles.Staff);
    public static readonly Act Check = new("draws.check", "riavere il verbale completo di un sorteggio, senza nomi", Role.Guarantor,
        Role.GuaranteeMember);
}

public static class DrawUrls
{
    public static string All(string process) => $"/percorsi/{process}/sorteggi";
    public static string New(string process) => $"{All(process)}/nuovo";
    /// <summary>Where everybody reads the call, the chances and who was drawn.</summary>
    public static string Show(string process, Id<Draw> draw) => $"{All(process)}/{draw}";
    /// <summary>Where it is prepared, closed, published and drawn.</summary>
    public static string Work(string process, Id<Draw> draw) => $"{Show(process, draw)}/lavoro";
    /// <summary>Where quotas are typed, or suggested from the population.</summary>
    public static string Quotas(string process, Id<Draw> draw) => $"{Show(process, draw)}/quote";
    /// <summary>Where one applies.</summary>
    public static string Apply(string process, Id<Draw> draw) => $"{Show(process, draw)}/candidati";
    /// <summary>Who applied, for the staff.</summary>
    public static string Candidates(string process, Id<Draw> draw) => $"{Show(process, draw)}/candidature";
    /// <summary>Candidates from a file.</summary>
    public static string Import(string process, Id<Draw> draw) => $"{Show(process, draw)}/importa";
    /// <summary>What whoever applied keeps: a sealed address.</summary>
    public static string Receipt(string process, Id<Draw> draw, string ticket) => $"{Show(process, draw)}/ricevuta/{ticket}";
}
