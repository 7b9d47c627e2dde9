using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Formats.Tables;
using Deliberation.Priorities;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto priorities</c>: winners one a line, then why.</summary>
internal static class PrioritiesCommand
{
    private static readonly string[] Rules =
        ["equal-shares", "equal-shares-greedy", "greedy", "schulze", "borda", "irv", "stv", "stv-scottish", "majority-judgment",
            "criteria"];

    private static readonly ImmutableArray<string> Grades = ["ottimo", "buono", "discreto", "sufficiente", "insufficiente",
        "da respingere"];

    public static Command Create()
    {
        var election = new Option<FileInfo>("--election")
        {
            Required = true,
            Description = Say(
                "Le schede: .pb (Pabulib), .blt (preferenze ordinate) o .csv (una colonna per opzione, una riga per scheda).",
                "The ballots: .pb (Pabulib), .blt (rankings) or .csv (one column an option, one row a ballot)."),
        };
        Option<string> rule = new Option<string>("--rule")
        {
            Description = Say("La regola; se manca: quote uguali per i budget, Schulze per le preferenze.",
                "The rule; default: Equal Shares for budgets, Schulze for rankings."),
        }.AcceptOnlyFromAmong(Rules);
        Option<int?> seats = new Option<int?>("--seats")
        {
            Description = Say("Quanti vincono (file .csv; se manca: 1).",
            "How many win (.csv files; default: 1).")
        }.AtLeastOne();
        var budget = new Option<string?>("--budget")
        {
            Description = Say("Quanto si può spendere (file .csv con i costi).",
            "What may be spent (.csv files with costs).")
        };
        Option<string?> decimals = SharedOptions.Decimals();
        var exclude = new Option<string[]>("--exclude")
        {
            AllowMultipleArgumentsPerToken = true,
            Description = Say("Con le quote uguali: progetti che non possono vincere.", "With Equal Shares: projects that may not win."),
        };
        var incompatible = new Option<string[]>("--incompatible")
        {
            Description = Say("Con le quote uguali: progetti di cui uno solo può vincere, separati da virgole; si può ripetere.",
                "With Equal Shares: projects of which one may win, parted by commas; may be repeated."),
        };
        var least = new Option<int>("--least-votes")
        {
            Description = Say("Con le quote uguali: soglia di voti sotto la quale un progetto non può vincere.",
                "With Equal Shares: votes below which a project may not win."),
        };
        var substitutes = new Option<bool>("--substitutes")
        {
            Description = Say("Con le quote uguali: per ogni vincitore dice chi entrerebbe se non si potesse realizzare.",
                "With Equal Shares: for each winner says who would come in if it could not be carried out."),
        };
        var prove = new Option<bool>("--prove")
        {
            Description = Say("Con le quote uguali: ricalcola tutto in frazioni esatte e controlla il certificato.",
                "With Equal Shares: recount everything in exact fractions and check the certificate."),
        };
        var whyNot = new Option<bool>("--why-not")
        {
            Description = Say("Di chi non vince: riconta tutto e dice che cosa sarebbe bastato (un conteggio intero per ogni prova).",
                "Of those that do not win: counts everything again and says what would have been enough (a whole count for each try)."),
        };
        var command = new Command("priorities",
            Say("Sceglie le priorità dalle schede e spiega ogni esito.", "Chooses priorities from ballots and explains every result."))
        {
            election, rule, seats, budget, decimals, exclude, incompatible, least, substitutes, prove, whyNot,
        };
        return command.Answers(session =>
        {
            FileInfo file = session.Words.GetRequiredValue(election);
            string? name = session.Words.GetValue(rule);
            DecimalStyle? style = SharedOptions.Style(session.Words.GetValue(decimals));
            decimal? spend = SharedOptions.Amount("--budget", session.Words.GetValue(budget), style);
            Ballots ballots = session.Read(file, reader => Read(reader, file.Extension, name, session.Words.GetValue(seats) ?? 1,
                spend, style));
            BudgetRules rules = Notice(ballots, session.Words.GetValue(exclude) ?? [], session.Words.GetValue(incompatible) ?? [],
                session.Words.GetValue(least));
            if (rules != BudgetRules.None && (ballots.Budget is null || name is not (null or "equal-shares" or "equal-shares-greedy")))
                throw Unfit("--exclude, --incompatible, --least-votes");
            return Choose(ballots with { Rules = rules, Substitutes = session.Words.GetValue(substitutes) }, name,
                session.Words.GetValue(prove), session.Words.GetValue(whyNot),
                session.Effort(new("Conto le schede", "Counting the ballots")));
        });
    }

