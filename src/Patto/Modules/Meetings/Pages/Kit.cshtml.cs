using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>What is printed before a meeting, in one go: each part begins on a sheet of its own, and with <c>?pdf</c> all are one file for
/// the print shop. Nothing in it is personal: who registered stands on the list of the meeting.</summary>
[AlsoAsPdf("materiale-incontro")]
public sealed class KitModel(CurrentAuthority currentAuthority) : MeetingPage
{
    public override Act Demands => MeetingActs.SeeInside;

    public const string Poster = "locandina", Invitations = "inviti", Agenda = "scaletta", Signatures = "firme", Room = "stanza",
        Ballots = "schede", Evaluation = "gradimento";

    /// <summary>Rows of an empty sheet of signatures: so many fill an A4 and leave room for a hand.</summary>
    public const int Rows = 18;

    /// <summary>Which parts are printed; none said: all that there are.</summary>
    [FromQuery(Name = "parti")] public List<string> Chosen { get; set; } = [];

    public sealed record Part(string Key, string Name, string Missing);

    /// <summary>In the order in which they are printed; with what is missing where there is nothing to print yet.</summary>
    public IReadOnlyList<Part> Parts { get; private set; } = [];
    public IReadOnlyList<RoomVote> Votes { get; private set; } = [];
    public bool HasCards { get; private set; }

    protected override bool ReadsRegistrations => false;

    public string Site => currentAuthority.Address;
    /// <summary>As one types it.</summary>
    public string Host => new Uri(Site).Authority;
    public string Address => Site + MeetingUrl;
    public string RoomAddress => Site + MeetingUrls.Room(Meeting.RoomCode!);
    /// <summary>This page with what was chosen; empty for all of it.</summary>
    public string PartsUrl => Chosen.Count == 0 ? "" : "?" + string.Join('&', Chosen.Where(Prints).Select(c => $"parti={c}"));
    public string SlipsUrl => ContributionUrls.Slips(Process.Slug);
    public bool IsCancelled => Meeting.State == MeetingState.Cancelled;

    public bool Prints(string part) =>
        Parts.Any(p => p.Key == part && p.Missing.Length == 0) && (!Parts.Any(p => Chosen.Contains(p.Key)) || Chosen.Contains(part));

    /// <summary>Options that a quarter of an A4 holds; a ballot with more has a sheet of its own.</summary>
    private const int MostOnAQuarter = 9;
    public static bool IsSmall(RoomVote vote) => vote.Options.Count <= MostOnAQuarter;

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        Votes = await Db.RoomVotes.AsNoTracking().Where(v => v.Meeting == Meeting.Id && !v.IsEvaluation && v.Kind != RoomVoteKind.Hands
            && v.State != RoomVoteState.Annulled).OrderBy(v => v.Number).ToListAsync(cancel);
        HasCards = await Db.TableRounds.AnyAsync(t => t.Meeting == Meeting.Id, cancel);
        Parts =
        [
            new(Poster, L["Locandina"], ""),
            new(Invitations, L["Inviti da consegnare, due per foglio"], ""),
            new(Agenda, L["Scaletta"], Meeting.Agenda.Count > 0 ? "" : L["la scaletta non è scritta: si scrive in «Modifica»"]),
            new(Signatures, L["Foglio delle firme, con righe vuote"], ""),
            new(Room, L["Cartello della stanza, per entrare con il telefono"],
                Meeting.RoomCode is not null ? "" : L["il codice nasce quando si apre la stanza"]),
            new(Ballots, L["Schede di voto, quattro per foglio"],
                Votes.Count > 0 ? "" : L["non c'è nessun voto preparato: si prepara in «Voti in sala»"]),
            new(Evaluation, L["Com'è andata, quattro per foglio"], ""),
        ];
        return true;
    }

    public void OnGet() { }
}
