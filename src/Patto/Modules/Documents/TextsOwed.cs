using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Documents;

/// <summary>An article or comma waits for whoever decides; an amendment for the answer of the table, by the day that was promised.
/// </summary>
internal sealed class TextsOwed(AppDb db, ProcessBook processes, Texts L) : ITellOwed
{
    public IReadOnlyCollection<string> Kinds { get; } = ["article", "comma", "amendment"];

    public async Task<IReadOnlyDictionary<Subject, Owed>> OwedAsync(IReadOnlyCollection<Subject> ends, CancellationToken cancel) =>
        new[] { await NodesAsync(ends, cancel), await AmendmentsAsync(ends, cancel) }.SelectMany(o => o).ToDictionary();

    private async Task<IReadOnlyDictionary<Subject, Owed>> NodesAsync(IReadOnlyCollection<Subject> ends, CancellationToken cancel)
    {
        var kinds = ends.Where(e => e.Kind is "article" or "comma").DistinctBy(e => e.Id).ToDictionary(e => new Id<Node>(e.Id));
        if (kinds.Count == 0) return new Dictionary<Subject, Owed>();
        var ids = kinds.Keys.ToList();
        var found = await (from node in db.Nodes.AsNoTracking()
                           join document in db.Documents on node.Document equals document.Id
                           where ids.Contains(node.Id) && document.State != DocumentState.Adopted
                           select new { node.Id, document.Process }).ToListAsync(cancel);
        return await LegalTerms.DecisionAsync([.. found.Select(n => (kinds[n.Id], n.Process))], processes, L, cancel);
    }

    private async Task<IReadOnlyDictionary<Subject, Owed>> AmendmentsAsync(IReadOnlyCollection<Subject> ends, CancellationToken cancel)
    {
        var ids = ends.Where(e => e.Kind == "amendment").Select(e => new Id<Amendment>(e.Id)).ToList();
        if (ids.Count == 0) return new Dictionary<Subject, Owed>();
        var found = await (from amendment in db.Amendments.AsNoTracking()
                           join document in db.Documents on amendment.Document equals document.Id
                           where ids.Contains(amendment.Id) && amendment.Reading == Reading.Published && amendment.Answer == Answer.Waiting
                           select new { amendment.Id, amendment.Process, Document = document.Id, document.AnswerBy }).ToListAsync(cancel);
        var names = await processes.NamesAsync([.. found.Select(a => a.Process).Distinct()], cancel);
        return found.Where(a => names.TryGetValue(a.Process, out var name) && !name.IsConcluded).ToDictionary(
            a => Subject.Of("amendment", a.Id), a => new Owed(L["Rispondere, e dire perché"], L["Il Tavolo"], a.AnswerBy,
                DocumentUrls.Show(names[a.Process].Slug, a.Document)));
    }
}
