using Deliberation.Formats.Regulations;

namespace Deliberation.Tests.Formats.Regulations;

/// <summary>Regulations made by chance, of the shapes that real ones have.</summary>
/// <param name="seed">Which one.</param>
/// <param name="office">Also what only a file of a word processor can tell: words that look like the beginning of a part or an entry and
/// are none, entries that begin with a letter or a table, notes of several lines.</param>
internal sealed class SomeRegulation(int seed, bool office = false)
{
    // Each of them would be read as something else where nothing but the words says what they are.
    private static readonly string[] s_looks = ["Art. 3 – Finalità", "a) la prima", "1. Il Comune", "2) Altro", "– un punto", "Allegato B",
        "TITOLO II", "Capo I – Principi", "In parole semplici: così", "INDICE", "Letto, approvato e sottoscritto", "LA SINDACA",
        "(abrogato)", "pag. 3", "12", "Art. 1 – Sede ........ 4", "# titolo", "| a | b |", "- trattino", "i dati:\ta) uno; b) due",
        "Parte I", "Punto 2 – Tempi", "§ 4", "c.", "𝒜𝓁𝒻𝒶 <b>&amp;", "qui:  due blanchi", "Chiusa"];

    private static readonly RegulationPartKind[] s_divisions = [RegulationPartKind.Book, RegulationPartKind.Section];

    private readonly Random _chance = new(seed);

    private static readonly string[] s_words = ["la", "Consulta", "esprime", "pareri", "sul", "trasporto", "sociale", "entro", "trenta",
        "giorni", "chi", "abita", "nel", "quartiere", "può", "chiedere", "l’aiuto", "del", "Comune", "ai", "sensi", "dell’art. 12",
            "comma", "2",
        "legge 241/1990", "2,50", "euro", "perché", "così", "è", "già", "welfare*locale", "a_b", "[nota]", "10.000", "c.d.", "D’Angelo",
            "|", "#"];

    private static readonly string[] s_adverbs = ["bis", "ter", "quater"];

    internal RegulationText Make()
    {
        var parts = new List<RegulationPart>();
        int article = 0, title = 0, chapter = 0;
        for (int n = _chance.Next(1, 9); n > 0; n--)
        {
            if (_chance.Next(4) == 0) parts.Add(Division(RegulationPartKind.Title, WordNumbering.In("upperRoman", ++title)));
            if (_chance.Next(3) == 0) parts.Add(Division(RegulationPartKind.Chapter, WordNumbering.In("upperRoman", ++chapter)));
            if (office && _chance.Next(5) == 0) parts.Add(Division(s_divisions[_chance.Next(2)], $"{_chance.Next(1, 9)}"));
            if (_chance.Next(8) == 0 && parts.Count > 0) parts.Add(new(RegulationPartKind.Group, "", Heading(), false, []));
            string label = $"{++article}";
            parts.Add(Article(label));
            for (int b = 0; b < s_adverbs.Length && _chance.Next(6) == 0; b++) parts.Add(Article($"{label}-{s_adverbs[b]}"));
        }
        if (_chance.Next(3) == 0) parts.Add(new(RegulationPartKind.Annex, "A", Heading(), false, [.. Enumerable.Range(1, _chance.Next(1, 4))
            .Select(i => new RegulationComma(_chance.Next(2) == 0 ? "" : $"{i}", [new(0, "", Sentence("."))], []))]));
        else if (_chance.Next(3) == 0) parts.Add(new(RegulationPartKind.Closing, "", "", false, [new("", [new(0, "", "COPIA CONFORME")],
            [])]));
        if (office) Office(parts);
        string name = "Regolamento di prova numero " + seed;
        var premise = Enumerable.Range(0, _chance.Next(3)).Select(_ => new RegulationLine(0, "", Sentence("."))).Append(new(0, "", name));
        return office ? Titled(name, [.. premise], parts) : new(name, [.. premise], parts);
    }

    private void Office(List<RegulationPart> parts)
    {
        if (_chance.Next(2) == 0 && parts[^1].Kind != RegulationPartKind.Closing) parts.Add(new(RegulationPartKind.Closing, "", "", false,
            [.. Enumerable.Range(0, _chance.Next(4)).Select(_ => Comma(_chance.Next(6) == 0 ? "1" : ""))]));
        for (int n = _chance.Next(3); n > 0; n--) parts.Add(new(RegulationPartKind.Annex, n == 2 ? "" : "C", _chance.Next(3) == 0 ? ""
            : Heading(), _chance.Next(9) == 0, [.. Enumerable.Range(0, _chance.Next(4)).Select(i =>
                Odd(_chance.Next(2) == 0 ? "" : $"{i}"))]));
    }

