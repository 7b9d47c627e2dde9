using Deliberation.Priorities;
using Deliberation.Schedules;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>Open Space markets made of real approvals, and tables of every size that World Cafés use.</summary>
internal static class SchedulesSuite
{
    public static IEnumerable<Row> Rows() => [.. Markets(), Optimum(), Tables(), AfterAbsences()];

    public static OpenSpace Market(BudgetElection election, int slots) => new(
        [.. election.Projects.Select(project => new Session(project.Id, project.Name, []))],
        slots,
        [.. Enumerable.Range(0, (election.Projects.Length + slots - 1) / slots).Select(i => new Place($"p{i}"))],
        [.. election.Ballots.Select(ballot => new Wish([.. ballot.Marks.Select(mark => mark.Project)], ballot.Voters))]);

    private static IEnumerable<Row> Markets()
    {
        (string Title, string[] Path, string Others)[] markets =
        [
            ("Świecie, 22 sessioni × 4 turni", ["Poland_Swiecie_2023.pb"], "HiGHS 6.929 dopo 120 s (non oltre 7.657)"),
            ("Wieliczka, 64 × 4", ["Poland_Wieliczka_2023_Green_Budget.pb"], ""),
            ("Toulouse, 199 × 4", ["pabulib", "France_Toulouse_2022.pb"], ""),
        ];
        foreach ((string title, string[] path, string others) in markets)
        {
            string what = $"Open Space {title}: desideri esauditi";
            if (Data(["priorities", .. path]) is not { } file)
            {
                yield return Row.Missing(what, "+15 % sulle più richieste prima", others);
                continue;
            }

            OpenSpace market = Market(PrioritiesSuite.Read(file), 4);
            OpenSpacePlan plan = OpenSpaceScheduler.Run(market);
            double time = Cpu(() => OpenSpaceScheduler.Run(market));
            yield return new Row(
                what, Text($"{plan.Met:N0} (+{100.0 * plan.Met / plan.MetByMostWantedFirst - 100:N0} % sulle più richieste prima), {time / 1000:N2} s; tetto {plan.UpperBound:N0}"),
                "+15 % sulle più richieste prima", others, others.Length > 0 ? "scipy/HiGHS, stessa macchina" : "");
        }
    }

    /// <summary>Small markets of real interests, where every schedule can be tried.</summary>
    private static Row Optimum()
    {
        const string What = "Open Space, cinque casi piccoli di interessi veri: quota dell'ottimo (tutti i calendari provati)",
            Target = "99 % o più in ciascuno";
        if (Data("priorities", "pabulib") is not { } folder) return Row.Missing(What, Target);
        (string File, int Sessions, int Slots)[] cases =
        [
            ("Poland_Lodz_2025_Piastow-Kurak.pb", 8, 3), ("Netherlands_Amsterdam_179.pb", 8, 3),
                ("Poland_Warszawa_2017_Stara_Ochota.pb", 8, 4),
            ("Poland_Lodz_2023_Rokicie.pb", 9, 3), ("Poland_Gdynia_2020_Maly_Kack__small.pb", 9, 3),
        ];
        double[] shares = [.. cases.Select(each =>
        {
            OpenSpace market = First(Market(PrioritiesSuite.Read(Path.Combine(folder, each.File)), each.Slots), each.Sessions);
            return 100.0 * OpenSpaceScheduler.Run(market).Met / Best(market, new int[market.Sessions.Length], 0, 0);
        })];
        return new Row(What, Text($"{shares.Min():N1}–{shares.Max():N1} %"), Target, "", "enumerazione");
    }

    private static OpenSpace First(OpenSpace market, int sessions)
    {
        int most = Math.Min(sessions, market.Sessions.Length);
        return new(
            [.. market.Sessions.Take(most)], market.Slots, [.. market.Places.Take((most + market.Slots - 1) / market.Slots)],
            [.. market.Wishes.Select(wish => wish with { Sessions = [.. wish.Sessions.Where(session => session < most)] })]);
    }

    /// <summary>The most wishes that any way of going on can meet; slots are alike, so they are opened in order.</summary>
    private static long Best(OpenSpace market, int[] slotOf, int session, int opened)
    {
        if (session == slotOf.Length) return market.Met(slotOf);
        long best = 0;
        for (int slot = 0; slot < Math.Min(market.Slots, opened + 1); slot++)
        {
            if (slotOf.AsSpan(0, session).Count(slot) == market.Places.Length) continue;
            slotOf[session] = slot;
            best = Math.Max(best, Best(market, slotOf, session + 1, Math.Max(opened, slot + 1)));
        }

        return best;
    }

    private static Row AfterAbsences()
    {
        var task = new MixedTables([.. Enumerable.Range(0, 100).Select(i => new Guest($"p{i}", []))], 20, 5);
        var plan = TablePlanner.Run(task);
        double slowest = 0;
        for (int held = 1; held <= 4; held++)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            TablePlanner.After(task, plan, held, [3, 17, 40, 41, 99]);
            slowest = Math.Max(slowest, (Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
        }

        return new Row("Cinque assenti su 100: i turni che restano, rifatti", Text($"al più {slowest:N0} ms"), "sotto 200 ms", "", "");
    }

    private static Row Tables()
    {
        int perfect = 0, possible = 0;
        double slowest = 0;
        for (int tables = 3; tables <= 12; tables++)
        {
            for (int size = 3; size <= Math.Min(8, tables); size++)
            {
                for (int rounds = 2; rounds <= 5; rounds++)
                {
                    if ((tables, size, rounds) is (4, 3, 5) or (6, 6, 4) or (6, 6, 5)) continue; // no such seating exists
                    var task = new MixedTables([.. Enumerable.Range(0, tables * size).Select(i => new Guest($"p{i}", []))], tables, rounds);
                    if (task.LeastRepeats > 0) continue;
                    possible++;
                    TimeSpan start = Environment.CpuUsage.TotalTime;
                    if (TablePlanner.Run(task).Repeats == 0) perfect++;
                    slowest = Math.Max(slowest, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
                }
            }
        }

        return new Row(
            "World Café fino a 12 tavoli da 8 e 5 turni: nessun incontro ripetuto",
                Text($"{perfect} su {possible}, il più lento {slowest:N2} s"), "tutti, sotto 1 s",
            "good-enough-golfers: 5-4-4 1, 6-5-4 1, 8-4-7 2 ripetuti in 0,4–9,2 s", "node, stessa macchina");
    }
}
