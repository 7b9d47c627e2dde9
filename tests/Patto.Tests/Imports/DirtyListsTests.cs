using Deliberation.Formats;
using Deliberation.Formats.Tables;
using Patto.Database;
using Patto.Modules.Contributions.Importing;
using Patto.Modules.Groups;
using Patto.Modules.Meetings.Importing;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.People;

namespace Patto.Tests.Imports;

/// <summary>Dirty lists of stakeholders, voices and attendance, 210 of each kind or 510 with PATTO_TEST_LONG=1: every cell is what it
/// means, or an error
/// at its place with a way to mend it, or a question. Nothing is misread in silence.</summary>
public sealed class DirtyListsTests
{
    private static readonly int Variants = TestRun.IsLong ? 510 : 210;
    private static readonly string[] Ways = ["scrivi", "metti", "togli", "aggiungi", "correggi", "lascia", "accorcia"];

    private sealed class Count
    {
        public int Cells, Errors, Asked, Twins, Lists;
        public Dictionary<string, int> Kinds { get; } = [];
    }

    private static void Run(Action<DirtyFile, Random, bool, Count> one)
    {
        var (count, seed) = (new Count(), TestRun.Seed(1_000_000));
        for (var n = 0; n < Variants; n++)
        {
            var random = new Random(seed + n);
            var italian = random.Next(4) > 0;
            var file = new DirtyFile(random, italian);
            try { one(file, random, italian, count); }
            catch (Exception wrong) { throw new InvalidOperationException($"seed {seed + n}, {file.Told}: {wrong.Message}", wrong); }
            count.Kinds[file.Told] = count.Kinds.GetValueOrDefault(file.Told) + 1;
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            "{0} variants from seed {1}: {2} cells right, {3} planted errors found, {4} asked, {5} twins found, {6} asked which list\n{7}", Variants, seed,
            count.Cells, count.Errors, count.Asked, count.Twins, count.Lists, string.Join(", ",
                count.Kinds.OrderBy(k => k.Key).Select(k => $"{k.Key}: {k.Value}")));
        Assert.True(count.Errors > Variants / 2 && count.Asked > Variants / 10 && count.Twins > Variants / 10 && count.Kinds.Count >= 10
            && count.Lists <= Variants / 20,
            "the variants prove nothing");
    }

    private static readonly string[] Texts =
    [
        "La corriera delle 6 non passa più", "Più panchine, in piazza; e all'ombra", "«Così» dice:\nsu due righe",
            "=1+1 non è una formula", "-",
        "@gora per i giovani", "50.000 euro sono tanti", "Nicolò D’Amico ha ragione", "00044", "a | b\tc", "12/03/2026",
    ];

