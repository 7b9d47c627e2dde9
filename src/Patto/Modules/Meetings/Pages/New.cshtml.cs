using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

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
            var (dayBegins, dayEnds) = (Texts.RomeTime(Day.Value, TimeOnly.MinValue),
                Texts.RomeTime(Day.Value.AddDays(1), TimeOnly.MinValue));
            var look = await SameQuestion.LookAsync(this, write, cancel);
            var like = (await write.Db.Meetings.Where(m => m.Process == Process.Id && m.State != MeetingState.Cancelled
                && m.Start >= dayBegins && m.Start < dayEnds).Select(m => new { m.Id, m.Title }).ToListAsync(cancel))
                .Find(m => NameOrder.SameKey(m.Title) == NameOrder.SameKey(Title));
            if (look.SaysSame(like is not null, $"{Title} {Day}",
                L["Quel giorno c'è già «{0}»: è lo stesso incontro?", like?.Title ?? ""],
                L["È lo stesso: apri quello"], L["È un altro: preparalo"]))
                return new(MeetingUrls.Show(Process.Slug, like!.Id.Value),
                    L["Questo è l'incontro che c'era già: non ne è stato aggiunto un altro."]);
            var meeting = await write.Get<MeetingBook>().PlanAsync(Process, Title, Method, start, end, cancel);
            return MeetingUrls.Part(Process.Slug, meeting.Id.Value, "modifica");
        });
    }
}
