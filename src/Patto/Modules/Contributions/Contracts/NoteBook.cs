using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions.Contracts;

/// <summary>A note: what somebody of the staff types while another speaks.</summary>
/// <param name="Speaker">"P3", never a name; null for nobody known.</param>
/// <param name="Text">As it was typed, for the staff.</param>
/// <param name="IsTyped">Somebody of the staff typed it: it may be put right. False for what came from a phone in the room.</param>
/// <param name="IsCorrected">It was put right since; what it said before is kept.</param>
public sealed record NoteInfo(Id<Contribution> Id, string Code, string? Speaker, string Text, string Language, ContributionKind Kind,
    string? Theme, ContributionState State, DateTimeOffset Said, bool IsTyped, bool IsCorrected)
{
    public bool IsOpen => State is ContributionState.Reading && IsTyped;
}

/// <summary>The notes of meetings, until somebody reads them: taken once however often they are sent, put right, taken off and put
/// back.</summary>
public sealed class NoteBook(AppDb db, ContributionBook contributions, ClosingBook closings, CurrentUser currentUser, TimeProvider clock)
{
    /// <summary>The notes of a meeting, the newest first; without those that were taken off.</summary>
    public async Task<IReadOnlyList<NoteInfo>> OfAsync(Id<Process> process, Subject source, CancellationToken cancel)
    {
        var notes = await db.Contributions.AsNoTracking().Where(c => c.Process == process && c.Source == source
            && !(c.State == ContributionState.Refused && c.Reason == TakenOff)).OrderByDescending(c => c.Number)
            .ToListAsync(cancel);
        foreach (var note in notes) Texts.IsWritten(note.Text, note.Language);
        return [.. notes.Select(InfoOf)];
    }

    /// <summary>Records it in the running act; what a device sends again under the same identity is there already, and answers as it
    /// did.</summary>
    /// <returns>The note as it is stored: where it was there already, in the words of then.</returns>
    /// <exception cref="RuleViolation">Another account sent that identity, or for another meeting.</exception>
    public async Task<NoteInfo> RecordOnceAsync(ProcessInfo process, NewContribution said, CancellationToken cancel)
    {
        if (said.SentAs is { } sentAs && await SentAsync(process, sentAs, cancel) is { } known)
        {
            RuleViolation.Unless(known.EnteredBy == currentUser.Actor && known.Source == said.Source, "note.of-another",
                "Questa nota è già arrivata da un'altra persona: controlla se c'è già, altrimenti scrivila di nuovo.");
            return InfoOf(known);
        }
        var recorded = await contributions.RecordAsync(process, said, cancel);
        return InfoOf((await db.Contributions.FindAsync([recorded.Id], cancel))!);
    }

    /// <summary>Puts a note right; what it said before stays in its history.</summary>
    public async Task<NoteInfo> CorrectAsync(ProcessInfo process, Subject source, string code, string text, ContributionKind kind,
        CancellationToken cancel)
    {
        var note = await OpenAsync(process, source, code, cancel);
        note.Correct(new(text, note.Language, note.Organisation, null), null, [], currentUser.Actor, clock.GetUtcNow());
        note.Sort(kind, note.Theme, note.Area);
        return InfoOf(note);
    }

    /// <summary>Takes a note off: it is not published, the staff still find it among what was not. Taken off already, nothing
    /// happens.</summary>
    public async Task<NoteInfo> RemoveAsync(ProcessInfo process, Subject source, string code, CancellationToken cancel)
    {
        var found = await FindAsync(process, source, code, cancel);
        if (found.State is ContributionState.Refused) return InfoOf(found);
        var note = await OpenAsync(process, source, code, cancel);
        note.Refuse(TakenOff, clock.GetUtcNow());
        return InfoOf(note);
    }

    /// <summary>That a note was taken off is taken back.</summary>
    public async Task PutBackAsync(Subject note, CancellationToken cancel)
    {
        var found = await db.Contributions.FindAsync([new Id<Contribution>(note.Id)], cancel) ?? throw new Unknown();
        RuleViolation.Unless(found is { State: ContributionState.Refused, Reason: TakenOff }, "note.not-off",
            "La nota non è più fra quelle tolte.");
        found.UndoReading(clock.GetUtcNow());
    }

    // Stored; staff read it among what was not published.
    private const string TakenOff = "Tolta dalle note da chi le prendeva.";

    private async Task<Contribution> OpenAsync(ProcessInfo process, Subject source, string code, CancellationToken cancel)
    {
        await closings.DemandOpenAsync(process.Id, cancel);
        var note = await FindAsync(process, source, code, cancel);
        RuleViolation.Unless(note.IsTyped, "note.own-words",
            "Queste sono le parole di chi ha scritto dal telefono: non si toccano. Se contengono un nome, nascondilo in lettura.");
        RuleViolation.Unless(note.State is ContributionState.Reading, "note.read",
            "Questa nota è già stata letta: si corregge da «Leggi e pubblica».");
        return note;
    }

    private async Task<Contribution> FindAsync(ProcessInfo process, Subject source, string code, CancellationToken cancel) =>
        await db.Contributions.SingleOrDefaultAsync(c => c.Process == process.Id && c.Code == code && c.Source == source, cancel)
            ?? throw new Unknown();

    private Task<Contribution?> SentAsync(ProcessInfo process, Guid sentAs, CancellationToken cancel) =>
        db.Contributions.SingleOrDefaultAsync(c => c.Process == process.Id && c.SentAs == sentAs, cancel);

    private static NoteInfo InfoOf(Contribution c) => new(c.Id, c.Code, c.Pseudonym, c.Text, c.Language, c.Kind, c.Theme, c.State,
        c.Said, c.IsTyped, c.Corrected is not null);
}
