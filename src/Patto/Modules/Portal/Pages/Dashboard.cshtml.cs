using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Portal.Pages;

/// <summary>What the curator sees in the morning: figures, what is urgent, the legal steps, the plan.</summary>
public sealed class DashboardModel(ProcessBook processes, ContributionBook contributions, ProposalBook proposals, PeopleBook people,
    IEnumerable<IWhatWaits> waits) : ProcessPage
{
    public ProcessView View { get; private set; } = null!;
    public bool Edits { get; private set; }
    public int Unread { get; private set; }
    public int Published { get; private set; }
    public int People { get; private set; }
    public int WithoutMail { get; private set; }
    public int Proposals { get; private set; }
    public int Answers { get; private set; }
    /// <summary>What was taken off the plan is not to do.</summary>
    public int Activities => View.Activities.Count(a => a.State != PlanState.Dropped);
    public int ActivitiesDone => View.Activities.Count(a => a.State == PlanState.Done);
    public int StepsDone => View.LegalSteps.Count(s => s.State == LegalStepState.Done);
    public int StepsToDo => View.LegalSteps.Count(s => s.State != LegalStepState.Skipped);
    public string PeopleWords => L.Count(WithoutMail, "{0} senza e-mail", "{0} senza e-mail");
    public IReadOnlyList<Waiting> ToDo { get; private set; } = [];
    public IReadOnlyList<DeadlineView> Soon => [.. View.Ahead.Where(d => d.On <= View.Today.AddDays(14))];
    public override Act Demands => ProcessActs.Work;

    public bool Enters { get; private set; }
    private bool _carries;

    /// <summary>The sections that this person may open, as the manifests say.</summary>
    public IReadOnlyList<Tab> Tabs { get; private set; } = [];

    private async Task<IReadOnlyList<Tab>> SectionsAsync()
    {
        List<Tab> tabs = [];
        foreach (var section in ModuleManifest.AllSections)
        {
            var may = section.Demands is null || await MayAsync(section.Demands);
            if ((may ? section.Url : section.Otherwise)?.Invoke(Process.Slug) is { } url)
                tabs.Add(new(L[section.Label], url, section.Icon, url == ContributionUrls.Reading(Process.Slug) ? Unread : null));
        }
        return tabs;
    }

    /// <summary>Phases as headings, their activities below.</summary>
    public IReadOnlyList<GanttRow> Plan =>
        [.. View.Phases.SelectMany(p => View.Activities.Where(a => a.Phase == p.Id && a.Dropped.Length == 0)
            .Select(a => new GanttRow(a.Name, a.From, a.Until, a.State.Mark(), a.IsMilestone)).Prepend(new(p.Name)))];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        View = (await processes.ReadAsync(Process.Id, cancel))!;
        return true;
    }

    /// <summary>The dashboard itself, although the first steps are not all taken.</summary>
    [FromQuery(Name = "tutto")] public string? Everything { get; set; }

    /// <summary>Of a draft only: once a process is public, what is left to do stands on the dashboard itself.</summary>
    public GuideView? Steps { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Process.IsPublic)
        {
            Steps = await Get<Guide>().OfProcessAsync(Authority, Process, cancel);
            if (!Steps.IsComplete && Everything is null) return LocalRedirect(ProcessUrls.FirstSteps(Process.Slug));
        }
        (Edits, Enters, _carries) = (await MayAsync(ProcessActs.Edit), await MayAsync(ContributionActs.Enter),
            await MayAsync(AdministrationActs.HandLetters));
        (Published, Unread) = await contributions.CountAsync(Process.Id, cancel);
        // A closed process gave its reason for each.
        if (Process.IsConcluded) Unread = 0;
        Tabs = await SectionsAsync();
        var took = people.WhoTookPart(Process.Subject);
        (People, WithoutMail) = (await people.CountAsync(Process.Subject, cancel),
            await took.CountAsync(p => p.Channel != Channel.Email, cancel));
        var asked = (await proposals.AllAsync(Process.Id, cancel)).Where(p => IsAsked(p.State)).ToList();
        (Proposals, Answers) = (asked.Count, asked.Count(p => p.State == ProposalState.Decided));
        ToDo = await UrgentAsync(cancel);
        return Page();
    }

    // What became another proposal, or was dropped, is answered there or not at all.
    private static bool IsAsked(ProposalState state) =>
        state is not (ProposalState.Dropped or ProposalState.Merged or ProposalState.Split);

    private async Task<IReadOnlyList<Waiting>> UrgentAsync(CancellationToken cancel)
    {
        var found = await waits.OfAsync(Process, MayAsync, cancel);
        if (await MayAsync(AdministrationActs.SeeRoleChanges) && await Get<RoleBook>().WaitingAt(Authority.Id, Now)
            .CountAsync(cancel) is > 0 and var changes)
            found.Add(new(L.Count(changes, "Un ruolo aspetta una seconda persona", "{0} ruoli aspettano una seconda persona"),
                L["Amministratori e garanti si danno e si tolgono in due."],
                L["Guarda chi lo chiede"], "/amministrazione/conferme", false));
        if (!_carries) return Sorted(found);
        var process = Process.Subject;
        var letters = Db.Set<Letter>().AsNoTracking().Where(l => l.Process == process && (l.Sent == null || l.GivenUp != null))
            .MayLeave(Now);
        var counts = await letters.GroupBy(_ => 1).Select(g => new
        {
            Paper = g.Count(l => l.Channel != Channel.Email && l.Sent == null),
            Lost = g.Count(l => l.GivenUp != null)
        }).SingleOrDefaultAsync(cancel);
        if (counts?.Paper is > 0 and var paper)
            found.Add(new(L.Count(paper, "Una lettera da stampare o telefonare", "{0} lettere da stampare o telefonare"),
                L["Sono per chi non ha l'e-mail."], L["Vedi le lettere"], AdministrationUrls.Letters(Process.Slug), false));
        if (counts?.Lost is > 0 and var lost)
            found.Add(new(L.Count(lost, "Una lettera non consegnata", "{0} lettere non consegnate"),
                L["Rifiutate più volte, o tornate indietro."], L["Vedi perché"], AdministrationUrls.Letters(Process.Slug)
                + "?stato=fallite", true));
        return Sorted(found);
    }

    // All of them: what is left out of the list waits for nobody.
    private static IReadOnlyList<Waiting> Sorted(IEnumerable<Waiting> found) => [.. found.OrderByDescending(t => t.Late)];
}
