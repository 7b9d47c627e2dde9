namespace Patto.Kernel;

/// <summary>Reads a value of an enumeration by its name. The framework's own reading also takes numbers, even of values that do not
/// exist.</summary>
public static class EnumWords
{
    /// <summary>Null when no value has this name; upper and lower case are alike.</summary>
    public static T? Read<T>(string? name) where T : struct, Enum =>
        !string.IsNullOrEmpty(name) && char.IsLetter(name[0]) && !name.Contains(',', StringComparison.Ordinal)
            && Enum.TryParse<T>(name, ignoreCase: true, out var value) ? value : null;
}
