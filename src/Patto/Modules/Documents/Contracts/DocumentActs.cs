using Patto.Grants;

namespace Patto.Modules.Documents.Contracts;

/// <summary>What may be done with the texts of a process.</summary>
public static class DocumentActs
{
    public static readonly Act Draft = new("documents.draft", "scrivere la bozza", Roles.Staff);
    public static readonly Act Publish = new("documents.publish", "pubblicare un testo", Roles.Leads);
    public static readonly Act Amend = new("documents.amend", "proporre una modifica");
    public static readonly Act Comment = new("documents.comment", "commentare un articolo");
    public static readonly Act Read = new("documents.read", "leggere le osservazioni prima che siano pubbliche", Roles.Staff);
    public static readonly Act Reply = new("documents.reply", "rispondere agli emendamenti", Roles.Leads);
}
