using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Portal;

/// <summary>Something that anybody can do now.</summary>
/// <param name="LastDay">Included; null without a term.</param>
/// <param name="About">The title of what one speaks about: of the process, of the text.</param>
/// <param name="Writes">One says something of one's own; false: one reads a text and comments on it.</param>
public sealed record Opportunity(string Title, string Text, DateOnly? LastDay, string Url, string Link, string About, bool Writes);

/// <summary>What is open to everybody today, the nearest deadline first.</summary>
public sealed class Opportunities(Gate gate, DocumentBook documents, Texts L, TimeProvider clock)
{
    /// <param name="texts">The public texts of the process, where they are at hand already.</param>
    public async Task<IReadOnlyList<Opportunity>> OfAsync(ProcessInfo process, CancellationToken cancel,
        IReadOnlyList<DocumentInfo>? texts = null)
    {
        List<Opportunity> found = [];
        if (await OpenAsync(ContributionActs.Write, process, cancel) is { } writing)
            found.Add(new(L["Di' la tua"],
                L["Racconta un bisogno, un'idea, una cosa che funziona. Non serve un'utenza, e ricevi un codice per seguire che fine fa."],
                LastDayOf(writing), ContributionUrls.Write(process.Slug), L["Scrivi un contributo"], process.Title, true));
        var today = Texts.RomeDay(clock.GetUtcNow());
        foreach (var text in texts ?? await documents.PublicAsync(process.Id, cancel))
            if (text.OpenFrom <= today && today <= text.OpenTo)
                found.Add(new(L["Commenta la bozza"], L["«{0}»: leggi gli articoli, proponi una modifica o di' se sei d'accordo.",
                    text.Title], text.OpenTo, DocumentUrls.Show(process.Slug, text.Id), L["Leggi e commenta la bozza"],
                    text.Title, false));
        return [.. found.OrderBy(o => o.LastDay ?? DateOnly.MaxValue)];
    }

    private async Task<Opening?> OpenAsync(Act act, ProcessInfo process, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return (await gate.OpeningsAsync(act, process.Place, cancel)).Where(o => o.Role == Role.Visitor && o.Start <= now
            && (o.End is not { } end || now < end)).MaxBy(o => o.End ?? DateTimeOffset.MaxValue);
    }

    // The end of an opening is the first instant after it.
    private static DateOnly? LastDayOf(Opening opening) => opening.End is { } end ? Texts.RomeDay(end.AddTicks(-1)) : null;
}
