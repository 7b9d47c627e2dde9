namespace Patto.Web;

/// <summary>The languages in which a page says how one takes part, each by the name it gives itself.</summary>
public static class WelcomeLanguages
{
    public static readonly IReadOnlyList<(string Code, string Name)> All =
    [
        ("it", "Italiano"), ("ar", "العربية"), ("ro", "Română"), ("uk", "Українська"), ("sq", "Shqip"), ("fr", "Français"),
        ("en", "English"),
    ];

    public static string Url(string code) => $"/benvenuto/{code}";
    public static string DirectionOf(string code) => code == "ar" ? "rtl" : "ltr";
}
