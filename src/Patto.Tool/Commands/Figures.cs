using System.Globalization;

namespace Patto.Tool.Commands;

/// <summary>Numbers as the language of the answer writes them.</summary>
internal static class Figures
{
    public static string Percent(double share) => Written(share, "P0");

    public static string Two(double value) => Written(value, "F2");

    /// <summary>"= 0,021", or "&lt; 0,001" where three decimals would say zero.</summary>
    public static string PValue(double p) => p < 0.001 ? "< " + Written(0.001, "F3") : "= " + Written(p, "F3");

    private static string Written(double value, string format)
    {
        CultureInfo language = CultureInfo.CurrentUICulture;
        return value.ToString(format, language);
    }
}
