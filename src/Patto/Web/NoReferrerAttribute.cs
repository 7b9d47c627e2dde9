namespace Patto.Web;

/// <summary>A page whose address is a secret (a token, the letters of a receipt): following a link from it tells nobody the address, not
/// even this site.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NoReferrerAttribute : Attribute;
