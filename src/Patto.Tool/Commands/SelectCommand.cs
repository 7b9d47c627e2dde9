using System.CommandLine;
using System.Globalization;
using System.Text;
using Deliberation;
using Deliberation.Formats;
using Deliberation.LinearPrograms;
using Deliberation.Sortition;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto select</c>: everybody's chance, and a panel.</summary>
internal static class SelectCommand
{
    private static readonly Bilingual Doing = new("Sorteggio", "Selection");

    public static Command Create()
    {
        var people = new Option<FileInfo>("--people")
        {
            Required = true,
            Description = Say("Tabella delle persone: id e address facoltativi, poi una colonna per categoria.",
                "Table of people: optional id and address, then a column a category.")
        };
        var quotas = new Option<FileInfo>("--quotas")
        {
            Required = true,
            Description = Say("Tabella delle quote: category,feature,min,max.", "Table of quotas: category,feature,min,max.")
        };
        var size = new Option<int>("--size") { Required = true, Description = Say("Posti nel gruppo.", "Seats on the panel.") };
        var rule = new Option<string>("--rule")
        {
            DefaultValueFactory = _ =>
            "leximin",
            Description = Say("leximin: tutti i gradini; maximin: solo il minimo; nash: il prodotto delle probabilità; goldilocks: minimo e massimo insieme.",
                "leximin: every step; maximin: the minimum only; nash: the product of chances; goldilocks: minimum and maximum together.")
        };
        rule.AcceptOnlyFromAmong("leximin", "maximin", "nash", "goldilocks");
        var seed = SharedOptions.Seed();
        var time = new Option<double?>("--time-limit")
        {
            Description = Say("Secondi dopo i quali dare la lotteria migliore fin lì, con la distanza provata dal minimo più alto.",
            "Seconds after which to give the best lottery so far, with its proven distance from the highest minimum.")
        };
        var tickets = new Option<int>("--tickets")
        {
            DefaultValueFactory = _ => 1000,
            Description = Say("Gruppi nella lista pubblica.", "Panels in the public list.")
        };
        var record = new Option<FileInfo?>("--record")
        {
            Description =
            Say("Scrive qui il verbale da pubblicare prima del sorteggio (JSON).",
                "Writes here the record to be published before the draw (JSON).")
        };
        var numbers = new Option<FileInfo?>("--public-record")
        {
            Description = Say("Scrive qui lo stesso verbale senza le caratteristiche delle persone, per tutti; serve con --record.",
                "Writes here the same record without what people are like, for everybody; needs --record.")
        };
        var seedRule = new Option<string?>("--seed-rule")
        {
            Description = Say("Evento pubblico che darà il seme; serve con --record.",
            "Public event that will give the seed; needed with --record.")
        };
        var chart = new Option<FileInfo?>("--svg")
        {
            Description = Say("Disegna qui le probabilità e quelle del sorteggio ingenuo (SVG).",
            "Draws here the chances and those of the naive draw (SVG).")
        };
        var alternates = new Option<int>("--alternates")
        {
            Description =
            Say("Riserve da scegliere per il gruppo estratto (una rinuncia su dieci).",
                "Alternates to choose for the panel drawn (one member in ten drops out).")
        };
        alternates.Validators.Add(r =>
            { if (r.GetValueOrDefault<int>() < 0) r.AddError(Say("--alternates: 0 o di più.", "--alternates: 0 or more.")); });
        var compare = new Option<bool>("--compare")
        {
            Description = Say("Mostra anche minimo, massimo e guadagno di chi mente con leximin, nash e goldilocks.",
                "Shows also minimum, maximum and the gain of a liar with leximin, nash and goldilocks."),
        };
        tickets.Validators.Add(r =>
            {
                if (r.GetValueOrDefault<int>() is < 1
                or > 100_000) r.AddError(Say("--tickets: da 1 a 100000.", "--tickets: from 1 to 100000."));
            });
        var command = new Command("select",
            Say("Sorteggia un gruppo che rispetta le quote dando a ciascuno la probabilità più equa possibile.",
                "Draws a panel that meets quotas while giving everybody as fair a chance as possible."))
        { people, quotas, size, rule, seed, time, alternates, tickets, record, numbers, seedRule, chart, compare };
        command.Validators.Add(r =>
            {
                if (r.GetValue(record) is not null
                && string.IsNullOrWhiteSpace(r.GetValue(seedRule))) r.AddError(
                Say("Con --record serve --seed-rule: quale evento pubblico darà il seme?",
                "--record needs --seed-rule: which public event will give the seed?"));
            });
        return command.Answers(session => Answer(session, new Wishes(
            session.Words.GetRequiredValue(people), session.Words.GetRequiredValue(quotas), session.Words.GetValue(size),
            Enum.Parse<SelectionRule>(session.Words.GetValue(rule)!, ignoreCase: true),
            session.Effort(Doing, seed, time), session.Words.GetValue(alternates), session.Words.GetValue(tickets),
            session.Words.GetValue(record), session.Words.GetValue(numbers), session.Words.GetValue(seedRule) ?? "",
            session.Words.GetValue(chart), session.Words.GetValue(compare))));
    }

