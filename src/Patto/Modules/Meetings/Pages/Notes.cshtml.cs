using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Audit;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>What is said in a focus group, by the number of who says it; each note is a contribution that the meeting gave voice
/// to. A script sends notes one by one, from the device where they wait for the network, and is answered in JSON; without it the same form
/// works as every other.</summary>
[AnswersInJson]
public sealed class NotesModel(NoteBook notes) : MeetingPage
{
    public override Act Demands => MeetingActs.SeeInside;
    public override Act DemandsToPost => MeetingActs.Lead;

    [BindProperty, StringLength(20)] public string? Speaker { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi che cosa dice."), StringLength(ContributionWords.Longest)]
    public string Text
    {
        get;
        set;
    } = "";
    [BindProperty] public ContributionKind Kind { get; set; } = ContributionKind.Need;
    /// <summary>The identity that the device, or the page, gave the note: sent twice it is recorded once.</summary>
    [BindProperty] public Guid? SentAs { get; set; }
    /// <summary>When it was written on the device; null: now.</summary>
    [BindProperty] public DateTimeOffset? Written { get; set; }
    /// <summary>Which note is put right or taken off.</summary>
    [BindProperty, StringLength(24)] public string? Code { get; set; }

    public NotesView Shown { get; private set; } = null!;

    protected override bool ReadsRegistrations => false;

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (IsInside) Shown = NotesView.Of(this, await notes.OfAsync(Process.Id, Meeting.Subject, cancel));
        return true;
    }

    public void OnGet() { }

    /// <summary>Says that something has changed, as long as the page listens: somebody else takes notes too.</summary>
    public IActionResult OnGetStream() => new ChangeStream(Authority.Id.Value);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var line = NoteLine.Read(Text, Speaker);
        return await AnswerAsync(write => RecordAsync(write, line, cancel), note => L["{0} aggiunta.", note.Code]);
    }

    private async Task<NoteInfo> RecordAsync(WriteScope write, NoteLine line, CancellationToken cancel)
    {
        RuleViolation.Unless(write.Now >= Meeting.Start.AddHours(-12), "notes.early", "Le note si scrivono dal giorno dell'incontro.");
        RuleViolation.UnlessAt(nameof(Text), line.Text.Length > 0, "notes.empty", "Scrivi che cosa dice.");
        var note = await write.Get<NoteBook>().RecordOnceAsync(Process, new(line.Text, Via.Meeting)
        {
            Kind = Kind,
            Theme = Meeting.Theme,
            Area = Meeting.Area,
            Source = Meeting.Subject,
            Pseudonym = line.Speaker,
            Said = SaidAt(write.Now),
            SentAs = SentAs,
        }, cancel);
        // A script reads what is stored, and puts right what it meant; whoever sends a form would take it for what they typed.
        var isTheSame = AsksForJson || note.Text == line.Text.ReplaceLineEndings("\n");
        if (!isTheSame) Shown = Shown with { SentAs = Guid.NewGuid() };
        RuleViolation.UnlessAt(nameof(Text), isTheSame, "notes.sent-before",
            "Questa nota era già arrivata con altre parole, ed è {0}. Per aggiungere anche questa premi di nuovo il pulsante.",
            note.Code);
        return note;
    }

    // The device says when it was written where that can be true; what is typed after the meeting was said in it. A room that is open
    // longer than was planned is the meeting still.
    private DateTimeOffset? SaidAt(DateTimeOffset now)
    {
        var at = Written is { } written && written <= now && written >= Meeting.Start.AddHours(-12) ? written : now;
        return at > Meeting.End && !Meeting.IsRunning && !(at <= Meeting.Closed) ? Meeting.Start : at;
    }

    public Task<IActionResult> OnPostCorrectAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Task.FromResult<IActionResult>(Page());
        return AnswerAsync(write => write.Get<NoteBook>().CorrectAsync(Process, Meeting.Subject, Code ?? "", Text, Kind, cancel),
            note => L["{0} corretta: quello di prima resta nella storia.", note.Code]);
    }

    public Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel) => AnswerAsync(async write =>
    {
        var note = await write.Get<NoteBook>().RemoveAsync(Process, Meeting.Subject, Code ?? "", cancel);
        await write.Get<UndoBook>().OfferAsync(Process.Authority, Process.Subject, UndoNoteRemoving.Name,
            Subject.Of("contribution", note.Id), $"{Meeting.Id}", cancel);
        return note;
    }, note => L["{0} tolta.", note.Code]);

    private bool AsksForJson => AnswersInJsonAttribute.IsAsked(Request);

    private async Task<IActionResult> AnswerAsync(Func<WriteScope, Task<NoteInfo>> act, Func<NoteInfo, string> said) => AsksForJson
        ? new JsonResult(SentNote.Of(await Get<Writes>().RunAsync(act, HttpContext.RequestAborted)))
        : await ActAsync(async write =>
        {
            var note = await act(write);
            return new(PartUrl("note"), said(note));
        });

    /// <summary>What a script is told of a note that is stored.</summary>
    internal sealed record SentNote(string Code, string State, string Text, string Kind)
    {
        public static SentNote Of(NoteInfo note) => new(note.Code, note.State.ToString(), note.Text, note.Kind.ToString());
    }
}

/// <summary>The notes of a meeting as a page shows them, with the field where the next one is typed.</summary>
/// <param name="Url">Where they are sent, whatever page shows them.</param>
/// <param name="Device">Tells accounts and meetings apart on a device; says nothing of whose they are.</param>
/// <param name="SentAs">The identity of the note that is typed next; the same again where it was refused and comes back.</param>
/// <param name="IsShared">Several people use the computer: nothing is kept on it.</param>
public sealed record NotesView(string Process, Guid Meeting, string Url, string Device, Guid SentAs, bool IsShared, bool MayLead,
    string Undo, Place Place, IReadOnlyList<NoteInfo> Notes)
{
    public IReadOnlyList<ContributionKind> Kinds { get; } = Enum.GetValues<ContributionKind>();

    internal static NotesView Of(MeetingPage page, IReadOnlyList<NoteInfo> notes) => new(page.Process.Slug, page.Meeting.Id.Value,
        page.PartUrl("note"), $"{Web.Ui.LocalDraftTagHelper.AccountOf(page.CurrentUser)}/{page.Meeting.Id}",
        Kept(page.Request) ?? Guid.NewGuid(), Web.Ui.SharedComputer.Is(page.Request), page.MayLead,
        Processes.Contracts.ProcessUrls.Undo(page.Process.Slug), page.Place, notes);

    private static Guid? Kept(HttpRequest request) =>
        request.HasFormContentType && Guid.TryParse(request.Form[nameof(SentAs)], out var kept) ? kept : null;
}
