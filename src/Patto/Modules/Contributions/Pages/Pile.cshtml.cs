using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Contributions.Pages;

/// <summary>A pile of written slips, typed one after the other with the keyboard alone; what is the same for the whole pile
/// stays.</summary>
public sealed class PileModel : TypingPage
{
    public override Act Demands => ContributionActs.Enter;

    [BindProperty, Required(ErrorMessage = "Scrivi il codice o le lettere del foglietto."), StringLength(40)]
    public string Slip
    {
        get;
        set;
    } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi che cosa c'è sul foglietto."),
        StringLength(Contribution.Longest)]
    public string Text { get; set; } = "";
    [BindProperty] public ContributionKind Kind { get; set; } = ContributionKind.Remark;
    [BindProperty, StringLength(60)] public string? Theme { get; set; }
    [BindProperty, StringLength(60)] public string? Area { get; set; }
    [BindProperty] public DateOnly? Said { get; set; }

    public void OnGet(string? tema, string? zona, DateOnly? detto) => (Theme, Area, Said) = (tema, zona, detto);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        LookAtAnswers();
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var entry = write.Get<Entry>();
            var slip = await entry.FindSlipAsync(Process, Slip, cancel);
            await entry.WriteOnSlipAsync(Process, slip,
                new(Text, Via.Paper)
                {
                    Kind = Kind,
                    Theme = Theme,
                    Area = Area,
                    Said = EnterModel.SaidAt(Said, write.Now),
                    Answers = await AnsweredAsync(write, cancel),
                }, cancel);
            return new(ContributionUrls.Pile(Process.Slug) + QueryString.Create(Sticky()), L["{0} registrato. Il prossimo.", slip.Code]);
        });
    }

    private IEnumerable<KeyValuePair<string, string?>> Sticky()
    {
        if (!string.IsNullOrEmpty(Theme)) yield return new("tema", Theme);
        if (!string.IsNullOrEmpty(Area)) yield return new("zona", Area);
        if (ChosenPhase is { } phase) yield return new("fase", phase.ToString());
        if (Said is { } day) yield return new("detto", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }
}
