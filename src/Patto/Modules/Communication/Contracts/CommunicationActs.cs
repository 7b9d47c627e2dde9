using Patto.Grants;

namespace Patto.Modules.Communication.Contracts;

/// <summary>What may be done with letters to many.</summary>
public static class CommunicationActs
{
    public static readonly Act WriteLetters = new("communication.write-letters", "scrivere a chi partecipa", Roles.Staff);
}
