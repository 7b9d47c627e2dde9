using Patto.Caching;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>Every public list as files, and what is not public.</summary>
[PublicCache]
public sealed class OpenDataModel(ProcessBook processes, IEnumerable<OpenTable> tables) : PattoPage
{
    public IReadOnlyList<ProcessCard> Processes { get; private set; } = [];
    public IReadOnlyList<OpenTable> Tables { get; } = [.. tables];

    public async Task OnGetAsync(CancellationToken cancel) =>
        Processes = [.. (await processes.ListAsync(Authority.Id, cancel)).Where(p => p.IsPublic)];

    /// <summary>The processes themselves.</summary>
    public async Task<Table> OnGetPercorsiAsync(CancellationToken cancel)
    {
        await OnGetAsync(cancel);
        return new("percorsi", Table.Columns("Codice", "Titolo", "Sottotitolo", "In breve", "Inizio", "Fine", "Concluso", "Fasi",
            "Fase in corso", "Indirizzo"),
            Processes.Select(p => (object?[])[p.Key, p.Title, p.Subtitle, p.Summary, p.Starts, p.Ends, p.IsConcluded, p.Phases, p.PhaseName,
                Get<Authorities.CurrentAuthority>().Address + ProcessUrls.Show(p.Slug)]))
        { Format = Request.Query[Table.FormatKey].ToString() is "json" ? TableFormat.Json : null };
    }
}
