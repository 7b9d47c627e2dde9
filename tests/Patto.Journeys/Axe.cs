using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Patto.Journeys;

/// <summary>axe-core in a page of ours: none has frames, so it runs once in the page itself. Its own driver for Playwright gathers the
/// results of frames in a second page and takes four times the processor.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    private const string Run = """
        async rule => {
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const only = rule ? { type: 'rule', values: [rule] } : { type: 'tag', values: tags };
          const found = await axe.run(document, { runOnly: only, resultTypes: ['violations'] });
          if (!rule && found.passes.length < 10) return [`axe looked at nothing: ${found.passes.length} rules`];
          return found.violations.map(v =>
            `${v.id}: ${v.help}: ${v.nodes.slice(0, 2).map(n => n.html.slice(0, 160)).join(' | ')}`);
        }
        """;

    /// <summary>What is wrong in the page as it stands: rule, what it asks, the first two places; empty when nothing is.</summary>
    /// <param name="rule">Only this one; null: all of WCAG 2.2 AA and what is good practice.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(this IPage page, string? rule = null)
    {
        Assert.Single(page.Frames);
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(Run, rule);
    }

    /// <summary>Nothing is wrong in the page as it stands; otherwise all of it is said.</summary>
    public static async Task DemandSoundAsync(this IPage page)
    {
        var faults = await page.FaultsAsync();
        if (faults.Count > 0) Assert.Fail($"{page.Url} at {page.ViewportSize!.Width} px:\n{string.Join("\n", faults)}");
    }
}
