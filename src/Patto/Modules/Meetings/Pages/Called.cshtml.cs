using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Mail.Returned;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The call to one seat: the answer that came by voice, the contact, the proof that it arrived.</summary>
public sealed class CalledModel(ConvocationBook book, GroupBook groups, ReceiptBook receipts) : MeetingPage
{
    public override Act Demands => MeetingActs.Organise;
    protected override bool ReadsRegistrations => false;

    [BindProperty] public SummonsAnswer Answer { get; set; }
    [BindProperty, StringLength(200)] public string? Substitute { get; set; }
    [BindProperty, StringLength(1000)] public string? Needs { get; set; }
    [BindProperty] public SummonsWay Way { get; set; }
    [BindProperty] public Channel Channel { get; set; }
    [BindProperty, StringLength(300)] public string? Address { get; set; }
    [BindProperty, StringLength(254)] public string? Pec { get; set; }
    [BindProperty] public IFormFile? Receipt { get; set; }
    [BindProperty] public DateOnly? Delivered { get; set; }
    [BindProperty, StringLength(500)] public string? Proof { get; set; }

    public CalledSeat Seat { get; private set; } = null!;
    public Summons Summons => Seat.Summons!;
    public string Name => Seat.Person?.Name is { Length: > 0 } name ? name : L["(senza nome)"].Value;
    public IEnumerable<SelectListItem> Answers => [new(L["Viene"], nameof(SummonsAnswer.Comes)),
        new(L["Manda il sostituto"], nameof(SummonsAnswer.Substitute)), new(L["Non viene"], nameof(SummonsAnswer.Absent))];
    public IEnumerable<SelectListItem> Ways => Enum.GetValues<SummonsWay>().Select(w => new SelectListItem(L[w.Italian()], w.ToString()));
    public IEnumerable<SelectListItem> Channels => [new(L["Per e-mail"], nameof(Channel.Email)), new(L["Per posta"], nameof(Channel.Post)),
        new(L["Per telefono"], nameof(Channel.Phone)), new(L["Allo sportello"], nameof(Channel.Desk))];
    public IEnumerable<string> Substitutes => Seat.Seat.Members.Where(m => m.IsSubstitute).Select(m => m.Name);
    public bool LeavesCertified { get; private set; }
    public ReceiptList Receipts => new(Seat.Receipts, MeetingUrls.Convocation(Process.Slug, Meeting.Id.Value, Summons.Id.Value));
    public bool IsOver => Now >= Meeting.Start;

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (!await MayAsync(MeetingActs.Organise)) return IsInside;
        if (!Guid.TryParse(RouteData.Values["summons"] as string, out var id)
            || await book.OfAsync(Meeting.Id, cancel) is not { } sent
            || await groups.GetAsync(sent.Group, cancel) is not { } group) return false;
        Seat = (await book.SeatsAsync(group, Meeting, sent, cancel)).FirstOrDefault(s => s.Summons?.Id.Value == id)!;
        LeavesCertified = await Get<MailRoutes>().HasCertifiedAsync(Authority.Id, cancel);
        return Seat is not null;
    }

    protected internal override void Fill()
    {
        if (Seat is null) return;
        (Answer, Substitute, Needs, Way) = (Summons.Answer, Summons.Substitute, Summons.Note, Summons.Way);
        Pec = Summons.Pec;
        (Channel, Address) = (Seat.Person?.Channel ?? Channel.None, Seat.Person?.Address ?? "");
        (Delivered, Proof) = (Summons.Delivered, Summons.Proof);
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostAnswerAsync(CancellationToken cancel) => ChangeAsync(async (write, meeting, sent, summons) =>
    {
        await write.Get<ConvocationBook>().AnswerAsync(Process, meeting, sent, summons, Answer, Substitute ?? "", Needs ?? "",
            CurrentUser.Actor ?? Guid.Empty, cancel);
        return L["Risposta scritta."];
    });

    public Task<IActionResult> OnPostContactAsync(CancellationToken cancel) => ChangeAsync(async (write, meeting, sent, summons) =>
    {
        var person = await write.Db.Set<Person>().SingleAsync(p => p.Id == summons.Person, cancel);
        if (Channel != Channel.None) person.Correct(Channel, Address ?? "");
        summons.GoBy(meeting, Way, Way == SummonsWay.Pec && !string.IsNullOrWhiteSpace(Pec) ? EmailAddress.Read(Pec, nameof(Pec)) : "");
        RuleViolation.UnlessAt(nameof(Way), Way != SummonsWay.Email || person.Channel == Channel.Email, "summons.no-email",
            "Di {0} non c'è l'e-mail: scegli un altro modo, o correggi prima il recapito.", person.Name);
        return L["Salvato. Per mandare di nuovo la convocazione premi il pulsante qui sotto."];
    });

    public async Task<IActionResult> OnGetReceiptAsync(Guid receipt, CancellationToken cancel)
    {
        foreach (var view in Seat.Receipts.Where(r => r.Id == new Id<LetterReceipt>(receipt)))
            return await ReceiptList.FileAsync(receipts, view.Letter, receipt, cancel);
        return NotFound();
    }

    /// <summary>A receipt that the office got in its own mailbox.</summary>
    public async Task<IActionResult> OnPostReceiptAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var source = await SourceAsync(cancel);
        if (source is null) return Page();
        return await ChangeAsync(async (write, _, _, _) =>
        {
            var kept = await write.Get<ReceiptBook>().KeepAsync(source, Seat.Letters[^1].Id, nameof(Receipt), cancel);
            return L["Ricevuta allegata: {0}.", L[kept.Kind.Italian()].Value];
        });
    }

    // Null: what is wrong stands at the field.
    private async Task<byte[]?> SourceAsync(CancellationToken cancel)
    {
        if (Receipt is not { Length: > 0 } given) ModelState.AddModelError(nameof(Receipt), L["Scegli il file della ricevuta."]);
        else if (given.Length > ReturnedMail.Largest)
            ModelState.AddModelError(nameof(Receipt), L["Il file è troppo grande: il massimo è {0} MB.", ReturnedMail.Largest / 1024 / 1024]);
        else
        {
            var source = new byte[given.Length];
            await using var stream = given.OpenReadStream();
            await stream.ReadExactlyAsync(source, cancel);
            return source;
        }
        return null;
    }

    public Task<IActionResult> OnPostAgainAsync(CancellationToken cancel) => ChangeAsync(async (write, meeting, sent, summons) =>
    {
        await write.Get<ConvocationBook>().SendAgainAsync(Process, meeting, sent, summons, cancel);
        return L["La convocazione è pronta di nuovo."];
    });

    public Task<IActionResult> OnPostProofAsync(CancellationToken cancel) => ChangeAsync(async (write, meeting, _, summons) =>
    {
        summons.Prove(meeting, Delivered, Proof ?? "", write.Now);
        if (Delivered is not null) await write.Get<ConvocationBook>().HandOverAsync(summons, cancel);
        return L["Salvato."];
    });

    private async Task<IActionResult> ChangeAsync(Func<WriteScope, Meeting, Convocation, Summons, Task<string>> change)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var sent = await write.Get<ConvocationBook>().OfAsync(Meeting.Id, HttpContext.RequestAborted) ?? throw new Unknown();
            var summons = sent.Summonses.FirstOrDefault(s => s.Id == Summons.Id) ?? throw new Unknown();
            var said = await change(write, await HereAsync(write), sent, summons);
            return new(MeetingUrls.Convocation(Process.Slug, Meeting.Id.Value, summons.Id.Value), said);
        });
    }
}
