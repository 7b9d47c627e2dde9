using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Mail;
using Patto.Localization;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The call of a group to this meeting: written and sent, then its proofs, its answers and the quorum to be expected.</summary>
public sealed class ConvocationModel(ConvocationBook book, GroupBook groups, FileBook files, ConvocationLetters letters) : MeetingPage
{
    public override Act Demands => MeetingActs.SeeInside;
    public override Act DemandsToPost => MeetingActs.Organise;
    protected override bool ReadsRegistrations => false;

    /// <summary>How one seat is called.</summary>
    public sealed class Row
    {
        public Guid Seat { get; set; }
        public SummonsWay Way { get; set; }
        /// <summary>Only for certified mail.</summary>
        [StringLength(254)] public string? Pec { get; set; }
    }

    /// <summary>Whether certified mail leaves from here, with the address of each seat.</summary>
    public bool LeavesCertified { get; private set; }

    [BindProperty] public Guid? Group { get; set; }
    [BindProperty, StringLength(4000)] public string? Text { get; set; }
    [BindProperty] public DateOnly? ReplyBy { get; set; }
    [BindProperty, StringLength(60)] public string? Protocol { get; set; }
    [BindProperty] public DateOnly? ProtocolDay { get; set; }
    [BindProperty] public List<Row> Rows { get; set; } = [];
    [BindProperty] public List<Guid> Files { get; set; } = [];
    [FromQuery(Name = "chi")] public string? Which { get; set; }

    public Convocation? Sent { get; private set; }
    public GroupView? Convened { get; private set; }
    public IReadOnlyList<CalledSeat> Seats { get; private set; } = [];
    public IReadOnlyList<StoredFile> Documents { get; private set; } = [];
    public bool MayOrganise { get; private set; }
    /// <summary>Of those who said yes at the last sittings, how many came, in percent.</summary>
    public int? KeptWord { get; private set; }
    public IReadOnlyList<SelectListItem> GroupChoices { get; private set; } = [];

    public SeatCount Expected => SeatCount.Expected([.. Called.Select(s => s.Answer)], Sent?.Quorum ?? Convened?.QuorumOn(Meeting.Day));
    public IReadOnlyList<CalledSeat> Called => [.. Seats.Where(s => s.Summons is not null)];
    public IReadOnlyList<CalledSeat> ToCall => [.. Seats.Where(s => s.Summons is null && s.Holder is not null)];
    public IReadOnlyList<CalledSeat> Vacant => [.. Seats.Where(s => s.Summons is null && s.Holder is null)];
    public IReadOnlyList<CalledSeat> Silent => [.. Called.Where(s => s.Answer == SummonsAnswer.None)];
    public IReadOnlyList<CalledSeat> Shown => [.. Called.Where(s => Which switch
    {
        "mancano" => s.Answer == SummonsAnswer.None,
        "lettera" => s.Summons!.Way is SummonsWay.Letter or SummonsWay.Pec,
        "telefono" => s.Summons!.Way is SummonsWay.Phone,
        _ => true,
    })];
    public IEnumerable<SelectListItem> Kinds => [new(L["Chi non ha risposto"], "mancano"), new(L["Chi riceve una lettera"], "lettera"),
        new(L["Chi si chiama al telefono"], "telefono")];
    public IEnumerable<SelectListItem> WaysOf(CalledSeat seat) => Enum.GetValues<SummonsWay>()
        .Where(w => w != SummonsWay.Email || seat.Person?.Channel == People.Channel.Email)
        .Select(w => new SelectListItem(L[w.Italian()], w.ToString()));
    public IEnumerable<SelectListItem> FileChoices =>
        Documents.Select(f => new SelectListItem(f.Title.Length > 0 ? f.Title : f.Name, f.Id.ToString()));
    public string? ProtocolWords => Sent is null ? null : letters.ProtocolOf(Sent);
    public bool IsOver => Now >= Meeting.Start;
    public DateOnly LastDay => Convocation.Latest(Meeting, Now);

    /// <summary>Days between the sending and the sitting.</summary>
    public int Notice => Sent is null ? 0 : Texts.RomeDay(Meeting.Start).DayNumber - Texts.RomeDay(Sent.Sent).DayNumber;

    public DateOnly WeekReminder => Texts.RomeDay(Meeting.Start).AddDays(-7);
    public DateOnly DayReminder => Texts.RomeDay(Meeting.Start).AddDays(-1);

    /// <summary>A reminder a week before is due only where the call went out before that.</summary>
    public bool HasWeekReminder => Sent is not null && Texts.RomeDay(Sent.Sent) <= WeekReminder;

    public string VacantWords => L.Count(Vacant.Count, "Un posto è libero e non è convocato: {1}.",
        "{0} posti sono liberi e non sono convocati: {1}.", L.List(Vacant.Select(v => v.Seat.Interest)));
    public string NewWords => L.Count(ToCall.Count, "Si è seduto qualcuno dopo la convocazione: {1}.",
        "Si sono sedute {0} persone dopo la convocazione: {1}.", L.List(ToCall.Select(s => s.Holder!.Name)));

    /// <summary>How far the call is.</summary>
    public IReadOnlyList<PhaseStep> Steps => Sent is null ? [] :
    [
        new(L["Spedita"], L.Day(Sent.Sent), "done", WayCounts),
        new(L["Protocollata"], Sent.ProtocolDay is { } day ? L.Day(day) : "", ProtocolWords is null ? "next" : "done",
            ProtocolWords ?? L["Il numero non è scritto."].Value),
        new(L["Risposte"], L["entro il {0}", L.Day(Sent.ReplyBy)], Silent.Count == 0 || IsOver ? "done" : "now",
            L["{0} su {1}", Called.Count - Silent.Count, Called.Count]),
        new(L["Seduta"], L.Day(Meeting.Start), IsOver ? "done" : "next",
            L.Count(Notice, "Convocata {0} giorno prima.", "Convocata {0} giorni prima.")),
    ];

