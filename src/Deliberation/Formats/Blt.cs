using System.Collections.Immutable;
using System.Globalization;
using Deliberation.Priorities;

namespace Deliberation.Formats;

/// <summary>
/// Ranked ballots in the <c>.blt</c> format (Hill, Wichmann, Woodall 1987): candidates and seats, withdrawn candidates as
/// negative numbers, one line a ballot (<c>voters choice choice … 0</c>; <c>=</c> joins equal choices, <c>-</c> skips a place),
/// <c>0</c>, then names in quotation marks. Of OpaVote's additions: <c>[withdrawn 2 3]</c>, and <c>[tie 3 1 2]</c>, the order that settles
/// ties.
/// </summary>
/// <remarks>
/// Weights may have up to six decimals (<c>0.5 2 1 0</c>): then every ballot is counted in the smallest unit that makes all of them whole,
/// so that one vote is ten or a hundred such units in the results.
/// </remarks>
public static class Blt
{
    /// <summary>Reads a whole file. Linear in its length; withdrawn candidates are left out.</summary>
    /// <exception cref="FormatError">Something is wrong; says where and how to mend it.</exception>
    public static RankedElection Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new BltReader(new TextLines(reader)).Read();
    }
}

internal sealed class BltReader(TextLines lines)
{
    private const int MostCandidates = 100_000; // a typing error must not exhaust the memory

    private readonly HashSet<int> _withdrawn = [];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly List<Ranking> _ballots = [];
    private readonly List<decimal> _weights = [];
    private int[] _tieOrder = [];
    private int _candidates, _seats, _seatsLine;

    public RankedElection Read()
    {
        ReadSizes();
        ReadBallots();
        Candidate[] named = ReadNames();
        int[] kept = [.. _tieOrder.Concat(Enumerable.Range(0, _candidates)).Distinct().Where(candidate => !_withdrawn.Contains(candidate))];
        CountInSmallestUnits();
        var place = new int?[_candidates];
        for (int i = 0; i < kept.Length; i++) place[kept[i]] = i;
        return new RankedElection(
            [.. kept.Select(candidate => named[candidate])], [.. _ballots.Select(ballot => Without(ballot, place))], _seats, _seatsLine);
    }

    private static Ranking Without(Ranking ballot, int?[] place) => ballot with
    {
        Places = [.. ballot.Places
            .Select(group => group.Where(candidate => place[candidate] is not null).Select(candidate => place[candidate]!.Value)
                .ToImmutableArray())
            .Where(group => group.Length > 0)],
    };

    private void ReadSizes()
    {
        Field[] sizes = Words(Filled("la prima riga «candidati posti»", "the first line “candidates seats”"));
        if (sizes.Length != 2)
            throw Wrong(1, "La prima riga deve avere due numeri: candidati e posti.",
                "The first line must have two numbers: candidates and seats.");
        _candidates = Number(sizes[0], 1, MostCandidates);
        _seats = Number(sizes[1], 1, _candidates);
        _seatsLine = lines.Number;
    }

    private void ReadBallots()
    {
        while (true)
        {
            Field[] words = Words(Filled("la riga «0» che chiude le schede", "the line “0” that ends the ballots"));
            if (words is [{ Text: "0" }]) return;
            if (words[0].Text.StartsWith('[')) Remark(words);
            else if (words[0].Text.StartsWith('-')) Withdraw(words);
            else AddBallot(words);
        }
    }

    private void Withdraw(Field[] words)
    {
        foreach (Field word in words) _withdrawn.Add(-Number(word, -_candidates, -1) - 1);
    }

    /// <summary><c>[word number number …]</c>.</summary>
    private void Remark(Field[] words)
    {
        string text = string.Join(' ', words.Select(word => word.Text));
        if (!text.EndsWith(']'))
            throw Wrong(words[^1].Column, "La parentesi quadra non si chiude: aggiungi ].", "The bracket is not closed: add ].");
        Field[] parts = [.. words.Select(word => word with { Text = word.Text.Trim('[', ']') }).Where(word => word.Text.Length > 0)];
        int[] named = [.. parts.Skip(1).Select(part => Number(part, 1, _candidates) - 1)];
        switch (parts.Length == 0 ? "" : parts[0].Text.ToLowerInvariant())
        {
            case "withdrawn":
                _withdrawn.UnionWith(named);
                break;
            case "tie" when named.Distinct().Count() == named.Length:
                _tieOrder = named;
                break;
            case "tie":
                throw Wrong(words[0].Column, "L'ordine per le parità nomina due volte lo stesso candidato.",
                    "The order for ties names a candidate twice.");
            default:
                throw Wrong(words[0].Column, "Tra parentesi quadre conosco [withdrawn …] e [tie …]: togli questa riga.",
                    "In brackets [withdrawn …] and [tie …] are known: remove this line.");
        }
    }

