using Patto.Authorities;

namespace Patto.Modules.Stakeholders;

/// <summary>What a column of an office's list is.</summary>
public enum SheetField { Name, Kind, ContactPerson, Phone, Email, Pec, Address, Themes, What, Remarks }

/// <summary>What a column of this heading was taken for the last time, so that the next list of the same office need not be asked.</summary>
public sealed class KnownHeading
{
    internal const int Longest = 200;

    private KnownHeading() { }

    internal static KnownHeading Of(Id<Authority> authority, string heading, SheetField? field) =>
        new() { Authority = authority, Heading = heading, Field = field };

    public Id<Authority> Authority { get; private set; }
    /// <summary>As headings are compared: small letters without accents and signs.</summary>
    public string Heading { get; private set; } = "";
    /// <summary>Null: the column is left out.</summary>
    public SheetField? Field { get; internal set; }
}