    [Fact]
    public void No_list_of_voices_is_misread_in_silence() => Run((file, random, italian, count) =>
    {
        var rows = random.Next(5, 30);
        // With a table of its own each, so that the order of the columns differs too.
        int[] order = [.. Enumerable.Range(0, 4).OrderBy(_ => random.Next())];
        List<(DateTime? Said, string Theme, string Text, Channel Channel, string Address)> truth = [];
        List<Planted> errors = [];
        List<int> asked = [], repeated = [];
        List<object?[]> cells = [];
        int At(int column) => Array.IndexOf(order, column) + 1;
        for (var n = 0; n < rows; n++)
        {
            DateTime? said = n > 0 && file.Chance(6) ? null : new DateTime(2026, 1, 1, 10, 30, 0).AddDays(n == 0 ? 24 : random.Next(60));
            var theme = file.Pick("Trasporti", "Casa", "Altro", "TRASPORTI ", "", "Sport; giochi");
            var text = $"{file.Pick(Texts)} {n}";
            if (n > 4 && truth[n - 3].Text.Length > 0 && file.Chance(15))
            {
                text = $"  {truth[n - 3].Text.ToUpperInvariant()} ";
                repeated.Add(n);
            }
            var (channel, address, shown) = file.Pick(("", Channel.None), ($"persona{n}@fontelieta.example", Channel.Email),
                ("333 1234567", Channel.Phone), ("+44 20 7946 0018", Channel.Phone)) switch
            {
                ("", _) => (Channel.None, "", ""),
                var (to, by) => (by, to, by == Channel.Email && file.Chance(3) ? $"mailto:{to}" : to),
            };
            object? when = said is not { } day ? null : file.Kind == "xlsx" && !file.Chance(4) ? day
                : italian ? day.ToString("dd/MM/yyyy HH.mm.ss", System.Globalization.CultureInfo.InvariantCulture)
                : day.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
            object? contact = shown;
            switch (n > 0 && n < 5 ? random.Next(8) : 9)
            {
                case 0: (errors, when, said) = ([.. errors, new(n, At(0))], file.Pick("31/02/2026", "domani", "dal 2021"), null); break;
                case 1: (errors, when, said) = ([.. errors, new(n, At(0))], italian ? "15/01/2099" : "2099-01-15", null); break;
                case 2: (errors, text, theme) = ([.. errors, new(n, At(2))], "", "Casa"); break;
                case 3:
                    (errors, contact, channel, address) = ([.. errors, new(n, At(3))], file.Pick("boh", "rossi@", "chiedere a Rossi",
                    "12"),
                    Channel.None, ""); break;
                case 4:
                    (contact, channel, address) = (file.Pick("persona(at)fontelieta.example", "532123456",
                    "anna@posta.example / 333 1234567"), Channel.None, ""); asked.Add(n); break;
            }
            truth.Add((said, theme.Trim(), text, channel, address));
            object?[] row = [when, theme, text, contact];
            cells.Add([.. order.Select(column => row[column])]);
        }
        string[] headings = italian ? ["Informazioni cronologiche", "Di cosa vuoi parlare?", "Racconta", "Vuoi lasciare un contatto?"]
            : ["Timestamp", "Topic", "Text", "Contact"];
        var (bytes, places) = file.Write([.. order.Select(column => headings[column])], cells);
        if (IsAskedWhichList(bytes, count) is not { } list) return;
        Assert.Equal(places, list.Rows.Select(row => row.Number));
        var read = new VoiceList(list, [.. list.Columns.Select(VoiceList.Guess)], null, null,
            new(new Dictionary<string, string> { ["trasporti"] = "trasporti", ["casa"] = "casa" }), KnownKeys.Nothing, new(2026, 12, 31));
        Assert.Null(read.Days);
        CheckErrors(errors, places, read.Errors, count);
        Assert.Equal(asked.Select(n => places[n]), read.Questions.Select(q => q.Place.Row).Distinct().Order());
        Assert.All(read.Questions, q => Assert.True(q.Choices.Length >= 2 && q.Place.Column == At(3)));
        var unknown = truth.Where(t => t.Theme is "Altro" or "Sport; giochi").GroupBy(t => t.Theme).ToDictionary(g => g.Key,
            g => g.Count());
        Assert.Equal(unknown.OrderBy(u => u.Key, StringComparer.Ordinal), read.UnknownThemes.OrderBy(u => u.Shown, StringComparer.Ordinal)
            .ToDictionary(u => u.Shown, u => u.Count));
        count.Asked += asked.Count + unknown.Count;
        foreach (var (n, (said, theme, text, channel, address)) in truth.Index())
        {
            var row = read.Rows[n];
            Assert.Equal(text.Trim(), row.Text);
            Assert.Equal((said, theme, channel, address), (row.Said, row.ThemeWords, row.Channel, row.Address));
            Assert.Equal(theme.ToUpperInvariant() switch { "TRASPORTI" => "trasporti", "CASA" => "casa", _ => null }, row.Theme);
            count.Cells += 4;
        }
        foreach (var n in repeated.Where(n => truth[n].Text.Length > 0 && truth[n - 3].Text.Length > 0))
        {
            Assert.Equal(VoiceList.TextKey(read.Rows[n - 3].Text), VoiceList.TextKey(read.Rows[n].Text));
            count.Twins++;
        }
        var single = truth.Select(t => t.Text.Trim().ToUpperInvariant()).Where(t => t.Length > 0).Distinct().Count();
        Assert.Equal(single, read.Rows.Where(r => r.Text.Length > 0).Select(r => VoiceList.TextKey(r.Text)).Distinct().Count());
    });

    private static readonly string[] Names = ["Anna Rossi", "Nicolò D'Amico", "De Luca Bruno", "El Fassi Hamid", "Maria-Grazia Ò",
        "-Punto Verde", "=Gino"];