    private static BudgetRules Notice(Ballots ballots, string[] excluded, string[] incompatible, int least)
    {
        ImmutableArray<int> Named(string text) => [.. text
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(id => ballots.Ids.IndexOf(id) is >= 0 and int project ? project : throw new FormatError(0, 0,
                $"«{id}» non è fra i progetti: scrivi il codice come nel file.",
                    $"“{id}” is not among the projects: write its id as in the file."))];
        return excluded.Length + incompatible.Length == 0 && least == 0
            ? BudgetRules.None
            : new BudgetRules([.. excluded.SelectMany(text => Named(text))], [.. incompatible.Select(Named)], least);
    }

    private static Ballots Read(TextReader reader, string extension, string? rule, int seats, decimal? budget, DecimalStyle? decimals)
    {
        switch (extension.ToUpperInvariant())
        {
            case ".PB":
                PabulibFile file = Pabulib.Read(reader);
                return new Ballots(file.Election, file.Rankings, null, null, [.. file.Election.Projects.Select(project => project.Id)]);
            case ".BLT":
                RankedElection election = Blt.Read(reader);
                return new Ballots(null, election, null, null, [.. election.Candidates.Select(candidate => candidate.Id)]);
            case not null when rule == "criteria":
                CriteriaTable criteria = CriteriaTable.Read(reader, decimals);
                return new Ballots(null, null, null, criteria, criteria.Options);
            default:
                BallotTable table = BallotTable.Read(reader, decimals);
                return rule switch
                {
                    "majority-judgment" => new Ballots(null, null, table.ToGrades(Grades), null, table.Options, seats),
                    "schulze" or "borda" or "irv" or "stv" or "stv-scottish" =>
                    new Ballots(null, table.ToRankings(seats), null, null, table.Options),
                    _ => new Ballots(table.ToPoints(budget ?? seats), null, null, null, table.Options),
                };
        }
    }

    private static Answer Choose(Ballots ballots, string? rule, bool prove, bool whyNot, Effort effort)
    {
        rule ??= ballots.Rankings is not null ? "schulze" : "equal-shares";
        Outcome outcome = rule switch
        {
            "equal-shares" => EqualShares.Run(Budget(ballots, rule), ballots.Rules, Completion.Add1, effort),
            "equal-shares-greedy" => EqualShares.Run(Budget(ballots, rule), ballots.Rules, Completion.Add1ThenGreedy, effort),
            "greedy" => Greedy.Run(Budget(ballots, rule)),
            "borda" => Borda.Run(Ranked(ballots, rule)),
            "irv" => TransferableVote.InstantRunoff(Ranked(ballots, rule)),
            "stv" => TransferableVote.Run(Ranked(ballots, rule)),
            "stv-scottish" => TransferableVote.Run(Ranked(ballots, rule), CountingRule.Scottish2007),
            "criteria" => Weigh(ballots.Criteria ?? throw Unfit(rule), effort),
            "majority-judgment" => MajorityJudgment.Run(ballots.Grades ?? throw Unfit(rule), ballots.Seats),
            _ => Schulze.Run(Ranked(ballots, rule)),
        };
        PriceSystem? prices = prove && outcome is EqualSharesOutcome shares ? shares.Prices : null;
        Bilingual? refuted = prices?.Refutation(ballots.Budget!, rules: ballots.Rules);
        refuted ??= prices is null || PointsAreGiven(ballots.Budget!) ? null
            : JustifiedRepresentation.Refutation(ballots.Budget!, outcome.Winners, ballots.Rules)?.Why;
        ImmutableArray<Counterfactual> lacked = whyNot ? Lacked(ballots, rule, outcome, effort) : [];
        return new Answer(
            Text(ballots, outcome, lacked, prices, refuted), Json(ballots, outcome, lacked, prices, refuted),
            refuted is null ? ExitCode.Done : ExitCode.DoesNotHold);
    }