    private sealed record Wishes(FileInfo People, FileInfo Quotas, int Size, SelectionRule Rule, Effort Effort, int Alternates, int Tickets,
        FileInfo? Record, FileInfo? Numbers, string SeedRule, FileInfo? Chart, bool Compare);

    private static Answer Answer(Session session, Wishes wishes)
    {
        var quotas = session.Read(wishes.Quotas, PoolReader.ReadQuotas);
        var people = session.Read(wishes.People, reader => PoolReader.ReadPeople(reader, quotas));
        var result = Select(new Pool(people, quotas, wishes.Size), wishes);
        var drawn = result.Draw(new PublicRandom(wishes.Effort.Seed));
        string[] panel = [.. drawn.Select(i => people[i].Id)];
        int count = Math.Min(wishes.Alternates, people.Count - drawn.Count);
        var reserve = count == 0 ? null : Alternates.Choose(result.Pool, drawn, count, _ => 0.1,
            effort: wishes.Effort with { Progress = null });
        var lottery = UniformLottery.From(result, wishes.Tickets, wishes.Effort);
        string? chart = wishes.Chart is null ? null : Chart(result, wishes.Effort);
        if (wishes.Record is { } record)
        {
            using StringWriter text = new(), numbers = new();
            var whole = WholeDraw.Prepare(lottery, wishes.SeedRule);
            DrawJson.Write(whole, text);
            DrawJson.Write(PublicDraw.Of(whole), numbers);
            WriteWhole(record, text.ToString());
            if (wishes.Numbers is { } forAll) WriteWhole(forAll, numbers.ToString());
        }
        if (chart is not null) WriteWhole(wishes.Chart!, chart);
        IReadOnlyList<RuleFigures> rules = wishes.Compare ? RuleComparison.Of(result.Pool, effort: wishes.Effort) : [];
        return new(Text(result, panel, reserve, lottery) + string.Concat(rules.Select(Told)),
            Json(result, panel, reserve, lottery, wishes.Effort.Seed, rules));
    }

    private static string Told(RuleFigures figures)
    {
        string name = figures.Rule.ToString().ToUpperInvariant(), least = Percent(figures.Minimum), most = Percent(figures.Maximum),
            gain = Percent(figures.ManipulationGain);
        return "# " + Say($"{name}: minimo {least}, massimo {most}; mentendo si guadagna fino al {gain} (il più trovato).",
            $"{name}: minimum {least}, maximum {most}; a liar gains up to {gain} (the most found).") + "\n";
    }

    private static SelectionResult Select(Pool pool, Wishes wishes)
    {
        try
        {
            return Selection.Run(pool, wishes.Rule, wishes.Effort);
        }
        catch (InfeasibleQuotasException none)
        {
            throw new NoAnswerException(none.Explanation);
        }
    }

    private static string Chart(SelectionResult result, Effort effort)
    {
        using var text = new StringWriter();
        var naive = GreedyDraw.Estimate(result.Pool, 10_000, effort with { Progress = null });
        DrawChart.Write(text, Say("Probabilità di essere sorteggiati", "Chances of being drawn"),
            Say("Persone, dalla meno alla più probabile", "People, from the lowest chance to the highest"), Say("Probabilità", "Chance"),
            [new(result.Rule == SelectionRule.Leximin ? "LEXIMIN" : result.Rule.ToString(), result.Probabilities),
            new(Say("Sorteggio stratificato ingenuo (10.000 prove)", "Naive stratified draw (10,000 runs)"), naive)]);
        return text.ToString();
    }

