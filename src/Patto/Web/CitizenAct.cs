namespace Patto.Web;

/// <summary>Something that people send without a role, and what they keep of it. Each module lists its own in its manifest; a test looks
/// for every such handler of the program here.</summary>
/// <param name="Page">The model of the page that it is sent to.</param>
/// <param name="Handler">Its method: <c>OnPostAsync</c>.</param>
/// <param name="Receipt">What its author keeps.</param>
/// <param name="Correction">Where it is put right.</param>
/// <param name="Withdrawal">Where it is taken back.</param>
public sealed record CitizenAct(Type Page, string Handler, Hold Receipt, Hold Correction, Hold Withdrawal)
{
    /// <summary>The kinds of states that it passes through; the page of codes has a sentence for every value.</summary>
    public IReadOnlyList<Type> States { get; init; } = [];

    /// <summary>Nothing of it is kept that somebody could want back, or it is itself a step of another act.</summary>
    public static CitizenAct KeepsNothing(Type page, string handler, string why) => new(page, handler, Hold.None(why), Hold.None(why),
        Hold.None(why));
}

/// <summary>The page, and the handler where there is one, by which an author holds what they did; or in a sentence why there is
/// none.</summary>
public sealed record Hold
{
    private Hold() { }

    public Type? Page { get; private init; }
    public string? Handler { get; private init; }
    /// <summary>Why there is none; null where there is one.</summary>
    public string? Why { get; private init; }

    public static Hold On(Type page, string? handler = null) => new() { Page = page, Handler = handler };

    public static Hold None(string why) => new() { Why = why };
}
