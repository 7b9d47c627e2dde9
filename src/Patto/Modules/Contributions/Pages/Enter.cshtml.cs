using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Importing;
using Patto.People;

namespace Patto.Modules.Contributions.Pages;

/// <summary>Somebody of the staff writes down what another person says: at the desk, by phone, from a letter. No e-mail needed.</summary>
public sealed class EnterModel(Receipts receipts) : TypingPage
{
    public override Act Demands => ContributionActs.Enter;

    [BindProperty, Required(ErrorMessage = "Scrivi il contributo: anche una frase sola."),
        StringLength(Contribution.Longest)]
    public string Text { get; set; } = "";
    [BindProperty] public Via Via { get; set; } = Via.Desk;
    [BindProperty] public ContributionKind Kind { get; set; } = ContributionKind.Remark;
    [BindProperty, StringLength(60)] public string? Theme { get; set; }
    [BindProperty, StringLength(60)] public string? Area { get; set; }
    [BindProperty] public DateOnly? Said { get; set; }
    [BindProperty, StringLength(120)] public string? Organisation { get; set; }
    [BindProperty, StringLength(120)] public string? Name { get; set; }
    [BindProperty] public Channel Channel { get; set; }
    [BindProperty, StringLength(300)] public string? Address { get; set; }
    [BindProperty, StringLength(8)] public string Language { get; set; } = "it";

    public IEnumerable<SelectListItem> Ways => new[] { Via.Desk, Via.Phone, Via.Letter, Via.Mail, Via.Street, Via.Paper, Via.Meeting }
        .Select(v => new SelectListItem(L[v.Italian()], v.ToString()));
    public IEnumerable<SelectListItem> Channels =>
    [
        new(L["Nessuna risposta"], nameof(Channel.None)), new(L["Per telefono"], nameof(Channel.Phone)),
            new(L["Per posta"], nameof(Channel.Post)),
        new(L["Torna allo sportello"], nameof(Channel.Desk)), new(L["Per e-mail"], nameof(Channel.Email)),
    ];
    public IEnumerable<SelectListItem> Languages =>
        SpokenLanguages.All.Select(l => new SelectListItem(l.Name, l.Code));

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        LookAtAnswers();
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var speaker = write.Get<Entry>().Speaker(Name, Channel, Address, Language == "en" ? "en" : "it");
            var recorded = await write.Get<ContributionBook>().RecordAsync(Process, new(Text, Via)
            {
                Kind = Kind,
                Theme = Theme,
                Area = Area,
                Organisation = Organisation,
                Speaker = speaker?.Id,
                Language = Language,
                Said = SaidAt(Said, Now),
                Answers = await AnsweredAsync(write, cancel),
            }, cancel);
            if (speaker is { Channel: Channel.Email }) write.Get<Confirmation>().Ask(speaker, recorded.Code);
            return receipts.Url(ContributionUrls.Receipt(Process.Slug), recorded.Code, recorded.Secret);
        });
    }

    /// <summary>A day that somebody wrote down is noon of that day; today is now.</summary>
    internal static DateTimeOffset? SaidAt(DateOnly? day, DateTimeOffset now) =>
        day is not { } said || said == Texts.RomeDay(now) ? null : Texts.RomeTime(said, new(12, 0));
}