    private static void WriteWhole(FileInfo file, string text)
    {
        string unfinished = file.FullName + ".part";
        File.WriteAllText(unfinished, text);
        File.Move(unfinished, file.FullName, overwrite: true);
    }

    private static string Text(SelectionResult result, string[] panel, Reserve? reserve, UniformLottery lottery)
    {
        var text = new StringBuilder("id,probability\n");
        for (int i = 0; i < result.Probabilities.Count; i++)
            text.Append(Csv(result.Pool.People[i].Id)).Append(',')
                .Append(result.Probabilities[i].ToString("0.############", CultureInfo.InvariantCulture)).Append('\n');
        text.Append("\npanel\n");
        foreach (string id in panel) text.Append(Csv(id)).Append('\n');
        if (reserve is not null)
        {
            text.Append("\nalternates\n");
            foreach (int person in reserve.People) text.Append(Csv(result.Pool.People[person].Id)).Append('\n');
        }
        var culture = CultureInfo.CurrentUICulture;
        text.Append('\n').Append("# ").Append(result.Explanation.In(culture)).Append('\n');
        text.Append("# ").Append(Say(
            $"Lista pubblica di {lottery.Panels.Count} gruppi: impronta {lottery.Hash}; scarto massimo {Percent(lottery.LargestDeviation)}.",
            $"Public list of {lottery.Panels.Count} panels: hash {lottery.Hash}; largest deviation {Percent(lottery.LargestDeviation)}."))
            .Append('\n');
        if (reserve is not null)
            text.Append("# ").Append(Say(
                $"Se ogni membro rinuncia una volta su dieci, le riserve rimettono tutto a posto nel {Percent(reserve.Repaired)} dei casi.",
                $"If every member drops out one time in ten, the alternates mend everything in {Percent(reserve.Repaired)} of cases."))
                .Append('\n');
        return text.ToString();
    }

    private static string Percent(double share) =>
        (100 * share).ToString("0.###", CultureInfo.GetCultureInfo(CultureInfo.CurrentUICulture.Name)) + " %";

    private static string Csv(string cell) =>
        cell.AsSpan().ContainsAny(",\"\n\r") ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : cell;

    private static object Json(SelectionResult result, string[] panel, Reserve? reserve, UniformLottery lottery, ulong seed,
        IReadOnlyList<RuleFigures> rules)
    {
        string Id(int person) => result.Pool.People[person].Id;
        var proof = result.Certificate;
        return new
        {
            rule = result.Rule,
            seed,
            probabilities = result.Probabilities.Select((p, i) => new { id = Id(i), probability = p }),
            panel,
            alternates = reserve is null ? null
            : new { people = reserve.People.Select(Id), reserve.ExpectedLoss, reserve.LossWithout, reserve.Repaired },
            measures = result.Measures,
            proven = result.IsProven,
            minimumBound = result.MinimumBound,
            gap = result.Gap,
            explanation = result.Explanation,
            rules = rules.Count == 0 ? null : rules,
            certificate = new
            {
                typeOfPerson = proof.TypeOfPerson,
                panels = proof.Panels,
                levels = proof.Levels,
                cuts = proof.Cuts.Select(c => new { coefficients = c.Coefficients, bound = c.Bound, proof = Tree(c.Proof) }),
            },
            lottery = new
            {
                hash = lottery.Hash,
                largestDeviation = lottery.LargestDeviation,
                panels = lottery.Panels.Select(p => p.Select(Id))
            },
        };
    }

    private static object Tree(BoundProof proof) => proof switch
    {
        BoundProof.Split s => new { type = s.Type, atMost = s.AtMost, below = Tree(s.Below), above = Tree(s.Above) },
        BoundProof.Leaf l => new { multipliers = l.Multipliers, empty = l.Empty },
        _ => throw new InvalidOperationException(),
    };
}
