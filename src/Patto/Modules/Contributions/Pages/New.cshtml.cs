using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Contributions.Pages;

/// <summary>The form for everybody: no account, consent, name and contact if one likes, a receipt at the end.</summary>
public sealed class NewModel(Limits limits, Receipts receipts, SimilarVoices similar) : VoicePage
{
    public override Act Demands => ContributionActs.Write;

    [BindProperty, Required(ErrorMessage = "Scrivi il contributo: anche una frase sola."),
        StringLength(Contribution.Longest)]
    public string Text { get; set; } = "";
    [BindProperty] public ContributionKind? Kind { get; set; }
    [BindProperty, StringLength(60)] public string? Theme { get; set; }
    [BindProperty, StringLength(60)] public string? Area { get; set; }
    [BindProperty, StringLength(120)] public string? Name { get; set; }
    [BindProperty] public Channel Channel { get; set; }
    [BindProperty, StringLength(300)] public string? Address { get; set; }
    [BindProperty] public bool Consent { get; set; }
    /// <summary>The eight letters of a paper slip that its author writes here instead.</summary>
    [BindProperty(Name = "foglietto", SupportsGet = true)] public string? Slip { get; set; }

    /// <summary>Shown before sending, when asked.</summary>
    public IReadOnlyList<Voice> Similar { get; private set; } = [];
    public bool Compared { get; private set; }

    public IEnumerable<SelectListItem> Channels =>
    [
        new Choice(nameof(Channel.None), L["Non serve"], L["Puoi sempre guardare con il codice della ricevuta"]),
        new Choice(nameof(Channel.Email), L["Per e-mail"]), new Choice(nameof(Channel.Phone), L["Per telefono"]),
        new Choice(nameof(Channel.Post), L["Per posta"]), new Choice(nameof(Channel.Desk), L["Passo io allo sportello"]),
    ];

    public void OnGet() { }

    /// <summary>Looks for voices alike and sends nothing.</summary>
    public async Task<IActionResult> OnPostCompareAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (string.IsNullOrWhiteSpace(Text)) ModelState.AddModelError(nameof(Text), L["Scrivi il contributo: anche una frase sola."]);
        else (Similar, Compared) = (await similar.ToAsync(Process.Id, Text, null, cancel), true);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!Consent) ModelState.AddModelError(nameof(Consent), L["Serve il consenso: leggi l'informativa e confermala."]);
        if (!ModelState.IsValid) return Page();
        await CountAsync(cancel);
        return await ActAsync(write => SendAsync(write, cancel));
    }

    // A real slip is its own measure: a whole room may stand behind one address with slips in hand.
    private async Task CountAsync(CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Slip))
        {
            if (Secrets.Read(Slip) is { } secret && await Get<Entry>().BySecretAsync(secret, cancel) is { } known
                && known.Process == Process.Id)
            {
                limits.Count(Limit.Slip, known.SecretHash);
                return;
            }
            limits.Count(Limit.Guesses, HttpContext.Connection.RemoteIpAddress);
        }
        limits.CountWrite("voice", HttpContext, CurrentUser);
    }

    private async Task<Done> SendAsync(WriteScope write, CancellationToken cancel)
    {
        var entry = write.Get<Entry>();
        var speaker = entry.Speaker(Name, Channel, Address, Localization.Texts.IsEnglish ? "en" : "it");
        var said = new NewContribution(Text, Via.Web)
        {
            Kind = Kind ?? ContributionKind.Remark,
            Theme = Theme,
            Area = Area,
            Language = Localization.Texts.IsEnglish ? "en" : "it",
            Speaker = speaker?.Id
        };
        if (speaker is { Channel: Channel.Email }) write.Get<Confirmation>().Ask(speaker);
        if (Secrets.Read(Slip) is not { } secret)
        {
            var recorded = await write.Get<ContributionBook>().RecordAsync(Process, said, cancel);
            return receipts.Url(Process.Slug, recorded.Code, recorded.Secret);
        }
        var contribution = await entry.WriteOnSlipAsync(Process, await entry.FindSlipAsync(Process, secret, cancel),
            said with { Via = Via.Web }, cancel);
        return receipts.Url(Process.Slug, contribution.Code, secret);
    }
}
