using Microsoft.EntityFrameworkCore;
using Deliberation.Statistics;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Modules.Reports.Contracts;
using Patto.People;
using Patto.Provenance;

namespace Patto.Modules.Reports;

/// <summary>A part of a document, as the process draws it up.</summary>
public sealed record Drawn(string Key, string Text);

/// <summary>What a part is called and where its words come from; both in Italian.</summary>
public sealed record PartOfReport(string Key, string Heading, string Source)
{
    private static readonly PartOfReport Object = new("oggetto", "Oggetto", "Dalla scheda del percorso: di che cosa si parla, che cosa si decide e che cosa no."),
        Need = new("bisogno", "Da quale bisogno nasce", "Dalla scheda del percorso: l'impegno di chi decide, gli obiettivi, le domande dei temi."),
        Path = new("percorso", "Il percorso", "Dal cronoprogramma, dagli incontri pubblici e dai contributi pubblicati."),
        Involved = new("partecipanti", "Chi ha partecipato", "Dalle presenze e dai contributi, solo come numeri: quelli sotto cinque non si scrivono."),
        Trouble = new("criticita", "Punti critici", "Dai temi più sentiti, dai passi in ritardo con il loro motivo."),
        Proposed = new("proposte", "Le proposte", "Dalle proposte del percorso, ognuna con quante voci raccoglie."),
        LeftOut = new("non-accolto", "Che cosa non è entrato, e perché", "Dalle proposte non portate avanti e dalle modifiche non accolte, con il motivo."),
        Measures = new("indicatori", "Come si misura", "Dagli indicatori del monitoraggio."),
        Outcomes = new("esiti", "Gli esiti", "Dalle decisioni registrate, con l'atto e il motivo."),
        Costs = new("costi", "I costi", "Dalle ore e dagli euro registrati, fase per fase.");

    private static readonly IReadOnlyList<PartOfReport> Proposal = [Object, Need, Path, Involved, Trouble, Proposed, LeftOut, Measures],
        Final = [Object, Path, Involved, Proposed, Outcomes, LeftOut, Trouble, Measures, Costs];

    /// <summary>The parts of a kind, in order.</summary>
    public static IReadOnlyList<PartOfReport> Of(ReportKind kind) => kind == ReportKind.ProposalDocument ? Proposal : Final;

    public static PartOfReport? Find(ReportKind kind, string key) => Of(kind).FirstOrDefault(p => p.Key == key);
}

