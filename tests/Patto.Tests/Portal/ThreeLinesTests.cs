using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Portal;
using Patto.Provenance;
using Thread = Patto.Provenance.Thread;

namespace Patto.Tests.Portal;

/// <summary>A thread in three lines is true whatever came of it.</summary>
[Trait(PlatformHost.Needs, PlatformHost.Nothing)]
public sealed class ThreeLinesRuleTests
{
    private static readonly DateTimeOffset Since = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 10, 1);

    private static ThreeLines Of(Fate? fate, IReadOnlyList<Owed> owed, bool hasEnded, params (string Kind, Settled? Outcome)[] way)
    {
        var cards = way.Select((w, n) => new Card(new(w.Kind, Guid.CreateVersion7()), null, $"Cosa {n}", "1 settembre 2026", null,
            w.Outcome)).ToList();
        List<Link> links = [.. cards.Zip(cards.Skip(1)).Select(p => Link.Tie(p.First.Subject, Relation.GatheredInto, p.Second.Subject,
            null, Since, null, Visibility.Public, Id<Patto.Authorities.Authority>.New(), Guid.NewGuid()))];
        Thread thread = new(cards[0].Subject, cards.ToDictionary(c => c.Subject), links);
        return ThreeLines.Of(thread, fate, owed, hasEnded, Today, new Texts());
    }

    [Fact]
    public void Each_line_says_something_in_every_state_and_what_is_over_waits_for_nothing()
    {
        foreach (var fate in Enum.GetValues<Fate>().Cast<Fate?>().Append(null))
            foreach (var kind in new[] { "contribution", "proposal", "comment", "amendment", "suggestion" })
            {
                var lines = Of(fate, [], false, (kind, null));
                Assert.NotEmpty(lines.Said);
                Assert.NotEmpty(Assert.Single(lines.Became));
                var next = Assert.Single(lines.Next);
                Assert.Equal(fate is Fate.Withdrawn or Fate.TakenBack or Fate.NotPublished or Fate.Dropped,
                    next.StartsWith("Si è fermata qui", StringComparison.Ordinal));
            }
    }

    [Fact]
    public void Where_its_proposal_is_not_carried_on_it_says_why_and_waits_for_nothing()
    {
        Card voice = new(new("contribution", Guid.CreateVersion7()), "LWF-C0001", "Un bus", "1 settembre 2026", null),
            proposal = new(new("proposal", Guid.CreateVersion7()), "LWF-P0001", "Bus la sera", "Non portata avanti", null,
                Reason: "Sostituita da LWF-P0002.");
        Thread thread = new(voice.Subject, new[] { voice, proposal }.ToDictionary(c => c.Subject), [Link.Tie(voice.Subject,
            Relation.GatheredInto, proposal.Subject, null, Since, null, Visibility.Public, Id<Patto.Authorities.Authority>.New(),
            Guid.NewGuid())]);
        var lines = ThreeLines.Of(thread, Fate.Published, [], false, Today, new Texts());
        Assert.Equal(["Fa parte della proposta «Bus la sera».", "Non si porta avanti. Il motivo: Sostituita da LWF-P0002."], lines.Became);
        Assert.Equal(["Si è fermata qui: non si aspetta altro."], lines.Next);
    }

    [Fact]
    public void What_became_of_it_goes_as_far_as_the_thread_does()
    {
        var lines = Of(Fate.Published, [], false, ("contribution", null), ("proposal", null), ("comma", null), ("outcome", Settled.InPart));
        Assert.Equal(["Fa parte della proposta «Cosa 1».", "È all'origine di un punto di un testo.",
            "Chi decide ha risposto: Accolto in parte."], lines.Became);
        Assert.Equal(["La risposta c'è: non si aspetta altro."], lines.Next);
        lines = Of(Fate.Published, [], false, ("contribution", null), ("proposal", null), ("proposal", null), ("outcome", Settled.Accepted),
            ("action", null), ("indicator", null));
        Assert.Equal("Fa parte di 2 proposte.", lines.Became[0]);
        Assert.Equal(["Si misura che cosa cambia: «Cosa 5»."], lines.Next);
    }

    [Fact]
    public void What_is_missing_is_said_with_who_owes_it_and_the_nearest_term_and_a_term_that_passed_is_called_so()
    {
        Owed[] owed = [new("Votare il testo", "Il Consiglio", new(2027, 3, 9)), new("Rispondere", "Il Tavolo", new(2026, 9, 9))];
        var late = Of(Fate.Published, owed, false, ("contribution", null)).Next;
        Assert.Equal("Manca ancora questo: Rispondere. Lo deve: Il Tavolo.", late[0]);
        Assert.StartsWith("Doveva esserci entro il", late[1], StringComparison.Ordinal);
        Assert.StartsWith("Il termine è il", Of(Fate.Published, owed[..1], false, ("contribution", null)).Next[1],
            StringComparison.Ordinal);
        // Closed without an answer: nobody owes it any more.
        Assert.StartsWith("Il percorso si è concluso", Assert.Single(Of(Fate.Published, owed, true, ("contribution", null)).Next),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_a_change_only_the_nearest_words_that_stayed_are_read_and_no_change_is_lost()
    {
        var kept = string.Join(' ', Enumerable.Range(0, 80).Select(n => $"parola{n}"));
        var words = TextDiff.Between($"{kept} dodici membri {kept}", $"{kept} quindici membri {kept}");
        var near = ChangeBook.Near(words).ToList();
        Assert.Equal(words.Where(w => w.Change != Change.Kept), near.Where(w => w.Change != Change.Kept));
        Assert.True(near.Sum(w => w.Text.Length) < 220);
        Assert.StartsWith("… parola", near[0].Text, StringComparison.Ordinal);
        Assert.EndsWith(" …", near[^1].Text, StringComparison.Ordinal);
        var shortOnes = TextDiff.Between("Sono dodici membri.", "Sono quindici membri.");
        Assert.Equal(shortOnes, ChangeBook.Near(shortOnes));
    }
}

/// <summary>The page of the thread tells the same in the whole town.</summary>
public sealed class ThreeLinesTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_voice_that_came_into_a_text_shows_how_the_words_read_before_and_after()
    {
        var codes = await demo.Host.InDb(db => db.Set<Contribution>().AsNoTracking().Where(c => c.IsPublic && c.Reach >= Reach.Text)
            .OrderBy(c => c.Number).Select(c => c.Code).Take(12).ToListAsync(Cancel));
        Assert.NotEmpty(codes);
        var (visitor, changed) = (demo.Host.Visitor(), 0);
        foreach (var code in codes)
        {
            var page = await visitor.ReadAsync($"/filo/{code}");
            Assert.Equal(3, page.QuerySelectorAll("section[aria-labelledby=tre-righe] li").Count(li => li.TextContent.Trim().Length > 0));
            // In the order in which it is read aloud: the three lines, what changed, the whole thread.
            var order = page.QuerySelectorAll("main section h2[id]").Select(h => h.Id).ToList();
            Assert.True(order.IndexOf("tre-righe") < order.IndexOf("albero"));
            if (page.QuerySelector("section[aria-labelledby=cambia]") is not { } section) continue;
            Assert.Equal("tre-righe cambia albero", string.Join(' ', order.Take(3)));
            changed += section.QuerySelectorAll("dd ins, dd del").Length;
            Assert.Equal(section.QuerySelectorAll("dt").Length, section.QuerySelectorAll("dd").Length);
            // What is marked for the eye is said to the ear.
            Assert.All(section.QuerySelectorAll("ins, del"), m => Assert.Contains("visually-hidden", m.InnerHtml,
                StringComparison.Ordinal));
        }
        Assert.True(changed > 0, "No voice of the town changed a word.");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/filo/LWF-C9999")).StatusCode);
    }
}
