using System.Globalization;
using Patto.Privacy;

namespace Patto.Tests.Passages;

public sealed class PersonalPassagesTests
{
    private static readonly NameList Known = new(["Anna Ferri", "Maria Luisa De Santis", "Nicolò D'Angelo", "giuseppe bianchi",
        "Una nonna di Dogana", "Associazione Il Mulino", "Pina"]);

    [Theory]
    [InlineData("Scrivetemi a mario.rossi@posta.example", PersonalKind.Email, "mario.rossi@posta.example")]
    [InlineData("Scrivetemi a mario chiocciola posta.example", PersonalKind.Email, "mario chiocciola posta.example")]
    [InlineData("Il mio numero è 347 1234567, chiamate", PersonalKind.Phone, "347 1234567")]
    [InlineData("Allo 0532-123456 non risponde nessuno", PersonalKind.Phone, "0532-123456")]
    [InlineData("Tel. n. (0532) 12.34.56 la sera", PersonalKind.Phone, "(0532) 12.34.56")]
    [InlineData("Dalla Svizzera: 0041 79 123 45 67.", PersonalKind.Phone, "0041 79 123 45 67")]
    [InlineData("codice rssmra85t10a562s grazie", PersonalKind.TaxCode, "rssmra85t10a562s")]
    [InlineData("c.f. RSS MRA 85T10 A562S", PersonalKind.TaxCode, "RSS MRA 85T10 A562S")]
    [InlineData("bonifico su IT60 X054 2811 1010 0000 0123 456 intestato al Comune", PersonalKind.Iban, "IT60 X054 2811 1010 0000 0123 456")]
    [InlineData("abita in via Garibaldi, 12/b con la figlia", PersonalKind.Address, "via Garibaldi, 12/b")]
    [InlineData("sto in piazza del Popolo n. 3", PersonalKind.Address, "piazza del Popolo n. 3")]
    [InlineData("sto in viale XXV Aprile 104", PersonalKind.Address, "viale XXV Aprile 104")]
    [InlineData("sto sopra al bar, via dei mille 7", PersonalKind.Address, "via dei mille 7")]
    [InlineData("Lo ha detto Anna Ferri.", PersonalKind.Name, "Anna Ferri")]
    [InlineData("presenti: FERRI ANNA", PersonalKind.Name, "FERRI ANNA")]
    [InlineData("Lo ha detto A. Ferri.", PersonalKind.Name, "A. Ferri")]
    [InlineData("lo sa maria de santis", PersonalKind.Name, "maria de santis")]
    [InlineData("Nicolo D’Angelo scrive", PersonalKind.Name, "Nicolo D’Angelo")]
    [InlineData("Scrive Giuseppe Bianchi", PersonalKind.Name, "Giuseppe Bianchi")]
    [InlineData("Ne parla la sig.ra Verdi", PersonalKind.Name, "Verdi")]
    [InlineData("Mia zia ha l'Alzheimer da tre anni", PersonalKind.Health, "Alzheimer")]
    public void A_passage_that_tells_who_somebody_is_is_found(string text, PersonalKind kind, string words)
    {
        var found = Assert.Single(PersonalPassages.In(text, Known));
        Assert.Equal((kind, words, text.IndexOf(words, StringComparison.Ordinal)), (found.Kind, found.Words, found.Start));
    }

    [Theory]
    [InlineData("L'ultimo autobus è alle 19.40, il 3 marzo 2026.")]
    [InlineData("Siamo in 200 e abbiamo speso 12.500 euro in 18 mesi.")]
    [InlineData("Il conto IT60X0542811101000000123457 non esiste: la cifra di controllo non torna.")]
    [InlineData("Una nonna di Dogana dice che l'associazione Il Mulino apre alle 8.30.")]
    [InlineData("La signora Sindaca risponde entro trenta giorni, via mail o per posta.")]
    public void Hours_days_money_and_bodies_tell_nobody(string text) => Assert.Empty(PersonalPassages.In(text, Known));

    [Fact]
    public void What_everybody_reads_already_is_no_news() => Assert.Equal(["347 1234567"], PersonalPassages.In(
        "Sala civica, piazza Garibaldi 3, tel. 0532 123456 oppure 347 1234567", Known, ["Piazza Garibaldi, 3", "0532123456"])
        .Select(p => p.Words));

