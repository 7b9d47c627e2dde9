using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>A process in three steps: template, dates, people. What was typed in one step travels with the others.</summary>
public sealed class NewModel(TemplateBook templates, ProcessBook book) : PattoPage
{
    public const int Steps = 3;
    private const int Rows = 5;
    private static readonly Role[] Given = [Role.Officer, Role.Curator, Role.Facilitator, Role.Secretariat, Role.DecisionMaker,
        Role.Drafter, Role.Guarantor];

    public override Act Demands => ProcessActs.Create;

    /// <summary>Whatever is sent, there are three: the page may be shown again before the handler has looked.</summary>
    [BindProperty] public int Step { get; set => field = Math.Clamp(value, 1, Steps); } = 1;
    [BindProperty, StringLength(120)] public string? Template { get; set; }
    [BindProperty, StringLength(200)] public string? Title { get; set; }
    [BindProperty, StringLength(1000)] public string? Summary { get; set; }
    [BindProperty, StringLength(8)] public string? Key { get; set; }
    [BindProperty, StringLength(80)] public string? Slug { get; set; }
    [BindProperty] public DateOnly? Starts { get; set; }
    [BindProperty, StringLength(200)] public string? Proponent { get; set; }
    [BindProperty, StringLength(200)] public string? DecidingBody { get; set; }
    [BindProperty, StringLength(200)] public string? Curator { get; set; }
    [BindProperty] public bool Join { get; set; } = true;
    [BindProperty] public List<Invitee> People { get; set; } = [];

