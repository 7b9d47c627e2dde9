using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Contributions;

/// <summary>Voices that nobody has read, also where they entered something before their reading was undone, and public or paused ones that
/// entered nothing: what they entered answers for the others.</summary>
internal sealed class VoicesLeftOpen(AppDb db, Texts L) : IOpenEnds
{
    private static readonly Relation[] Onward = [Relation.GatheredInto, Relation.Grounds, Relation.CitedBy, Relation.SettledBy];

    public int Order => 10;
    public string Key => "contributi";
    public string Title => L["Contributi"];

    public async Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var entered = (await db.Set<Link>().AsNoTracking()
            .Where(l => l.Scope == process.Id.Value && l.Closed == null && Onward.Contains(l.Relation)).Select(l => l.From).Distinct()
            .ToListAsync(cancel)).ToHashSet();
        var voices = await db.Contributions.AsNoTracking()
            .Where(c => c.Process == process.Id && (c.State == ContributionState.Reading || c.IsPublic || c.Paused != null))
            .OrderBy(c => c.Number)
            .Select(c => new
            {
                c.Id,
                c.Code,
                c.IsPublic,
                IsPaused = c.Paused != null,
                Words = (c.PublicText ?? c.Text).Substring(0, 200),
                c.Language,
                Untyped = c.IsRecorded && c.Text == ""
            })
            .ToListAsync(cancel);
        foreach (var voice in voices) Texts.IsWritten(voice.Words, voice.Language);
        return [.. from voice in voices
                   let subject = Subject.Of("contribution", voice.Id)
                   where !voice.IsPublic && !voice.IsPaused || !entered.Contains(subject)
                   select voice.IsPublic
                       ? new OpenEnd(subject, voice.Code, voice.Words, L["Non è entrato in nessuna proposta."],
                           ContributionUrls.Show(process.Slug, voice.Code))
                       : new OpenEnd(subject, "Un contributo non pubblicato", $"{voice.Code}: {(voice.Untyped ? L["Una registrazione, non ancora trascritta"].Value : voice.Words)}",
                           voice.IsPaused ? L["È in pausa, e non è entrato in nessuna proposta."] : L["Nessuno l'ha letto."],
                           voice.IsPaused ? ContributionUrls.Show(process.Slug, voice.Code) : ContributionUrls.Reading(process.Slug))];
    }
}
