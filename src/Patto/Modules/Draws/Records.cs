using System.Globalization;
using Deliberation.Formats;
using Deliberation.Sortition;

namespace Patto.Modules.Draws;

/// <summary>The two files of a draw: the one for everybody, with numbers only, and the whole one, for who guarantees it.</summary>
internal static class Records
{
    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static DrawOutcome? OutcomeOf(Draw draw, PanelList list) => draw.Ticket is { } ticket
        ? new(draw.Seed, ticket, [.. list.Panels()[ticket].Select(Id)], [.. draw.Reserves.Select(r => r is { } n ? Id(n) : null)]) : null;

    /// <param name="candidates">Those with a number.</param>
    public static WholeDraw Whole(Draw draw, IReadOnlyList<Candidate> candidates, PanelList list) => new WholeDraw(draw.Categories,
        Chances.QuotasOf(draw), draw.Seats,
        [.. candidates.OrderBy(c => c.Number).Select(c => new DrawPerson(Id(c.Number!.Value), c.Features, c.Household))], list.Chances,
        [.. list.Panels().Select(p => p.Select(Id).ToArray())], "", draw.SeedRule, OutcomeOf(draw, list), Draw.Digits,
        list.Bound is null).Hashed();

    public static PublicDraw Public(Draw draw, PanelList list) => new(draw.SeedRule, Draw.Digits, draw.Seats, Chances.QuotasOf(draw),
        [.. Enumerable.Range(1, list.Chances.Count).Select(Id)], list.Chances, [.. list.Panels().Select(p => p.Select(Id).ToArray())],
        draw.WholeHash, draw.Hash, OutcomeOf(draw, list));

    public static byte[] Write(Action<TextWriter> write)
    {
        using var text = new StringWriter();
        write(text);
        return System.Text.Encoding.UTF8.GetBytes(text.ToString());
    }
}
