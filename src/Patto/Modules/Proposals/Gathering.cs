using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.People;
using Patto.Provenance;

namespace Patto.Modules.Proposals;

/// <summary>Voices gathered into proposals, proposals merged and split: with the links, and a letter to each author. Used inside an
/// act.</summary>
public sealed class Gathering(AppDb db, Filo filo, Codes codes, Outbox mail, ContributionBook voices, Texts L)
{
    public async Task<Proposal> GatherAsync(ProcessInfo process, string title, string text, string? theme,
        IReadOnlyCollection<Id<Contribution>> contributions, DateTimeOffset now, CancellationToken cancel = default)
    {
        var gathered = await PublicAsync(process, contributions, cancel);
        var proposal = Proposal.Gather(process, await codes.NextAsync(process.Authority.Value, process.Key, "P", cancel), title, text,
            theme, gathered.Count, now);
        db.Add(proposal);
        foreach (var voice in gathered) filo.TieNew(voice.Subject, Relation.GatheredInto, proposal.Subject, process.Subject);
        await TellAsync(process, proposal, gathered, cancel);
        return proposal;
    }

    /// <summary>Further voices for a proposal that is there already.</summary>
    public async Task AddAsync(ProcessInfo process, Proposal proposal, IReadOnlyCollection<Id<Contribution>> contributions,
        CancellationToken cancel = default)
    {
        var there = await VoicesOfAsync([proposal.Subject], cancel);
        var fresh = (await PublicAsync(process, contributions, cancel)).Where(v => !there.Contains(v.Subject)).ToList();
        proposal.Add(fresh.Count);
        foreach (var voice in fresh) filo.TieNew(voice.Subject, Relation.GatheredInto, proposal.Subject, process.Subject);
        await TellAsync(process, proposal, fresh, cancel);
    }

    /// <summary>Two or more become one; the old ones stay readable and lead to the new one.</summary>
    public async Task<Proposal> MergeAsync(ProcessInfo process, IReadOnlyCollection<Proposal> proposals, string title, string text,
        string reason, DateTimeOffset now, CancellationToken cancel = default)
    {
        RuleViolation.Unless(proposals.Count > 1, "proposal.merge", "Scegli almeno due proposte da unire.");
        RuleViolation.UnlessAt("Reason", !string.IsNullOrWhiteSpace(reason), "proposal.reason",
            "Scrivi il motivo: lo leggono tutti, e prima di tutti chi l'ha proposta.");
        var merged = Proposal.CarryOn(process, await codes.NextAsync(process.Authority.Value, process.Key, "P", cancel), title, text,
            proposals.Select(p => p.Theme).FirstOrDefault(t => t is not null), reason, now);
        db.Add(merged);
        foreach (var old in proposals)
        {
            old.Move(ProposalState.Merged, reason, now);
            filo.TieNew(old.Subject, Relation.MergedInto, merged.Subject, process.Subject, reason);
        }
        return merged;
    }

    /// <summary>One becomes several.</summary>
    public async Task<IReadOnlyList<Proposal>> SplitAsync(ProcessInfo process, Proposal proposal,
        IReadOnlyList<(string Title, string Text)> parts, string reason, DateTimeOffset now, CancellationToken cancel = default)
    {
        RuleViolation.Unless(parts.Count > 1, "proposal.split", "Per dividere una proposta servono almeno due parti.");
        List<Proposal> made = [];
        foreach (var (title, text) in parts)
        {
            var part = Proposal.CarryOn(process, await codes.NextAsync(process.Authority.Value, process.Key, "P", cancel), title, text,
                proposal.Theme, reason, now);
            db.Add(part);
            filo.TieNew(proposal.Subject, Relation.SplitInto, part.Subject, process.Subject, reason);
            made.Add(part);
        }
        proposal.Move(ProposalState.Split, reason, now);
        return made;
    }

    /// <summary>The proposal entered a text: whoever spoke for it, also through proposals that were merged or split, is told.</summary>
    internal async Task TellAuthorsAsync(Proposal proposal, string where, string url, CancellationToken cancel)
    {
        var speakers = (await voices.FindAsync(proposal.Process, [.. (await VoicesOfAsync(await LineageAsync(proposal, cancel), cancel))
            .Select(s => new Id<Contribution>(s.Id))], forStaff: false, cancel));
        await PostAsync(speakers, voice => new Message(L["La tua voce è entrata nel testo"],
            L["Il tuo contributo {0} ha portato alla proposta «{1}», che ora è nel testo: {2}.", voice.Code, proposal.Title, where],
            L["Leggi il testo"], url, proposal.Subject, Subject.Of("process", proposal.Process)), cancel);
    }

    private Task TellAsync(ProcessInfo process, Proposal proposal, IReadOnlyList<ContributionInfo> gathered, CancellationToken cancel) =>
        PostAsync(gathered,
        voice => new Message(L["Il tuo contributo è entrato in una proposta"],
        L["Il tuo contributo {0} è entrato nella proposta {1}, «{2}».", voice.Code, proposal.Code, proposal.Title],
            L["Leggi la proposta"], ProposalUrls.Show(process.Slug, proposal.Code), proposal.Subject, process.Subject), cancel);

    private async Task PostAsync(IReadOnlyList<ContributionInfo> gathered, Func<ContributionInfo, Message> write, CancellationToken cancel)
    {
        var spoken = gathered.Where(v => v.Speaker is not null).GroupBy(v => v.Speaker!.Value).ToDictionary(g => g.Key, g => g.First());
        var ids = spoken.Keys.ToList();
        foreach (var person in await db.Set<Person>().Where(p => ids.Contains(p.Id) && p.Erased == null).ToListAsync(cancel))
            mail.Post(Recipient.Of(person), Texts.In(person.Language, () => write(spoken[person.Id])));
    }

    private async Task<List<ContributionInfo>> PublicAsync(ProcessInfo process, IReadOnlyCollection<Id<Contribution>> contributions,
        CancellationToken cancel)
    {
        var found = await voices.FindAsync(process.Id, contributions, forStaff: false, cancel);
        RuleViolation.Unless(found.Count == contributions.Distinct().Count(), "proposal.unread",
            "Fra i contributi scelti ce n'è uno non pubblicato: prima va letto.");
        return found;
    }

    private async Task<HashSet<Subject>> VoicesOfAsync(IReadOnlyCollection<Subject> proposals, CancellationToken cancel) =>
        [.. await db.Set<Link>().Where(l => l.Relation == Relation.GatheredInto && l.Closed == null && proposals.Contains(l.To))
            .Select(l => l.From).ToListAsync(cancel)];

    // Merges and splits are few: a handful of steps back reaches the first ones.
    private async Task<IReadOnlyCollection<Subject>> LineageAsync(Proposal proposal, CancellationToken cancel)
    {
        HashSet<Subject> all = [proposal.Subject];
        List<Subject> edge = [proposal.Subject];
        for (var step = 0; step < 5 && edge.Count > 0; step++)
        {
            var at = edge;
            edge = [.. (await db.Set<Link>()
                .Where(l => at.Contains(l.To) && (l.Relation == Relation.MergedInto || l.Relation == Relation.SplitInto))
                .Select(l => l.From).ToListAsync(cancel)).Where(all.Add)];
        }
        return all;
    }
}
