using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Choices;

/// <summary>Choices as they read on the thread, from the day they are opened.</summary>
internal sealed class ChoiceCards(AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, Texts L, TimeProvider clock)
    : IThreadCards, ICodeSource
{
    public IReadOnlyCollection<string> Kinds { get; } = ["choice"];

    public async Task<IReadOnlyList<Coded>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancel) =>
        [.. (await db.Choices.Where(x => codes.Contains(x.Code) && x.Authority == currentAuthority.Required.Id)
            .Select(x => new { x.Code, x.Id }).ToListAsync(cancel)).Select(x => new Coded(x.Code, Subject.Of("choice", x.Id)))];

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Choice>(s.Id)).ToList();
        var found = await db.Choices.AsNoTracking().Where(c => ids.Contains(c.Id) && c.State != ChoiceState.Draft).ToListAsync(cancel);
        var (slugs, now) = (await processes.SlugsAsync(found.Select(c => c.Process), reader, cancel), clock.GetUtcNow());
        return [.. found.Where(c => slugs.ContainsKey(c.Process)).Select(c => new Card(c.Subject, c.Code, c.Question, L[c.Italian(now)],
            c.State == ChoiceState.Counted ? ChoiceUrls.Result(slugs[c.Process], c.Id) : ChoiceUrls.Show(slugs[c.Process], c.Id)))];
    }
}
