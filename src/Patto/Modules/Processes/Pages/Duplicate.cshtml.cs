using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>A process like this one, at another time: one chooses what is taken along; people and what they said never are.</summary>
public sealed class DuplicateModel(TemplateBook templates, ProcessBook book) : ProcessPage
{
    public override Act Demands => ProcessActs.Create;
    // A process is opened in the body as a whole.
    public override Place Place => new(Authority.Id);

    [BindProperty, StringLength(200)] public string? Title { get; set; }
    [BindProperty, StringLength(8)] public string? Key { get; set; }
    [BindProperty, StringLength(80)] public string? Slug { get; set; }
    [BindProperty] public DateOnly? Starts { get; set; }
    [BindProperty, StringLength(40)] public List<string> Take { get; set; } = [];

    private ProcessView _view = null!;

    public IEnumerable<Choice> Parts => templates.Parts.Select(p => new Choice(p.Key, L[p.Title]));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (await book.ReadAsync(Process.Id, cancel) is not { } view) return false;
        _view = view;
        (ViewData["Nav"], ViewData["App"], ViewData["Crumbs"]) = ("percorsi", true, Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Duplica il percorso"].Value, null)));
        return true;
    }

    // A year later, on the same day of the year; what was typed stays.
    protected internal override void Fill() => (Title, Starts, Take) = (L["{0}, di nuovo", Process.Title],
        _view.Starts.AddYears(1), [.. templates.Parts.Select(p => p.Key)]);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Starts is null) ModelState.AddModelError(nameof(Starts), L["Scegli il primo giorno del percorso."]);
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var (key, slug) = (Key?.Trim().ToUpperInvariant() ?? "", Slug?.Trim().ToLowerInvariant() ?? "");
            RuleViolation.UnlessAt(nameof(Key), !await write.Db.Processes.AnyAsync(p => p.Authority == Authority.Id && p.Key == key,
                cancel), "process.key-taken", "Questa sigla è già di un altro percorso: scegline una diversa.");
            RuleViolation.UnlessAt(nameof(Slug), !await write.Db.Processes.AnyAsync(p => p.Authority == Authority.Id && p.Slug == slug,
                cancel), "process.slug-taken", "Questo indirizzo è già di un altro percorso: scegline uno diverso.");
            var known = await write.Get<TemplateBook>().OfAsync(Process.Id, Process.Slug, Process.Title, Take, cancel);
            var made = Processes.Process.FromTemplate(Authority.Id, key, slug, Title ?? "", known, Starts!.Value, write.Now);
            if (Take.Contains(TemplateBook.Themes)) made.Cover(_view.Areas.Where(a => !a.Retired).Select(a => new Area(a.Key, a.Name)));
            made.Entrust(made.Bodies with { Proponent = _view.Bodies.Proponent, DecidingBody = _view.Bodies.DecidingBody });
            write.Db.Add(made);
            if (CurrentUser.Account is { } me) write.Db.Add(RoleGrant.Give(me, Role.Officer, Authority.Id, made.Subject, write.Now,
                made.Subject));
            return ProcessUrls.FirstSteps(made.Slug);
        }, L["Percorso duplicato, in bozza: controlla le date e i testi, poi pubblicalo."]);
    }
}
