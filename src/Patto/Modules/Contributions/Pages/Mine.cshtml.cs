using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Contributions.Pages;

/// <summary>The author's own page: who has the eight letters sees the voice in any state, withdraws it, adds a contact.</summary>
[NoReferrer]
public sealed class MineModel(ProcessBook processes, Limits limits, InstallationKey key, IEnumerable<ITellEnds> ends,
    IEnumerable<IOpenByLetters> others) : PattoPage
{
    public string Secret { get; private set; } = "";
    public Contribution? Contribution { get; private set; }
    /// <summary>A slip that nobody has written or typed yet.</summary>
    public Slip? Slip { get; private set; }
    public ProcessInfo? Process { get; private set; }
    /// <summary>The letters are of something else than a voice.</summary>
    private string? Elsewhere { get; set; }

    public IReadOnlyDictionary<Id<OwnQuestion>, OwnQuestion> Questions { get; private set; } = new Dictionary<Id<OwnQuestion>, OwnQuestion>();

    /// <summary>Why it got no answer before the process closed.</summary>
    public IReadOnlyList<ToldEnd> Ends { get; private set; } = [];

    [BindProperty] public Channel Channel { get; set; }
    [BindProperty, StringLength(300)] public string? Address { get; set; }
    [BindProperty, StringLength(120)] public string? Name { get; set; }
    [BindProperty] public bool Sure { get; set; }
    /// <summary>The author wants to be written to at each step, by e-mail.</summary>
    [BindProperty] public bool Follow { get; set; }

    public IEnumerable<SelectListItem> Channels =>
        [new(L["Per e-mail"], nameof(Channel.Email)), new(L["Per telefono"], nameof(Channel.Phone)),
            new(L["Per posta"], nameof(Channel.Post)), new(L["Passo io allo sportello"], nameof(Channel.Desk))];

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        // Right letters always open, whatever was tried before from the same address.
        if (Secrets.Read(RouteData.Values["secret"] as string) is { } secret && await ReadAsync(secret, cancel)) return true;
        limits.Count(Limit.Guesses, HttpContext.Connection.RemoteIpAddress);
        return false;
    }

    private async Task<bool> ReadAsync(string secret, CancellationToken cancel)
    {
        var hash = Secrets.Hash(Secret = secret, key);
        var authority = Authority.Id;
        Contribution = await Db.Contributions.AsNoTracking()
            .SingleOrDefaultAsync(c => c.SecretHash == hash && c.Authority == authority, cancel);
        if (Contribution is null) Slip = await Db.Slips.AsNoTracking().SingleOrDefaultAsync(s => s.SecretHash == hash, cancel);
        if ((Contribution?.Process ?? Slip?.Process) is { } process) Process = await processes.GetAsync(process, cancel);
        if (Contribution is { Answers: not null, Process: var of })
            Questions = (await Get<QuestionBook>().AllAsync(of, cancel)).ToDictionary(q => q.Id);
        if (Contribution is { } mine)
            foreach (var teller in ends) Ends = [.. Ends, .. (await teller.OfAsync([mine.Subject], cancel)).Where(e => e.Reopened is null)];
        if (Contribution is null && Slip is null)
            foreach (var other in others) Elsewhere ??= await other.PageAsync(hash, cancel);
        return Elsewhere is not null || Process is not null && Process.Authority == authority;
    }

    public IActionResult OnGet() => Elsewhere is { } page ? LocalRedirect(page) : Page();

    [Anybody("the letters of the receipt")]
    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        if (!Sure) ModelState.AddModelError(nameof(Sure), L["Conferma che vuoi ritirarlo: non si può tornare indietro."]);
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            (await OwnAsync(write)).Withdraw();
            return Request.Path.Value!;
        }, L["Contributo ritirato."]);
    }

    [Anybody("the letters of the receipt")]
    public async Task<IActionResult> OnPostAddContactAsync()
    {
        if (Channel == Channel.None) ModelState.AddModelError(nameof(Channel), L["Scegli come vuoi la risposta."]);
        if (!ModelState.IsValid) return Page();
        limits.Count(Limit.Slip, Secrets.Hash(Secret, key));
        return await ActAsync(async write =>
        {
            var people = write.Get<PeopleBook>();
            var mine = await OwnAsync(write);
            var person = people.Meet(Name ?? "", Channel, Address ?? "", Localization.Texts.IsEnglish ? "en" : "it");
            mine.SaidBy(person);
            await people.TakePartAsync(person.Id, Subject.Of("process", mine.Process), ParticipationKind.Contribution,
                HttpContext.RequestAborted);
            if (Channel == Channel.Email) write.Get<Confirmation>().Ask(person, mine.Code);
            if (Follow) mine.FollowedBy(person);
            return Request.Path.Value!;
        }, L["Recapito aggiunto: ti diremo che fine fa la tua voce."]);
    }

    /// <summary>The contact that was left was wrong, or has changed.</summary>
    [Anybody("the letters of the receipt")]
    public async Task<IActionResult> OnPostCorrectAsync()
    {
        if (!ModelState.IsValid) return Page();
        limits.Count(Limit.Slip, Secrets.Hash(Secret, key));
        return await ActAsync(async write =>
        {
            var mine = await OwnAsync(write);
            var speaker = mine.Speaker ?? throw new Unknown();
            var person = await write.Db.Set<Person>().SingleAsync(p => p.Id == speaker);
            person.Correct(Channel, Address ?? "");
            if (Channel == Channel.Email) write.Get<Confirmation>().Ask(person, mine.Code);
            return Request.Path.Value!;
        }, L["Recapito corretto."]);
    }

    private async Task<Contribution> OwnAsync(WriteScope write)
    {
        var hash = Secrets.Hash(Secret, key);
        return await write.Db.Contributions.SingleOrDefaultAsync(c => c.SecretHash == hash && c.Authority == Authority.Id)
            ?? throw new Unknown();
    }
}
