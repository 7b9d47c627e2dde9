namespace Patto.Localization;

/// <summary>What the interface itself said: a sentence, and what was put into it (a title, a name), which may be in another
/// language.</summary>
/// <param name="Values">Empty where the sentence stands as it is.</param>
public sealed record OwnWords(string Format, object?[] Values);
