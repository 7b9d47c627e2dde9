using System.ComponentModel.DataAnnotations;
using Deliberation.Formats;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Grants;
using Patto.Modules.Draws.Contracts;
using Patto.Web;

namespace Patto.Modules.Draws.Pages;

/// <summary>Quotas are typed, pasted or suggested from the population's table; after the opening they only get wider.</summary>
public sealed class QuotasModel : DrawPage
{
    /// <summary>Bytes; the table of a region's towns has some hundred kilobytes.</summary>
    private const long Largest = 2_000_000;
    private const int LongestLines = 20_000;

    public override Act Demands => DrawActs.Keep;

    [BindProperty, StringLength(LongestLines)] public string? Lines { get; set; }
    [BindProperty, StringLength(Draws.Draw.LongestReason)] public string? Why { get; set; }
    [BindProperty] public IFormFile? Document { get; set; }
    [BindProperty, StringLength(200)] public string? Town { get; set; }
    [BindProperty, StringLength(200)] public string? Ages { get; set; } = "16-34, 35-64, 65+";
    [BindProperty] public int Slack { get; set; }

    public bool MayChange => Draw.State is DrawState.Draft or DrawState.Open;
    public IReadOnlyList<string> Towns { get; private set; } = [];
    public IEnumerable<SelectListItem> TownItems => Towns.Select(t => new SelectListItem(t, t));

    protected override Task<bool> FindInDrawAsync(CancellationToken cancel)
    {
        ViewData["App"] = true;
        Trail((Draw.Title, Home), (L["Le quote"].Value, null));
        return Task.FromResult(true);
    }

    protected internal override void Fill()
    {
        Lines = QuotaLines.Write(Draw.State == DrawState.Open && Draw.Obstacle is { Wider.Count: > 0 } obstacle ? obstacle.Wider
            : Draw.Quotas);
        Why = null;
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostSaveAsync(CancellationToken cancel) => ChangeAsync((draw, write) =>
    {
        var quotas = QuotaLines.Read(Lines);
        if (draw.State == DrawState.Open) draw.Widen(quotas, Why ?? "", write.Now);
        else draw.Weigh(quotas);
        return Task.FromResult<Done>(Work);
    }, L["Le quote sono salvate."], cancel);

    /// <summary>Nothing is saved: what is suggested stands in the field, to be looked at.</summary>
    public async Task<IActionResult> OnPostSuggestAsync(CancellationToken cancel)
    {
        if (Document is not { Length: > 0 }) ModelState.AddModelError(nameof(Document), L["Scegli il file della popolazione."]);
        else if (Document.Length > Largest) ModelState.AddModelError(nameof(Document), L["Il file è troppo grande: al massimo 2 MB."]);
        RuleViolation.UnlessAt(nameof(Slack), Slack is >= 0 and <= 20, "quotas.slack", "I posti di scarto vanno da 0 a 20.");
        if (!ModelState.IsValid) return Page();
        var bands = Population.Bands(Ages ?? "");
        using var bytes = new MemoryStream();
        await Document!.CopyToAsync(bytes, cancel);
        try
        {
            var population = Population.Read(bytes.ToArray());
            Towns = population.Towns;
            if (Towns.Count > 1 && !Towns.Contains(Town ?? ""))
            {
                ModelState.AddModelError(nameof(Town), L["Nel file ci sono più comuni: scegli quale, e carica di nuovo il file."]);
                return Page();
            }
            Propose(Population.Suggest(Draw.Seats, population.Parts(bands, Town), Slack));
        }
        catch (FormatError wrong)
        {
            ModelState.AddModelError(nameof(Document), Say(wrong.Text.Italian, wrong.Text.English));
        }
        return Page();
    }

    // Categories that the population does not know stay as they are.
    private void Propose(IReadOnlyList<SeatQuota> suggested)
    {
        var known = suggested.Select(q => q.Category).ToHashSet(StringComparer.OrdinalIgnoreCase);
        ModelState.Clear();
        Lines = QuotaLines.Write(suggested.Concat(Draw.Quotas.Where(q => !known.Contains(q.Category))));
    }
}