    public sealed class Invitee
    {
        [StringLength(200)] public string? Name { get; set; }
        [StringLength(200)] public string? Email { get; set; }
        public Role Role { get; set; } = Role.Facilitator;
        public bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Email);
    }

    public IReadOnlyList<KnownTemplate> Templates { get; private set; } = [];
    public Template? Chosen => Templates.FirstOrDefault(t => t.Template.Id == Template)?.Template;
    public bool HasOwn { get; private set; }
    /// <summary>Those that one may begin from by duplicating.</summary>
    public IReadOnlyList<ProcessName> Others { get; private set; } = [];
    public IEnumerable<Choice> TemplateChoices =>
        Templates.Select(t => new Choice(t.Template.Id, t.Template.Name,
            L["{0} Circa {1} mesi. Nasce da: {2}.", t.Template.Summary, t.Template.Months, t.Template.Inspired]));
    public IEnumerable<SelectListItem> RoleChoices => Given.Among(_mine).Select(r => new SelectListItem(L[r.Italian()], r.ToString()));

    private IReadOnlySet<Role> _mine = new HashSet<Role>();

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        _mine = await Gate.RolesAsync(Place, cancel);
        Templates = await templates.AllAsync(cancel);
        HasOwn = (await templates.OwnAsync(cancel)).Count > 0;
        Others = await book.NamesAsync(Authority.Id, cancel);
        return true;
    }

    /// <summary>When the draft that is shown was last kept; null where one begins anew.</summary>
    public DateTimeOffset? Resumed { get; private set; }

    private sealed record Typed(int Step, string? Template, string? Title, string? Summary, string? Key, string? Slug, DateOnly? Starts,
        string? Proponent, string? DecidingBody, string? Curator, bool Join, List<Invitee> People);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        (Proponent, DecidingBody) = (Authority.Name, Authority.Name);
        if (await MyDraft(Db).AsNoTracking().SingleOrDefaultAsync(cancel) is { } draft && draft.Read<Typed>() is { } typed)
        {
            Resumed = draft.At;
            Step = Math.Clamp(typed.Step, 1, Steps);
            (Template, Title, Summary, Key, Slug, Starts) = (typed.Template, typed.Title, typed.Summary, typed.Key, typed.Slug,
                typed.Starts);
            (Proponent, DecidingBody, Curator, Join, People) = (typed.Proponent, typed.DecidingBody, typed.Curator, typed.Join,
                typed.People);
        }
        FillRows();
    }

    private IQueryable<ProcessDraft> MyDraft(AppDb db)
    {
        var (me, authority) = (CurrentUser.Account ?? Guid.Empty, Authority.Id);
        return db.Set<ProcessDraft>().Where(d => d.Account == me && d.Authority == authority);
    }

    // No act: nothing of the town changes, nobody is told.
    private Task KeepAsync() => Get<Writes>().RunAsync(async write =>
    {
        var draft = await MyDraft(write.Db).SingleOrDefaultAsync();
        if (draft is null) write.Db.Add(draft = ProcessDraft.Begin(CurrentUser.Account!.Value, Authority.Id));
        draft.Keep(new Typed(Step, Template, Title, Summary, Key, Slug, Starts, Proponent, DecidingBody, Curator, Join,
            [.. People.Where(p => !p.IsEmpty)]), write.Now);
    }, HttpContext.RequestAborted);

    public Task<IActionResult> OnPostDropAsync() => ActAsync(async write =>
    {
        write.Db.RemoveRange(await MyDraft(write.Db).ToListAsync());
        return ProcessUrls.New;
    }, L["Bozza buttata: puoi cominciare da capo."]);

    public async Task<IActionResult> OnPostAsync(string? go)
    {
        Step = Math.Clamp(Step, 1, Steps);
        FillRows();
        if (go == "salva")
        {
            await KeepAsync();
            return Go(ProcessUrls.List, L["Bozza salvata: la ritrovi in «Apri un percorso nuovo»."]);
        }
        if (go == "indietro") return await ShowAsync(Step - 1);
        if (!IsSound(Step)) return Page();
        if (go != "crea") return await ShowAsync(Step + 1);
        for (var step = 1; step <= Steps; step++)
            if (!IsSound(step)) { Step = step; return Page(); }
        return await ActAsync(CreateAsync);
    }

    private async Task<IActionResult> ShowAsync(int step)
    {
        Step = Math.Clamp(step, 1, Steps);
        if (Step == 2) Suggest();
        await KeepAsync();
        ModelState.Clear();
        return Page();
    }

    private void FillRows()
    {
        while (People.Count < Rows) People.Add(new());
        if (People.Count > 40) People.RemoveRange(40, People.Count - 40);
    }

    // A name that the template suggests, a first day that its method asks for: all of it may be changed.
    private void Suggest()
    {
        if (Chosen is not { } template) return;
        if (string.IsNullOrWhiteSpace(Title)) Title = template.Name;
        if (string.IsNullOrWhiteSpace(Summary)) Summary = template.Summary;
        var today = Texts.RomeDay(Now);
        var month = template.StartsInMonth ?? today.AddMonths(1).Month;
        Starts ??= new DateOnly(today.Year + (month <= today.Month ? 1 : 0), month, 1);
        if (string.IsNullOrWhiteSpace(Key)) Key = Initials(Title!);
        if (string.IsNullOrWhiteSpace(Slug)) Slug = Processes.Process.Keyed(Title!);
    }

    private static string Initials(string title)
    {
        var letters = string.Concat(title.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 2)
            .Select(w => w[0]).Where(char.IsAsciiLetter).Take(5));
        return letters.Length < 2 ? "" : letters;
    }

    private bool IsSound(int step)
    {
        switch (step)
        {
            case 1:
                Demand(nameof(Template), Chosen is not null, "Scegli il modello da cui partire.");
                break;
            case 2:
                Demand(nameof(Title), !string.IsNullOrWhiteSpace(Title), "Scrivi il titolo del percorso, al massimo 200 caratteri.");
                Demand(nameof(Starts), Starts is not null, "Scegli il primo giorno del percorso.");
                break;
            default:
                for (var i = 0; i < People.Count; i++)
                {
                    if (People[i].IsEmpty) continue;
                    Demand($"People[{i}].Name", !string.IsNullOrWhiteSpace(People[i].Name), "Scrivi nome e cognome.");
                    if (!EmailAddress.TryRead(People[i].Email, out _, out var fault)) ModelState.AddModelError($"People[{i}].Email",
                        L[fault.Sentence]);
                    Demand($"People[{i}].Role", Given.Among(_mine).Contains(People[i].Role), "Scegli il ruolo dalla lista.");
                }
                break;
        }
        return ModelState.IsValid;
    }

    private void Demand(string field, bool holds, string sentence)
    {
        if (!holds) ModelState.AddModelError(field, L[sentence]);
    }

    private async Task<Done> CreateAsync(WriteScope write)
    {
        var (key, slug) = (Key?.Trim().ToUpperInvariant() ?? "", Slug?.Trim().ToLowerInvariant() ?? "");
        Step = 2;
        RuleViolation.UnlessAt(nameof(Key), !await write.Db.Processes.AnyAsync(p => p.Authority == Authority.Id && p.Key == key),
            "process.key-taken", "Questa sigla è già di un altro percorso: scegline una diversa.");
        RuleViolation.UnlessAt(nameof(Slug), !await write.Db.Processes.AnyAsync(p => p.Authority == Authority.Id && p.Slug == slug),
            "process.slug-taken", "Questo indirizzo è già di un altro percorso: scegline uno diverso.");
        var process = Processes.Process.FromTemplate(Authority.Id, key, slug, Title!, Templates.First(t => t.Template.Id == Template),
            Starts!.Value, write.Now);
        process.Describe(Title!, process.Subtitle, string.IsNullOrWhiteSpace(Summary) ? process.Summary : Summary, process.Commitment);
        process.Entrust(process.Bodies with
        {
            Proponent = Proponent?.Trim() ?? "",
            DecidingBody = DecidingBody?.Trim() ?? "",
            Curator = Curator?.Trim() ?? ""
        });
        if (Authority.Neighbourhoods.Length > 0) process.Cover(Authority.Neighbourhoods.Split('\n').Select(n => new Area("", n)));
        write.Db.Add(process);
        Step = 3;
        await InviteAsync(write, process);
        write.Db.RemoveRange(await MyDraft(write.Db).ToListAsync());
        return new(await MayEditAsync() ? ProcessUrls.FirstSteps(process.Slug) : ProcessUrls.Plan(process.Slug),
            L["Percorso aperto in bozza: completalo e poi pubblicalo."]);
    }

    private async Task InviteAsync(WriteScope write, Process process)
    {
        if (Join && CurrentUser.Account is { } me) write.Db.Add(RoleGrant.Give(me, Role.Officer, Authority.Id, process.Subject, write.Now,
            process.Subject));
        foreach (var person in People.Where(p => !p.IsEmpty))
            await write.Get<InvitationBook>().InviteAsync(person.Email!, person.Name!, person.Role, process.Subject, process.Subject,
                process.Title, HttpContext.RequestAborted);
    }

    private async ValueTask<bool> MayEditAsync() => Join || await MayAsync(ProcessActs.Edit);
}
