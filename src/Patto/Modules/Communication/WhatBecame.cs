using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;

namespace Patto.Modules.Communication;

/// <summary>What became of one voice, as its author is told: nobody needs to open anything to know it.</summary>
/// <param name="Thread">All that came out of it; null where it is not public.</param>
/// <param name="Outcomes">What was decided, with what follows.</param>
internal sealed record Became(SpokenInfo Voice, Provenance.Thread? Thread, IReadOnlyList<OutcomeInfo> Outcomes, ToldEnd? End);

/// <summary>What became of an amendment or a comment, as its author is told.</summary>
internal sealed record BecameRemark(RemarkInfo Remark, IReadOnlyList<OutcomeInfo> Outcomes, ToldEnd? End);

/// <summary>Follows the voices of authors to where they came, and says it in a letter.</summary>
internal sealed class WhatBecame(ContributionBook voices, DocumentBook documents, DecisionBook decisions, Filo filo,
    IEnumerable<ITellEnds> ends, CurrentAuthority currentAuthority, Sites sites, Texts L)
{
    // A thread holds the links of all that are followed with it, and only so many.
    private const int AtOnce = 20;

    public async Task<ILookup<Id<Person>, Became>> OfAsync(ProcessInfo process, IReadOnlyList<Id<Person>> people, CancellationToken cancel)
    {
        var spoken = await voices.OfSpeakersAsync(process.Id, people, cancel);
        var outcomes = (await decisions.OutcomesAsync(process.Id, cancel)).ToDictionary(o => o.Subject);
        List<Became> found = [];
        foreach (var some in spoken.Chunk(AtOnce))
        {
            var threads = (await filo.FollowAsync([.. some.Where(v => v.IsPublic).Select(v => v.Subject)], Reader.Anybody, cancel))
                .ToDictionary(t => t.Start);
            var reached = some.ToDictionary(v => v.Subject, v => threads.TryGetValue(v.Subject, out var t) ? [.. t.Reached().Skip(1)]
                : new List<Subject>());
            List<ToldEnd> told = [];
            foreach (var teller in ends)
                told.AddRange(await teller.OfAsync([.. reached.SelectMany(r => r.Value.Prepend(r.Key)).Distinct()], cancel));
            found.AddRange(some.Select(v => new Became(v, threads.GetValueOrDefault(v.Subject),
                [.. reached[v.Subject].Where(outcomes.ContainsKey).Select(s => outcomes[s])],
                told.LastOrDefault(e => e.Reopened is null && (e.Of == v.Subject || reached[v.Subject].Contains(e.Of))))));
        }
        return found.ToLookup(b => b.Voice.Speaker);
    }

    /// <summary>A paragraph on one voice: its code and words, where it went, the answer, the reason, what follows.</summary>
    public string Say(Became became)
    {
        var voice = became.Voice;
        List<string> lines = [L["{0}: «{1}»", voice.Code, Excerpt.Of(voice.Text, 160)]];
        if (voice.Refused is { Length: > 0 } refused) lines.Add(L["Non è stato pubblicato. Il motivo: {0}", refused]);
        if (became.Thread is { } thread) lines.AddRange(Where(thread));
        lines.AddRange(became.Outcomes.DistinctBy(o => (o.Label, o.Settled, o.Cited)).Select(Say));
        if (became.Thread is { } known) lines.AddRange(CardsOf(known, "action")
            .Select(a => L["Che cosa si fa: {0} ({1}, {2}).", a.Text, a.Code ?? "", a.Note ?? ""].Value));
        if (became.End is { } end) lines.Add(L["È rimasto senza risposta. Il motivo: {0}", end.Reason]);
        else if (became.Outcomes.Count == 0 && voice.Refused is null)
            lines.Add(L["Chi decide non ha ancora risposto su questo punto."]);
        lines.Add(L["Il suo filo: {0}", UrlOf(voice.Code)]);
        return string.Join('\n', lines);
    }

    /// <summary>What became of what these people asked of the texts.</summary>
    public async Task<ILookup<Id<Person>, BecameRemark>> RemarksOfAsync(ProcessInfo process, IReadOnlyList<Id<Person>> people,
        CancellationToken cancel)
    {
        var remarks = await documents.RemarksOfAsync(process.Id, people, cancel);
        if (remarks.Count == 0) return Enumerable.Empty<BecameRemark>().ToLookup(b => b.Remark.Author);
        var outcomes = (await decisions.OutcomesAsync(process.Id, cancel)).ToLookup(o => o.Subject);
        List<ToldEnd> told = [];
        foreach (var teller in ends) told.AddRange(await teller.OfAsync([.. remarks.Select(r => r.Subject)], cancel));
        return remarks.Select(r => new BecameRemark(r, [.. outcomes[r.Subject]],
            told.LastOrDefault(e => e.Reopened is null && e.Of == r.Subject))).ToLookup(b => b.Remark.Author);
    }

    /// <summary>A paragraph on one amendment or comment: its words, the answer of the table with its reason, or why there is none.</summary>
    public string Say(BecameRemark became)
    {
        var remark = became.Remark;
        var words = Excerpt.Of(remark.Words, 160);
        List<string> lines =
        [
            remark.Code is { } code ? L["{0}, emendamento a «{1}»: «{2}»", code, remark.Title, words]
                : L["Commento a «{0}»: «{1}»", remark.Title, words],
        ];
        if (remark.Hidden is { Length: > 0 } hidden) lines.Add(L["Non è stato pubblicato. Il motivo: {0}", hidden]);
        if (remark.Answer is { } answer and not Answer.Waiting) lines.Add(remark.Reasons.Length > 0
            ? L["Il Tavolo ha risposto: {0}. Il motivo: {1}", L[answer.Italian()], remark.Reasons]
            : L["Il Tavolo ha risposto: {0}.", L[answer.Italian()]]);
        lines.AddRange(became.Outcomes.DistinctBy(o => (o.Label, o.Settled, o.Cited)).Select(Say));
        if (became.End is { } end) lines.Add(L["È rimasto senza risposta. Il motivo: {0}", end.Reason]);
        else if (remark is { Answer: null, IsPublic: true }) lines.Add(L["Si legge accanto all'articolo."]);
        if (remark is { Code: { } known, IsPublic: true }) lines.Add(L["Il suo filo: {0}", UrlOf(known)]);
        return string.Join('\n', lines);
    }

    /// <summary>Where the code leads.</summary>
    public string UrlOf(string code) => $"{sites.Of(currentAuthority.Required)}/filo/{code}";

    private IEnumerable<string> Where(Provenance.Thread thread)
    {
        foreach (var proposal in CardsOf(thread, "proposal"))
            yield return L["È entrato nella proposta {0}, «{1}».", proposal.Code ?? "", proposal.Text];
        var articles = CardsOf(thread, "article").Concat(CardsOf(thread, "comma")).Select(c => c.Code).OfType<string>().Distinct().ToList();
        if (articles.Count > 0) yield return L["Ha portato a questi articoli: {0}.", L.List(articles)];
    }

    private static IEnumerable<Card> CardsOf(Provenance.Thread thread, string kind) =>
        thread.Reached().Skip(1).Where(s => s.Kind == kind).Select(s => thread.Cards[s]);

    private string Say(OutcomeInfo outcome)
    {
        List<string> said = [L["{0}, {1}: {2} ({3}).", outcome.Label, outcome.Title, L[outcome.Settled.Italian()], outcome.Cited]];
        if (outcome.Reason.Length > 0) said.Add(L["Il motivo: {0}", outcome.Reason]);
        if (outcome.Office.Length > 0) said.Add(outcome.Due is { } due ? L["Se ne occupa: {0}, entro il {1}.", outcome.Office, L.Day(due)]
            : L["Se ne occupa: {0}.", outcome.Office]);
        return string.Join(' ', said);
    }
}