    private static bool PointsAreGiven(BudgetElection election) =>
        election.Ballots.Any(ballot => ballot.Marks.Any(mark => mark.Points != 1));

    private static IEnumerable<(string Winner, string[] Instead)> Substitutes(Ballots ballots, Outcome outcome)
    {
        if (!ballots.Substitutes || outcome is not EqualSharesOutcome shares) yield break;
        var completion = shares.Winners.Length > shares.Prices.Payments.Length ? Completion.Add1ThenGreedy : Completion.Add1;
        foreach (int winner in outcome.Winners)
            yield return (ballots.Ids[winner], [.. EqualShares.Substitutes(ballots.Budget!, ballots.Rules, winner, completion)
                .Select(project => ballots.Ids[project])]);
    }

    private static ImmutableArray<Counterfactual> Lacked(Ballots ballots, string rule, Outcome outcome, Effort effort)
    {
        Func<int, Counterfactual> ask = rule switch
        {
            "equal-shares" => loser => Counterfactuals.Of(ballots.Budget!, loser, e => EqualShares.Winners(e, Completion.Add1, effort)),
            "equal-shares-greedy" => loser =>
                Counterfactuals.Of(ballots.Budget!, loser, e => EqualShares.Winners(e, Completion.Add1ThenGreedy, effort)),
            "greedy" => loser => Counterfactuals.Of(ballots.Budget!, loser, e => Greedy.Run(e).Winners),
            "schulze" => loser => Counterfactuals.Of(ballots.Rankings!, loser, e => Schulze.Run(e).Winners),
            "borda" => loser => Counterfactuals.Of(ballots.Rankings!, loser, e => Borda.Run(e).Winners),
            "irv" => loser => Counterfactuals.Of(ballots.Rankings!, loser, e => TransferableVote.InstantRunoff(e).Winners),
            "stv" => loser => Counterfactuals.Of(ballots.Rankings!, loser, e => TransferableVote.Run(e).Winners),
            "stv-scottish" => loser =>
                Counterfactuals.Of(ballots.Rankings!, loser, e => TransferableVote.Run(e, CountingRule.Scottish2007).Winners),
            _ => throw new FormatError(0, 0, $"--why-not non si applica alla regola «{rule}».", $"--why-not does not apply to the rule “{rule}”."),
        };
        int[] losers = [.. outcome.Verdicts.Where(verdict => !verdict.Wins).Select(verdict => verdict.Item)];
        var lacked = ImmutableArray.CreateBuilder<Counterfactual>();
        foreach (int loser in losers)
        {
            effort.Cancel.ThrowIfCancellationRequested();
            lacked.Add(ask(loser));
            effort.Progress?.Report((double)lacked.Count / losers.Length);
        }

        return lacked.ToImmutable();
    }