    [Fact]
    public void What_is_planted_in_a_text_is_found_whatever_its_kind_and_its_way_of_writing()
    {
        var (seed, many) = (TestRun.Seed(), TestRun.IsLong ? 20_000 : 240);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var n = 0; n < many; n++)
        {
            var planted = Enum.GetValues<PersonalKind>().Select(kind => (Kind: kind, Words: Planted(kind, random))).ToList();
            var text = string.Join(' ', planted.OrderBy(_ => random.Next()).Select(p => $"{Prose(random)} {Before(random)} {p.Words}."));
            var found = PersonalPassages.In(text, Known);
            foreach (var (kind, words) in planted)
                Assert.True(found.Any(p => p.Kind == kind && words.Contains(p.Words, StringComparison.Ordinal)
                    && (kind is PersonalKind.Health || p.Words.Length > words.Length / 2)), $"{kind} «{words}» in: {text}\nfound: {string.Join(" | ", found)}");
            Assert.All(found.Zip(found.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
            Assert.All(found, p => Assert.Equal(p.Words, text.Substring(p.Start, p.Words.Length)));
        }
    }

    [Fact]
    public void Ordinary_prose_of_an_office_gives_few_false_alarms()
    {
        var (seed, many) = (TestRun.Seed(), TestRun.IsLong ? 20_000 : 240);
        var random = new Random(seed);
        var (alarms, sentences) = (new List<PersonalPassage>(), 0);
        for (var n = 0; n < many; n++)
        {
            var text = string.Join(' ', Enumerable.Range(0, 12).Select(_ => Prose(random)));
            alarms.AddRange(PersonalPassages.In(text, Known));
            sentences += 12;
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"seed {seed}: {alarms.Count} false alarms in {sentences} sentences: {string.Join(" | ", alarms.Take(20))}");
        Assert.InRange(alarms.Count, 0, sentences / 200);
    }

    [Fact]
    public void The_check_letter_of_a_tax_code_is_the_one_of_the_law()
    {
        Assert.True(PersonalPassages.IsTaxCode("RSSMRA85T10A562S"));
        Assert.True(PersonalPassages.IsTaxCode("MRTMTT91D08F205J"));
        Assert.False(PersonalPassages.IsTaxCode("RSSMRA85T10A562T"));
    }

    private static string Digits(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(10)));

    private static string Of(Random random, params string[] these) => these[random.Next(these.Length)];

    private static string Before(Random random) => Of(random, "Ha scritto", "Si tratta di", "Ne parla", "Vedi", "Risponde");