    public string WayCounts => L.List(Called.GroupBy(s => s.Summons!.Way).OrderBy(g => g.Key).Select(g => g.Key switch
    {
        SummonsWay.Email => L.Count(g.Count(), "{0} e-mail", "{0} e-mail"),
        SummonsWay.Pec => L.Count(g.Count(), "{0} PEC", "{0} PEC"),
        SummonsWay.Letter => L.Count(g.Count(), "{0} lettera", "{0} lettere"),
        _ => L.Count(g.Count(), "{0} telefonata", "{0} telefonate"),
    }));

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (!IsInside) return true;
        MayOrganise = await MayAsync(MeetingActs.Organise);
        Sent = await book.OfAsync(Meeting.Id, cancel);
        Convened = Sent is not null ? await groups.GetAsync(Sent.Group, cancel) : await book.GroupOfAsync(Meeting, cancel);
        if (Sent is null) GroupChoices = [.. (await groups.OfProcessAsync(Process.Id, cancel))
            .Select(g => new SelectListItem(g.Name, g.Id.ToString()))];
        if (Convened is null) return true;
        LeavesCertified = Sent is null && await Get<MailRoutes>().HasCertifiedAsync(Authority.Id, cancel);
        Seats = await book.SeatsAsync(Convened, Meeting, Sent, cancel, LeavesCertified);
        if (Sent is null) Documents = [.. (await files.OfAsync([Meeting.Subject], cancel))[Meeting.Subject]];
        else KeptWord = await book.KeptWordAsync(Sent.Group, Meeting.Id, Now, cancel);
        return true;
    }

    protected internal override void Fill()
    {
        (Group, Text, ReplyBy) = (Convened?.Id.Value, "", LastDay);
        (Protocol, ProtocolDay) = (Sent?.Protocol ?? "", Sent?.ProtocolDay);
        Rows = [.. ToCall.Select(s => new Row { Seat = s.Seat.Id.Value, Way = s.Usual, Pec = s.Pec })];
        Files = [.. Documents.Select(f => f.Id.Value)];
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostGroupAsync() => ActAsync(async write =>
    {
        RuleViolation.UnlessAt(nameof(Group), Group is { } chosen && GroupChoices.Any(g => g.Value == chosen.ToString()),
            "convocation.group", "Scegli il gruppo che si riunisce.");
        RuleViolation.Unless(Sent is null, "convocation.group-sent", "Il gruppo è già convocato: non si può più cambiare.");
        (await HereAsync(write)).BelongTo(new Id<Group>(Group!.Value));
        return MeetingUrls.Convocation(Process.Slug, Meeting.Id.Value);
    });

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var enclosed = Documents.Where(f => Files.Contains(f.Id.Value)).ToList();
        var called = 0;
        return await ActAsync(async write =>
        {
            var book = write.Get<ConvocationBook>();
            var meeting = await HereAsync(write);
            var group = await book.GroupOfAsync(meeting, cancel)
                ?? throw new RuleViolation("convocation.no-group", "Prima di' quale gruppo si riunisce.") { Field = nameof(Group) };
            called = await book.SendAsync(Process, meeting, group, Text ?? "", ReplyBy, Protocol ?? "", ProtocolDay,
                [.. Rows.Select(r => (r.Seat, r.Way, r.Pec ?? ""))], enclosed, cancel);
            return new(Process.IsPublic ? MeetingUrls.Convocation(Process.Slug, Meeting.Id.Value) : ProcessUrls.FirstSteps(Process.Slug),
                L.Count(called, "Convocazione preparata per {0} posto.", "Convocazioni preparate per {0} posti."));
        });
    }

    public Task<IActionResult> OnPostNewAsync(CancellationToken cancel) => ChangeAsync(async (write, meeting, sent) =>
    {
        var book = write.Get<ConvocationBook>();
        var group = await book.GroupOfAsync(meeting, cancel) ?? throw new Unknown();
        return L.Count(await book.SendToNewAsync(Process, meeting, group, sent, cancel), "Convocato {0} posto in più.",
            "Convocati {0} posti in più.");
    });

    public Task<IActionResult> OnPostProtocolAsync() => ChangeAsync((_, meeting, sent) =>
    {
        sent.Register(meeting, Protocol ?? "", ProtocolDay);
        return Task.FromResult(L["Protocollo salvato."].Value);
    });

    public Task<IActionResult> OnPostRemindAsync(CancellationToken cancel) => ChangeAsync(async (write, meeting, sent) =>
        L.Count(await write.Get<ConvocationBook>().RemindAsync(Process, meeting, sent, cancel), "Ricordo spedito a {0} persona.",
            "Ricordo spedito a {0} persone."));

    public Task<IActionResult> OnPostStopAsync() => ChangeAsync((_, meeting, sent) =>
    {
        sent.Stop(meeting, true);
        return Task.FromResult(L["I ricordi sono fermi."].Value);
    });

    public Task<IActionResult> OnPostResumeAsync() => ChangeAsync((_, meeting, sent) =>
    {
        sent.Stop(meeting, false);
        return Task.FromResult(L["I ricordi partono di nuovo."].Value);
    });

    private Task<IActionResult> ChangeAsync(Func<WriteScope, Meeting, Convocation, Task<string>> change) => ActAsync(async write =>
    {
        var sent = await write.Get<ConvocationBook>().OfAsync(Meeting.Id, HttpContext.RequestAborted) ?? throw new Unknown();
        var said = await change(write, await HereAsync(write), sent);
        return new(MeetingUrls.Convocation(Process.Slug, Meeting.Id.Value), said);
    });
}
