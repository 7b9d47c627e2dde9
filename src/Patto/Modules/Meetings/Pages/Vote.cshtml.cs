using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>One question to the room: who leads corrects it while it is a draft, opens and counts it; everybody reads what came out.</summary>
public sealed class VoteModel(RoomVoteBox box) : VotesPage(box)
{
    /// <summary>Sheets, or people in the room.</summary>
    [BindProperty] public int? People { get; set; }
    /// <summary>How many for each option, in their order.</summary>
    [BindProperty] public List<int?> Counts { get; set; } = [];
    [BindProperty] public int? Abstained { get; set; }
    [BindProperty, StringLength(RoomVote.LongestReason)] public string? Why { get; set; }

    public RoomVote Vote { get; private set; } = null!;

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (!await base.FindInMeetingAsync(cancel) || !int.TryParse(RouteData.Values["number"] as string, out var number)
            || Votes.FirstOrDefault(v => v.Number == number) is not { } vote) return false;
        Vote = vote;
        return true;
    }

    protected internal override void Fill()
    {
        (Question, Kind, Dots, Options) = (Vote.Question, Vote.Kind, Vote.Kind == RoomVoteKind.Dots ? Vote.Dots : 5,
            string.Join('\n', Vote.Options));
        var count = Vote.ByHand;
        (People, Abstained, Why) = (count.People, count.Abstained, null);
        Counts = [.. Vote.Options.Select((_, n) => (int?)count.Of(n))];
    }

    public Task<IActionResult> OnPostDescribeAsync(CancellationToken cancel) => ChangeAsync((meeting, vote, _) =>
    {
        vote.Describe(meeting, Wanted());
        return Task.CompletedTask;
    }, L["Salvato."], cancel);

    public Task<IActionResult> OnPostOpenAsync(CancellationToken cancel) => ChangeAsync((meeting, vote, write) =>
    {
        vote.Open(meeting, write.Now);
        return Task.CompletedTask;
    }, L["Si vota dai telefoni: mostra il codice della stanza."], cancel);

    public Task<IActionResult> OnPostCloseAsync(CancellationToken cancel) => ChangeAsync((meeting, vote, write) =>
        write.Get<RoomVoteBox>().CloseAsync(meeting, vote, write.Now, cancel),
        L["Chiuso e contato: le singole risposte non ci sono più. Se c'erano fogli, aggiungili qui."], cancel);

    public Task<IActionResult> OnPostCountAsync(CancellationToken cancel) => ChangeAsync((meeting, vote, write) =>
    {
        vote.Count(meeting, new(People ?? 0, [.. vote.Options.Select((_, n) => Counts.ElementAtOrDefault(n) ?? 0)],
            vote.IsByHands ? Abstained ?? 0 : 0), write.Now);
        return Task.CompletedTask;
    }, L["Contato."], cancel);

    public Task<IActionResult> OnPostAnnulAsync(CancellationToken cancel) => ChangeAsync((meeting, vote, write) =>
        write.Get<RoomVoteBox>().AnnulAsync(meeting, vote, Why ?? "", cancel), L["Annullato: il motivo si legge qui."], cancel);

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken cancel) => await ActAsync(async write =>
    {
        var (meeting, vote) = await HeldAsync(write, cancel);
        vote.Discard(meeting);
        write.Db.Remove(vote);
        return PartUrl("voti");
    }, L["La bozza non c'è più."]);

    private async Task<IActionResult> ChangeAsync(Func<Meeting, RoomVote, WriteScope, Task> act, string said, CancellationToken cancel) =>
        !ModelState.IsValid ? Page() : await ActAsync(async write =>
        {
            var (meeting, vote) = await HeldAsync(write, cancel);
            await act(meeting, vote, write);
            return VoteUrl(vote);
        }, said);

    private async Task<(Meeting, RoomVote)> HeldAsync(WriteScope write, CancellationToken cancel) => (await HereAsync(write),
        await write.Db.RoomVotes.SingleOrDefaultAsync(v => v.Id == Vote.Id, cancel) ?? throw new Unknown());
}