    private static string Text(
        Ballots ballots, Outcome outcome, ImmutableArray<Counterfactual> lacked, PriceSystem? prices, Bilingual? refuted)
    {
        var text = new StringBuilder();
        foreach (int winner in outcome.Winners) text.Append(ballots.Ids[winner]).Append('\n');
        text.Append('\n').Append(outcome.Rule).Append('\n');
        if (outcome is EqualSharesOutcome shares)
        {
            text.Append(Bilingual.Of($"Quota a testa: {shares.Endowment.ToDouble():N2}.", $"Share each: {shares.Endowment.ToDouble():N2}."))
                .Append(' ').Append(shares.CompletionName).Append('\n');
            foreach (Bilingual warning in shares.Warnings) text.Append("! ").Append(warning).Append('\n');
        }

        foreach (Verdict verdict in outcome.Verdicts.OrderBy(verdict =>
            outcome.Winners.Contains(verdict.Item) ? outcome.Winners.IndexOf(verdict.Item) : int.MaxValue))
        {
            text.Append(verdict.Wins ? "+ " : "- ").Append(ballots.Ids[verdict.Item]).Append(": ").Append(verdict.Why);
            if (lacked.FirstOrDefault(one => one.Item == verdict.Item) is { } missing) text.Append(' ').Append(missing.Why);
            text.Append('\n');
        }

        foreach (var (winner, instead) in Substitutes(ballots, outcome))
            text.Append(instead.Length == 0
                ? Bilingual.Of($"Se cade «{winner}» non entra nessuno.", $"If “{winner}” falls, nobody comes in.")
                : Bilingual.Of($"Se cade «{winner}» entra: {string.Join(", ", instead)}.",
                    $"If “{winner}” falls, in comes: {string.Join(", ", instead)}.")).Append('\n');
        foreach (Bilingual tie in outcome.Ties) text.Append("= ").Append(tie).Append('\n');
        if (prices is not null)
            text.Append(refuted?.ToString() ?? Say("Certificato: i conti tornano in frazioni esatte.",
                "Certificate: the accounts balance in exact fractions.")).Append('\n');
        return text.ToString();
    }

    private static object Json(
        Ballots ballots, Outcome outcome, ImmutableArray<Counterfactual> lacked, PriceSystem? prices, Bilingual? refuted) => new
        {
            rule = outcome.Rule.ToString(),
            winners = outcome.Winners.Select(winner => ballots.Ids[winner]),
            verdicts = outcome.Verdicts.Select(verdict =>
            new { item = ballots.Ids[verdict.Item], wins = verdict.Wins, why = verdict.Why.ToString() }),
            ties = outcome.Ties.Select(tie => tie.ToString()),
            wouldHaveWon = lacked.IsEmpty ? null : lacked.Select(one =>
            new { item = ballots.Ids[one.Item], cost = one.Cost, voters = one.Voters, why = one.Why.ToString() }),
            weights = (outcome as MultiCriteriaOutcome)?.Ranges.Select(range =>
            new
            {
                criterion = ballots.Criteria!.Criteria[range.Criterion].Id,
                weight = range.Weight,
                least = range.Least,
                most = range.Most,
            }),
            endowment = (outcome as EqualSharesOutcome)?.Endowment.ToString(),
            completion = (outcome as EqualSharesOutcome)?.CompletionName.ToString(),
            warnings = (outcome as EqualSharesOutcome)?.Warnings.Select(warning => warning.ToString()),
            substitutes = ballots.Substitutes
                ? Substitutes(ballots, outcome).Select(one => new { winner = one.Winner, instead = one.Instead }) : null,
            ranking = (outcome as SchulzeOutcome)?.Ranking.Select(group => group.Select(item => ballots.Ids[item])),
            certificate = prices is null ? null : new
            {
                holds = refuted is null,
                payments = prices.Payments.Select(payment => new
                {
                    project = ballots.Ids[payment.Project],
                    pricePerPoint = payment.PricePerPoint.ToString(),
                    paidInFull = payment.PaidInFull,
                    gaveAllTheyHad = payment.GaveAllTheyHad,
                }),
            },
        };

    private static MultiCriteriaOutcome Weigh(CriteriaTable table, Effort effort) =>
        MultiCriteria.Run(table.Options, table.Criteria, table.Measures, effort);

    private static BudgetElection Budget(Ballots ballots, string rule) => ballots.Budget ?? throw Unfit(rule);

    private static RankedElection Ranked(Ballots ballots, string rule) => ballots.Rankings ?? throw Unfit(rule);

    private static FormatError Unfit(string rule) => new(
        0, 0,
        $"La regola «{rule}» non si applica a schede di questo tipo: scegline un'altra con --rule.",
        $"The rule “{rule}” does not apply to ballots of this kind: choose another one with --rule.");

    private sealed record Ballots(
        BudgetElection? Budget, RankedElection? Rankings, GradedElection? Grades, CriteriaTable? Criteria, ImmutableArray<string> Ids,
            int Seats = 1)
    {
        public BudgetRules Rules { get; init; } = BudgetRules.None;

        public bool Substitutes { get; init; }
    }
}
