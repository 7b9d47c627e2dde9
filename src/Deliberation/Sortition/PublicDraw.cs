using System.Globalization;
using System.Text;

namespace Deliberation.Sortition;

/// <summary>
/// What everybody gets of a draw: random numbers in the place of people, nothing of what they are like; everybody's chance, the quotas,
/// all panels, the hash of the whole record, and later the seed and the panel it draws.
/// </summary>
/// <remarks>
/// It shows that the list is the one that was published and that the event drew this panel from it. That the panels keep the quotas and
/// that the chances are the fairest, <see cref="WholeDraw"/> shows, whose hash stands here. <see cref="Text"/> is hashed as the whole
/// record is. Numbers must be drawn: in the order of arrival they would say who came when.
/// </remarks>
/// <param name="SeedRule">Which event gives the seed, when, and how it is written.</param>
/// <param name="Digits">As in <see cref="WholeDraw"/>.</param>
/// <param name="PanelSize">Seats.</param>
/// <param name="Quotas">As in the pool.</param>
/// <param name="Numbers">Everybody in the pool.</param>
/// <param name="Chances">Exact chance of each before rounding to equally likely panels, 0 to 1.</param>
/// <param name="Panels">Numbers of the members of each panel.</param>
/// <param name="WholeHash">SHA-256 of the whole record's text.</param>
/// <param name="Hash">SHA-256 of <see cref="Text"/> in UTF-8, in lower-case hexadecimal.</param>
/// <param name="Outcome">Null before the event.</param>
public sealed record PublicDraw(
    string SeedRule,
    int Digits,
    int PanelSize,
    IReadOnlyList<Quota> Quotas,
    IReadOnlyList<string> Numbers,
    IReadOnlyList<double> Chances,
    IReadOnlyList<IReadOnlyList<string>> Panels,
    string WholeHash,
    string Hash,
    DrawOutcome? Outcome)
{
    /// <summary>The whole record without what people are like.</summary>
    /// <param name="whole">Before or after the event.</param>
    public static PublicDraw Of(WholeDraw whole)
    {
        ArgumentNullException.ThrowIfNull(whole);
        var draw = new PublicDraw(whole.SeedRule, whole.Digits, whole.PanelSize, whole.Quotas, [.. whole.People.Select(p => p.Id)],
            whole.Chances, whole.Panels, whole.Hash, "", whole.Outcome);
        return draw with { Hash = UniformLottery.HashOf(draw.Text()) };
    }

    /// <summary>
    /// All that is settled before the event, a line each, ended by a line feed, fields divided by tabs: rule for the seed and digits;
    /// seats; hash of the whole record; each quota (category, feature, min, max); each number with its chance (shortest decimal that gives
    /// it back); then each panel as in <see cref="UniformLottery.Text"/>. Escaped as in <see cref="WholeDraw.Text"/>.
    /// </summary>
    public string Text()
    {
        var text = new StringBuilder();
        void Line(params IEnumerable<string> fields) => WholeDraw.AddLine(text, fields);
        Line(SeedRule, WholeDraw.Number(Digits));
        Line(WholeDraw.Number(PanelSize));
        Line(WholeHash);
        foreach (var q in Quotas) Line(q.Category, q.Feature, WholeDraw.Number(q.Min), WholeDraw.Number(q.Max));
        for (int i = 0; i < Numbers.Count; i++) Line(Numbers[i], Chances[i].ToString("R", CultureInfo.InvariantCulture));
        for (int i = 0; i < Panels.Count; i++) text.Append(UniformLottery.TicketLine(i, Panels[i]));
        return text.ToString();
    }

    /// <summary>The ticket that a seed draws; null where digits were announced and these are no such digits.</summary>
    /// <param name="seed">From the event.</param>
    public int? TicketOf(string seed) => WholeDraw.TicketOf(seed, Digits, WholeHash, Panels.Count);

    /// <summary>Largest difference between a number's share of the panels and its exact chance, 0 to 1.</summary>
    public double LargestDeviation() => WholeDraw.LargestDeviation(Panels, Numbers, Chances);

    /// <summary>Checks all that everybody can check: list and hash, that each panel has its seats, the ticket and its panel, that a reserve
    /// is none of the panel and stands once.</summary>
    /// <param name="cancel">Asked at every panel.</param>
    /// <returns>What does not hold; empty when everything does.</returns>
    public IReadOnlyList<Bilingual> Verify(CancellationToken cancel = default)
    {
        var wrong = new List<Bilingual>();
        if (!string.Equals(UniformLottery.HashOf(Text()), Hash, StringComparison.OrdinalIgnoreCase))
            wrong.Add(new("L'impronta pubblicata non è quella di questo elenco: regola, quote, numeri, possibilità o gruppi sono stati cambiati.",
                "The published hash is not that of this list: rule, quotas, numbers, chances or panels were changed."));
        if (Digits > 0 && Panels.Count != WholeDraw.PanelsOf(Digits)) wrong.Add(WholeDraw.NotAllNumbers(Panels.Count, Digits));
        VerifyPanels(wrong, cancel);
        WholeDraw.VerifyShares(LargestDeviation(), Panels.Count, wrong);
        if (Outcome is { } outcome) VerifyOutcome(outcome, wrong);
        return wrong;
    }

    private void VerifyPanels(List<Bilingual> wrong, CancellationToken cancel)
    {
        var known = Numbers.ToHashSet(StringComparer.Ordinal);
        for (int i = 0; i < Panels.Count && wrong.Count < 20; i++)
        {
            cancel.ThrowIfCancellationRequested();
            if (Panels[i].Count != PanelSize || Panels[i].Distinct(StringComparer.Ordinal).Count() != PanelSize
                || !Panels[i].All(known.Contains))
                wrong.Add(new($"Il gruppo {i} non ha {PanelSize} numeri diversi della lista.",
                    $"Panel {i} does not hold {PanelSize} different numbers of the list."));
        }
    }

    private void VerifyOutcome(DrawOutcome outcome, List<Bilingual> wrong)
    {
        WholeDraw.VerifyTicket(outcome, TicketOf(outcome.Seed), Panels, wrong);
        if (outcome.Reserves is not { } reserves) return;
        string[] named = [.. reserves.OfType<string>()];
        if (reserves.Count != outcome.Panel.Count || named.Distinct(StringComparer.Ordinal).Count() != named.Length
            || named.Any(r => outcome.Panel.Contains(r) || !Numbers.Contains(r)))
            wrong.Add(new("Le riserve non sono numeri diversi della lista, fuori dal gruppo estratto.",
                "The reserves are not different numbers of the list outside the panel drawn."));
    }
}
