using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Offices.Pages;

/// <summary>One or more offices are asked about a voice, a proposal or an article; or are only to be told what is decided of it.</summary>
public sealed class AskModel(ContributionBook voices, ProposalBook proposals, DocumentBook documents) : ProcessPage
{
    public override Act Demands => OfficeActs.Ask;

    [BindProperty(Name = "codice", SupportsGet = true), StringLength(40)] public string? Code { get; set; }
    /// <summary>In the place of a code: an article of a text.</summary>
    [BindProperty, StringLength(80)] public string? Article { get; set; }
    [BindProperty] public List<Guid> Chosen { get; set; } = [];
    [BindProperty, StringLength(OfficeQuestion.Longest)] public string? Text { get; set; }
    [BindProperty] public DateOnly? Due { get; set; }
    [BindProperty] public bool IsPublic { get; set; }

    public IReadOnlyList<SelectListItem> Offices { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Articles { get; private set; } = [];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        Offices = [.. (await Db.Set<Office>().AsNoTracking().Where(o => o.Authority == authority && o.Retired == null).ToListAsync(cancel))
            .OrderBy(o => o.Name, StringComparer.CurrentCulture).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        Articles = [.. (await documents.ArticlesInAsync(Process.Id, cancel)).SelectMany(text => text.Articles.Select(a =>
            new SelectListItem($"{text.Title}, {a.Label} {a.Heading}".Trim(), a.Subject.ToString())))];
        (ViewData["Nav"], ViewData["App"], ViewData["Crumbs"]) = ("percorsi", true, Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Domande agli uffici"].Value, OfficeUrls.Questions(Process.Slug)),
            (L["Chiedi"].Value, null)));
        return true;
    }

    protected internal override void Fill() => Due ??= Texts.RomeDay(Now).AddDays(14);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Chosen.Count == 0) ModelState.AddModelError(nameof(Chosen), L["Scegli almeno un ufficio."]);
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            var (about, label) = await AboutAsync(cancel);
            var ids = Chosen.Distinct().Select(id => new Id<Office>(id)).ToList();
            var offices = await write.Db.Set<Office>().Where(o => ids.Contains(o.Id) && o.Authority == Authority.Id).ToListAsync(cancel);
            if (offices.Count != ids.Count) throw new Unknown();
            var letters = write.Get<OfficeLetters>();
            foreach (var office in offices)
            {
                var asked = OfficeQuestion.Ask(Process, office, about, label, Text ?? "", Due, IsPublic, write.Now);
                write.Db.Add(asked);
                letters.Ask(Process, office, asked);
            }
            return new(OfficeUrls.Questions(Process.Slug), L.Count(offices.Count, "Scritto a un ufficio.", "Scritto a {0} uffici."));
        });
    }

    private async Task<(Subject About, string Label)> AboutAsync(CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Article) && Articles.FirstOrDefault(a => a.Value == Article) is { } article)
            return (Subject.Parse(article.Value, null), article.Text);
        var code = (Code ?? "").Trim().ToUpperInvariant();
        if ((await voices.FindByCodesAsync(Process.Id, [code], forStaff: true, cancel)).FirstOrDefault() is { } voice)
            return (voice.Subject, voice.Code);
        if ((await proposals.FindByCodesAsync(Process.Id, [code], cancel)).FirstOrDefault() is { } proposal)
            return (proposal.Subject, proposal.Code);
        throw new RuleViolation("office-question.about", "Scrivi il codice di un contributo o di una proposta di questo percorso, o scegli un articolo.")
        { Field = "codice" };
    }
}
