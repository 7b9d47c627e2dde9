using Patto.Database;
using Patto.Grants;

namespace Patto.Modules.Choices.Contracts;

/// <summary>What may be done with choices. Who votes needs no role: the register of the choice says who may.</summary>
public static class ChoiceActs
{
    public static readonly Act Keep = new("choices.keep", "preparare una scelta, aprire il voto e contarlo", Roles.Leads);
    public static readonly Act Enter = new("choices.enter", "registrare le schede votate su carta", Roles.Staff);
    public static readonly Act Recount = new("choices.recount", "riavere le schede contate, senza nomi, per ricontarle", Role.Guarantor,
        Role.GuaranteeMember);
}

public static class ChoiceUrls
{
    public static string All(string process) => $"/percorsi/{process}/scelte";
    public static string New(string process) => $"{All(process)}/nuova";
    /// <summary>Where one reads what is asked, and votes.</summary>
    public static string Show(string process, Id<Choice> choice) => $"{All(process)}/{choice}";
    /// <summary>Where it is prepared, opened and counted.</summary>
    public static string Work(string process, Id<Choice> choice) => $"{Show(process, choice)}/lavoro";
    /// <param name="option">Null: one more.</param>
    public static string Option(string process, Id<Choice> choice, Guid? option = null) =>
        $"{Show(process, choice)}/opzioni{(option is { } one ? $"/{one}" : "")}";
    /// <summary>Where ballots with a code come out.</summary>
    public static string Sheets(string process, Id<Choice> choice) => $"{Show(process, choice)}/schede";
    /// <summary>Where paper ballots are typed.</summary>
    public static string Desk(string process, Id<Choice> choice) => $"{Show(process, choice)}/spoglio";
    public static string Result(string process, Id<Choice> choice) => $"{Show(process, choice)}/esito";
    /// <summary>For the projector of the room.</summary>
    public static string Screen(string process, Id<Choice> choice) => $"{Show(process, choice)}/schermo";
}