    /// <summary>Weights as whole numbers, in the smallest unit that all of them need.</summary>
    private void CountInSmallestUnits()
    {
        decimal unit = 1;
        while (_weights.Any(weight => weight * unit % 1 != 0)) unit *= 10;
        if (_weights.Sum() * unit > int.MaxValue)
            throw Wrong(0, "Le schede sono troppe per pesi così fini: usa meno decimali.",
                "There are too many ballots for weights as fine as these: use fewer decimals.");
        for (int i = 0; i < _ballots.Count; i++) _ballots[i] = _ballots[i] with { Voters = (int)(_weights[i] * unit) };
    }

    private decimal Weight(Field field) =>
        decimal.TryParse(field.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal weight)
            && weight is > 0 and <= int.MaxValue && decimal.Round(weight, 6) == weight
            ? weight
            : throw Wrong(field.Column,
                $"«{field.Text}» non va bene: qui ci vuole quante persone hanno votato così, da 1 in su o con al più sei decimali dopo il punto.",
                $"“{field.Text}” will not do: how many people voted so is needed here, from 1 up or with at most six decimals after the point.");

    private void AddBallot(Field[] words)
    {
        decimal voters = Weight(words[0]);
        if (words[^1].Text != "0" || words.Length < 2)
            throw Wrong(words[^1].Column, "La scheda deve finire con 0.", "The ballot must end with 0.");
        Field[] choices = words[1..^1];
        string text = string.Join(' ', choices.Select(choice => choice.Text));
        if (_known.TryGetValue(text, out int known))
        {
            _weights[known] += voters;
            return;
        }

        _known[text] = _ballots.Count;
        _ballots.Add(new Ranking([.. choices.Where(choice => choice.Text != "-").Select(Place)], 1, lines.Number));
        _weights.Add(voters);
    }

    private ImmutableArray<int> Place(Field choice)
    {
        var place = ImmutableArray.CreateBuilder<int>();
        int column = choice.Column;
        foreach (string one in choice.Text.Split('='))
        {
            place.Add(Number(new Field(one, column), 1, _candidates) - 1);
            column += one.Length + 1;
        }

        return place.ToImmutable();
    }

    private Candidate[] ReadNames()
    {
        var named = new Candidate[_candidates];
        for (int candidate = 0; candidate < _candidates; candidate++)
        {
            string line = Filled($"il nome del candidato {candidate + 1}", $"the name of candidate {candidate + 1}");
            string name = lines.Split(line.Trim(), '\t')[0].Text;
            named[candidate] = new Candidate(name, name, lines.Number);
        }

        return named;
    }

    /// <summary>The words of a line, without what follows #.</summary>
    private static Field[] Words(string line)
    {
        var words = new List<Field>();
        int end = line.IndexOf('#', StringComparison.Ordinal) is >= 0 and int comment ? comment : line.Length;
        for (int i = 0; i < end; i++)
        {
            if (char.IsWhiteSpace(line[i])) continue;
            int start = i;
            while (i < end && !char.IsWhiteSpace(line[i])) i++;
            words.Add(new Field(line[start..i], start + 1));
        }

        return [.. words];
    }

    private string Filled(string italian, string english)
    {
        string? line;
        do line = lines.NextFilled();
        while (line is not null && line.TrimStart().StartsWith('#'));
        return line ?? throw Wrong(0, $"Il file finisce prima del tempo: manca {italian}.",
            $"The file ends too early: {english} is missing.");
    }

    private int Number(Field field, int least, int most) =>
        int.TryParse(field.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least
            && number <= most
            ? number
            : throw Wrong(
                field.Column,
                $"«{field.Text}» non va bene: qui ci vuole un numero intero da {least} a {most}.",
                $"“{field.Text}” will not do: a whole number from {least} to {most} is needed here.");

    private FormatError Wrong(int column, string italian, string english) => new(lines.Number, column, italian, english);
}
