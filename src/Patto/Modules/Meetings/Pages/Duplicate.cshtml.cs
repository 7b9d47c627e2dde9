using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The same meeting again: one copy, or one for each neighbourhood that is chosen. Copies are drafts, without people.</summary>
public sealed class DuplicateModel : MeetingPage
{
    public override Act Demands => MeetingActs.Organise;

    protected override bool ReadsRegistrations => false;

    [BindProperty, StringLength(80)] public List<string> Areas { get; set; } = [];

    private IReadOnlyList<Area> _areas = [];
    public IEnumerable<Choice> Choices => _areas.Where(a => a.Key != Meeting.Area).Select(a => new Choice(a.Key, a.Name));

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        _areas = await Get<ProcessBook>().AreasAsync(Process.Id, cancel);
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var chosen = _areas.Where(a => Areas.Contains(a.Key)).ToList();
        return await ActAsync(async write =>
        {
            var look = await SameQuestion.LookAsync(this, write, cancel);
            var source = await HereAsync(write);
            var titles = chosen.Count == 0 ? [(Key: source.Area, Title: L["{0} (copia)", source.Title].Value)]
                : chosen.Select(a => (Key: (string?)a.Key, Title: $"{source.Title}: {a.Name}")).ToList();
            var made = 0;
            foreach (var (area, title) in titles)
            {
                var like = write.Db.Meetings.Any(m => m.Process == Process.Id && m.Title == title && m.State != MeetingState.Cancelled);
                if (look.SaysSame(like, title, L["C'è già «{0}»: è lo stesso incontro?", title],
                    L["È lo stesso: lascia quello che c'è"], L["È un altro: preparalo"])) continue;
                var copy = await write.Get<MeetingBook>().PlanAsync(Process, title, source.Method, source.Start, source.End, cancel);
                copy.CopyFrom(source, area);
                made++;
            }
            return new(MeetingUrls.Programme(Process.Slug), L.Count(made, "Un incontro in bozza in più.", "{0} incontri in bozza in più."));
        });
    }
}
