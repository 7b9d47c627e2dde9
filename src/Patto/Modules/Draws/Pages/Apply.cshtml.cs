using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Draws.Pages;

/// <summary>Somebody applies; the staff types here what came on paper, until the list is closed.</summary>
public sealed class ApplyModel(Limits limits) : DrawPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi nome e cognome."), StringLength(Candidate.LongestName)] public string? Name { get; set; }
    [BindProperty, StringLength(Draws.Draw.LongestFeature)] public List<string?> Features { get; set; } = [];
    [BindProperty, StringLength(Candidate.LongestHome)] public string? HomeAddress { get; set; }
    [BindProperty] public Channel Channel { get; set; } = Channel.Email;
    [BindProperty, StringLength(300)] public string? Address { get; set; }
    [BindProperty] public bool Agree { get; set; }

    /// <summary>Who works here types what somebody brought.</summary>
    public bool IsPaper => MayEnter && Draw.State == DrawState.Open;
    public bool IsOpen => IsPaper || Draw.TakesCandidates(Now);
    public IEnumerable<SelectListItem> Channels =>
        [new Choice(nameof(Channel.Email), L["Per e-mail"]), new Choice(nameof(Channel.Phone), L["Per telefono"]),
            new Choice(nameof(Channel.Post), L["Per posta"]), new Choice(nameof(Channel.Desk), L["Passo io allo sportello"])];
    public IEnumerable<SelectListItem> ItemsOf(string category) => Draw.QuotasOf(category).Select(q => new SelectListItem(q.Feature,
        q.Feature));

    protected override Task<bool> FindInDrawAsync(CancellationToken cancel)
    {
        while (Features.Count < Draw.Categories.Count) Features.Add(null);
        Trail((Draw.Title, Home), (L["Candidati"].Value, null));
        return Task.FromResult(Draw.State != DrawState.Draft);
    }

    public void OnGet() { }

    [Anybody("the call says who may apply, and until when")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!Agree) ModelState.AddModelError(nameof(Agree), L["Per candidarsi serve il consenso a usare questi dati."]);
        if (Channel == Channel.None) ModelState.AddModelError(nameof(Channel), L["Scegli come vuoi la risposta."]);
        if (!ModelState.IsValid) return Page();
        limits.CountWrite("candidate", HttpContext, CurrentUser);
        return await ActAsync(async write =>
        {
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            await write.Get<CallDesk>().PassAsync(Draw.Id, cancel);
            var draw = await write.Db.Draws.AsNoTracking().SingleAsync(d => d.Id == Draw.Id, cancel);
            if (MayEnter) draw.DemandEntering();
            else draw.DemandTaking(write.Now);
            if (await IsThereAsync(write, cancel)) return new(Home, L["C'era già: non è stata aggiunta un'altra candidatura."]);
            var person = write.Get<PeopleBook>().Meet(Name!, Channel, Address ?? "", Texts.IsEnglish ? "en" : "it");
            var candidate = Candidate.Apply(draw, person.Id, Name!, Features, HomeAddress ?? "", MayEnter ? CandidateVia.Paper
                : CandidateVia.Web,
                write.Now);
            write.Db.Add(candidate);
            write.Get<DrawLetters>().Receive(Process, draw, candidate, person);
            return DrawUrls.Receipt(Process.Slug, draw.Id, write.Get<CandidateTickets>().For(candidate));
        });
    }

    private async Task<bool> IsThereAsync(WriteScope write, CancellationToken cancel)
    {
        var look = await SameQuestion.LookAsync(this, write, cancel);
        var here = write.Db.DrawCandidates.Where(c => c.Draw == Draw.Id && c.State == CandidateState.Applied);
        var like = await PeopleBook.LikeAsync(write.Db.Set<Person>().Where(p => here.Any(c => c.Person == p.Id)), Name!, Channel, Address,
            cancel);
        // Whoever types a neighbour's name learns nothing: only who knows the contact too is asked.
        var known = like is not null && (MayEnter || like.Address.Length > 0
            && string.Equals(like.Address, Address?.Trim(), StringComparison.OrdinalIgnoreCase));
        return look.SaysSame(known, $"{Name} {Channel} {Address}",
            L["C'è già una candidatura con questo nome o questo recapito, «{0}»: è la stessa persona?", Name!],
            L["È la stessa persona: resta quella che c'è"], L["È un'altra persona: manda la candidatura"]);
    }
}
