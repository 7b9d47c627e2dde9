using System.Text;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Sortition;
using Deliberation.Statistics;
using Patto.Authorities;
using Patto.Modules.Draws;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.TestRuns;
using Person = Patto.People.Person;

namespace Patto.Tests.Draws;

/// <summary>What holds of a draw whatever page it is acted on: criteria and quotas that are never rewritten, numbers that say nothing,
/// chances and panels that can be checked, reserves and replacements that keep the quotas.</summary>
public sealed class DrawRuleTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ProcessInfo Process = new(Id<Process>.New(), Id<Authority>.New(), "LWF", "lwf", "Laboratorio", "", true, false);
    private static readonly SeatQuota[] Quotas = [new("Età", "giovani", 1, 2), new("Età", "anziani", 1, 2), new("Genere", "donna", 1, 2),
        new("Genere", "uomo", 1, 2)];

    internal static DrawData Asked(DateTimeOffset now, int seats = 3, bool onePerHome = false, string criteria = "Chi abita qui.") => new(
        "Tre posti al Tavolo", "", criteria, null, "", seats, onePerHome, now, now.AddDays(2), now.AddDays(3), "Sala civica");

    private static Draw Written(IReadOnlyList<SeatQuota>? quotas = null, int seats = 3, string criteria = "Chi abita qui.")
    {
        var draw = Draw.Write(Process, "LWF-S0001", Asked(Now, seats, criteria: criteria), Now);
        draw.Weigh(quotas ?? Quotas);
        return draw;
    }

    private static Draw Opened(IReadOnlyList<SeatQuota>? quotas = null, int seats = 3)
    {
        var draw = Written(quotas, seats);
        draw.Open(Now);
        return draw;
    }

    private static Candidate Of(Draw draw, string name, params string[] features) =>
        Candidate.Apply(draw, Id<Person>.New(), name, features, "", CandidateVia.Web, Now);

    private static List<Candidate> Crowd(Draw draw, int people, int seed = 1)
    {
        var random = new PublicRandom((ulong)seed);
        return [.. Enumerable.Range(0, people).Select(n => Of(draw, $"Persona {n}",
            [.. draw.Categories.Select(c => draw.QuotasOf(c).ToList() is var q ? q[random.Next(q.Count)].Feature : "")]))];
    }

    private static string Broken(Action act) => Assert.Throws<RuleViolation>(act).Code;

    [Fact]
    public void A_call_opens_once_with_criteria_and_with_quotas_that_add_up_to_the_seats()
    {
        Assert.Equal("draw.criteria", Broken(() => Written(criteria: "").Open(Now)));
        Assert.Equal("draw.no-quotas", Broken(() => Written([]).Open(Now)));
        Assert.Equal("quota.sum", Broken(() => Written([new("Età", "giovani", 2, 2), new("Età", "anziani", 2, 2)]).Open(Now)));
        Assert.Equal("quota.sum", Broken(() => Written([new("Età", "giovani", 0, 1), new("Età", "anziani", 0, 1)]).Open(Now)));
        Assert.Equal("quota.alone", Broken(() => Written([new("Età", "giovani", 0, 3)]).Open(Now)));
        Assert.Equal("draw.past", Broken(() => Written().Open(Now.AddDays(3))));
        Assert.Equal("draw.is-open", Broken(() => Opened().Open(Now)));
    }

    [Fact]
    public void After_the_opening_nothing_is_rewritten_and_what_changes_gets_wider_with_a_reason_for_everybody()
    {
        var draw = Opened();
        Assert.Equal("draw.frozen", Broken(() => draw.Describe(Asked(Now))));
        Assert.Equal("draw.frozen", Broken(() => draw.Weigh(Quotas)));
        Assert.Equal("draw.frozen", Broken(draw.Discard));
        Assert.Equal("draw.not-later", Broken(() => draw.Extend(Now.AddDays(1), "Poche candidature", Now)));
        Assert.Equal("draw.change-why", Broken(() => draw.Extend(Now.AddDays(5), " ", Now)));
        draw.Extend(Now.AddDays(5), "Poche candidature", Now);
        Assert.Equal("quotas.narrower", Broken(() => draw.Widen([Quotas[0] with { Min = 2 }, .. Quotas.Skip(1)], "Perché", Now)));
        Assert.Equal("quotas.narrower", Broken(() => draw.Widen([.. Quotas.Skip(1)], "Perché", Now)));
        Assert.Equal("quotas.same", Broken(() => draw.Widen(Quotas, "Perché", Now)));
        draw.Widen([Quotas[0] with { Min = 0 }, .. Quotas.Skip(1)], "Nessun giovane si è candidato", Now);
        Assert.Equal(2, draw.Changes.Count);
        Assert.Contains("giovani 1–2 → 0–2", draw.Changes[1].Italian, StringComparison.Ordinal);
        Assert.Contains("Wider quotas", draw.Changes[1].English, StringComparison.Ordinal);
        Assert.Null(draw.DrawnAt);
    }

    [Theory]
    [InlineData("Età; giovani; 2; 1", "quota.reversed")]
    [InlineData("Età; giovani; 1; 2\nEtà; Giovani; 0; 1", "quota.twice")]
    [InlineData("Età; giovani; uno; 2", "quota.line")]
    [InlineData("Età; giovani; 1", "quota.line")]
    [InlineData("; giovani; 1; 2", "quota.words")]
    public void A_line_that_is_no_quota_is_told_with_how_to_write_it(string lines, string code)
    {
        var draw = Written();
        Assert.Equal(code, Broken(() => draw.Weigh(QuotaLines.Read(lines))));
    }

    [Fact]
    public void Quotas_come_back_from_their_lines_as_they_were_also_pasted_from_a_spreadsheet()
    {
        SeatQuota[] with = [new("Età", "16–34 anni", 2, 3, 0.2412m), new("Genere", "donna", 4, 4)];
        Assert.Equal(with, QuotaLines.Read(QuotaLines.Write(with)));
        Assert.Equal([new SeatQuota("Zona", "Centro", 1, 2)], QuotaLines.Read("Zona\tCentro\t1\t2\r\n\r\n"));
    }

    [Fact]
    public void Who_gives_no_answer_of_the_quotas_does_not_apply()
    {
        var draw = Opened();
        Assert.Equal("candidate.feature", Broken(() => Of(draw, "Anna", "giovani")));
        Assert.Equal("candidate.feature", Broken(() => Of(draw, "Anna", "giovani", "altro")));
        Assert.Equal("candidate.name", Broken(() => Of(draw, " ", "giovani", "donna")));
        Assert.Equal(["giovani", "donna"], Of(draw, "Anna", "Giovani", " donna ").Features);
        var home = Draw.Write(Process, "LWF-S0002", Asked(Now, onePerHome: true), Now);
        home.Weigh(Quotas);
        Assert.Equal("candidate.home", Broken(() => Of(home, "Anna", "giovani", "donna")));
    }

    [Fact]
    public void The_list_is_closed_after_the_deadline_and_its_numbers_say_nothing_of_who_came_first()
    {
        var draw = Opened();
        var crowd = Crowd(draw, 40);
        Assert.Equal("draw.taking", Broken(() => draw.Freeze(crowd, Now)));
        Assert.Equal("draw.few", Broken(() => draw.Freeze([.. crowd.Take(2)], Now.AddDays(2))));
        draw.Freeze(crowd, Now.AddDays(2));
        Assert.Equal(Enumerable.Range(1, 40), crowd.Select(c => c.Number!.Value).Order());
        Assert.NotEqual(Enumerable.Range(1, 40), crowd.Select(c => c.Number!.Value));
        Assert.Equal("candidate.closed", Broken(() => crowd[0].Withdraw(Now)));
        Assert.Equal("candidate.not-waiting", Broken(() => crowd[0].SetAside("Perché", Now)));
        draw.Thaw(crowd);
        Assert.All(crowd, c => Assert.Null(c.Number));
        crowd[0].Withdraw(Now);
        Assert.Equal(("", 0), (crowd[0].Name, crowd[0].Features.Count));
    }

    private static (Draw Draw, List<Candidate> Crowd, PanelList List) Published(int people = 30, int seed = 7)
    {
        var draw = Opened();
        var crowd = Crowd(draw, people, seed);
        draw.Freeze(crowd, Now.AddDays(2));
        var computed = Chances.Of(draw, crowd, Effort.Default);
        draw.HaveList(computed.Hash, computed.WholeHash);
        draw.Publish(Now.AddDays(2));
        return (draw, crowd, computed.List!);
    }

    [Fact]
    public void The_two_files_of_a_draw_verify_before_and_after_it_and_what_was_touched_is_not_drawn_from()
    {
        var (draw, crowd, list) = Published();
        Assert.Empty(Records.Public(draw, list).Verify(TestContext.Current.CancellationToken));
        Assert.Equal(draw.WholeHash, Records.Whole(draw, crowd, list).Hash);
        Assert.Equal("draw.dice", Broken(() => CallDesk.Pull(draw, crowd, list, "40", Now)));
        var honest = crowd[3].Features.ToList();
        crowd[3].Features[0] = crowd[3].Features[0] == "giovani" ? "anziani" : "giovani";
        Assert.Equal("draw.touched", Broken(() => CallDesk.Pull(draw, crowd, list, "4 0 7", Now)));
        crowd[3].Features[0] = honest[0];
        CallDesk.Pull(draw, crowd, list, "407", Now);
        Assert.Equal(("4 0 7", 407), (draw.Seed, draw.Ticket));
        Assert.Equal(list.Panels()[407], crowd.Where(c => c.State == CandidateState.Drawn).Select(c => c.Number!.Value).Order());
        var (open, whole) = (Records.Public(draw, list), Records.Whole(draw, crowd, list));
        Assert.Empty(open.Verify(TestContext.Current.CancellationToken));
        Assert.Empty(whole.Verify(TestContext.Current.CancellationToken));
        Assert.Empty(whole.VerifyChances());
        using var text = new StringWriter();
        DrawJson.Write(open, text);
        foreach (var candidate in crowd) Assert.DoesNotContain(candidate.Name, text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Quotas_that_no_panel_meets_open_the_list_again_with_the_smallest_change_in_words()
    {
        var draw = Opened();
        List<Candidate> crowd = [.. Enumerable.Range(0, 6).Select(n => Of(draw, $"Persona {n}", "anziani", n % 2 == 0 ? "donna" : "uomo"))];
        draw.Freeze(crowd, Now.AddDays(2));
        var computed = Chances.Of(draw, crowd, Effort.Default);
        Assert.Null(computed.List);
        Assert.Contains("«Età: giovani», il minimo scende da 1 a 0", computed.Obstacle!.Italian, StringComparison.Ordinal);
        Assert.Contains("goes down from 1 to 0", computed.Obstacle.English, StringComparison.Ordinal);
        draw.Stumble(computed.Obstacle, crowd);
        Assert.Equal(DrawState.Open, draw.State);
        draw.Widen(computed.Obstacle.Wider, "Nessun giovane", Now);
        draw.Freeze(crowd, Now.AddDays(2));
        Assert.NotNull(Chances.Of(draw, crowd, Effort.Default).List);
    }

    [Fact]
    public void Who_lives_together_is_known_by_a_number_and_their_street_is_forgotten()
    {
        var draw = Draw.Write(Process, "LWF-S0003", Asked(Now, onePerHome: true), Now);
        draw.Weigh(Quotas);
        draw.Open(Now);
        List<Candidate> crowd = [.. Enumerable.Range(0, 8).Select(n => Candidate.Apply(draw, Id<Person>.New(), $"Persona {n}",
            [n % 2 == 0 ? "giovani" : "anziani", n < 4 ? "donna" : "uomo"], n < 2 ? "Via Roma 1" : $"Via Roma {n + 1}",
                CandidateVia.Paper, Now))];
        draw.Freeze(crowd, Now.AddDays(2));
        Assert.Equal([1, 1, 0, 0, 0, 0, 0, 0], crowd.Select(c => c.Household));
        var list = Chances.Of(draw, crowd, Effort.Default).List!;
        Assert.All(list.Panels(), p => Assert.False(p.Contains(crowd[0].Number!.Value) && p.Contains(crowd[1].Number!.Value)));
        foreach (var candidate in crowd) candidate.ForgetHome();
        Assert.Equal(1, list.FewestAlike);
        Assert.Equal([1, 1], Records.Whole(draw, crowd, list).People.Where(p => p.Household > 0).Select(p => p.Household));
    }

    [Fact]
    public void Whoever_steps_in_keeps_the_quotas_and_where_nobody_does_the_seat_stays_empty()
    {
        int cases = TestRun.IsLong ? 2_000 : 200, first = TestRun.Seed(1_000_000), empty = 0, filled = 0;
        output.WriteLine($"seeds {first} to {first + cases - 1}");
        for (var seed = first; seed < first + cases; seed++)
        {
            var random = new PublicRandom((ulong)seed);
            var draw = Opened([new("Età", "a", 1, 2), new("Età", "b", 0, 1), new("Età", "c", 1, 2), new("Genere", "d", 2, 2),
                new("Genere", "u", 2, 2)], 4);
            var crowd = Crowd(draw, 7 + random.Next(8), seed);
            draw.Freeze(crowd, Now.AddDays(2));
            var pool = Chances.Pool(draw, crowd);
            if (GreedyDraw.Draw(pool, random, 50, TestContext.Current.CancellationToken) is not { } panel) continue;
            var byNumber = crowd.OrderBy(c => c.Number).ToList();
            foreach (var candidate in byNumber) candidate.NotBeDrawn();
            foreach (var i in panel) byNumber[i].BeDrawn();
            foreach (var (reserve, n) in SeatReserves.Draw(pool, panel, random).Select((r, n) => (r, n)))
                if (reserve is { } i) byNumber[i].StandBy(byNumber[panel[n]].Number!.Value);
            var leaving = byNumber.Where(c => c.Sits).Take(1 + random.Next(2)).ToList();
            foreach (var candidate in leaving) candidate.Decline("", Now);
            var found = Replacing.Find(draw, crowd, leaving, Now);
            if (found.Missing is not null)
            {
                Assert.Empty(found.Entering);
                Assert.False(AnyFits(draw, crowd, leaving.Count), $"seed {seed}: somebody could have stepped in");
                empty++;
                continue;
            }
            Assert.Equal(leaving.Count, found.Entering.Count);
            if (leaving.Count == 1 && crowd.Find(c => c.ReserveFor == leaving[0].Number) is { } own)
                Assert.Same(own, Assert.Single(found.Entering));
            foreach (var candidate in found.Entering) candidate.StepIn();
            Assert.True(Keeps(draw, [.. crowd.Where(c => c.Sits)]), $"seed {seed}");
            filled++;
        }
        output.WriteLine($"{filled} filled, {empty} left empty");
        Assert.True(filled > cases / 4 && empty > 0);
    }

    private static bool Keeps(Draw draw, List<Candidate> panel) => draw.Quotas.All(q => panel.Count(c => c.Features.Contains(q.Feature))
        is var seats && seats >= q.Min && seats <= q.Max);

    // The judge: tries every one, and every two.
    private static bool AnyFits(Draw draw, List<Candidate> crowd, int seats)
    {
        var (kept, open) = (crowd.Where(c => c.Sits).ToList(), crowd.Where(c => c.MayStepIn).ToList());
        return seats == 1 ? open.Any(a => Keeps(draw, [.. kept, a]))
            : open.Any(a => open.Any(b => a != b && Keeps(draw, [.. kept, a, b])));
    }

    [Fact]
    public void From_counts_that_are_shown_nobody_can_take_off_those_that_are_not()
    {
        int cases = TestRun.IsLong ? 20_000 : 1_000, seed = TestRun.Seed(), hidden = 0;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < cases; i++)
        {
            int[] counts = [.. Enumerable.Range(0, 2 + random.Next(5)).Select(_ => random.Next(3) == 0 ? random.Next(4) : random.Next(40))];
            var kept = SmallCells.Hide(counts, Draw.FewestTold);
            var gone = Enumerable.Range(0, counts.Length).Where(n => kept[n]).ToList();
            for (var n = 0; n < counts.Length; n++)
                if (!kept[n]) Assert.True(counts[n] is 0 or >= Draw.FewestTold, string.Join(' ', counts));
            if (gone.Count == 0) continue;
            hidden++;
            Assert.True(gone.Count > 1, string.Join(' ', counts));
            Assert.True(gone.Sum(n => counts[n]) > gone.Count || gone.Count == counts.Length, string.Join(' ', counts));
        }
        Assert.True(hidden > cases / 10);
    }

    [Fact]
    public void Suggested_quotas_hold_the_share_of_the_town_and_leave_room_for_a_panel()
    {
        int cases = TestRun.IsLong ? 20_000 : 1_000, seed = TestRun.Seed();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < cases; i++)
        {
            var (seats, slack) = (1 + random.Next(60), random.Next(3));
            List<PopulationPart> parts = [.. Enumerable.Range(0, 2 + random.Next(6)).Select(n => new PopulationPart("Età", $"{n}",
                random.Next(9_000)))];
            if (parts.Sum(p => p.People) == 0) continue;
            var quotas = Population.Suggest(seats, parts, slack);
            Assert.True(quotas.Sum(q => q.Min) <= seats && seats <= quotas.Sum(q => q.Max), $"case {i}");
            foreach (var (quota, part) in quotas.Zip(parts))
            {
                var exact = part.People * seats / parts.Sum(p => p.People);
                Assert.True(quota.Min <= exact && exact <= quota.Max && quota.Max - quota.Min <= 1 + 2 * slack,
                    $"case {i}, {part.Feature}");
            }
        }
    }

    private const string Istat = "Popolazione residente per sesso, età e stato civile al 1° gennaio 2026\n"
        + "\"Codice comune\";\"Comune\";\"Età\";\"Celibi\";\"Totale maschi\";\"Nubili\";\"Totale femmine\";\"Totale\"\n"
        + "\"038999\";\"Fontelieta\";0;30;30;27;27;57\n\"038999\";\"Fontelieta\";20;10;10;30;30;40\n\"038999\";\"Fontelieta\";50;20;20;20;20;40\n"
        + "\"038999\";\"Fontelieta\";100;5;5;15;15;20\n\"038999\";\"Fontelieta\";999;65;65;92;92;157\n";

    [Fact]
    public void The_file_of_the_statistics_office_is_read_as_it_comes()
    {
        var read = Population.Read(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Istat)).ToArray());
        Assert.Equal(["Fontelieta"], read.Towns);
        var parts = read.Parts(Population.Bands("16-34, 35-64, 65+"), null);
        Assert.Equal([("16–34 anni", 40m), ("35–64 anni", 40m), ("65 anni e più", 20m), ("donna", 65m), ("uomo", 35m)],
            parts.Select(p => (p.Feature, p.People)));
        Assert.Equal([("Età", 4, 4), ("Età", 4, 4), ("Età", 2, 2), ("Genere", 6, 7), ("Genere", 3, 4)],
            Population.Suggest(10, parts, 0).Select(q => (q.Category, q.Min, q.Max)));
        var own = Population.Read("categoria;valore;persone\nZona;Centro;3000\nZona;Valle;1000\n"u8.ToArray());
        Assert.Equal([("Centro", 6), ("Valle", 2)], Population.Suggest(8, own.Parts([], null), 0).Select(q => (q.Feature, q.Min)));
        Assert.Throws<FormatError>(() => Population.Read("nome;cognome\nAnna;Neri\n"u8.ToArray()));
    }

    [Fact]
    public void The_file_of_two_towns_asks_which()
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("PATTO_CASES") ?? "", "tables", "popolazione-istat.csv");
        if (!File.Exists(path)) Assert.Skip("PATTO_CASES names no folder with tables/popolazione-istat.csv");
        var read = Population.Read(File.ReadAllBytes(path));
        Assert.Equal(2, read.Towns.Count);
        var bands = Population.Bands("16-34, 35-64, 65 e più");
        Assert.All(read.Towns, town => Assert.True(read.Parts(bands, town).Where(p => p.Category == "Età").Sum(p =>
            p.People) is > 1_000 and < 50_000));
        Assert.NotEqual(read.Parts(bands, read.Towns[0]), read.Parts(bands, read.Towns[1]));
    }

    [Theory]
    [InlineData("16-34", "ages.few")]
    [InlineData("16-34, 30-64", "ages.overlap")]
    [InlineData("giovani, vecchi", "ages.form")]
    [InlineData("34-16, 65+", "ages.reversed")]
    public void Ages_that_are_no_bands_are_told(string typed, string code) => Assert.Equal(code, Broken(() => Population.Bands(typed)));

    [Fact]
    public void A_year_after_the_draw_nobody_knows_what_candidates_were_like_and_nobody_pretends_to()
    {
        var (draw, crowd, list) = Published();
        CallDesk.Pull(draw, crowd, list, "0 0 1", Now);
        var left = crowd.First(c => c.Sits);
        crowd[0].Forget(Now);
        Assert.Equal(("", 2), (crowd[0].Name, crowd[0].Features.Count));
        Assert.Equal(draw.WholeHash, Records.Whole(draw, crowd, list).Hash);
        left.Decline("", Now);
        foreach (var candidate in crowd) candidate.ForgetFeatures();
        Assert.Equal("replace.forgotten", Broken(() => Replacing.Find(draw, crowd, [left], Now)));
        Assert.Empty(Records.Public(draw, list).Verify(TestContext.Current.CancellationToken));
    }
}
