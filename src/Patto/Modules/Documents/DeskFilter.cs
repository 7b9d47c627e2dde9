using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;

namespace Patto.Modules.Documents;

/// <summary>What an amendment does to a *comma*.</summary>
public enum AmendmentKind { Removes, Changes, Adds }

/// <summary>Which amendments of a text are asked for.</summary>
/// <param name="Place">An article with all that stands in it, or one *comma*, by its name in the text; null: everywhere.</param>
/// <param name="Code">As people type it; null: any.</param>
public sealed record DeskFilter(string? Place, string? Code, AmendmentKind? Kind, Answer? Answer, Via? Via)
{
    public bool IsSet => Place is not null || Code is not null || Kind is not null || Answer is not null || Via is not null;

    public IQueryable<Amendment> Of(IQueryable<Amendment> all)
    {
        if (Place is { } place) { var inside = place + "__"; all = all.Where(a => a.EId == place || a.EId.StartsWith(inside)); }
        if (Code?.Trim().ToUpperInvariant() is { } code) all = all.Where(a => a.Code == code);
        if (Answer is { } answer) all = all.Where(a => a.Answer == answer);
        if (Via is { } via) all = all.Where(a => a.Via == via);
        return Kind switch
        {
            AmendmentKind.Removes => all.Where(a => a.NewText == ""),
            AmendmentKind.Adds => all.Where(a => a.OldText == ""),
            AmendmentKind.Changes => all.Where(a => a.NewText != "" && a.OldText != ""),
            _ => all,
        };
    }
}

internal static class AmendmentKindWords
{
    public static string Italian(this AmendmentKind kind) => kind switch
    {
        AmendmentKind.Removes => "Toglie un comma",
        AmendmentKind.Changes => "Cambia un comma o un titolo",
        AmendmentKind.Adds => "Aggiunge un comma",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