    [Fact]
    public void No_attendance_sheet_is_misread_in_silence() => Run((file, random, italian, count) =>
    {
        var rows = random.Next(6, 30);
        SeatName[] seats = [.. Enumerable.Range(1, 6).Select(n => new SeatName(Id<Seat>.New(), n, $"Interesse {n}", [$"Ente {n}"]))];
        List<(string Name, SeatName? Seat, bool? Present, string Address)> truth = [];
        List<Planted> errors = [];
        List<int> asked = [];
        List<object?[]> cells = [];
        for (var n = 0; n < rows; n++)
        {
            var name = $"{file.Pick(Names)} {(char)('A' + n)}";
            var seat = n < 6 && file.Chance(2) ? seats[n] : null;
            bool? present = file.Pick(true, true, false, (bool?)null);
            var address = file.Chance(4) ? "333 1234567" : file.Chance(4) ? $"p{n}@posta.example" : "";
            object? seatCell = seat is null ? null : file.Pick(seat.Shown, seat.Interest.ToUpperInvariant(), $" {seat.Number} ",
                seat.Bodies[0]);
            if (seat is not null && file.Kind != "csv" && file.Chance(3)) seatCell = seat.Number;
            object? presentCell = present switch
            {
                true => file.Pick("sì", "x", "TRUE", "presente", "SI"),
                false => file.Pick("no", "assente", "FALSO"),
                _ => null,
            };
            object? contact = address, nameCell = name;
            switch (n > 0 && n < 6 ? random.Next(8) : 9)
            {
                case 0: (errors, presentCell, present) = ([.. errors, new(n, 3)], file.Pick("forse", "?", "2 volte"), null); break;
                case 1:
                    (errors, seatCell, seat) = ([.. errors, new(n, 2)], file.Pick("99", "Ente che non c'è", "7. Interesse"),
                    null); break;
                case 2:
                    (errors, nameCell, name, seat, seatCell) = ([.. errors, new(n, 1)], " ", "", null, null);
                    (present, presentCell) = (true, "sì"); break;
                case 3: (errors, contact, address) = ([.. errors, new(n, 4)], "chiedere a Rossi", ""); break;
                case 4: (contact, address) = ("532123456", ""); asked.Add(n); break;
                case 5 when truth.Find(t => t.Seat is not null).Seat is { } taken:
                    (errors, seatCell, seat) = ([.. errors, new(n, 2)], taken.Shown, null); break;
            }
            truth.Add((name.Trim(), seat, present, address));
            cells.Add([nameCell, seatCell, presentCell, contact]);
        }
        var (bytes, places) = file.Write(italian ? ["Nome e cognome", "Posto", "Presente", "Recapito"] : ["Full name", "Seat", "Present",
            "Contact"],
            cells);
        if (IsAskedWhichList(bytes, count) is not { } list) return;
        Assert.Equal(places, list.Rows.Select(row => row.Number));
        var read = new AttendanceList(list, [.. list.Columns.Select(AttendanceList.Guess)], seats, null);
        CheckErrors(errors, places, read.Errors, count);
        Assert.Equal(asked.Select(n => (places[n], 4)), read.Questions.Select(q => (q.Place.Row, q.Place.Column)).Order());
        count.Asked += asked.Count;
        foreach (var (n, (name, seat, present, address)) in truth.Index())
        {
            var row = read.Rows[n];
            Assert.Equal((name, seat?.Id, present, address), (row.Name, row.Seat?.Id, row.Present, row.Address));
            count.Cells += 4;
        }
        CheckWho(read.Rows, random, count);
    });

    // Of those without a seat half are known: the same name is found, words in another order and other contacts are asked, nobody else
    // is taken for them.
    private static void CheckWho(List<ListedPresence> rows, Random random, Count count)
    {
        List<KnownPerson> known = [];
        List<(int Row, Outcome Outcome)> right = [];
        foreach (var row in rows)
        {
            if (row.Seat is not null || row.Name.Length == 0) continue;
            bool there = row.Present ?? false;
            switch (random.Next(5))
            {
                case 0:
                    Known(row.Name.ToUpperInvariant(), row.Address); right.Add((row.Row, there
                    ? Outcome.Known : Outcome.KnownAbsent)); break;
                case 1: Known(string.Join(' ', row.Name.Split(' ').Reverse()), row.Address); right.Add((row.Row, Outcome.Open)); break;
                case 2 when row.Address.Length > 0: Known(row.Name, "altra@posta.example"); right.Add((row.Row, Outcome.Open)); break;
                case 3 when row.Address.Length > 0:
                    Known($"Un altro nome {row.Row}", row.Address);
                    right.Add((row.Row, there ? Outcome.WalkIn : Outcome.LeftOut)); break;
                default: right.Add((row.Row, there ? Outcome.WalkIn : Outcome.LeftOut)); break;
            }
        }
        var who = new WhoIsWho(rows, known, [], new Dictionary<int, string>(), false);
        Assert.Equal(right, who.Lines.Where(l => l.Line.Seat is null && l.Line.Name.Length > 0).Select(l => (l.Line.Row, l.Outcome)));
        count.Twins += right.Count(r => r.Outcome == Outcome.Open);

        void Known(string name, string address) => known.Add(new(Id<Person>.New(), name,
            address.Contains('@', StringComparison.Ordinal) ? Channel.Email : address.Length > 0 ? Channel.Phone : Channel.None, address,
                true, false));
    }

