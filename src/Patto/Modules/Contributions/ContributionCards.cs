using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Importing;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Contributions;

/// <summary>How voices and batches of slips read on the thread. What is not public is told to the staff alone.</summary>
internal sealed class ContributionCards(AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, Texts texts)
    : IThreadCards, ICodeSource, ITellFates
{
    public IReadOnlyCollection<string> Kinds => ["contribution", "slip-batch", "voice-import"];

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel) =>
        [.. await VoicesAsync(subjects, reader, cancel), .. await BatchesAsync(subjects, cancel),
            .. await ImportsAsync(subjects, cancel)];

    public async Task<IReadOnlyList<Coded>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancel)
    {
        var authority = currentAuthority.Required.Id;
        return [.. (await db.Contributions.AsNoTracking().Where(c => codes.Contains(c.Code) && c.Authority == authority)
            .Select(c => new { c.Code, c.Id }).ToListAsync(cancel)).Select(c => new Coded(c.Code, Subject.Of("contribution", c.Id)))];
    }

    public IReadOnlyDictionary<Enum, Fate> Fates { get; } = new Dictionary<Enum, Fate>
    {
        [ContributionState.Reading] = Fate.Waiting,
        [ContributionState.Published] = Fate.Published,
        [ContributionState.Redacted] = Fate.HidingWords,
        [ContributionState.Refused] = Fate.NotPublished,
        [ContributionState.Withdrawn] = Fate.Withdrawn,
    };

    public async Task<ToldFate?> FateAsync(string code, CancellationToken cancel)
    {
        var authority = currentAuthority.Required.Id;
        var voice = await db.Contributions.AsNoTracking().Where(c => c.Code == code && c.Authority == authority)
            .Select(c => new { c.Process, c.State, c.Entered, c.Read, Untyped = c.IsRecorded && c.Text == "", c.Paused })
                .SingleOrDefaultAsync(cancel);
        var slips = voice is null ? await db.Slips.AsNoTracking().Where(s => s.Code == code && s.Contribution == null)
            .Select(s => s.Process).ToListAsync(cancel) : [];
        var known = await processes.SlugsAsync(voice is null ? slips : [voice.Process], Reader.Anybody, cancel);
        if (known.Count == 0) return null;
        return voice switch
        {
            null => new(Fate.BlankSlip),
            { Paused: { } since } => new(Fate.Paused, since),
            { State: ContributionState.Reading, Untyped: true } => new(Fate.BeingTyped, voice.Entered),
            _ => new(Fates[voice.State], voice.Read ?? voice.Entered),
        };
    }

    private async Task<IReadOnlyList<Card>> VoicesAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var ids = subjects.Where(s => s.Kind == "contribution").Select(s => new Id<Contribution>(s.Id)).ToList();
        if (ids.Count == 0) return [];
        var found = await db.Contributions.AsNoTracking().Where(c => ids.Contains(c.Id))
            .Select(c => new
            {
                c.Id,
                c.Authority,
                c.Process,
                c.Code,
                c.Text,
                c.PublicText,
                c.Language,
                c.State,
                c.IsPublic,
                c.PublishedAt,
                c.Via,
                c.Said,
                c.Reason,
                c.Paused
            }).ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(found.Select(c => c.Process), reader, cancel);
        foreach (var c in found) Texts.IsWritten(c.IsPublic ? c.PublicText : c.Text, c.Language);
        return [.. from c in found
                   where slugs.ContainsKey(c.Process)
                   where c.IsPublic || c.Paused is not null || c.State == ContributionState.Withdrawn && c.PublishedAt is not null
                       || reader.IsInside(c.Process.Value, c.Authority)
                   select new Card(Subject.Of("contribution", c.Id), c.Code,
                       c.State == ContributionState.Withdrawn ? texts["Ritirato da chi l'aveva scritto"]
                       : c.Paused is not null ? texts["In pausa: per ora il testo non si legge"] : c.IsPublic
                       ? c.PublicText! : c.Text,
                       texts.Phrase($"{texts.Day(c.Said)}, {texts[c.Via.Italian()]}"),
                       c.IsPublic || c.Paused is not null ? ContributionUrls.Show(slugs[c.Process], c.Code) : null,
                       Language: c.Paused is null ? c.Language : null)];
    }

    private async Task<IReadOnlyList<Card>> BatchesAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        var ids = subjects.Where(s => s.Kind == "slip-batch").Select(s => new Id<SlipBatch>(s.Id)).ToList();
        if (ids.Count == 0) return [];
        var found = await db.SlipBatches.AsNoTracking().Where(b => ids.Contains(b.Id)).ToListAsync(cancel);
        return [.. found.Select(b => new Card(b.Subject, null, texts["Foglietti: {0}", b.Label], texts.Day(b.Printed), null))];
    }

    private async Task<IReadOnlyList<Card>> ImportsAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        var ids = subjects.Where(s => s.Kind == "voice-import").Select(s => new Id<ImportedVoices>(s.Id)).ToList();
        if (ids.Count == 0) return [];
        var found = await db.Set<ImportedVoices>().AsNoTracking().Where(b => ids.Contains(b.Id)).ToListAsync(cancel);
        return [.. found.Select(b => new Card(b.Subject, null, texts["Voci da un file: {0}", b.Label], texts.Day(b.At), null))];
    }
}
