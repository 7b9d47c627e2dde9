using System.Globalization;
using Patto.Localization;

namespace Patto.Files;

/// <summary>How large things are, as people say it.</summary>
public static class FileWords
{
    private const double Thousand = 1024;

    /// <summary>"340 KB", "1,2 MB", "3,4 GB".</summary>
    public static string Size(long bytes) => bytes < Thousand * Thousand
        ? string.Format(CultureInfo.CurrentCulture, "{0:0} KB", Math.Max(1, bytes / Thousand))
        : bytes < Thousand * Thousand * Thousand ? string.Format(CultureInfo.CurrentCulture, "{0:0.0} MB", bytes / Thousand / Thousand)
            : string.Format(CultureInfo.CurrentCulture, "{0:0.0} GB", bytes / Thousand / Thousand / Thousand);

    /// <summary>How much room the body's files take.</summary>
    public static string Room(Texts L, (long Used, long Room) room) => room.Used > room.Room
        ? L["I file dell'ente occupano {0}: più dei {1} che ora gli sono dati. Non se ne carica un altro finché non si fa posto.",
            Texts.Own(Size(room.Used)), Texts.Own(Size(room.Room))]
        : L["I file dell'ente occupano {0} su {1}.", Texts.Own(Size(room.Used)), Texts.Own(Size(room.Room))];
}