    private static string Planted(PersonalKind kind, Random random) => kind switch
    {
        PersonalKind.Email => $"{Of(random, "anna", "m.rossi", "info_casa", "p-verdi")}{Digits(random, 2)}@{Of(random, "posta.example",
            "mail.comune.example", "Casa-Mia.EXAMPLE")}",
        PersonalKind.Phone => Phone(random),
        PersonalKind.TaxCode => TaxCode(random),
        PersonalKind.Iban => Iban(random),
        PersonalKind.Address => $"{Of(random, "via", "Via", "viale", "piazza", "P.zza", "corso", "largo", "VIA")} {Of(random, "Garibaldi",
            "Don Minzoni", "dei Caduti", "XX Settembre", "della Repubblica", "Aldo Moro", "San Rocco", "ROMA")}{Of(random, " ", ", ",
            " n. ", ", n° ")}{random.Next(1, 299)}{Of(random, "", "/a", "b", "/12")}",
        PersonalKind.Name => Name(random),
        _ => Of(random, "ha il diabete", "soffre di depressione", "è invalida", "dopo l'ictus", "malato di sclerosi"),
    };

    private static string Name(Random random)
    {
        var (first, last) = random.Next(3) switch
        {
            0 => ("Anna", "Ferri"),
            1 => ("Maria Luisa", "De Santis"),
            _ => ("Nicolò", "D'Angelo"),
        };
        return random.Next(6) switch
        {
            0 => $"{last} {first}",
            1 => $"{first} {last}".ToUpperInvariant(),
            2 => $"{first[0]}. {last}",
            3 => $"{last}, {first}",
            4 => $"{first} {last}".ToLowerInvariant(),
            _ => $"{first} {last}",
        };
    }

    private static string Phone(Random random) => random.Next(9) switch
    {
        0 => $"3{random.Next(1, 10)}{random.Next(10)}{Digits(random, 7)}",
        1 => $"+39 3{random.Next(1, 10)}{random.Next(10)} {Digits(random, 3)} {Digits(random, 4)}",
        2 => $"3{random.Next(1, 10)}{random.Next(10)}-{Digits(random, 7)}",
        3 => $"3{random.Next(1, 10)}{random.Next(10)} {Digits(random, 2)} {Digits(random, 2)} {Digits(random, 3)}",
        4 => $"0{random.Next(1, 10)}{Digits(random, 2)} {Digits(random, 6)}",
        5 => $"0{random.Next(1, 10)}{Digits(random, 2)}/{Digits(random, 5)}",
        6 => $"06 {Digits(random, 4)} {Digits(random, 4)}",
        7 => $"+{Of(random, "41", "44", "33", "40", "355", "1")} {random.Next(10, 99)} {Digits(random, 3)} {Digits(random, 4)}",
        _ => $"0039 3{random.Next(1, 10)}{random.Next(10)} {Digits(random, 7)}",
    };

    private static string TaxCode(Random random)
    {
        string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('A' + random.Next(26))));
        var fifteen = $"{Letters(6)}{Digits(random, 2)}{Of(random, "A", "B", "C", "D", "E", "H", "L", "M", "P", "R", "S", "T")}"
            + $"{random.Next(1, 32):00}{Letters(1)}{Digits(random, 3)}";
        var code = fifteen + PersonalPassages.CheckOf(fifteen);
        return random.Next(3) switch
        {
            0 => code.ToLowerInvariant(),
            1 => $"{code[..3]} {code[3..6]} {code[6..11]} {code[11..]}",
            _ => code,
        };
    }

    private static string Iban(Random random)
    {
        var (country, rest) = random.Next(3) switch
        {
            0 => ("IT", $"{(char)('A' + random.Next(26))}{Digits(random, 22)}"),
            1 => ("DE", Digits(random, 18)),
            _ => ("MT", $"MALT{Digits(random, 5)}{Digits(random, 18)}"),
        };
        var remainder = 0;
        foreach (var c in rest + country + "00")
            remainder = char.IsDigit(c) ? (remainder * 10 + c - '0') % 97 : (remainder * 100 + c - 'A' + 10) % 97;
        var code = string.Create(CultureInfo.InvariantCulture, $"{country}{98 - remainder:00}{rest}");
        return random.Next(2) == 0 ? code : string.Join(' ', code.Chunk(4).Select(c => new string(c)));
    }

    /// <summary>As an office writes: laws, acts, protocols, sums, days, hours, articles, codes of the process.</summary>
    private static string Prose(Random random)
    {
        var (n, year) = (random.Next(1, 999), random.Next(1990, 2030));
        return random.Next(24) switch
        {
            0 => $"Visto l'articolo {n}, comma 2, della legge {n} del {year}.",
            1 => $"La delibera di Giunta n. {n}/{year} del {random.Next(1, 29)} marzo {year} resta valida.",
            2 => $"Protocollo n. 00{Digits(random, 5)}/{year}.",
            3 => $"Prot. n. {Digits(random, 9)} del {random.Next(1, 29):00}/{random.Next(1, 13):00}/{year}.",
            4 => $"La spesa è di {n}.{Digits(random, 3)}.{Digits(random, 3)},00 euro, di cui € 3{Digits(random, 2)}.{Digits(random, 3)} dal bando.",
            5 => $"Il termine scade il {random.Next(1, 29):00}-{random.Next(1, 13):00}-{year}, alle 12.30.",
            6 => $"L'incontro è dalle 08.30-12.30 e dalle 20:30 alle 22:45.",
            7 => $"Le proposte LWF-P{Digits(random, 4)} e LWF-C{Digits(random, 4)} sono accolte in parte.",
            8 => $"Il CIG è Z{Digits(random, 9)} e il CUP è J{Digits(random, 2)}H{Digits(random, 11)}.",
            9 => $"Il D.Lgs. {n}/{year} e il regolamento (UE) 2016/679 si applicano in via ordinaria.",
            10 => $"Hanno partecipato {n} persone, il {random.Next(1, 100)},{random.Next(10)}% dei 3{Digits(random, 3)} residenti.",
            11 => $"Il percorso è in corso da {random.Next(2, 20)} mesi e si chiude a dicembre {year}.",
            12 => $"Il tavolo si apre in piazza il {random.Next(1, 29)} maggio, per la via più breve, con {n} posti.",
            13 => $"L'Osservatorio ha la scheda 3{Digits(random, 3)} e il bando {year} assegna 15.000 euro.",
            14 => $"Si veda l'art. {n}-bis, lettera a), del regolamento approvato con atto n. 3{Digits(random, 8)}.",
            15 => $"Gli indirizzi sono due: lavorare con le scuole, e una corsa ogni {random.Next(2, 40)} minuti.",
            16 => $"La Regione Emilia-Romagna, con la L.R. 15/2018, valida il documento in {random.Next(10, 40)} giorni.",
            17 => $"Il Comune di Fontelieta e l'Unione dei Comuni firmano l'accordo formale numero {n}.",
            18 => $"Nel {year} le ore di ascolto sono state {n}, nel {year + 1} il doppio.",
            19 => $"Il consigliere delegato e la Presidente del Tavolo rispondono entro {random.Next(5, 60)} giorni.",
            20 => $"Largo spazio ai giovani: {random.Next(2, 80)} incontri nelle {random.Next(2, 9)} frazioni.",
            21 => $"Il codice dell'ente è {Digits(random, 11)} e il capitolo di spesa {Digits(random, 6)}.",
            22 => $"Pratica {Digits(random, 8)}, fattura n. {Digits(random, 7)}, versione 3.{n}.{n}.",
            _ => $"Valori: {random.Next(10, 99)}.{random.Next(100, 999)} nel {year}, {random.Next(10, 99)} per cento nel {year + 1}.",
        };
    }
}
