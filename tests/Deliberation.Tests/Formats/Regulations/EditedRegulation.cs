using Deliberation.Formats.Regulations;

namespace Deliberation.Tests.Formats.Regulations;

/// <summary>What people do to a regulation, by chance: words changed, articles and *commi* that come, go or are abrogated, other headings,
/// notes and tables.</summary>
internal sealed class EditedRegulation(int seed)
{
    private readonly Random _chance = new(seed);

    internal RegulationText Of(RegulationText text)
    {
        var other = new SomeRegulation(seed + 1_000_000, office: true).Make();
        var parts = text.Parts.ToList();
        var premise = text.Premise.ToList();
        for (int n = _chance.Next(1, 8); n > 0; n--)
        {
            int at = _chance.Next(parts.Count);
            switch (_chance.Next(9))
            {
                case 0:
                    parts.Insert(at, other.Articles.First() with { Label = $"{at + 1}-sexies" });
                    break;
                case 1 when parts.Count > 1: parts.RemoveAt(at); break;
                case 2 when parts[at].Kind != RegulationPartKind.Closing:
                    parts[at] = parts[at] with { Heading = Changed(parts[at].Heading.Length > 0 ? parts[at].Heading : "Altra rubrica") };
                    break;
                case 3 when parts[at].Kind == RegulationPartKind.Article:
                    parts[at] = parts[at] with { Abrogated = true, Commi = [] };
                    break;
                case 4 when parts[at].Kind == RegulationPartKind.Article:
                    parts[at] = parts[at] with { Plain = parts[at].Plain.Length > 0 ? Changed(parts[at].Plain) : "parole più semplici" };
                    break;
                case 5 when premise.Count > 0 && premise[0].Table is null && !Names(premise[0], text.Title):
                    premise[0] = premise[0] with { Text = Changed(premise[0].Text) };
                    break;
                case 6 when premise.Count > 0 && !Names(premise[^1], text.Title): premise.RemoveAt(premise.Count - 1); break;
                default: parts[at] = parts[at] with { Commi = Commi(parts[at].Commi, other) }; break;
            }
        }
        // A closing that lost its lines and one behind another are one to whoever reads.
        for (int i = parts.Count - 1; i > 0; i--)
            if (parts[i].Kind == RegulationPartKind.Closing && parts[i - 1].Kind == RegulationPartKind.Closing) parts.RemoveAt(i);
        if (text.Title.Length == 0 || _chance.Next(4) > 0) return new(text.Title, premise, parts);
        string title = text.Title.Replace("di prova", "della Consulta", StringComparison.Ordinal);
        return new(title, [.. premise.Select(l => l with { Text = l.Text.Replace(text.Title, title, StringComparison.Ordinal) })], parts);
    }

    private static bool Names(RegulationLine line, string title) => title.Length > 0 && line.Text.Contains(title, StringComparison.Ordinal);

    private List<RegulationComma> Commi(IReadOnlyList<RegulationComma> commi, RegulationText other)
    {
        var edited = commi.ToList();
        var came = other.Articles.SelectMany(a => a.Commi).ToList();
        int at = _chance.Next(Math.Max(1, edited.Count));
        switch (_chance.Next(5))
        {
            case 0 when came.Count > 0: edited.Insert(at, came[0]); break;
            case 1 when edited.Count > 0: edited.RemoveAt(at); break;
            case 2 when edited.Count > 0:
                edited[at] = edited[at] with { Notes = _chance.Next(2) == 0 ? [] : [.. edited[at].Notes, "Nota nuova."] };
                break;
            default:
                if (edited.Count > 0) edited[at] = edited[at] with { Lines = Lines(edited[at].Lines) };
                break;
        }
        return edited;
    }

    private List<RegulationLine> Lines(IReadOnlyList<RegulationLine> lines)
    {
        var edited = lines.Select(l => _chance.Next(3) > 0 ? l : l.Table is { } table ? l with { Table = Table(table) }
            : l with { Text = Changed(l.Text) }).ToList();
        if (_chance.Next(4) == 0) edited.Add(new(1, "z", "un’altra lettera."));
        if (_chance.Next(4) == 0 && edited.Count > 1) edited.RemoveAt(_chance.Next(1, edited.Count));
        if (_chance.Next(6) == 0) edited.Add(new(0, "", "", [["Voce", "Costo"], ["corsa", "3,00"]]));
        return edited;
    }

    private List<IReadOnlyList<string>> Table(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var edited = rows.ToList();
        int at = _chance.Next(rows.Count);
        switch (_chance.Next(4))
        {
            case 0 when edited.Count > 1: edited.RemoveAt(at); break;
            case 1: edited.Insert(at, [.. rows[0].Select(_ => "nuova")]); break;
            case 2: return [.. edited.Select(r => (IReadOnlyList<string>)[.. r, "colonna"])];
            default: edited[at] = [.. edited[at].Select((c, i) => i == 0 ? "cambiata" : c)]; break;
        }
        return edited;
    }

    private string Changed(string text)
    {
        var words = text.Split(' ').ToList();
        for (int n = _chance.Next(1, 3); n > 0; n--)
        {
            int at = _chance.Next(words.Count);
            if (_chance.Next(3) == 0 && words.Count > 2) words.RemoveAt(at);
            else if (_chance.Next(2) == 0) words.Insert(at, "nuovamente");
            else words[at] = "altrimenti";
        }
        return string.Join(' ', words).Trim();
    }
}
