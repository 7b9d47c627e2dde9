using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.People;

namespace Patto.Modules.Proposals;

/// <summary>Something about a proposal, to those whose public voices stand behind it; each is reminded of one of their codes.</summary>
internal abstract class MailingToSpeakers(AppDb db, ContributionBook voices, ProcessBook processes) : MailingToPeople
{
    private Dictionary<Id<Person>, ContributionInfo>? _spoken;

    protected abstract Task<IReadOnlyCollection<Id<Contribution>>> VoicesAsync(Mailing mailing, CancellationToken cancel);

    protected abstract Message Say(ProcessInfo process, Proposal proposal, ContributionInfo voice, Mailing mailing);

    protected override async Task<IQueryable<Person>> ToAsync(Mailing mailing, CancellationToken cancel)
    {
        _spoken = (await voices.FindAsync(new(mailing.Process!.Value.Id), await VoicesAsync(mailing, cancel), forStaff: false, cancel))
            .Where(v => v.Speaker is not null).GroupBy(v => v.Speaker!.Value).ToDictionary(g => g.Key, g => g.First());
        var ids = _spoken.Keys.ToList();
        return db.Set<Person>().Where(p => ids.Contains(p.Id));
    }

    protected override async Task<Func<Person, Message?>?> WriterAsync(Mailing mailing, IReadOnlyList<Person> batch,
        CancellationToken cancel)
    {
        var id = new Id<Proposal>(mailing.About.Id);
        if (await db.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } proposal
            || await processes.GetAsync(proposal.Process, cancel) is not { } process) return null;
        return person => Say(process, proposal, _spoken![person.Id], mailing);
    }
}

/// <summary>That a contribution was gathered into a proposal.</summary>
internal sealed class GatheredMailing(AppDb db, ContributionBook voices, ProcessBook processes, Texts L)
    : MailingToSpeakers(db, voices, processes)
{
    public const string Kind = "proposals.gathered";

    public sealed record Facts(IReadOnlyList<Guid> Contributions);

    public override string Name => Kind;

    protected override Task<IReadOnlyCollection<Id<Contribution>>> VoicesAsync(Mailing mailing, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyCollection<Id<Contribution>>>(
            [.. mailing.Read<Facts>().Contributions.Select(c => new Id<Contribution>(c))]);

    protected override Message Say(ProcessInfo process, Proposal proposal, ContributionInfo voice, Mailing mailing) =>
        new(L["Il tuo contributo è entrato in una proposta"],
        L["Il tuo contributo {0} è entrato nella proposta {1}, «{2}».", voice.Code, proposal.Code, proposal.Title],
        L["Leggi la proposta"], ProposalUrls.Show(process.Slug, proposal.Code), proposal.Subject, process.Subject);
}

/// <summary>That a contribution was gathered by mistake, and left the proposal.</summary>
internal sealed class ReleasedMailing(AppDb db, ContributionBook voices, ProcessBook processes, Texts L)
    : MailingToSpeakers(db, voices, processes)
{
    public const string Kind = "proposals.released";

    public sealed record Facts(Guid Contribution, string Why);

    public override string Name => Kind;

    protected override Task<IReadOnlyCollection<Id<Contribution>>> VoicesAsync(Mailing mailing, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyCollection<Id<Contribution>>>([new(mailing.Read<Facts>().Contribution)]);

    protected override Message Say(ProcessInfo process, Proposal proposal, ContributionInfo voice, Mailing mailing) =>
        new(L["Il tuo contributo è uscito da una proposta"],
        L["Il tuo contributo {0} era entrato per errore nella proposta {1}, «{2}»: ora non c'è più. Motivo: {3}", voice.Code, proposal.Code,
            proposal.Title, mailing.Read<Facts>().Why],
        L["Che fine ha fatto?"], $"/filo/{voice.Code}", proposal.Subject, process.Subject);
}

/// <summary>That the proposal entered a text that people now read.</summary>
internal sealed class IncorporatedMailing(AppDb db, ContributionBook voices, ProcessBook processes, Lineage lineage, Texts L)
    : MailingToSpeakers(db, voices, processes)
{
    public const string Kind = "proposals.incorporated";

    public sealed record Facts(string Where, string Url);

    public override string Name => Kind;

    protected override async Task<IReadOnlyCollection<Id<Contribution>>> VoicesAsync(Mailing mailing, CancellationToken cancel) =>
        [.. (await lineage.VoicesOfAsync(await lineage.OfAsync(mailing.About, cancel), cancel)).Select(s => new Id<Contribution>(s.Id))];

    protected override Message Say(ProcessInfo process, Proposal proposal, ContributionInfo voice, Mailing mailing)
    {
        var facts = mailing.Read<Facts>();
        return new(L["La tua voce è entrata nel testo"],
            L["Il tuo contributo {0} ha portato alla proposta «{1}», che ora è nel testo: {2}.", voice.Code, proposal.Title, facts.Where],
            L["Leggi il testo"], facts.Url, proposal.Subject, process.Subject);
    }
}