    private RegulationText Titled(string name, List<RegulationLine> premise, List<RegulationPart> parts)
    {
        if (_chance.Next(4) == 0) premise.Insert(0, Table());
        if (_chance.Next(4) == 0) premise.Add(new(0, "", Sentence(".")));
        return _chance.Next(5) switch
        {
            0 => new("", premise, parts),
            1 => new(name, [.. premise.Select(l => l.Text == name ? l with { Text = "COMUNE DI PROVA\n" + name + " – bozza" } : l)], parts),
            _ => new(name, premise, parts),
        };
    }

    private RegulationLine Table() => new(0, "", "", [.. Enumerable.Range(0, _chance.Next(1, 5)).Select(_ =>
        (IReadOnlyList<string>)[Heading(), "due\nrighe", _chance.Next(3) == 0 ? "" : "2,50"])]);

    private RegulationComma Odd(string label) => _chance.Next(5) switch
    {
        0 => new(label, [Table()], []),
        1 => new(label, [Table(), new(0, "", Sentence(".")), new(0, "", "", [[Heading()]])], [Sentence(".")]),
        2 => new(label, [new(1, "a", Sentence(";")), new(2, "–", Sentence(";")), new(1, "c-bis", Sentence("."))], []),
        3 => new(label, [Table()], [Sentence("."), "nota\tdi due\nrighe"]),
        _ => Comma(label),
    };

    private RegulationPart Division(RegulationPartKind kind, string label) => new(kind, label, _chance.Next(5) == 0 ? ""
        : Heading(), false, []);

    private RegulationPart Article(string label)
    {
        if (_chance.Next(10) == 0) return new(RegulationPartKind.Article, label, _chance.Next(2) == 0 ? "" : Heading(), true, []);
        bool numbered = _chance.Next(5) > 0;
        var commi = new List<RegulationComma>();
        for (int n = 1, last = _chance.Next(1, 5); n <= last; n++)
        {
            commi.Add(Comma(numbered ? $"{n}" : ""));
            if (numbered && _chance.Next(8) == 0) commi.Add(Comma($"{n}-bis"));
            if (office && _chance.Next(6) == 0) commi.Add(Odd(numbered ? $"{n}-ter" : ""));
        }
        return new(RegulationPartKind.Article, label, _chance.Next(6) == 0 ? "" : Heading(), false, commi,
            _chance.Next(9) == 0 ? Sentence(".").Replace('\n', ' ') : "");
    }

    private RegulationComma Comma(string label)
    {
        var lines = new List<RegulationLine>();
        bool letters = _chance.Next(4) == 0;
        lines.Add(new(0, "", Sentence(letters ? ":" : ".")));
        for (int n = 0, last = letters ? _chance.Next(2, 6) : 0; n < last; n++)
        {
            string letter = $"{(char)('a' + n)}";
            bool points = _chance.Next(6) == 0;
            lines.Add(new(1, letter, Sentence(points ? ":" : ";")));
            for (int p = 1; points && p <= 3; p++) lines.Add(new(2, $"{p}", Sentence(";")));
            if (_chance.Next(12) == 0) lines.Add(new(1, letter + "-bis", Sentence(";")));
        }
        if (label.Length > 0 && _chance.Next(10) == 0) lines.Add(new(0, "", Sentence(".")));
        if (_chance.Next(12) == 0) lines.Add(new(0, "", "", [.. Enumerable.Range(0, _chance.Next(2, 5)).Select(_ =>
            (IReadOnlyList<string>)[Heading(), Heading(), _chance.Next(3) == 0 ? "" : "2,50"])]));
        return new(label, lines, [.. Enumerable.Range(0, _chance.Next(10) == 0 ? _chance.Next(1, 3) : 0).Select(_ => Sentence("."))]);
    }

    private string Heading() => Capital(string.Join(' ', Enumerable.Range(0, _chance.Next(1, 5)).Select(_ => s_words[_chance.Next(20)])));

    private string Sentence(string end)
    {
        if (office && _chance.Next(6) == 0) return s_looks[_chance.Next(s_looks.Length)];
        string text = Capital(string.Join(' ', Enumerable.Range(0, _chance.Next(3, 14)).Select(_ =>
            s_words[_chance.Next(s_words.Length)])));
        if (_chance.Next(15) == 0) text += ",\nanche per telefono";
        return text + " qui" + end;
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
