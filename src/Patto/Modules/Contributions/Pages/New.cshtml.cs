using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;
using PersonInTown = Patto.People.Person;

namespace Patto.Modules.Contributions.Pages;

/// <summary>The form for everybody: no account, consent, name and contact if one likes, a receipt at the end.</summary>
public sealed class NewModel(Limits limits, Receipts receipts, SimilarVoices similar) : AskingPage
{
    public override Act Demands => ContributionActs.Write;
    protected override bool IsAuthor => true;

    [BindProperty, StringLength(Contribution.Longest)] public string? Text { get; set; }
    [BindProperty] public ContributionKind? Kind { get; set; }
    [BindProperty, StringLength(60)] public string? Theme { get; set; }
    [BindProperty, StringLength(60)] public string? Area { get; set; }
    [BindProperty, StringLength(120)] public string? Name { get; set; }
    [BindProperty] public Channel Channel { get; set; }
    [BindProperty, StringLength(300)] public string? Address { get; set; }
    /// <summary>The author wants to be written to at each step, by e-mail.</summary>
    [BindProperty] public bool Follow { get; set; }
    [BindProperty] public bool Consent { get; set; }
    [BindProperty] public IFormFile? Upload { get; set; }
    /// <summary>Whether the process takes files with voices.</summary>
    public bool TakesFiles { get; private set; }
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

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        TakesFiles = (await Get<ProcessBook>().ReadAsync(Process.Id, cancel))!.TakesFiles;
        return await base.FindHereAsync(cancel);
    }

    public void OnGet() { }

    /// <summary>Looks for voices alike and sends nothing.</summary>
    public async Task<IActionResult> OnPostCompareAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (string.IsNullOrWhiteSpace(Text)) ModelState.AddModelError(nameof(Text), L["Scrivi il contributo: anche una frase sola."]);
        else (Similar, Compared) = (await similar.ToAsync(Process.Id, Text, null, cancel), true);
        await KnowQuestionsAsync(Similar.Any(v => v.Answers.Count > 0), cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!Consent) ModelState.AddModelError(nameof(Consent), L["Serve il consenso: leggi l'informativa e confermala."]);
        // A recording may be the whole voice.
        if (string.IsNullOrWhiteSpace(Text) && (Upload is null || !TakesFiles)) ModelState.AddModelError(nameof(Text), NoWords);
        if (Follow && Channel != Channel.Email) ModelState.AddModelError(nameof(Follow),
            L["Passo per passo scriviamo solo per e-mail: scegli «Per e-mail» o togli la spunta."]);
        LookAtAnswers();
        if (!ModelState.IsValid) return Page();
        await CountAsync(cancel);
        var alone = string.IsNullOrWhiteSpace(Text);
        var given = Upload is not null && TakesFiles ? await Get<FileStore>().ReadAsync(Upload, nameof(Upload), cancel, video: alone)
            : null;
        if (alone && given is not { IsRecording: true }) ModelState.AddModelError(nameof(Text), NoWords);
        if (!ModelState.IsValid) return Page();
        return await ActAsync(write => SendAsync(write, given, cancel));
    }

    private string NoWords => TakesFiles
        ? L["Scrivi il contributo, anche una frase sola; oppure manda una registrazione: la ascoltiamo e scriviamo noi che cosa dice."]
        : L["Scrivi il contributo: anche una frase sola."];

    // What comes from anybody leaves half of the room to those who work here.
    private async Task KeepAsync(WriteScope write, GivenFile given, Id<Contribution> voice, Id<PersonInTown>? speaker,
        CancellationToken cancel)
    {
        var store = write.Get<FileStore>();
        var (used, room) = await store.RoomAsync(cancel);
        RuleViolation.UnlessAt(nameof(Upload), used + given.Size <= room / 2, "voice.room",
            "In questo momento non possiamo ricevere altri file: invia il contributo senza, il testo arriva lo stesso.");
        var owner = ProcessFile.OwnerOf(Process, Subject.Of(VoiceFiles.Kind, voice), Process.Title,
            ContributionUrls.Reading(Process.Slug), false, ContributionActs.Read);
        await store.KeepAsync(given, nameof(Upload), new(L["File mandato con un contributo"], "", speaker), owner, cancel,
            Visibility.Staff);
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

    private async Task<Done> SendAsync(WriteScope write, GivenFile? given, CancellationToken cancel)
    {
        var entry = write.Get<Entry>();
        var speaker = entry.Speaker(Name, Channel, Address, Localization.Texts.IsEnglish ? "en" : "it");
        var said = new NewContribution(Text ?? "", Via.Web)
        {
            IsRecorded = given is { IsRecording: true },
            Kind = Kind ?? ContributionKind.Remark,
            Theme = Theme,
            Area = Area,
            Language = Localization.Texts.IsEnglish ? "en" : "it",
            Speaker = speaker?.Id,
            Answers = await AnsweredAsync(write, cancel),
        };
        if (Secrets.Read(Slip) is not { } secret)
        {
            var recorded = await write.Get<ContributionBook>().RecordAsync(Process, said, cancel);
            if (given is not null) await KeepAsync(write, given, recorded.Id, speaker?.Id, cancel);
            Promise(write, speaker, (await write.Db.Contributions.FindAsync([recorded.Id], cancel))!);
            return receipts.Url(ContributionUrls.Receipt(Process.Slug), recorded.Code, recorded.Secret);
        }
        var contribution = await entry.WriteOnSlipAsync(Process, await entry.FindSlipAsync(Process, secret, cancel),
            said with { Via = Via.Web }, cancel);
        if (given is not null) await KeepAsync(write, given, contribution.Id, speaker?.Id, cancel);
        Promise(write, speaker, contribution);
        return receipts.Url(ContributionUrls.Receipt(Process.Slug), contribution.Code, secret);
    }

    // Who left an e-mail address gets the code there, and confirms the address by the same letter.
    private void Promise(WriteScope write, PersonInTown? speaker, Contribution contribution)
    {
        if (speaker is not { Channel: Channel.Email }) return;
        write.Get<Confirmation>().Ask(speaker, contribution.Code);
        if (Follow) contribution.FollowedBy(speaker);
    }
}
