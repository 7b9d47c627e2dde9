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
public sealed class Gathering(AppDb db, Filo filo, Codes codes, Mailings mailings, ContributionBook voices, Lineage lineage,
    ClosingBook closings)
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
        var there = await lineage.VoicesOfAsync([proposal.Subject], cancel);
        var fresh = (await PublicAsync(process, contributions, cancel)).Where(v => !there.Contains(v.Subject)).ToList();
        proposal.Add(fresh.Count);
        // One that had left by mistake may come back: its link is there, closed.
        foreach (var voice in fresh)
            await filo.TieAsync(voice.Subject, Relation.GatheredInto, proposal.Subject, process.Subject, cancel: cancel);
        await TellAsync(process, proposal, fresh, cancel);
    }

    /// <summary>A voice that was gathered by mistake leaves; the thread tells it with the reason, and so does a letter to its
    /// author.</summary>
    /// <param name="code">As it was typed.</param>
    public async Task ReleaseAsync(ProcessInfo process, Proposal proposal, string code, string why, CancellationToken cancel = default)
    {
        await closings.DemandOpenAsync(process.Id, cancel);
        var there = await lineage.VoicesOfAsync([proposal.Subject], cancel);
        var voice = (await voices.FindByCodesAsync(process.Id, [Codes.Read(code) ?? code], forStaff: true, cancel))
            .FirstOrDefault(v => there.Contains(v.Subject));
        RuleViolation.UnlessAt("Voice", voice is not null, "proposal.not-its-voice",
            "«{0}» non è fra i contributi di questa proposta: guarda il codice nella sua pagina.", Excerpt.Of(code, 40));
        await filo.CutAsync(voice!.Subject, Relation.GatheredInto, proposal.Subject, why, cancel);
        var behind = await lineage.VoicesOfAsync(await lineage.OfAsync(proposal.Subject, cancel), cancel);
        proposal.Release(behind.Count(v => v != voice.Subject));
        if (voice.Speaker is not null)
            await mailings.PostAsync(ReleasedMailing.Kind, proposal.Subject, process.Subject,
                new ReleasedMailing.Facts(voice.Id.Value, why.Trim()), cancel);
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
    internal Task TellAuthorsAsync(Proposal proposal, string where, string url, CancellationToken cancel) =>
        mailings.PostAsync(IncorporatedMailing.Kind, proposal.Subject, Subject.Of("process", proposal.Process),
            new IncorporatedMailing.Facts(where, url), cancel);

    private async Task TellAsync(ProcessInfo process, Proposal proposal, IReadOnlyList<ContributionInfo> gathered, CancellationToken cancel)
    {
        if (!gathered.Any(v => v.Speaker is not null)) return;
        // The letters name it: it is found by them, and counted, as soon as it is there.
        await db.SaveChangesAsync(cancel);
        await mailings.PostAsync(GatheredMailing.Kind, proposal.Subject, process.Subject,
            new GatheredMailing.Facts([.. gathered.Where(v => v.Speaker is not null).Select(v => v.Id.Value)]), cancel);
    }

    private async Task<List<ContributionInfo>> PublicAsync(ProcessInfo process, IReadOnlyCollection<Id<Contribution>> contributions,
        CancellationToken cancel)
    {
        var found = await voices.FindAsync(process.Id, contributions, forStaff: false, cancel);
        RuleViolation.Unless(found.Count == contributions.Distinct().Count(), "proposal.unread",
            "Fra i contributi scelti ce n'è uno non pubblicato: prima va letto.");
        return found;
    }
}
