using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Tables;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>Rounds of talk at tables: who sits where, by the number of the card. Whoever sees the meeting finds their table; who leads
/// plans them and begins the rounds.</summary>
public sealed class TablesModel : MeetingPage
{
    public override Act? DemandsToPost => MeetingActs.Lead;

    [FromQuery(Name = "cartellino")] public int? Card { get; set; }

    [BindProperty, StringLength(1000)] public string? Cards { get; set; }
    [BindProperty] public int? TableCount { get; set; }
    [BindProperty] public int? RoundCount { get; set; } = 3;
    [BindProperty] public int? Minutes { get; set; } = 20;
    [BindProperty, StringLength(2000)] public string? Questions { get; set; }
    [BindProperty, StringLength(500)] public string? Apart { get; set; }
    [BindProperty, StringLength(500)] public string? Leaving { get; set; }
    [BindProperty, StringLength(500)] public string? Arriving { get; set; }

    public TableRounds? Rounds { get; private set; }
    /// <summary>The table in each round of the card that was asked for; null where there is no such card.</summary>
    public IReadOnlyList<int>? OfCard => Card is { } card && Rounds is { } rounds && card >= 1 && card <= rounds.Cards.Count
        ? [.. rounds.TableOf.Select(round => round[card - 1])] : null;
    public bool HasGone => Card is { } card && Rounds?.Gone.Contains(card) == true;
    /// <summary>Groups with a name, with how many are there.</summary>
    public IReadOnlyList<(string Name, int Count)> Groups => Rounds is null ? [] : [.. Rounds.Cards.Index()
        .Where(c => c.Item.Length > 0 && !Rounds.Gone.Contains(c.Index + 1)).GroupBy(c => c.Item).Select(g => (g.Key, g.Count()))];

