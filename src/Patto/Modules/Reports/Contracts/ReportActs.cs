using Patto.Database;
using Patto.Grants;

namespace Patto.Modules.Reports.Contracts;

/// <summary>What may be done with the documents that tell a process, and by whoever watches over it.</summary>
public static class ReportActs
{
    public static readonly Act Write = new("reports.write", "scrivere il documento di proposta partecipata e la relazione finale",
        [.. Roles.Staff, Role.Drafter]);
    /// <summary>To the table, to the guarantor, to the body that decides.</summary>
    public static readonly Act Lead = new("reports.lead", "portare il documento finale al Tavolo, al garante e a chi decide", Roles.Leads);
    /// <summary>Before it is everybody's.</summary>
    public static readonly Act Read = new("reports.read", "leggere un documento finale che non è ancora pubblico",
        [.. Roles.Staff, Role.TableMember, Role.Drafter, Role.Guarantor, Role.GuaranteeMember]);
    public static readonly Act Say = new("reports.say", "dire se il Tavolo approva il documento finale", Role.TableMember);
    public static readonly Act Judge = new("reports.judge", "validare il documento finale o rimandarlo", Role.Guarantor);
    /// <summary>The names that the report itself does not tell.</summary>
    public static readonly Act Names = new("reports.names", "leggere l'allegato con i nomi", [.. Roles.Leads, Role.Guarantor]);
    public static readonly Act Ask = new("reports.ask", "fare domande e rilievi a chi conduce il percorso", Role.Guarantor,
        Role.GuaranteeMember)
    {
        FromAnyProcess = true,
    };
    public static readonly Act Answer = new("reports.answer", "rispondere al garante", Roles.Leads);
    /// <summary>What is asked and answered within.</summary>
    public static readonly Act Follow = new("reports.follow", "leggere le domande del garante che restano dentro",
        [.. Roles.Staff, Role.Guarantor, Role.GuaranteeMember]);
}

public static class ReportUrls
{
    public static string All(string process) => $"/percorsi/{process}/documenti-finali";
    public static string Show(string process, int number) => $"{All(process)}/{number}";
    public static string Print(string process, int number) => $"{Show(process, number)}/stampa";
    /// <param name="format"><c>docx</c> or <c>odt</c>.</param>
    public static string File(string process, int number, string format) => $"{Show(process, number)}/file.{format}";
    /// <summary>Where it is written and sent on its way.</summary>
    public static string Work(string process, int number) => $"{Show(process, number)}/lavoro";
    public static string Section(string process, int number, string key) => $"{Work(process, number)}/{key}";
    /// <summary>The names, for the staff and the guarantor.</summary>
    public static string Names(string process, int number) => $"{Show(process, number)}/allegato";
    /// <summary>What the guarantor asked and found.</summary>
    public static string Guarantee(string process) => $"/percorsi/{process}/garante";
    public static string Note(string process, Id<GuarantorNote> note) => $"{Guarantee(process)}/{note}";
    /// <summary>All that waits for the guarantor.</summary>
    public const string Desk = "/garante";
}
