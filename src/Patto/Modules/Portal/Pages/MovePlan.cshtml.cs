using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>The first day moves, and with it the plan and the meetings: every day is shown, old and new, before anything is
/// saved.</summary>
public sealed class MovePlanModel : ProcessPage
{
    public override Act Demands => ProcessActs.Edit;

    /// <summary>The new first day, as the address has it.</summary>
    [FromQuery(Name = "inizio")] public DateOnly? Wanted { get; set; }
    [BindProperty] public DateOnly? Starts { get; set; }
    /// <summary>The first day when the preview was made.</summary>
    [BindProperty, FarDay] public DateOnly? Was { get; set; }
    [BindProperty, StringLength(600)] public string? Reason { get; set; }

    public ProcessView View { get; private set; } = null!;
    public IReadOnlyList<PlanShift> Lines { get; private set; } = [];
    public IReadOnlyList<MeetingShift> Meetings { get; private set; } = [];
    public int Holidays => Lines.Count(l => l.Why != DayShift.Plain) + Meetings.Count(m => m.Why != DayShift.Plain);
    public bool Shows => New is { } day && day != View.Starts;
    public DateOnly? New => Starts ?? Wanted;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        View = (await Get<ProcessBook>().ReadAsync(Process.Id, cancel))!;
        if (!Shows) return true;
        Lines = await Get<ProcessBook>().ShiftedAsync(Process.Id, New!.Value, cancel);
        Meetings = await Get<MeetingBook>().ShiftedAsync(Process.Id, New.Value.DayNumber - View.Starts.DayNumber, Now, cancel);
        return true;
    }

    protected internal override void Fill() => (Starts, Was) = (New, View.Starts);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || Starts is not { } starts) return Page();
        return await ActAsync(async write =>
        {
            var days = await write.Get<PlanBook>().MoveAsync(Process.Id, starts, Was, Reason ?? "", cancel);
            await write.Get<MeetingBook>().MoveAsync(Process, days, cancel);
            return ProcessUrls.Plan(Process.Slug);
        }, L["Programma spostato."]);
    }
}
