namespace Patto.Database;

/// <summary>Demo data and demo accounts; no mail leaves.</summary>
public static class DemoMode
{
    public static bool IsOn(IConfiguration settings) => settings["demo"] == "on" || settings["PATTO_DEMO"] == "1";
}
