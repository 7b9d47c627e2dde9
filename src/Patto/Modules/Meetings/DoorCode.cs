using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Patto.Database;

namespace Patto.Modules.Meetings;

/// <summary>What is typed or scanned at the door for one who registered: the number of the row, and on their own page a letter after it
/// that tells a slip of the hand ("12K"). It says who somebody is to nobody who has not the list.</summary>
/// <param name="Number">From one.</param>
/// <param name="Letter">Null: only the number was typed, as it stands on the sheet.</param>
public sealed partial record DoorCode(int Number, char? Letter)
{
    // Without vowels and letters that are mistaken for figures, as the code of a room.
    private const string Letters = "BCDFGHJKLMNPQRTVWXZ";

    public static DoorCode Of(Registration registration) => Of(registration.Id, registration.Number);

    internal static DoorCode Of(Id<Registration> registration, int number) => new(number, LetterOf(registration));

    /// <summary>Null where it is no number of up to five figures with or without a letter.</summary>
    public static DoorCode? Read(string typed)
    {
        var found = Form().Match(typed);
        if (!found.Success) return null;
        var number = int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return new(number, found.Groups[2].Success ? char.ToUpperInvariant(found.Groups[2].ValueSpan[0]) : null);
    }

    public bool Fits(Id<Registration> registration) => Letter is null || Letter == LetterOf(registration);

    public override string ToString() => $"{Number}{Letter}";

    private static char LetterOf(Id<Registration> registration) =>
        Letters[SHA256.HashData(registration.Value.ToByteArray())[0] % Letters.Length];

    [GeneratedRegex(@"^\s*(?:[Nn]\.?\s*)?0*([1-9][0-9]{0,4})\s*-?\s*([A-Za-z])?\s*$")] private static partial Regex Form();
}
