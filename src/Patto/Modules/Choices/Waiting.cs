using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Choices;

/// <summary>Choices in draft, and votes that are closed and not yet counted.</summary>
internal sealed class ChoicesThatWait(AppDb db, Texts L, TimeProvider clock) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States { get; } = [ChoiceState.Draft, ChoiceState.Open];

    private sealed record Known(Id<Choice> Id, string Question, ChoiceState State, DateTimeOffset Closes);

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        if (!await may(ChoiceActs.Keep)) return [];
        var now = clock.GetUtcNow();
        var known = await db.Choices.AsNoTracking().Where(c => c.Process == process.Id
            && (c.State == ChoiceState.Open || c.State == ChoiceState.Draft)).OrderBy(c => c.At)
            .Select(c => new Known(c.Id, c.Question, c.State, c.Closes)).ToListAsync(cancel);
        List<Waiting> found = [];
        var drafts = process.IsConcluded ? [] : known.FindAll(c => c.State == ChoiceState.Draft);
        if (drafts.Count > 0) found.Add(new(L.Count(drafts.Count, "Una scelta è in bozza", "{0} scelte sono in bozza"),
            L.List(drafts.Select(d => d.Question)), L["Prepara il voto"], ChoiceUrls.Work(process.Slug, drafts[0].Id)));
        foreach (var over in known.Where(c => c.State == ChoiceState.Open && c.Closes <= now))
            found.Add(new(L["Un voto si è chiuso: le schede sono da contare"], over.Question, L["Conta le schede"],
                ChoiceUrls.Work(process.Slug, over.Id), Late: over.Closes.AddDays(1) < now));
        return found;
    }
}
