using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Offices.Pages;

/// <summary>An office answers by the link of its letter; until the process closes it may put its answer right.</summary>
[NoReferrer]
public sealed class ReplyModel(OfficeTokens tokens, ProcessBook processes, Filo filo, Limits limits) : PattoPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi la risposta."), StringLength(OfficeQuestion.LongestAnswer)]
    public string Answer { get; set; } = "";

    public OfficeQuestion Question { get; private set; } = null!;
    public Office Office { get; private set; } = null!;
    public ProcessInfo Process { get; private set; } = null!;
    /// <summary>What everybody may read of the thing; null where nobody may.</summary>
    public Card? About { get; private set; }
    public bool MayAnswer => Question.Withdrawn is null && !Process.IsConcluded;
    public override Place Place => Process.Place;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (tokens.Open(RouteData.Values["token"] as string) is not { } id) return false;
        Question = (await Db.Set<OfficeQuestion>().AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, cancel))!;
        if (Question is null || Question.Authority != Authority.Id) return false;
        Office = await Db.Set<Office>().AsNoTracking().SingleAsync(o => o.Id == Question.Office, cancel);
        Process = (await processes.GetAsync(Question.Process, cancel))!;
        About = (await filo.TellAsync([Question.About], Reader.Anybody, cancel)).GetValueOrDefault(Question.About);
        return Process is not null;
    }

    protected internal override void Fill() => Answer = Question.Answer ?? "";

    public void OnGet() { }

    [Anybody("the link of the letter")]
    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        limits.Count(Limit.Anonymous with { Name = "anonymous-office" }, Question.Id.ToString());
        return await ActAsync(async write =>
        {
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            var question = await write.Db.Set<OfficeQuestion>().SingleAsync(q => q.Id == Question.Id, cancel);
            question.Reply(Answer, byLink: true, write.Now);
            return OfficeUrls.Reply(token);
        }, L["Grazie, la risposta è arrivata. Finché il percorso è aperto potete correggerla qui."]);
    }
}