    protected override bool ReadsRegistrations => false;

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        Rounds = await Db.TableRounds.AsNoTracking().SingleOrDefaultAsync(t => t.Meeting == Meeting.Id, cancel);
        return true;
    }

    protected internal override void Fill()
    {
        if (Rounds is not { HasBegun: false } rounds) return;
        // In the order of the cards: those who came in later stand at the end.
        var lines = new List<(string Group, int Count)>();
        foreach (var group in rounds.Cards.Where((_, n) => !rounds.Gone.Contains(n + 1)))
            if (lines.Count > 0 && lines[^1].Group == group) lines[^1] = (group, lines[^1].Count + 1);
            else lines.Add((group, 1));
        Cards = string.Join('\n', lines.Select(l => $"{l.Count} {l.Group}".TrimEnd()));
        (TableCount, RoundCount, Minutes) = (rounds.Tables, rounds.Rounds, rounds.Minutes);
        (Questions, Apart) = (string.Join('\n', rounds.Questions), string.Join(", ", rounds.Apart.Select(p => $"{p.A}-{p.B}")));
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        RuleViolation.Unless(Meeting.State != MeetingState.Cancelled, "meeting.cancelled",
            "L'incontro è annullato: non si può più cambiare.");
        Rounds?.DemandNotBegun();
        var wanted = Wanted();
        // Before the act: it may take a second, and an act holds up all others.
        var seated = TableSeating.Plan(wanted, cancel);
        return await ActAsync(async write =>
        {
            var meeting = await HereAsync(write);
            if (await write.Db.TableRounds.SingleOrDefaultAsync(t => t.Meeting == meeting.Id, cancel) is { } rounds)
                rounds.PlanAnew(meeting, wanted, seated);
            else write.Db.Add(TableRounds.Plan(meeting, wanted, seated));
            return PartUrl("tavoli");
        }, L["I tavoli sono formati."]);
    }

    private TablesWanted Wanted()
    {
        RuleViolation.UnlessAt(nameof(Cards), !string.IsNullOrWhiteSpace(Cards), "tables.no-cards",
            "Scrivi quante persone hanno un cartellino.");
        var cards = CardLine.Groups(Cards, nameof(Cards));
        RuleViolation.UnlessAt(nameof(Cards), cards.Count is >= 4 and <= TableRounds.MostCards, "tables.cards",
            "I cartellini sono {0}: ce ne vogliono da 4 a {1}.", cards.Count, TableRounds.MostCards);
        RuleViolation.UnlessAt(nameof(TableCount), TableCount is >= 2 and <= TableRounds.MostTables && TableCount <= cards.Count / 2,
            "tables.tables", "I tavoli vanno da 2 a {0}, con almeno due persone a ciascuno.", TableRounds.MostTables);
        RuleViolation.UnlessAt(nameof(RoundCount), RoundCount is >= 1 and <= TableRounds.MostRounds, "tables.rounds",
            "I turni vanno da 1 a {0}.", TableRounds.MostRounds);
        RuleViolation.UnlessAt(nameof(Minutes), Minutes is >= 3 and <= 180, "tables.minutes", "Un turno dura da 3 a 180 minuti.");
        List<string> questions = [.. Lines.Of(Questions)];
        RuleViolation.UnlessAt(nameof(Questions), questions.Count <= RoundCount, "tables.questions",
            "Le domande sono {0}, i turni {1}: scrivine al massimo una per turno.", questions.Count, RoundCount!.Value);
        return new(cards, TableCount!.Value, RoundCount.Value, Minutes!.Value, questions,
            CardLine.Pairs(Apart, cards.Count, nameof(Apart)));
    }

    /// <summary>Some have gone, some have come.</summary>
    public async Task<IActionResult> OnPostChangeAsync(CancellationToken cancel)
    {
        if (Rounds is not { } planned) throw new Unknown();
        if (!ModelState.IsValid) return Page();
        var gone = CardLine.Numbers(Leaving, planned.Cards.Count, nameof(Leaving));
        var come = CardLine.Groups(Arriving, nameof(Arriving));
        RuleViolation.UnlessAt(nameof(Leaving), gone.Count + come.Count > 0, "tables.nobody",
            "Scrivi quali cartellini sono andati via, o quante persone sono arrivate.");
        RuleViolation.UnlessAt(nameof(Arriving), planned.Cards.Count + come.Count <= TableRounds.MostCards, "tables.cards-all",
            "I cartellini possono essere al massimo {0}.", TableRounds.MostCards);
        var seated = TableSeating.Change(planned, gone, come, cancel);
        return await ActAsync(async write =>
        {
            var rounds = await PlannedAsync(write, planned);
            rounds.Change(await HereAsync(write), gone, come, seated);
            return PartUrl("tavoli");
        }, come.Count == 0 ? L["I turni che restano sono rifatti."]
            : L.Count(come.Count, "I turni che restano sono rifatti. Chi è arrivato prende il cartellino {1}.",
                "I turni che restano sono rifatti. Chi è arrivato prende i cartellini da {1} a {2}.", planned.Cards.Count + 1,
                planned.Cards.Count + come.Count));
    }

    // What was computed is for the plan that was read: where somebody changed it meanwhile, it is read again first.
    private async Task<TableRounds> PlannedAsync(WriteScope write, TableRounds read)
    {
        var rounds = await write.Db.TableRounds.SingleAsync(t => t.Meeting == Meeting.Id);
        RuleViolation.Unless(rounds.Current == read.Current && rounds.Cards.Count == read.Cards.Count
            && rounds.Gone.SequenceEqual(read.Gone), "tables.changed",
            "Qualcuno ha appena cambiato i tavoli: guarda come sono adesso e premi di nuovo.");
        return rounds;
    }

    /// <summary>The next round begins, or the last one ends. Which one is on travels with the form: pressed twice, or by two people, a
    /// round is not skipped.</summary>
    public Task<IActionResult> OnPostNextAsync(int from) => TurnAsync(from, (rounds, meeting, now) => rounds.Next(meeting, now));

    public Task<IActionResult> OnPostBackAsync(int from) => TurnAsync(from, (rounds, meeting, now) => rounds.Back(meeting, now));

    private Task<IActionResult> TurnAsync(int from, Action<TableRounds, Meeting, DateTimeOffset> turn) => ActAsync(async write =>
    {
        var rounds = await write.Db.TableRounds.SingleOrDefaultAsync(t => t.Meeting == Meeting.Id) ?? throw new Unknown();
        if (rounds.Current == from) turn(rounds, await HereAsync(write), write.Now);
        return PartUrl("tavoli");
    });
}
