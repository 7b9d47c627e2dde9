using System.Text.RegularExpressions;

namespace Patto.Modules.Meetings;

/// <summary>A note as it is typed in the room: "P3 " at its beginning says who speaks, from one to ninety-nine, "T4 " that a table of a
/// World Café says it; the rest is what they say.
/// assets/js/notes.js reads it in the same way, so that the speaker stays for the next one.</summary>
/// <param name="Speaker">"P3", "T4"; null for nobody known.</param>
/// <param name="Text">What is said; empty where only the speaker was typed.</param>
public sealed partial record NoteLine(string? Speaker, string Text)
{
    /// <param name="speaker">Who spoke last, as in the field beside; counts where the text names nobody.</param>
    public static NoteLine Read(string typed, string? speaker)
    {
        var found = Named().Match(typed);
        if (found.Success) return new(found.Groups[1].Value.ToUpperInvariant(), typed[found.Length..].Trim());
        var stays = speaker?.Trim().ToUpperInvariant();
        return new(stays is { Length: > 0 } ? stays : null, typed.Trim());
    }

    [GeneratedRegex(@"^\s*([PpTt][1-9][0-9]?)(?:\s+|$)")] private static partial Regex Named();
}
