using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Moderation.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Moderation;

/// <summary>What became of a report, for who holds its code; never who sent it or what they wrote.</summary>
internal sealed class ReportFates(AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, Texts L)
    : IThreadCards, ICodeSource, ITellFates
{
    public IReadOnlyCollection<string> Kinds { get; } = ["text-report"];

    public IReadOnlyDictionary<Enum, Fate> Fates { get; } = Enum.GetValues<ReportedState>()
        .ToDictionary(s => (Enum)s, s => s is ReportedState.Waiting or ReportedState.Appealed ? Fate.AwaitsAnswer : Fate.Answered);

    public async Task<IReadOnlyList<Coded>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancel)
    {
        var authority = currentAuthority.Required.Id;
        return [.. (await db.Set<TextReport>().Where(r => codes.Contains(r.Code) && r.Authority == authority)
            .Select(r => new { r.Code, r.Id }).ToListAsync(cancel)).Select(r => new Coded(r.Code, Subject.Of("text-report", r.Id)))];
    }

    public async Task<ToldFate?> FateAsync(string code, CancellationToken cancel)
    {
        var authority = currentAuthority.Required.Id;
        var found = await db.Set<TextReport>().AsNoTracking().Where(r => r.Code == code && r.Authority == authority)
            .Select(r => new { r.Process, r.State, r.At }).SingleOrDefaultAsync(cancel);
        return found is null || (await processes.SlugsAsync([found.Process], Reader.Anybody, cancel)).Count == 0 ? null
            : new(Fates[found.State], found.At);
    }

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var ids = subjects.Where(s => s.Kind == "text-report").Select(s => new Id<TextReport>(s.Id)).ToList();
        if (ids.Count == 0) return [];
        var found = await db.Set<TextReport>().AsNoTracking().Where(r => ids.Contains(r.Id) && r.State != ReportedState.Waiting)
            .ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(found.Select(r => r.Process), reader, cancel);
        return [.. found.Where(r => slugs.ContainsKey(r.Process)).Select(r => new Card(r.Subject, r.Code,
            L["Segnalazione: {0}", L[r.Ground.Italian()].Value], L[r.State.Italian()], ModerationUrls.Entry(slugs[r.Process], r.Code),
            Reason: r.LastWhy))];
    }
}
