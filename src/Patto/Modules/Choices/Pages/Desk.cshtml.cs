using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Grants;
using Patto.Modules.Choices.Contracts;
using Patto.Web;

namespace Patto.Modules.Choices.Pages;

/// <summary>Paper ballots are typed here, many at a time: what cannot be taken in comes back with its reason.</summary>
public sealed class DeskModel : ChoicePage
{
    private const int Longest = 60_000;

    public override Act Demands => ChoiceActs.Enter;

    [BindProperty, StringLength(Longest)] public string? Lines { get; set; }
    [BindProperty] public bool InTime { get; set; }

    internal IReadOnlyList<RefusedLine> Refused { get; private set; } = [];
    public int? Taken { get; private set; }
    public string HowTo => PaperLine.HowTo(Choice);

    protected override Task<bool> FindInChoiceAsync(CancellationToken cancel)
    {
        ViewData["App"] = true;
        Trail((Choice.Question, ChoiceUrls.Show(Process.Slug, Choice.Id)), (L["Schede di carta"].Value, null));
        return Task.FromResult(Choice.OnPaper);
    }

    public void OnGet() { }

    /// <summary>No answer is kept: it would tie codes to what was typed beside them.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        await ActAsync(async write =>
        {
            (Taken, Refused) = await write.Get<BallotBox>().EnterAsync(Choice.Id, Lines ?? "", InTime, write.Now, cancel);
            return ChoiceUrls.Desk(Process.Slug, Choice.Id);
        }, keepsAnswer: false);
        ModelState.Clear();
        // What was taken in goes from the field; what was not stays, to be put right.
        Lines = string.Join('\n', Refused.Select(r => r.Line));
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
