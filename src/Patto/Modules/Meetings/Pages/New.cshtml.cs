using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings.Pages;

public sealed class NewModel : ProcessPage
{
    public override Act Demands => MeetingActs.Organise;

    [BindProperty, Required(ErrorMessage = "Scrivi il titolo dell'incontro."), StringLength(200)] public string Title { get; set; } = "";
    [BindProperty] public Method Method { get; set; } = Method.Assembly;
    [BindProperty, Required(ErrorMessage = "Scegli il giorno.")] public DateOnly? Day { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi l'ora d'inizio.")] public TimeOnly? From { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi l'ora di fine.")] public TimeOnly? To { get; set; }
    [BindProperty] public DateOnly? LastDay { get; set; }

    public IEnumerable<SelectListItem> Methods => Enum.GetValues<Method>().Select(m => new SelectListItem(L[m.Italian()], m.ToString()));

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var (start, end) = MeetingHours.Of(Day!.Value, From!.Value, LastDay, To!.Value);
            var meeting = await write.Get<MeetingBook>().PlanAsync(Process, Title, Method, start, end, cancel);
            return MeetingUrls.Part(Process.Slug, meeting.Id.Value, "modifica");
        });
    }
}
