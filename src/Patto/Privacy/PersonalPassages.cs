using System.Globalization;
using System.Text.RegularExpressions;

namespace Patto.Privacy;

/// <summary>What in a text may say who somebody is, how they are reached or how they are.</summary>
public enum PersonalKind { Email, Phone, TaxCode, Iban, Address, Name, Health }

/// <summary>A passage of a text that is about to be published and that a person has to look at.</summary>
/// <param name="Start">Where it begins in the text, in characters.</param>
/// <param name="Words">As they stand there.</param>
public sealed record PersonalPassage(PersonalKind Kind, int Start, string Words)
{
    public int End => Start + Words.Length;
}

/// <summary>Looks through a text before it becomes public. It decides nothing: a person mends the text, or says why it stays.</summary>
/// <remarks>It knows the shapes that carry a check (tax code, IBAN), the usual ways of writing numbers and addresses, the names that it is
/// given and those behind a title. A name that nobody knows, a nickname, somebody told by what happened to them it does not see.</remarks>
public static partial class PersonalPassages
{
    private const char Seen = '\u0001';

    /// <summary>What was found, in the order of the text; no two overlap.</summary>
    /// <param name="text">What is about to be published.</param>
    /// <param name="names">Of the people whom the town knows.</param>
    /// <param name="open">Texts that everybody reads already, like the contacts of the office: what stands in one of them is no news.</param>
    public static IReadOnlyList<PersonalPassage> In(string text, NameList? names = null, IReadOnlyCollection<string>? open = null)
    {
        var left = text.ToCharArray();
        List<PersonalPassage> found = [];
        foreach (var (kind, find) in Finders(names ?? NameList.None))
            foreach (var (start, length) in find(new string(left)).ToList())
            {
                found.Add(new(kind, start, text.Substring(start, length)));
                left.AsSpan(start, length).Fill(Seen);
            }
        var known = (open ?? []).Select(Bare).ToList();
        return [.. found.Where(p => !known.Exists(k => k.Contains(Bare(p.Words), StringComparison.Ordinal))).OrderBy(p => p.Start)];
    }

    /// <summary>Each once, however often it stands there.</summary>
    public static IEnumerable<PersonalPassage> Once(this IEnumerable<PersonalPassage> passages) =>
        passages.DistinctBy(p => (p.Kind, p.Words.ToUpperInvariant()));

