using System.Globalization;

namespace Patto.Tool.Cli;

/// <summary>The language of the answers: Italian unless <c>--lang en</c> is typed.</summary>
internal static class Language
{
    public static readonly CultureInfo Italian = CultureInfo.GetCultureInfo("it-IT");
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>One of two sentences, by the language in force.</summary>
    public static string Say(string italian, string english) => new Deliberation.Bilingual(italian, english).ToString();

    /// <summary>The help is written before the words are parsed, so the language is looked for by hand.</summary>
    public static CultureInfo ChosenIn(string[] args)
    {
        int at = Array.FindIndex(args, word => word is "--lang" or "--lang=en" or "--lang:en");
        bool english = at >= 0 && (args[at] != "--lang" || (at + 1 < args.Length && args[at + 1] == "en"));
        return english ? English : Italian;
    }
}
