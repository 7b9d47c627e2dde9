using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings;

/// <summary>The public meetings in order of time, with heads as counted: totals, never persons.</summary>
internal sealed class MeetingsTable(MeetingBook book, Texts L) : OpenTable
{
    public override string Key => "incontri";
    public override string Title => L["Gli incontri e quante persone c'erano"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Numero", "Titolo", "Metodo", "Domanda", "Inizio", "Fine", "Luogo", "Accessibilità", "Posti",
        "Annullato", "Annullato perché", "Persone presenti", "Donne", "Uomini", "Genere non indicato", "Meno di 18 anni", "Da 18 a 34 anni",
        "65 anni o più");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var m in await book.OfProcessAsync(process.Id, drafts: false, cancel))
            yield return [m.Number, m.Title, L[m.Method.Italian()].Value, m.Question, m.Start, m.End, m.Place,
                string.Join(", ", m.Access), m.Seats,
                m.State == MeetingState.Cancelled, m.CancelledWhy, m.Counted?.Total, m.Counted?.Women, m.Counted?.Men, m.Counted?.NotStated,
                m.Counted?.Under18, m.Counted?.From18To34, m.Counted?.Over65];
    }
}

/// <summary>The conversations of the Open Spaces with what was said in them; who called them stays on the wall.</summary>
internal sealed class SessionsTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "gruppi-di-discussione";
    public override string Title => L["I gruppi di discussione degli Open Space"];
    public override IReadOnlyList<string> Columns => Table.Columns("Incontro", "Tema", "Persone presenti", "Resoconto");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var found = from meeting in db.Meetings
                    where meeting.Process == process.Id && meeting.State != MeetingState.Draft
                    join session in db.Sessions on meeting.Id equals session.Meeting
                    orderby meeting.Start, session.Slot, session.Place
                    select new { Meeting = meeting.Title, session.Title, session.People, session.Discussion };
        await foreach (var s in found.AsAsyncEnumerable().WithCancellation(cancel)) yield return [s.Meeting, s.Title, s.People,
            s.Discussion];
    }
}

/// <summary>The published minutes, the last version of each.</summary>
internal sealed class MinutesTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "verbali";
    public override string Title => L["I verbali pubblicati"];
    public override IReadOnlyList<string> Columns => Table.Columns("Incontro", "Giorno", "Testo");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var minutes = db.Minutes;
        var found = db.Meetings.Where(m => m.Process == process.Id && m.State != MeetingState.Draft).OrderBy(m => m.Start).Select(m => new
        {
            m.Title,
            m.Start,
            Text = minutes.Where(x => x.Meeting == m.Id && x.State == MinutesState.Published).OrderByDescending(x => x.Number)
            .Select(x => x.Text).FirstOrDefault(),
        });
        await foreach (var m in found.AsAsyncEnumerable().WithCancellation(cancel))
            if (m.Text is not null) yield return [m.Title, Texts.RomeDay(m.Start), m.Text];
    }
}

/// <summary>What rooms were asked and what they answered, an option a row; those that are counted.</summary>
internal sealed class RoomVotesTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "voti-in-sala";
    public override string Title => L["I voti in sala"];
    public override IReadOnlyList<string> Columns => Table.Columns("Incontro", "Giorno", "Domanda", "Come si risponde", "Opzione",
        "Dai telefoni", "Su carta", "Totale", "Astensioni", "Persone");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var found = from meeting in db.Meetings
                    where meeting.Process == process.Id && meeting.State != MeetingState.Draft
                    join vote in db.RoomVotes on meeting.Id equals vote.Meeting
                    where vote.State == RoomVoteState.Closed
                    orderby meeting.Start, meeting.Number, vote.Number
                    select new { Meeting = meeting.Title, meeting.Start, Vote = vote };
        await foreach (var f in found.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            var (vote, hands) = (f.Vote, f.Vote.IsByHands);
            for (var n = 0; n < vote.Options.Count; n++)
                yield return [f.Meeting, Texts.RomeDay(f.Start), vote.Question, L[vote.Kind.Italian()].Value, vote.Options[n],
                    hands ? null : vote.Phones.ElementAtOrDefault(n), hands ? null : vote.ByHand.Of(n), vote.TotalOf(n),
                    hands ? vote.ByHand.Abstained : null, vote.People];
        }
    }
}
