using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Stakeholders;

/// <summary>Answers to "Manca qualcuno?" as who holds their code reads them: once answered, in the public words alone.</summary>
internal sealed class SuggestionCards(AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, Texts L)
    : IThreadCards, ICodeSource, ITellFates
{
    public IReadOnlyCollection<string> Kinds { get; } = ["suggestion"];

    public IReadOnlyDictionary<Enum, Fate> Fates { get; } = Enum.GetValues<SuggestionState>()
        .ToDictionary(s => (Enum)s, s => s == SuggestionState.Waiting ? Fate.AwaitsAnswer : Fate.Answered);

    public async Task<IReadOnlyList<Coded>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancel) =>
        [.. (await db.Suggestions.Where(s => s.Code != null && codes.Contains(s.Code) && s.Authority == currentAuthority.Required.Id)
            .Select(s => new { s.Code, s.Id }).ToListAsync(cancel)).Select(s => new Coded(s.Code!, Subject.Of("suggestion", s.Id)))];

    public async Task<ToldFate?> FateAsync(string code, CancellationToken cancel)
    {
        var authority = currentAuthority.Required.Id;
        var found = await db.Suggestions.AsNoTracking().Where(s => s.Code == code && s.Authority == authority)
            .Select(s => new { s.Process, s.State, s.At }).SingleOrDefaultAsync(cancel);
        return found is null || (await processes.SlugsAsync([found.Process], Reader.Anybody, cancel)).Count == 0 ? null
            : new(Fates[found.State], found.At);
    }

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var ids = subjects.Where(s => s.Kind == "suggestion").Select(s => new Id<Suggestion>(s.Id)).ToList();
        if (ids.Count == 0) return [];
        var found = await db.Suggestions.AsNoTracking().Where(s => ids.Contains(s.Id) && s.State != SuggestionState.Waiting)
            .ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(found.Select(s => s.Process), reader, cancel);
        return [.. found.Where(s => slugs.ContainsKey(s.Process)).Select(s => new Card(s.Subject, s.Code, s.PublicName,
            L["Manca qualcuno? {0}. {1}", L[s.State.Italian()], s.Answer], StakeholderUrls.Maps(slugs[s.Process])))];
    }
}