    public static string Italian(this PersonalKind kind) => kind switch
    {
        PersonalKind.Email => "un indirizzo e-mail",
        PersonalKind.Phone => "un numero di telefono",
        PersonalKind.TaxCode => "un codice fiscale",
        PersonalKind.Iban => "un codice IBAN",
        PersonalKind.Address => "un indirizzo di casa o di una sede",
        PersonalKind.Name => "il nome di una persona",
        PersonalKind.Health => "parole sulla salute di qualcuno",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    // What carries a check comes before what only looks like something.
    private static (PersonalKind Kind, Func<string, IEnumerable<(int Start, int Length)>> Find)[] Finders(NameList names) =>
    [
        (PersonalKind.Email, text => Emails().Matches(text).Select(Span)), (PersonalKind.Iban, Ibans), (PersonalKind.TaxCode, TaxCodes),
        (PersonalKind.Address, Addresses), (PersonalKind.Phone, Phones), (PersonalKind.Name, names.In), (PersonalKind.Name, Titled),
        (PersonalKind.Health, text => HealthWords().Matches(text).Select(Span)),
    ];

    private static (int Start, int Length) Span(Match match) => (match.Index, match.Length);

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    // The longest run that fits its country, or any, with 1 as the remainder of a division by 97 (ISO 13616, ISO 7064).
    private static IEnumerable<(int Start, int Length)> Ibans(string text)
    {
        foreach (Match begin in IbanBegins().Matches(text))
        {
            var (code, at, ends) = ("", begin.Index, new List<int>());
            for (; at < text.Length && code.Length < 34 && (char.IsAsciiLetterOrDigit(text[at])
                || text[at] == ' ' && at + 1 < text.Length && char.IsAsciiLetterOrDigit(text[at + 1])); at++)
                if (text[at] != ' ') { code += char.ToUpperInvariant(text[at]); ends.Add(at + 1); }
            var lengths = IbanLengths.TryGetValue(code[..2], out var own) ? [own] : Enumerable.Range(15, 20).Reverse();
            if (lengths.FirstOrDefault(l => l <= code.Length && IsIban(code[..l])) is > 0 and var length)
                yield return (begin.Index, ends[length - 1] - begin.Index);
        }
    }

    private static bool IsIban(string code)
    {
        var rest = 0;
        foreach (var c in code[4..] + code[..4])
            rest = char.IsAsciiDigit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
        return rest == 1;
    }

    private static readonly Dictionary<string, int> IbanLengths = new()
    {
        ["IT"] = 27,
        ["SM"] = 27,
        ["VA"] = 22,
        ["FR"] = 27,
        ["DE"] = 22,
        ["ES"] = 24,
        ["CH"] = 21,
        ["AT"] = 20,
        ["RO"] = 24,
        ["GB"] = 22,
        ["PL"] = 28,
        ["BE"] = 16,
        ["NL"] = 18,
        ["PT"] = 25,
        ["AL"] = 28,
        ["HR"] = 21,
        ["SI"] = 19,
        ["GR"] = 27,
    };

    // Written together even a slip of the hand is somebody's; with blanks between only what passes its check.
    private static IEnumerable<(int Start, int Length)> TaxCodes(string text) =>
        from match in TaxCodeShapes().Matches(text)
        where !match.Value.Any(char.IsWhiteSpace) && match.Value.Any(char.IsAsciiDigit) || IsTaxCode(match.Value)
        select Span(match);

    /// <summary>Whether the last letter of a tax code of a person is the one that the others ask for (D.M. 23 December 1976).</summary>
    internal static bool IsTaxCode(string code)
    {
        var bare = code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).ToArray();
        return bare.Length == 16 && bare[15] == CheckOf(bare.AsSpan(0, 15));
    }

    internal static char CheckOf(ReadOnlySpan<char> fifteen)
    {
        // For what stands in first, third, … place, in the order 0–9 or A–J, then K–Z.
        ReadOnlySpan<int> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        var sum = 0;
        for (var n = 0; n < fifteen.Length; n++)
        {
            var value = char.IsAsciiDigit(fifteen[n]) ? fifteen[n] - '0' : fifteen[n] - 'A';
            sum += n % 2 == 0 ? odd[value] : value;
        }
        return (char)('A' + sum % 26);
    }

    private static IEnumerable<(int Start, int Length)> Phones(string text)
    {
        // Days and hours look like numbers: they are taken out first.
        var plain = Times().Replace(Days().Replace(text, m => new string(Seen, m.Length)), m => new string(Seen, m.Length));
        foreach (Match match in PhoneShapes().Matches(plain))
        {
            var digits = match.Value.Count(char.IsAsciiDigit);
            var prefix = match.Groups["prefix"].Value.Count(char.IsAsciiDigit);
            // Eleven digits in a row are the number of a firm.
            var inARow = match.Value.All(char.IsAsciiDigit);
            var fits = match.Groups["far"].Success ? digits <= 15 && digits >= (match.Value[0] == '+' ? 8 : inARow ? 12 : 11)
                : digits - prefix >= 8 && digits - prefix <= (inARow ? 10 : 11);
            if (fits && !IsCounted(plain, match)) yield return Span(match);
        }
    }

    // A sum of money, or the number of an act, a protocol, a file.
    private static bool IsCounted(string text, Match match)
    {
        var before = text[Math.Max(0, match.Index - 40)..match.Index];
        var after = text[(match.Index + match.Length)..Math.Min(text.Length, match.Index + match.Length + 12)];
        return BeforeNumber().IsMatch(before) || AfterNumber().IsMatch(after) || Thousands().IsMatch(match.Value);
    }

    private static IEnumerable<(int Start, int Length)> Addresses(string text) =>
        from match in Streets().Matches(text).Concat(SmallStreets().Matches(text))
        let after = text[(match.Index + match.Length)..Math.Min(text.Length, match.Index + match.Length + 14)]
        where !NotANumber().IsMatch(after)
        orderby match.Index
        select Span(match);

