using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Communication.Pages;

/// <summary>A letter to many: to whom, what it says; how many it reaches is seen before it leaves.</summary>
public sealed class WriteModel(Audiences audiences) : ProcessPage
{
    public override Act Demands => CommunicationActs.WriteLetters;

    [BindProperty, StringLength(400)] public string? To { get; set; }
    [BindProperty, StringLength(Circular.LongestTitle)] public string? Title { get; set; }
    [BindProperty, StringLength(Circular.LongestBody)] public string? Body { get; set; }

    public IReadOnlyList<SelectListItem> Choices { get; private set; } = [];
    /// <summary>How many the letter reaches; null until somebody asks.</summary>
    public (int ByMail, int Otherwise, int Unreached)? Reach { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (await MayAsync(CommunicationActs.WriteLetters)) Choices = await audiences.ChoicesAsync(Process, cancel);
        return true;
    }

    protected internal override void Fill() => (To, Title, Body) = (null, null, null);

    public void OnGet() { }

    /// <summary>Counts, and sends nothing.</summary>
    public async Task<IActionResult> OnPostCountAsync(CancellationToken cancel)
    {
        var chosen = await ChosenAsync(audiences, cancel);
        Reach = await audiences.CountAsync(Circular.Write(Process, chosen.Audience, chosen.Of, chosen.Theme, "-", "-", null, Now), cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var (audience, of, theme) = await ChosenAsync(write.Get<Audiences>(), cancel);
            var letter = Circular.Write(Process, audience, of, theme, Title ?? "", Body ?? "", CurrentUser.Actor, write.Now);
            write.Db.Add(letter);
            var (byMail, otherwise) = await write.Get<Mailings>().PostAsync(
                audience == Audience.Stakeholders ? CircularToStakeholders.Kind : CircularMailing.Kind, letter.Subject, Process.Subject,
                    null,
                cancel);
            letter.Send(byMail, otherwise);
            return new(CommunicationUrls.LetterToMany(Process.Slug, letter.Id.Value),
                L.Count(byMail + otherwise,
                "La lettera è per {0} persona.", "La lettera è per {0} persone."));
        });
    }

    private async Task<(Audience Audience, Guid? Of, string Theme)> ChosenAsync(Audiences from, CancellationToken cancel) =>
        await from.ReadAsync(Process, To, cancel)
        ?? throw new RuleViolation("circular.to", "Scegli a chi scrivi.") { Field = nameof(To) };
}
