using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>Meetings by title, method and day; neither place nor who came.</summary>
internal sealed class TellTheMeetings(AppDb db) : ITellTemplate
{
    public int Order => 20;
    public string Key => "incontri";
    public string Title => "Gli incontri, senza iscritti e senza verbali";

    public async Task<Template> TellAsync(Id<Process> process, DateOnly starts, Template soFar, CancellationToken cancel)
    {
        var meetings = await db.Meetings.AsNoTracking().Where(m => m.Process == process && m.State != MeetingState.Cancelled)
            .OrderBy(m => m.Start).ThenBy(m => m.Number).ToListAsync(cancel);
        var themes = (soFar.Themes ?? []).Select(t => t.Key).ToHashSet();
        var taken = new HashSet<string>();
        return soFar with
        {
            Meetings = [.. meetings.Select(m => new TemplateMeeting(
                m.PlannedKey is { } key && taken.Add(key) ? key : $"incontro-{m.Number}", m.Title, TemplateWriter.Kebab(m.Method),
                soFar.PhaseAt(starts, m.Day), TemplateWriter.DayFrom(starts, m.Day), m.Theme is { } t && themes.Contains(t) ? t : "",
                m.TakesRegistrations))],
        };
    }
}
