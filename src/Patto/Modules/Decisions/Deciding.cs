using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Decisions;

/// <summary>From the table to the deciding body and back: what is handed over, decided, carried out, with the links. Used inside an
/// act.</summary>
public sealed class Deciding(AppDb db, DocumentBook documents, ProposalBook proposals, PlanBook plan, Codes codes, Filo filo)
{
    /// <param name="document">A text in its final edition; null when only proposals are handed over.</param>
    public async Task<HandOver> HandOverAsync(ProcessInfo process, Id<Document>? document, IReadOnlyCollection<Id<Proposal>> chosen,
        string what, string by, string to, DateOnly day, DateTimeOffset now, CancellationToken cancel = default)
    {
        List<HandedItem> items = [];
        if (document is { } text)
        {
            var info = await documents.FindAsync(text, process.Id, cancel) ?? throw new Unknown();
            await documents.HandOverAsync(text, cancel);
            foreach (var article in await documents.ArticlesOfAsync(text, cancel))
                items.Add(new(article.Subject.ToString(), info.Kind.Cite(article.Label), article.Heading, Owed: true,
                    [.. article.Commi.Select(c => c.ToString())]));
            foreach (var amendment in await documents.AmendmentsOfAsync(text, cancel))
                items.Add(new(amendment.Subject.ToString(), amendment.Code, amendment.NewText.Length > 0 ? amendment.NewText
                    : amendment.EId, Owed: false, []));
        }
        foreach (var proposal in await proposals.FindAsync(process.Id, chosen, cancel))
            items.Add(new(proposal.Subject.ToString(), proposal.Code, proposal.Title, Owed: true, []));
        var made = HandOver.Make(process.Id, process.Authority, document, what, by, to, day, items, now);
        db.Add(made);
        return made;
    }

    public void TakeNote(HandOver handOver, ActData data, DateTimeOffset now)
    {
        var act = AdministrativeAct.Cite(handOver.Process, handOver.Authority, ActKind.TakingNote, data, now);
        db.Add(act);
        handOver.TakeNote(act);
    }

    /// <param name="adopts">The act also approves the text that was handed over.</param>
    public async Task<Decision> DecideAsync(HandOver handOver, ActData data, IReadOnlyList<Entry> entries, bool adopts, DateTimeOffset now,
        CancellationToken cancel = default)
    {
        var act = AdministrativeAct.Cite(handOver.Process, handOver.Authority, ActKind.Decision, data, now);
        var decision = Decision.Take(handOver, act, entries, await SettledAsync(handOver, cancel), now);
        db.Add(act);
        db.Add(decision);
        foreach (var outcome in decision.Outcomes) await TieAsync(handOver, outcome, act, cancel);
        if (adopts && handOver.Document is { } document) await documents.AdoptAsync(document, act.Cited, cancel);
        return decision;
    }

    /// <summary>Puts right what was typed of an act, wherever it was cited: in the text it approves, on the proposals it answers, in the
    /// plan.</summary>
    public async Task CorrectAsync(ProcessInfo process, AdministrativeAct act, ActData data, string why, DateTimeOffset now,
        CancellationToken cancel = default)
    {
        var (was, day) = (act.Cited, act.Day);
        act.Correct(data, why, process.IsPublic, now);
        await DemandOrderAsync(act, cancel);
        if (was == act.Cited) return;
        if (act.Kind == ActKind.Decision) await ReciteAsync(act, was, cancel);
        await plan.ReciteAsync(act.Process, (was, day), (act.Cited, act.Day), cancel);
    }

    // A note or a decision never comes before what it is about was handed over.
    private async Task DemandOrderAsync(AdministrativeAct act, CancellationToken cancel)
    {
        var decided = db.Decisions.Where(d => d.Act == act.Id).Select(d => d.HandOver);
        foreach (var handOver in await db.HandOvers.Where(h => h.Note == act.Id || decided.Contains(h.Id)).ToListAsync(cancel))
            RuleViolation.UnlessAt("Day", act.Day >= handOver.Day, "act.early", act.Kind == ActKind.Decision
                ? "La decisione non può venire prima della consegna." : "La presa d'atto non può venire prima della consegna.");
    }

    private async Task ReciteAsync(AdministrativeAct act, string was, CancellationToken cancel)
    {
        var decisions = await db.Decisions.Where(d => d.Act == act.Id).Include(d => d.Outcomes).ToListAsync(cancel);
        List<Id<HandOver>> handOvers = [.. decisions.Select(d => d.HandOver)];
        foreach (var document in await db.HandOvers.Where(h => handOvers.Contains(h.Id) && h.Document != null)
            .Select(h => h.Document!.Value).ToListAsync(cancel)) await documents.ReciteAsync(document, was, act.Cited, cancel);
        await proposals.ReciteAsync([.. decisions.SelectMany(d => d.Outcomes).Where(o => o.Item.Kind == "proposal")
            .Select(o => new Id<Proposal>(o.Item.Id))], was, act.Cited, cancel);
    }

    /// <summary>What earlier decisions on the same hand-over answered for good; a postponed item may be decided again.</summary>
    public async Task<IReadOnlySet<Subject>> SettledAsync(HandOver handOver, CancellationToken cancel)
    {
        var earlier = db.Decisions.Where(d => d.HandOver == handOver.Id).Select(d => d.Id);
        return (await db.Set<Outcome>().Where(o => earlier.Contains(o.Decision) && o.Settled != Settled.Deferred).Select(o => o.Item)
            .ToListAsync(cancel)).ToHashSet();
    }

    private async Task TieAsync(HandOver handOver, Outcome outcome, AdministrativeAct act, CancellationToken cancel)
    {
        var process = Subject.Of("process", handOver.Process);
        var item = handOver.Items.First(i => i.Subject == outcome.Item);
        foreach (var settled in item.Parts.Select(p => Subject.Parse(p, null)).Prepend(outcome.Item))
            filo.TieNew(settled, Relation.SettledBy, outcome.Subject, process, outcome.Reason.Length > 0 ? outcome.Reason : null);
        if (outcome.Item.Kind == "proposal" && outcome.Settled != Settled.Deferred)
            await proposals.SettleAsync(new(outcome.Item.Id), outcome.Reason.Length > 0 ? $"{act.Cited}: {outcome.Reason}"
                : act.Cited, cancel);
    }

    /// <summary>What is done because of an outcome.</summary>
    public async Task<FollowUp> PlanAsync(ProcessInfo process, Outcome outcome, string text, string office, DateOnly? from, DateOnly? due,
        DateTimeOffset now, CancellationToken cancel = default)
    {
        RuleViolation.Unless(outcome.Settled is Settled.Accepted or Settled.InPart, "action.outcome",
            "Un'azione realizza qualcosa che è stato accolto, almeno in parte.");
        var action = FollowUp.Plan(process.Id, process.Authority, await codes.NextAsync(process.Authority.Value, process.Key, "A", cancel),
            text, office, from, due, now);
        db.Add(action);
        filo.TieNew(outcome.Subject, Relation.CarriedOutBy, action.Subject, process.Subject);
        return action;
    }
}
