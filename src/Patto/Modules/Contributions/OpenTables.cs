using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Contributions;

/// <summary>The public voices, newest first: no original words, nobody's name or address.</summary>
internal sealed class VoicesTable(AppDb db, ProcessBook processes, Texts L) : OpenTable
{
    public override string Key => "contributi";
    public override string Title => L["I contributi pubblicati"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Codice", "Testo", "Lingua", "Tipo", "Tema", "Zona", "Detto da", "Canale", "Detto il",
        "Pubblicato il", "Parole nascoste");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var view = (await processes.ReadAsync(process.Id, cancel))!;
        var (themes, areas) = (view.Themes.ToDictionary(t => t.Key, t => t.Name), view.Areas.ToDictionary(a => a.Key, a => a.Name));
        await foreach (var v in db.Contributions.AsNoTracking().PublicIn(process.Id).NewestAfter(null).Voices().AsAsyncEnumerable()
            .WithCancellation(cancel))
            yield return [v.Code, v.Text, v.Language, L[v.Kind.Italian()].Value, Name(themes, v.Theme), Name(areas, v.Area), v.Speaker,
                L[v.Via.Italian()].Value,
                Texts.RomeDay(v.Said), Texts.RomeDay(v.PublishedAt), v.WordsHidden];
    }

    private static string? Name(Dictionary<string, string> names, string? key) => key is null ? null : names.GetValueOrDefault(key, key);
}
