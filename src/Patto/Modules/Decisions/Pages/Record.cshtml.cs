using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Modules.Decisions.Contracts;
using Patto.Provenance;
using Patto.Web.Ui;

namespace Patto.Modules.Decisions.Pages;

/// <summary>The answer on one item, as it is typed.</summary>
public sealed class ItemInput
{
    public Settled? Settled { get; set; }
    [StringLength(4000)] public string? Reason { get; set; }
    [StringLength(200)] public string? Office { get; set; }
    public DateOnly? Due { get; set; }
}

/// <summary>The decision on the merits: one form with all articles, proposals and amendments. Nothing typed is lost.</summary>
public sealed class RecordModel : ActPage
{
    /// <summary>In the order of what was handed over.</summary>
    [BindProperty] public List<ItemInput> Items { get; set; } = [];
    [BindProperty] public bool Adopts { get; set; }

    public IReadOnlySet<Subject> Settled { get; private set; } = new HashSet<Subject>();
    public IEnumerable<SelectListItem> Outcomes => Enum.GetValues<Settled>().Select(s => new SelectListItem(L[s.Italian()], s.ToString()));

    protected override string Step => L["Decisione sul merito"];

    protected override async Task<bool> FindMoreAsync(CancellationToken cancel)
    {
        Settled = await Get<Deciding>().SettledAsync(HandOver, cancel);
        // As many as there are points, however many were sent.
        Items = [.. HandOver.Items.Select((_, i) => Typed(i))];
        return true;
    }

    public void OnGet() => (Organ, About, Adopts, Items) = (HandOver.To, L["Decisione su: {0}", HandOver.What],
        HandOver.Document is not null, [.. HandOver.Items.Select(_ => new ItemInput())]);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        List<Entry> entries = [.. HandOver.Items.Zip(Items,
            (item, typed) => new Entry(item.Subject, typed.Settled, typed.Reason, typed.Office, typed.Due))];
        return await ActAsync(async w =>
        {
            var decision = await w.Get<Deciding>().DecideAsync(await LoadAsync(w, HandOver.Id), Act, entries, Adopts, w.Now);
            return DecisionUrls.Show(Process.Slug, decision.Id);
        }, L["Decisione registrata."]);
    }

    /// <summary>Whatever has no outcome yet is accepted, on the page alone: it is read once more, changed where it is not so, and
    /// recorded with the rest.</summary>
    public IActionResult OnPostAcceptRest()
    {
        foreach (var typed in ModelState.Values)
        {
            typed.Errors.Clear();
            typed.ValidationState = Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Valid;
        }
        foreach (var (i, item) in HandOver.Items.Index())
            if (item.Owed && Items[i].Settled is null && !Settled.Contains(item.Subject))
            {
                Items[i].Settled = Provenance.Settled.Accepted;
                Assumed++;
            }
        return Page();
    }

    /// <summary>How many points were just set to accepted.</summary>
    public int Assumed { get; private set; }

    public ItemInput Typed(int i) => Items.ElementAtOrDefault(i) ?? new();
    public static string? Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