    // Behind "sig.ra" and the like stands a name; the name of an office does not say who.
    private static IEnumerable<(int Start, int Length)> Titled(string text) =>
        Titles().Matches(text).Where(m => !OfficeNames().IsMatch(m.Groups["name"].Value)).Select(m => (m.Groups["name"].Index,
            m.Groups["name"].Length));

    [GeneratedRegex(@"[\p{L}\d._%+-]+\s?(?:@|\(at\)|\[at\]|\schiocciola\s)\s?[\p{L}\d-]+(?:\.[\p{L}\d-]+)+", RegexOptions.IgnoreCase)]
    private static partial Regex Emails();

    [GeneratedRegex(@"(?<![\p{L}\d])[A-Z]{2}\d{2}(?=(?: ?[A-Z\d]){11})", RegexOptions.IgnoreCase)]
    private static partial Regex IbanBegins();

    // Six letters, two digits, the month's letter, two digits, the place's letter and three digits, the check letter; letters stand for
    // digits where two codes would be alike.
    [GeneratedRegex(
        @"(?<![\p{L}\d])[A-Z]{3} ?[A-Z]{3} ?[\dLMNP-V]{2} ?[ABCDEHLMPRST] ?[\dLMNP-V]{2} ?[A-Z] ?[\dLMNP-V]{3} ?[A-Z](?![\p{L}\d])",
        RegexOptions.IgnoreCase)]
    private static partial Regex TaxCodeShapes();

    // Another country's with its prefix; Italian: a mobile (3…) or a landline (0…). Blanks, dots, dashes, one slash, brackets between.
    [GeneratedRegex(
        @"(?<![\p{L}\d/,+\u0001]|\d\.)(?:(?<far>(?:\+|00 ?)(?!39)[1-9]\d{0,2}(?:[ \u00A0.\-/()]{0,2}\d){6,12})|(?<prefix>(?:\+|00)39[ \u00A0.\-]?)?\(?(?:3[1-9]\d\)?[ \u00A0.\-/]?(?:\d{3}[ \u00A0.\-]?\d{3,4}|\d{2}[ \u00A0.\-]?\d{2}[ \u00A0.\-]?\d{2,3}|\d{4}[ \u00A0.\-]?\d{3})|0[1-9]\d{0,2}\)?[ \u00A0.\-/]{0,3}(?:\d{5,8}|\d{2,4}[ \u00A0.\-]\d{2,4}(?:[ \u00A0.\-]\d{2,4})?)))(?!\d)")]
    private static partial Regex PhoneShapes();

    [GeneratedRegex(@"(?<!\d)(?:0?[1-9]|[12]\d|3[01])([/.\-])(?:0?[1-9]|1[0-2])\1(?:19|20)?\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)")]
    private static partial Regex Days();

    [GeneratedRegex(@"(?<![\d.])(?:[01]?\d|2[0-3])[.:][0-5]\d(?:\s?[-–]\s?(?:[01]?\d|2[0-3])[.:][0-5]\d(?!\d)|(?![\d]|[.\-/ ]\d))")]
    private static partial Regex Times();