    [Fact]
    public void No_list_of_bodies_is_misread_in_silence() => Run((file, random, italian, count) =>
    {
        var rows = random.Next(5, 30);
        List<(string Name, InterestMap? Map, string Phone, string Email, string Address)> truth = [];
        List<Planted> errors = [];
        List<int> asked = [];
        List<object?[]> cells = [];
        string[] names = ["Circolo La Fonte", "ODV \"Il Girasole\"", "Parrocchia; San Biagio", "-Punto verde", "Società Città", "=Insieme",
            "L'Albero d’oro"];
        var pairs = 0;
        for (var n = 0; n < rows; n++)
        {
            var name = $"{file.Pick(names)} {n}";
            if (n > 5 && n % 6 == 0 && file.Chance(2))
            {
                name = $" {truth[n - 6].Name.ToUpperInvariant()}  ";
                pairs += truth[n - 6].Name.Length > 0 ? 1 : 0;
            }
            InterestMap? map = file.Pick(InterestMap.PublicBodies, InterestMap.PrivateAndCitizens, (InterestMap?)null);
            object? kind = map switch
            {
                InterestMap.PublicBodies => file.Pick("pubblico", "Ente pubblico ", "PUBBLICO"),
                InterestMap.PrivateAndCitizens => file.Pick("privato", "terzo settore", " Gruppo informale"),
                _ => null,
            };
            var phone = file.Pick("", "0532 123456", "+44 20 7946 0018", "800 000 000", "(0532) 765432");
            var email = file.Chance(4) ? "" : $"ente{n}@fontelieta.example";
            var address = file.Pick("", "Via Roma 8", "Piazza della Fonte, s.n.c.", "Località Valle");
            object? phoneCell = phone, emailCell = email, nameCell = name;
            switch (n > 0 && n < 5 ? random.Next(8) : 9)
            {
                case 0: (errors, phoneCell, phone) = ([.. errors, new(n, 3)], file.Pick("x", "non ha", "chiedere a Rossi"), ""); break;
                case 1: (errors, emailCell, email) = ([.. errors, new(n, 4)], file.Pick("rossi@", "www.fontelieta.example"), ""); break;
                case 2: (errors, kind, map) = ([.. errors, new(n, 2)], file.Pick("boh", "misto"), null); break;
                case 3:
                    (errors, nameCell, name) = ([.. errors, new(n, 1)], "", ""); (address, kind) = ("Via Roma 8", "privato");
                    map = InterestMap.PrivateAndCitizens; break;
                case 4: (phoneCell, phone) = (file.Kind == "csv" ? "532123456" : 532123456, ""); asked.Add(n); break;
            }
            truth.Add((name.Trim(), map, phone, email, address));
            cells.Add([nameCell, kind, phoneCell, emailCell, address]);
        }
        var (bytes, places) = file.Write(italian ? ["Denominazione", "Tipo", "Telefono", "E-mail", "Indirizzo"]
            : ["Organisation", "Type", "Phone", "Email", "Address"], cells);
        if (IsAskedWhichList(bytes, count) is not { } list) return;
        Assert.Equal(places, list.Rows.Select(row => row.Number));
        var read = new StakeholderList(list, [.. list.Columns.Select(StakeholderList.Guess)], null);
        CheckErrors(errors, places, read.Errors, count);
        Assert.Equal(asked.Select(n => (places[n], 3)), read.Questions.Select(q => (q.Place.Row, q.Place.Column)).Order());
        count.Asked += asked.Count;
        foreach (var (n, (name, map, phone, email, address)) in truth.Index())
        {
            var row = read.Rows[n];
            Assert.Equal((name, map, phone, email, address), (row.Name, row.Map, row.Reach.Phone, row.Reach.Email, row.Reach.Address));
            count.Cells += 5;
        }
        var found = Twins.Find([.. read.Rows.Where(row => row.Name.Length > 0).Select(row => row.AsBody())]);
        var planted = truth.Where(t => t.Name.Length > 0).GroupBy(t => t.Name.ToUpperInvariant()).Count(g => g.Count() > 1);
        Assert.Equal(planted, found.Length);
        count.Twins += planted;
    });

    // A blank row before a row of words that could be headings: asked, not read.
    private static TableList? IsAskedWhichList(byte[] bytes, Count count)
    {
        var file = TableFile.Read(bytes);
        if (file.ListQuestion is null) return file.TheList();
        count.Lists++;
        return null;
    }

    private static void CheckErrors(List<Planted> planted, int[] places, List<FormatError> found, Count count)
    {
        Assert.Equal(planted.Select(p => (places[p.Row], p.Column)).Order(), found.Select(e => (e.Place!.Value.Row,
            e.Place.Value.Column)).Order());
        Assert.All(found, e => Assert.Contains(Ways, way => e.Text.Italian.Contains(way, StringComparison.OrdinalIgnoreCase)));
        count.Errors += planted.Count;
    }
}