/// <summary>Draws the parts up from what the process holds and everybody may read; of people only numbers.</summary>
public sealed class ReportDrafter(AppDb db, ProcessBook processes, MeetingBook meetings, ContributionBook voices, ProposalBook proposals,
    DocumentBook documents, GroupBook groups, DecisionBook decisions, MonitoringBook monitoring, CostBook costs, PeopleBook people,
    TimeProvider clock)
{
    /// <summary>Numbers below it could point at a person.</summary>
    public const int Fewest = 5;

    public async Task<IReadOnlyList<Drawn>> DrawAsync(ProcessInfo process, ReportKind kind, CancellationToken cancel)
    {
        List<Drawn> drawn = [];
        foreach (var part in PartOfReport.Of(kind)) drawn.Add(await DrawAsync(process, part.Key, cancel));
        return drawn;
    }

    public async Task<Drawn> DrawAsync(ProcessInfo process, string key, CancellationToken cancel)
    {
        var view = (await processes.ReadAsync(process.Id, cancel))!;
        var lines = key switch
        {
            "oggetto" => Object(view),
            "bisogno" => Need(view),
            "percorso" => await PathAsync(view, cancel),
            "partecipanti" => await WhoAsync(process, cancel),
            "criticita" => await TroubleAsync(view, cancel),
            "proposte" => await ProposedAsync(process, cancel),
            "non-accolto" => await LeftOutAsync(process, cancel),
            "indicatori" => await MeasuresAsync(process, cancel),
            "esiti" => await OutcomesAsync(process, cancel),
            "costi" => await CostsAsync(view, cancel),
            _ => throw new Unknown(),
        };
        return new(key, string.Join('\n', lines.Where(l => l.Length > 0)));
    }

    private static List<string> Object(ProcessView view) =>
    [
        view.Info.Title + (view.Subtitle.Length > 0 ? $". {view.Subtitle}" : ""), view.Info.Summary,
        .. Listed("Su questo si decide:", view.UpForDecision), .. Listed("Su questo non si decide:", view.NotUpForDecision),
        view.Bodies.DecidingBody.Length > 0 || view.Bodies.OrganName.Length > 0
            ? $"Decide: {string.Join(", ", new[] { view.Bodies.OrganName, view.Bodies.DecidingBody }.Where(w => w.Length > 0))}." : "",
    ];

    private static List<string> Need(ProcessView view) =>
    [
        view.Commitment, .. Listed("Gli obiettivi:", view.Goals),
        .. Listed("Le domande da cui si è partiti:", [.. view.AskedThemes.Where(t => t.Question.Length > 0)
            .Select(t => $"{t.Name}: {t.Question}")]),
    ];

    private async Task<List<string>> PathAsync(ProcessView view, CancellationToken cancel)
    {
        var held = (await meetings.OfProcessAsync(view.Info.Id, drafts: false, cancel))
            .Where(m => m.State == MeetingState.Published && m.End <= clock.GetUtcNow()).ToList();
        var (published, _) = await voices.CountAsync(view.Info.Id, cancel);
        return
        [
            $"Il percorso è cominciato il {Day(view.Starts)}"
                + (view.Concluded is { } end ? $" e si è chiuso il {Day(Texts.RomeDay(end))}." : "."),
            .. Listed("Le fasi:", [.. view.Phases.Where(p => p.State is PlanState.Done or PlanState.Now or PlanState.Late).Select(p =>
                $"{p.Name}, dal {Day(p.From)} al {Day(p.Until)}")]),
            .. Listed("Gli incontri:", [.. held.Select(m => $"{Day(Texts.RomeDay(m.Start))}, {m.Title}"
                + (m.Heads is > 0 and var heads ? $": {Told(heads)}" : ""))]),
            published > 0 ? $"I contributi pubblicati sono {published}, ognuno con il suo codice." : "",
        ];
    }

    private async Task<List<string>> WhoAsync(ProcessInfo process, CancellationToken cancel)
    {
        var (all, nameless) = (await people.CountAsync(process.Subject, cancel), await voices.CountNamelessAsync(process.Id, cancel));
        var kinds = await db.Set<Participation>().AsNoTracking().Where(p => p.Process == process.Subject)
            .GroupBy(p => p.Kind).Select(g => new { g.Key, Count = g.Select(p => p.Person).Distinct().Count() }).ToListAsync(cancel);
        kinds = [.. kinds.OrderBy(k => k.Key)];
        var hidden = SmallCells.Hide([.. kinds.Select(k => k.Count)], Fewest);
        var table = await groups.TableAsync(process.Id, cancel);
        return
        [
            all == 0 ? "Nessuno ha lasciato un nome o un recapito." : $"Hanno partecipato {Told(all)} fra chi ha lasciato un nome o un recapito.",
            nameless >= Fewest ? $"I contributi senza nome sono {nameless}: da quante persone vengano non si può sapere." : "",
            .. Listed("In che modo:", [.. kinds.Zip(hidden).Select(k =>
                $"{k.First.Key.Italian()}: {(k.Second ? $"meno di {Fewest}, o un numero che farebbe capire gli altri" : Number(k.First.Count))}")]),
            .. Listed(table is null ? "" : $"Al «{table.Name}» siedono, per questi interessi:",
                [.. (table?.Seats ?? []).Where(s => s.Members.Count > 0).Select(s => s.Interest).Distinct()]),
        ];
    }

    private async Task<List<string>> TroubleAsync(ProcessView view, CancellationToken cancel)
    {
        var names = view.Themes.ToDictionary(t => t.Key, t => t.Name);
        var said = (await voices.PublicAsync(view.Info.Id, cancel, int.MaxValue)).Where(v => v.Kind is ContributionKind.Problem or
            ContributionKind.Need && v.Theme is not null).GroupBy(v => v.Theme!).OrderByDescending(g => g.Count()).ToList();
        return
        [
            .. Listed("Bisogni e problemi di cui si è parlato di più:", [.. said.Select(g =>
                $"{names.GetValueOrDefault(g.Key, g.Key)}: {(g.Count() == 1 ? "un contributo" : $"{g.Count()} contributi")}")]),
            .. Listed("Che cosa è andato più lento del previsto:", [.. view.LegalSteps.Where(s => s.Delays is { Count: > 0 }).Select(s =>
                $"{s.Name}: {s.Delays![^1].Why}")]),
        ];
    }

    private async Task<List<string>> ProposedAsync(ProcessInfo process, CancellationToken cancel)
    {
        var all = (await proposals.AllAsync(process.Id, cancel)).Where(p =>
            p.State is not (ProposalState.Dropped or ProposalState.Merged or ProposalState.Split)).ToList();
        var subjects = all.Select(p => p.Subject).ToList();
        var gathered = await db.Set<Link>().AsNoTracking().Where(l => l.Relation == Relation.GatheredInto && l.Closed == null
            && subjects.Contains(l.To)).GroupBy(l => l.To).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return all.Count == 0 ? [] :
        [
            .. Listed("Le proposte, con quante voci raccoglie ognuna:", [.. all.Select(p =>
                $"{p.Code}, {p.Title}. {OneLine(p.Text)} ({Voices(gathered.GetValueOrDefault(p.Subject))})")]),
        ];
    }

    private async Task<List<string>> LeftOutAsync(ProcessInfo process, CancellationToken cancel) =>
    [
        .. Listed("Proposte non portate avanti:", [.. (await proposals.DroppedAsync(process.Id, cancel)).Select(p =>
            $"{p.Code}, {p.Title}. Perché: {OneLine(p.Reason)}")]),
        .. Listed("Modifiche ai testi non accolte:", [.. (await documents.NotTakenAsync(process.Id, cancel)).Select(a =>
            $"{a.Code}, su «{a.Title}». Perché: {OneLine(a.Reasons)}")]),
    ];

    private async Task<List<string>> MeasuresAsync(ProcessInfo process, CancellationToken cancel) => [.. Listed("Gli indicatori:",
        [.. (await monitoring.IndicatorsAsync(process.Id, cancel)).Select(i => $"{i.Code}, {i.Name}"
            + (i.Last is { } last ? $": {Number(last)} {i.Unit}"
                + (i.LastDay is { } day ? $" il {Day(day)}" : "") : ": non ancora misurato")
            + (i.Target is { } target ? $". Da raggiungere: {Number(target)} {i.Unit}" : ""))])];

    private async Task<List<string>> OutcomesAsync(ProcessInfo process, CancellationToken cancel) => [.. Listed("Che cosa è stato deciso:",
        [.. (await decisions.OutcomesAsync(process.Id, cancel)).Select(o =>
            $"{o.Label}, {o.Title}: {o.Settled.Italian().ToLowerInvariant()}. {OneLine(o.Reason)} ({o.Cited})")])];

    private async Task<List<string>> CostsAsync(ProcessView view, CancellationToken cancel)
    {
        var totals = await costs.TotalsAsync(view.Info.Id, cancel);
        return
        [
            view.Money.Cost is { } cost ? $"Il costo previsto è di {Number(cost)} euro"
                + (view.Money.Funding is { } funding ? $", di cui {Number(funding)} dal bando." : ".") : "",
            .. Listed("Ore ed euro, fase per fase:", [.. totals
                .Concat(CostBook.Whole(totals) is { } whole ? [whole with { Phase = "In tutto" }] : [])
                .Select(t => $"{t.Phase ?? "Tutto il percorso"}: " + string.Join(", ", new[]
                {
                    t.HoursSpent is { } hours ? $"{Number(hours)} ore"
                        : t.HoursPlanned is { } planned ? $"{Number(planned)} ore previste" : "",
                    t.MoneySpent is { } spent ? $"{Number(spent)} euro spesi" : "",
                    t.MoneyPlanned is { } euro ? $"{Number(euro)} euro previsti" : "",
                }.Where(w => w.Length > 0)))]),
        ];
    }

    private static IEnumerable<string> Listed(string heading, IReadOnlyList<string> lines) =>
        lines.Count == 0 ? [] : [heading, .. lines.Select(l => "- " + OneLine(l))];

    private static string Told(int people) => people < Fewest ? $"meno di {Fewest} persone" : $"{people} persone";

    private static string Voices(int count) => count switch { 0 => "senza voci collegate", 1 => "una voce", _ => $"{count} voci" };

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", Texts.Italian);

    private static string Number(decimal number) => number.ToString("#,0.##", Texts.Italian);
}