    [GeneratedRegex(
        @"(?:€|euro|(?<!\p{L})(?:prot|protocollo|pratic\p{L}+|deliber\p{L}*|determin\p{L}*|delib|det|att[oi]|cig|cup|rep|repertorio|fattura|ordinanza|legge|decreto|cod|codice|pg|registro|mandato|capitolo|impegno|bando|lotto|particella)(?:\.|\s|:|n\.|n°|nr\.?|num\.?|numero|generale|di|del|al)*)\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex BeforeNumber();

    [GeneratedRegex(@"^(?:\s?(?:€|euro|%)|,\d|/\d)", RegexOptions.IgnoreCase)] private static partial Regex AfterNumber();

    [GeneratedRegex(@"^[1-9]\d{0,2}(?:\.\d{3})+$")] private static partial Regex Thousands();

    private const string Number = @",?\s*(?:(?:n|nr|num)\.?°?\s?|n°\s?|numero\s|civico\s)?\d{1,4}(?:\s?/\s?[a-zA-Z0-9]{1,3}|[a-zA-Z]|\s?(?:bis|ter))?(?![\p{L}\d])";
    private const string Kinds = @"(?i:via|viale|v\.le|vicolo|vico|piazza|p\.zza|p\.za|piazzale|piazzetta|corso|c\.so|largo|strada|str\.|contrada|c\.da|borgo|borgata|salita|lungomare|lungarno|rione|galleria|località|loc\.|frazione|fraz\.)";
    private const string Particles = @"(?:(?:d[aei]|del|della|dello|dei|degli|delle|d'|d’|e|al|alla|san|santa|sant'|sant’|s\.|don|dott\.|gen\.|xx?[iv]*)\s?)";

    [GeneratedRegex(
        @"(?<![\p{L}\d])(?:" + Kinds + @")\s+(?i:" + Particles + @")*(?:\p{Lu}[\p{L}'’.]*|\d{1,2}(?=\s+\p{Lu}))(?:\s+(?:(?i:"
        + Particles + @")\s*)*\p{Lu}[\p{L}'’.]*){0,4}\s*" + Number)]
    private static partial Regex Streets();

    // Typed without capitals: fewer kinds of street, and no word of those that people say behind "via".
    [GeneratedRegex(
        @"(?<![\p{L}\d]|(?:in|per|una) )(?:via|viale|vicolo|piazza|piazzale)\s+(?:(?:d[aei]i?|del|della|dello|degli|delle)\s+)?(?!(?:d[aei]i?|del|della|dello|degli|delle|e-?mail|mail|pec|posta|telefon|web|internet|libera|breve|sperimental|ordinari|eccezional|definitiv|transitori|preliminar|telematic|prioritari|principal)\p{L}*[\s,])[a-zà-ù'’]{3,}(?:\s+[a-zà-ù'’]{3,}){0,2}" + Number)]
    private static partial Regex SmallStreets();

    // A year, a sum, so many of something, a day of a month.
    [GeneratedRegex(
        @"^(?:[.,]\d|\s?(?:€|%|°)|\s(?:euro|post[oi]|ann[oi]|mes[ei]|giorn[oi]|metri|km|mq|person[ae]|or[ae]|allogg[io]+|minut[oi]|volt[ae]|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)(?!\p{L}))",
        RegexOptions.IgnoreCase)]
    private static partial Regex NotANumber();

    [GeneratedRegex(
        @"(?<!\p{L})(?i:sig\.?\s?ra\.?|sig\.na|sig\.|signor[aei]?|signorina|dott\.?\s?ssa|dott\.|dr\.(?:\s?ssa)?|dottor(?:essa)?|prof\.?\s?ssa|prof\.|professor(?:essa|e)?|avv\.|avvocat[oa]|ing\.|geom\.|arch\.|rag\.|suor)\s+(?<name>\p{Lu}[\p{L}'’]+(?:\s+(?:(?:d[aei]|del|della|d'|d’|lo|la)\s+)?\p{Lu}[\p{L}'’]+){0,3})")]
    private static partial Regex Titles();

    [GeneratedRegex(
        @"^(?:Sindac[oa]|President[ei]|Assessor[aei]|Segretari[oa]|Direttor[ei]|Direttric[ei]|Ministr[oa]|Dirigent[ei]|Consiglier[aei]|Responsabil[ei]|Garant[ei])(?!\p{L})")]
    private static partial Regex OfficeNames();

    [GeneratedRegex(
        @"\b(tumor[ei]|cancro|leucemi\w+|chemio\w*|diabet\w+|alzheimer|parkinson|demen\w+|autis\w+|depress\w+|schizofren\w+|bipolar\w+|psichiatr\w+|psicofarmac\w+|aids|hiv|sieropositiv\w+|epiless\w+|ictus|infart\w+|invalid\w+|disabil\w+|handicap\w*|tossicodipend\w+|alcolist\w+|alcolism\w+|anoressi\w+|bulimi\w+|sclerosi|malatti[ae] rar[ae]|dializ\w+|aborto|abortito|gravidanza a rischio)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HealthWords();
}

/// <summary>Names of people, to be found in a text: in either order, with the first name as an initial, without a middle name.</summary>
public sealed partial class NameList
{
    public static readonly NameList None = new([]);

    private readonly record struct Sought(string[] Words, bool NeedsCapitals);
    private readonly Dictionary<string, List<Sought>> _byFirst = [];

    /// <param name="names">As they were written; a single word, and what does not look like the name of a person, is left out.</param>
    public NameList(IEnumerable<string> names)
    {
        foreach (var name in names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            List<string> words = [.. Word().Matches(name).Select(m => m.Value)];
            if (words.Count is < 2 or > 5 || NotAName().IsMatch(name) || words.TrueForAll(w => w.Length < 2)) continue;
            // A nickname is written small: only where it is written large it is meant.
            var small = words.Exists(w => !char.IsUpper(w[0]) && !Particle().IsMatch(w));
            string[] plain = [.. words.Select(Plain)];
            for (var n = 0; n < plain.Length; n++) Seek(new([.. plain[n..], .. plain[..n]], small));
            // The surname with what belongs to it: "De Santis".
            var surname = plain[(plain.Length > 2 && Particle().IsMatch(plain[^2]) ? ^2 : ^1)..];
            Seek(new([plain[0], .. surname], small));
            Seek(new([.. surname, plain[0]], small));
            Seek(new([plain[0][..1], .. surname], true));
            Seek(new([plain[0][..1], .. plain[1..]], true));
        }
    }

    internal IEnumerable<(int Start, int Length)> In(string text)
    {
        if (_byFirst.Count == 0) yield break;
        var words = Word().Matches(text);
        for (var n = 0; n < words.Count; n++)
        {
            if (!_byFirst.TryGetValue(Plain(words[n].Value), out var sought)) continue;
            var length = sought.Where(s => Stands(s, text, words, n)).Select(s => s.Words.Length).DefaultIfEmpty().Max();
            if (length == 0) continue;
            var last = words[n + length - 1];
            yield return (words[n].Index, last.Index + last.Length - words[n].Index);
            n += length - 1;
        }
    }

    private static bool Stands(Sought sought, string text, MatchCollection words, int first)
    {
        if (first + sought.Words.Length > words.Count) return false;
        for (var n = 0; n < sought.Words.Length; n++)
        {
            var word = words[first + n];
            if (Plain(word.Value) != sought.Words[n] || sought.NeedsCapitals && !char.IsUpper(word.Value[0])
                && !Particle().IsMatch(word.Value)) return false;
            if (n > 0 && !Between().IsMatch(text[(words[first + n - 1].Index + words[first + n - 1].Length)..word.Index])) return false;
        }
        return true;
    }

    private void Seek(Sought sought)
    {
        if (_byFirst.TryGetValue(sought.Words[0], out var known)) known.Add(sought);
        else _byFirst[sought.Words[0]] = [sought];
    }

    private static string Plain(string word) => string.Concat(word.Replace('’', '\'').Normalize(System.Text.NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).ToLowerInvariant();

    [GeneratedRegex(@"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*")] private static partial Regex Word();

    [GeneratedRegex(@"^[\s.,\-]{1,3}$")] private static partial Regex Between();

    [GeneratedRegex(@"^(?:d[aei]|del|della|dello|dei|degli|la|lo|van|von|el|al|ben|bin)$", RegexOptions.IgnoreCase)]
    private static partial Regex Particle();

    // Bodies, offices and what people call themselves when they do not say their name.
    [GeneratedRegex(
        @"^(?:un|una|uno|il|la|lo|gli|i|le|chi|chiunque)\s|\b(?:associazion\w+|circolo|comitato|comune|cooperativa|ufficio|servizi\w*|gruppo|famiglia|scuola|parrocchia|centro|consulta|tavolo|fondazione|azienda|unione|proloco|garante|segreteria|cittadin\w+|abitant\w+|mamm\w+|nonn\w+|genitor\w+|volontari\w*)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex NotAName();
}
