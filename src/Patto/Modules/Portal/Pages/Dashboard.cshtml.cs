using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.People;
using Patto.Provenance;
using Patto.Web.Ui;

namespace Patto.Modules.Portal.Pages;

/// <summary>What the curator sees in the morning: figures, what is urgent, the road, the plan.</summary>
public sealed class DashboardModel(ProcessBook processes, ContributionBook contributions, ProposalBook proposals, DocumentBook documents, PeopleBook people, Filo filo) : ProcessPage
{
    /// <param name="Late">Overdue, not only due.</param>
    public sealed record Task14(string Fact, string Hint, string Action, string Url, bool Late);

    private const int MostUrgent = 6;

    public ProcessView View { get; private set; } = null!;
    public bool Edits { get; private set; }
    public int Waiting { get; private set; }
    public int Published { get; private set; }
    public int People { get; private set; }
    public int WithoutMail { get; private set; }
    public int Proposals { get; private set; }
    public int Answers { get; private set; }
    public int ActivitiesDone => View.Activities.Count(a => a.State == PlanState.Done);
    public string PeopleWords => L.Count(WithoutMail, "{0} senza e-mail", "{0} senza e-mail");
    public IReadOnlyList<Task14> ToDo { get; private set; } = [];
    public IReadOnlyList<DeadlineView> Soon => [.. View.Ahead.Where(d => d.On <= View.Today.AddDays(14)).Take(8)];
    public override Act Demands => ProcessActs.Work;

    public IReadOnlyList<Tab> Tabs =>
    [
        new(L["Sintesi"], ProcessUrls.Dashboard(Process.Slug), "grid"), new(L["Lettura"], ContributionUrls.Reading(Process.Slug), "chat", Waiting), new(L["Foglietti"], ContributionUrls.Slips(Process.Slug), "pencil"),
        new(L["Incontri"], $"/percorsi/{Process.Slug}/incontri", "calendar"), new(L["Proposte"], ProposalUrls.Sort(Process.Slug), "bulb"), new(L["Documenti"], DocumentUrls.All(Process.Slug), "doc"),
        new(L["Decisioni"], $"/percorsi/{Process.Slug}/decisioni", "gavel"), new(L["Monitoraggio"], $"/percorsi/{Process.Slug}/monitoraggio", "chart"), new(L["Chi c'è e chi manca"], $"/percorsi/{Process.Slug}/portatori", "people"),
        new(L["Ruoli"], $"/percorsi/{Process.Slug}/ruoli", "people"),
    ];

    /// <summary>Phases as headings, their activities below.</summary>
    public IReadOnlyList<GanttRow> Plan =>
        [.. View.Phases.SelectMany(p => View.Activities.Where(a => a.Phase == p.Id && a.Dropped.Length == 0).Select(a => new GanttRow(a.Name, a.From, a.Until, a.State.Mark(), a.IsMilestone)).Prepend(new(p.Name)))];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        View = (await processes.ReadAsync(Process.Id, cancel))!;
        return true;
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Edits = await MayAsync(ProcessActs.Edit);
        (Published, Waiting) = await contributions.CountAsync(Process.Id, cancel);
        var took = people.WhoTookPart(Process.Subject);
        (People, WithoutMail) = (await took.CountAsync(cancel), await took.CountAsync(p => p.Channel != Channel.Email, cancel));
        Proposals = (await proposals.AllAsync(Process.Id, cancel)).Count;
        Answers = (await filo.CountAsync(Authority.Id, Process.Subject.Id, cancel)).GetValueOrDefault(Relation.SettledBy);
        ToDo = await UrgentAsync(cancel);
    }

    private async Task<IReadOnlyList<Task14>> UrgentAsync(CancellationToken cancel)
    {
        List<Task14> found = [.. View.Overdue.Select(d => new Task14(L["{0}: in ritardo di {1} giorni", d.What, View.Today.DayNumber - d.On.DayNumber], L["Era previsto per il {0}.", L.Day(d.On)], L["Aggiorna il programma"], $"/percorsi/{Process.Slug}/cronoprogramma", true))];
        if (Waiting > 0) found.Add(new(L.Count(Waiting, "Un contributo aspetta di essere letto", "{0} contributi aspettano di essere letti"), L["Finché nessuno li legge non compaiono da nessuna parte."], L["Leggi e pubblica"], ContributionUrls.Reading(Process.Slug), false));
        foreach (var text in await documents.PublicAsync(Process.Id, cancel))
            if (text.OpenTo is { } last && (await documents.AmendmentsOfAsync(text.Id, cancel)).Count(a => a.Answer == Answer.Waiting) is > 0 and var open)
                found.Add(new(L.Count(open, "Un emendamento senza risposta", "{0} emendamenti senza risposta"), L["«{0}», osservazioni fino al {1}.", text.Title, L.Day(last)], L["Rispondi"], DocumentUrls.Desk(Process.Slug, text.Id), View.Today > last));
        var process = Process.Subject;
        var letters = Db.Set<Letter>().AsNoTracking().Where(l => l.Process == process && l.Sent == null);
        if (await letters.CountAsync(l => l.Channel != Channel.Email, cancel) is > 0 and var paper)
            found.Add(new(L.Count(paper, "Una lettera da stampare o telefonare", "{0} lettere da stampare o telefonare"), L["Sono per chi non ha l'e-mail."], L["Vedi le lettere"], "/posta?stato=carta", false));
        if (await letters.CountAsync(l => l.GivenUp != null, cancel) is > 0 and var lost)
            found.Add(new(L.Count(lost, "Una lettera non consegnata", "{0} lettere non consegnate"), L["Il server le ha rifiutate più volte."], L["Vedi perché"], "/posta?stato=fallite", true));
        return [.. found.OrderByDescending(t => t.Late).Take(MostUrgent)];
    }
}
