using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <summary>The drawing of the home page: a round table seen from above, people and the threads between them. Decorative.</summary>
[HtmlTargetElement("p-hero-art", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class HeroArtTagHelper : UiTagHelper
{
    private const int Seats = 11;
    private static readonly string[] Colours = ["contributo", "proposta", "articolo", "decisione", "indicatore", "accent", "primary"];
    private static readonly (int From, int To)[] Threads = [(0, 4), (1, 6), (2, 8), (3, 9), (5, 10), (7, 1), (4, 8), (6, 10),
        (0, 7), (2, 5)];

    public override void Process(TagHelperContext context, TagHelperOutput output) => Replace(output, Markup.Of($"""
        <svg class="hero-art" viewBox="30 28 420 344" aria-hidden="true">
        <ellipse class="a-table" cx="240" cy="200" rx="118" ry="88"></ellipse>
        {Threads.Select((t, i) => Thread(t.From, t.To, i))}{Sheet(190, 190, -14, "contributo")}{Sheet(288, 206, 12, "articolo")}
        <g transform="translate(240 186)"><path class="a-primary" d="M0-34c9 11 15 19 15 27a15 15 0 0 1-30 0c0-8 6-16 15-27Z"></path>
        <path class="a-check" d="m-6.5-6 4.5 5L7-12"></path></g>
        <path class="a-wave" d="M196 246c10-6 20-6 30 0s20 6 30 0 20-6 30 0"></path>{Enumerable.Range(0, Seats).Select(Person)}</svg>
        """));

    private static (double X, double Y) Seat(int number)
    {
        var angle = -Math.PI / 2 + number * 2 * Math.PI / Seats;
        return (240 + 172 * Math.Cos(angle), 200 + 138 * Math.Sin(angle));
    }

    private static Markup Thread(int from, int to, int bend)
    {
        var (a, b) = (Seat(from), Seat(to));
        return $"""<path class="art-line a-{Colours[from % 7]}" d="M{a.X} {a.Y}Q{240 + (bend % 3 - 1) * 26} {200 + (to % 3 - 1) * 22} {b.X} {b.Y}"></path>""";
    }

    private static Markup Sheet(int x, int y, int turn, string colour) =>
        $"""<g transform="translate({x} {y}) rotate({turn})"><rect class="a-sheet" x="-22" y="-28" width="44" height="56" rx="4"></rect><rect class="a-{colour}" x="-14" y="-18" width="20" height="4" rx="2"></rect><path class="a-text" d="M-14 -8h28M-14 0h28M-14 8h18"></path></g>""";

    private static Markup Person(int number)
    {
        var (x, y) = Seat(number);
        return $"""<g class="a-{Colours[number % 7]}" transform="translate({x} {y})"><circle class="a-ring" r="25"></circle><circle cy="-5" r="7"></circle><path d="M-13 15a13 11 0 0 1 26 0z"></path></g>""";
    }
}
